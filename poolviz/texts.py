"""The language that texts are given in: one per thread of work, English until chosen."""

import gettext
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from poolviz.errors import PoolvizError

_ENGLISH = gettext.NullTranslations()
_current: ContextVar[gettext.NullTranslations] = ContextVar("translations", default=_ENGLISH)


# How to read the translations into each language: whoever has them registers the way here.
LANGUAGES: dict[str, Callable[[], gettext.NullTranslations]] = {"en": lambda: _ENGLISH}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Give the texts of this block in `language`, one of LANGUAGES; PoolvizError for any other.

    >>> with speaking("en"):
    ...     _("stride")
    'stride'
    """
    if language not in LANGUAGES:
        raise PoolvizError(
            N_("`language` must be one of {known}, but got {got}"), known=", ".join(LANGUAGES), got=language
        )
    before = _current.set(LANGUAGES[language]())
    try:
        yield
    finally:
        _current.reset(before)


def speak(translations: gettext.NullTranslations) -> None:
    """Give every later text of this context in the language of `translations`."""
    _current.set(translations)


def spoken() -> gettext.NullTranslations:
    """Return the translations that texts are given in now; what holds texts is kept by them."""
    return _current.get()


def _(message: str) -> str:
    """Return `message` in the current language; a literal, so that it can be collected.

    >>> _("kernel_size")
    'kernel_size'
    """
    return _current.get().gettext(message) if message else ""


def sentences(*parts: str) -> str:
    """Return sentences one after the other: a space stands between them, but none behind a Chinese full stop.

    >>> sentences("One.", "Two."), sentences("一。", "二。")
    ('One. Two.', '一。二。')
    """
    return re.sub(r"(?<=[。？！]) ", "", " ".join(parts))


def ngettext(one: str, many: str, n: int) -> str:
    """Return what the current language says of `n`: `one` or `many` in English, other languages as they do.

    >>> ngettext("{n} sample", "{n} samples", 1).format(n=1)
    '1 sample'
    """
    return _current.get().ngettext(one, many, n)


def N_(message: str) -> str:
    """Mark `message` for the translators and return it as it is, to be translated later."""
    return message


def error_text(error: PoolvizError) -> str:
    """Return what `error` says, and the errors that it quotes, in the current language.

    >>> error_text(PoolvizError("{why}; got {got}", why=PoolvizError("too small"), got=0))
    'too small; got 0'
    """
    values = {
        name: error_text(value) if isinstance(value, PoolvizError) else value
        for name, value in error.values.items()
    }
    return _(error.template).format(**values)
