"""Codes of classes and secrets of people: drawn, kept as digests, compared in constant time."""

import hashlib
import hmac
import secrets

# No vowels, so that no code is a word, and no letter that looks like another one or like a digit.
LETTERS = "BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 7


def drawn_code() -> str:
    """Return a new code of a class: one of 1.28 thousand millions."""
    return "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))


def read_code(text: str) -> str:
    """Return the code that somebody typed, in capitals and without what stands between the letters.

    >>> read_code(" bcd-fghj")
    'BCDFGHJ'
    """
    return "".join(letter for letter in text[:64].upper() if letter in LETTERS)


def drawn_secret(number: int | None = None) -> str:
    """Return a new secret of 128 bits: the teacher's, or that of the student with this number."""
    secret = secrets.token_urlsafe(16)
    return secret if number is None else f"{number}.{secret}"


def student_number(secret: str) -> int:
    """Return the number in the secret of a student, 0 if it is no such secret.

    >>> student_number("12.abc"), student_number("abc")
    (12, 0)
    """
    number, dot, _rest = secret.partition(".")
    return int(number) if dot and number.isascii() and number.isdigit() and len(number) < 6 else 0


def kept(secret: str) -> bytes:
    """Return what is kept of a secret: a digest that does not give it back."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def same(secret: str, digest: bytes) -> bool:
    """Tell in constant time whether `digest` was kept of `secret`."""
    return hmac.compare_digest(kept(secret), digest)
