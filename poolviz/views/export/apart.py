"""Figures that take long to draw, as work for a process of its own."""

import base64
import hashlib
import pickle
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace

from poolviz.views.export.figure import draw_stage, saved
from poolviz.views.export.sweep import frames, written
from poolviz.views.stage.wire.snapshot import Lit, Taken
from poolviz.views.stage.wire.stage import Stage

WORD, FRAME = 0.5, 25.0  # ms of processor, measured: a number of a drawing, a frame of a sweep
BEGIN = 2.0  # s, measured: a process of its own, and what it loads
MOST = 300.0  # ms for which others may wait
LOOK = 0.25  # s between two looks at how far a figure is


@dataclass(frozen=True)
class Drawing:
    """What is to be drawn: the ending of the file, names of the stage and of all that is lit, packed."""

    ending: str
    stage: str
    whole: str
    packed: str = field(compare=False)  # the same things may be packed in several ways


@dataclass(frozen=True)
class Progress:
    """How many parts of a drawing are `done`, of how many."""

    done: int
    total: int


@dataclass(frozen=True)
class Drawn:
    """A file, packed."""

    packed: str

    @property
    def file(self) -> bytes:
        """The file itself."""
        return _unpacked(self.packed)


def cost(stage: Stage, ending: str, taken: Taken) -> float:
    """Return about how many ms of processor a file of this ending takes.

    >>> from poolviz.views.stage.pooling import input_stage
    >>> import torch
    >>> cost(input_stage(torch.eye(32)), "pdf", Taken(Lit(), None, 0, ()))
    512.0
    """
    if ending == "gif":
        return FRAME * len(taken.played)
    return WORD * sum(len(grid.texts or ()) for grid in stage.grids) if ending in ("svg", "pdf") else 0.0


def is_long(stage: Stage, ending: str, taken: Taken) -> bool:
    """Tell whether a file of this ending takes longer to draw than others may wait.

    >>> from poolviz.views.stage.pooling import input_stage
    >>> import torch
    >>> is_long(input_stage(torch.eye(32)), "pdf", Taken(Lit(), None, 0, ()))
    True
    """
    return cost(stage, ending, taken) > MOST


def seconds(stage: Stage, ending: str, taken: Taken) -> int:
    """Return about how many seconds such a file takes in a process of its own."""
    return round(BEGIN + cost(stage, ending, taken) / 1000)


def drawing(stage: Stage, ending: str, taken: Taken, lit: Lit) -> Drawing:
    """Return a file of a stage as work for another process, which needs no tensors."""
    grids = [replace(grid, numbers=None) for grid in stage.grids]
    bare = Stage(
        stage.title, stage.texts, stage.options, grids, stage.links
    )  # what a page says beside is not drawn
    stage_name, whole = (hashlib.sha256(repr(one).encode()).hexdigest() for one in (bare, (bare, taken, lit)))
    return Drawing(ending, stage_name, whole, _packed(pickle.dumps((bare, taken, lit))))


def draw(request: Drawing) -> Iterator[Progress | Drawn]:
    """Draw the file, and say how far it is; what is unpacked here was packed by this server itself."""
    stage, taken, lit = pickle.loads(_unpacked(request.packed))
    made = _sweep(stage, taken) if request.ending == "gif" else _figure(stage, request.ending, lit)
    for one in made:
        yield one if isinstance(one, Progress) else Drawn(_packed(one))


def _sweep(stage: Stage, taken: Taken) -> Iterator[Progress | bytes]:
    total, found = len(taken.played), []
    for frame in frames(stage, taken):
        found.append(frame)
        yield Progress(len(found), total)
    yield written(found)


def _figure(stage: Stage, ending: str, lit: Lit) -> Iterator[Progress | bytes]:
    """Draw a figure; matplotlib does not say how far it is, but a text that it has written is not stale."""
    figure = draw_stage(stage, lit)
    texts = figure.axes[0].texts
    with ThreadPoolExecutor(1) as beside:
        made = beside.submit(saved, figure, ending)
        while not made.done():
            yield Progress(sum(not text.stale for text in texts), len(texts))
            wait([made], LOOK)
    yield made.result()


def _packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data)).decode()


def _unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))
