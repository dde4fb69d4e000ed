"""A recording somebody sends, WAV or CSV: checked before it is read, and told what was done to it."""

import threading
from dataclasses import dataclass

from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.sources.pictures.pixels import Note
from poolviz.texts import N_

MAX_BYTES = 10 * 2**20
MAX_SAMPLES = 2**20
MAX_TRACKS = 16

# One file is read at a time: that bounds the memory.
_reading = threading.Lock()


@dataclass(frozen=True, eq=False)
class Recording:
    """One or more `tracks` of one length (channels of a WAV, columns of numbers of a CSV), float32 (n,).

    `names` are the columns' own; empty for channels. `rate` is in samples a second, None for a CSV.
    `notes` say what was done: (text to translate, values) pairs.
    """

    tracks: tuple[Tensor, ...]
    names: tuple[str, ...]
    rate: int | None
    notes: tuple[Note, ...]


def read_recording(data: bytes, *, max_bytes: int = MAX_BYTES) -> Recording:
    """Return what the WAV or CSV in `data` holds, at most 16 tracks and 1,048,576 samples in all.

    What it is is told by its first bytes. Raises PoolvizError if `data` is empty, over `max_bytes`,
    neither of both, or damaged.

    >>> read_recording(b"t,v\\n0,1.5\\n1,2.5\\n").tracks[1]
    tensor([1.5000, 2.5000])
    """
    from poolviz.sources.signals.columns import read_csv
    from poolviz.sources.signals.waves import read_wav

    if not data:
        raise PoolvizError(N_("the upload must be a WAV or CSV file, but it is empty"))
    if len(data) > max_bytes:
        message = N_("the upload must be at most {limit} MB, but it is {got} MB")
        raise PoolvizError(message, limit=f"{max_bytes / 2**20:.3g}", got=f"{len(data) / 2**20:.3g}")
    with _reading:
        return read_wav(data) if data[:4] in (b"RIFF", b"RIFX", b"RF64") else read_csv(data)


def loudest(track: Tensor, count: int) -> int:
    """Return where the `count` samples begin whose values vary most, a multiple of `count`; nan counts 0.

    A recording often begins in silence.

    >>> import torch
    >>> loudest(torch.tensor([0.0, 0.0, 0.0, 0.1, 3.0, -3.0, 0.0]), 2)
    4
    """
    whole = len(track) // count * count
    if whole <= count:
        return 0
    blocks = track[:whole].nan_to_num(0, 0, 0).double().view(-1, count)
    return int(blocks.var(1, correction=0).argmax()) * count


def cut(track: Tensor, start: int, every: int, count: int) -> Tensor:
    """Return at most `count` samples of `track`: that at `start`, and then each `every`-th.

    A start beyond the end is the last sample.

    >>> import torch
    >>> cut(torch.arange(10.0), 1, 3, 4)
    tensor([1., 4., 7.])
    """
    first = min(start, len(track) - 1)
    return track[first : first + count * every : every].clone()
