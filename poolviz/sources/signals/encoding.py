"""The text of a file that does not say how it is encoded."""

import re

from poolviz.errors import PoolvizError
from poolviz.texts import N_

_PROBE = 2**16
# Chinese of GB 2312: two bytes beyond 0xA0 each; what is no such pair is of Western Windows.
_PAIRS = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xfe][\xa1-\xfe])*")


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of `data`, and its encoding.

    It is Unicode, or Chinese or Western of Windows, whichever is likelier. PoolvizError where it is no text.

    >>> decoded("Größe".encode("cp1252")), decoded("温度".encode("gb18030"))
    (('Größe', 'cp1252'), ('温度', 'gb18030'))
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\0" in data:
        encodings = []
    else:
        encodings = ["utf-8-sig", *_likely(data), "latin-1"]
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise PoolvizError(N_("the upload must be a WAV or CSV file, but it is neither"))


def _likely(data: bytes) -> list[str]:
    lines = [line for line in data[:_PROBE].splitlines() if not line.isascii()]
    odd = b"\n".join(lines)
    if not lines:
        return ["gb18030", "cp1252"]
    if not _PAIRS.fullmatch(odd):
        return ["cp1252", "gb18030"] if not _chinese(odd) else ["gb18030", "cp1252"]
    from charset_normalizer import from_bytes

    best = from_bytes(odd, cp_isolation=["gb18030", "cp1252"]).best()
    return ["cp1252", "gb18030"] if best is not None and best.encoding == "cp1252" else ["gb18030", "cp1252"]


def _chinese(data: bytes) -> bool:
    """Tell whether the bytes are signs of GB 18030 beyond GB 2312, most of them in pairs all the same."""
    pairs = re.findall(rb"[\xa1-\xfe][\xa1-\xfe]", data)
    return 2 * len(pairs) > len(re.findall(rb"[\x80-\xff]", data)) * 0.8
