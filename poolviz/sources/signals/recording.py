"""A recording as one or more tracks of samples, and a part of it."""

from dataclasses import dataclass

from torch import Tensor

from poolviz.sources.pictures.pixels import Note
from poolviz.sources.signals.marks import Marks

MAX_SAMPLES = 2**20
MAX_TRACKS = 16


@dataclass(frozen=True)
class Layout:
    """How the numbers of a CSV lie in its text: what a program must know to read the same.

    The rows are `count` from the `first` on; where the ends of lines are `doubled`, empty ones do not count.
    `columns` are the places of the tracks, `marks` how their numbers are written; one row alone is read
    `across`.
    """

    encoding: str
    separator: str
    first: int
    count: int
    doubled: bool
    across: bool
    columns: tuple[int, ...]
    marks: tuple[Marks, ...]


@dataclass(frozen=True, eq=False)
class Recording:
    """One or more `tracks` of one length (channels of a WAV, columns of numbers of a CSV), float32 (n,).

    `names` are the columns' own; empty for channels. `rate` is in samples a second, None for a CSV.
    `notes` say what was done: (text to translate, values) pairs. `layout` is that of a CSV; where it can be
    read in two ways, `rule` (untranslated) is the one that was taken, `instead` the other.
    """

    tracks: tuple[Tensor, ...]
    names: tuple[str, ...]
    rate: int | None
    notes: tuple[Note, ...]
    layout: Layout | None = None
    rule: str = ""
    instead: str = ""


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


def first_measured(recording: Recording) -> int:
    """Return the first track that is no mere numbering of its rows; the first where all are.

    >>> import torch
    >>> rows, values = torch.tensor([0.0, 1.0, 2.0]), torch.tensor([5.0, 7.0, 6.0])
    >>> first_measured(Recording((rows, values), ("t", "v"), None, ()))
    1
    """
    if recording.names:
        for number, track in enumerate(recording.tracks):
            steps = track.diff()
            if not (len(steps) > 1 and bool((steps == steps[0]).all()) and float(steps[0]) != 0):
                return number
    return 0
