"""A recording somebody sends, WAV or CSV: checked before it is read."""

import threading

from poolviz.errors import PoolvizError
from poolviz.sources.limits import require_bytes
from poolviz.sources.signals.columns import read_csv
from poolviz.sources.signals.recording import Recording
from poolviz.sources.signals.waves import read_wav
from poolviz.texts import N_

MAX_BYTES = 10 * 2**20

# One file is read at a time: that bounds the memory.
_reading = threading.Lock()


def read_recording(data: bytes, *, instead: bool = False, max_bytes: int = MAX_BYTES) -> Recording:
    """Return what the WAV or CSV in `data` holds, at most 16 tracks and 1,048,576 samples in all.

    What it is is told by its first bytes. Where a CSV can be read in two ways, `instead` takes the other.
    Raises PoolvizError if `data` is empty, over `max_bytes`, neither of both, or damaged.

    >>> read_recording(b"t,v\\n0,1.5\\n1,2.5\\n").tracks[1]
    tensor([1.5000, 2.5000])
    """
    if not data:
        raise PoolvizError(N_("the upload must be a WAV or CSV file, but it is empty"))
    require_bytes(data, max_bytes)
    with _reading:
        return read_wav(data) if data[:4] in (b"RIFF", b"RIFX", b"RF64") else read_csv(data, instead)
