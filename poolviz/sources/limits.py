"""How large an upload may be."""

import math

from poolviz.errors import PoolvizError
from poolviz.texts import N_

_MB = 2**20


def require_bytes(data: bytes, most: int) -> None:
    """Raise PoolvizError where `data` has more than `most` bytes; its size is rounded up, so that it says so.

    >>> require_bytes(bytes(2**20 + 1), 2**20)
    Traceback (most recent call last):
    poolviz.errors.PoolvizError: the upload must be at most 1 MB, but it is 1.01 MB
    """
    if len(data) > most:
        raise PoolvizError(
            N_("the upload must be at most {limit} MB, but it is {got} MB"),
            limit=f"{most / _MB:.3g}",
            got=f"{math.ceil(len(data) / _MB * 100) / 100:g}",
        )
