"""Where the tensors come from: matrices, photographs, CIFAR-10, uploads."""


def shortened(text: object, limit: int = 30) -> str:
    """Return `text` on one line in at most `limit` characters, fit to be quoted in an error.

    >>> shortened("a\\nb " * 10, limit=8)
    'a b a b…'
    """
    line = " ".join(str(text)[: 4 * limit].split())
    printable = "".join(c if c.isprintable() else "�" for c in line)
    return printable if len(printable) <= limit else printable[: limit - 1] + "…"
