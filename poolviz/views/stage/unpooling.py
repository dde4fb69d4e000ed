"""The ways back from a pooling as data of the stage: unpooling and gradient, and their figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from poolviz.pooling.explanation import Explanation
from poolviz.pooling.gradients import Gradient
from poolviz.pooling.layers import setting
from poolviz.pooling.unpooling import Unpooling, size_range
from poolviz.texts import _
from poolviz.views.stage.pooling import number_grid, place_link, pooling_stage, unread_marks
from poolviz.views.stage.wire.grid import Mark
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.words.numbers import short


@dataclass(frozen=True)
class Counts:
    """What became of the `cells` of one input plane: each is returned, astray or lost; some are shared."""

    cells: int
    returned: int
    astray: int
    lost: int
    shared: int


@dataclass(frozen=True)
class Stray:
    """A pooled value that lands elsewhere: its flat `index` is the cell `home` and is read as `landed`."""

    value: str
    index: int
    home: tuple[int, ...]
    landed: tuple[int, ...]


def unpooling_stage(unpooling: Unpooling, plane: Sequence[int] = (0, 0)) -> Stage:
    """Return the four linked grids of a 2-d max pooling and its way back.

    `plane` indexes the leading axes of the input, as everywhere here.
    """
    at = tuple(plane)
    drawn = pooling_stage(unpooling.explanation, at)
    first, *others = drawn.grids
    marks = unpooled_marks(unpooling, at)
    back = number_grid("unpooled", "unpooled", _("Unpooled"), unpooling.output[at], marks=marks)
    return replace(
        drawn,
        title=_("Unpooling"),
        grids=(replace(first, marks=input_marks(unpooling, at)), *others, back),
        links=(*drawn.links, place_link("output", "unpooled", unpooling.places[at])),
    )


def input_marks(unpooling: Unpooling, plane: Sequence[int] = (0, 0)) -> list[Mark]:
    """Return the mark of each input cell: lost, shared by several windows, or none."""
    chosen = unpooling.chosen[tuple(plane)].flatten().tolist()
    return ["lost" if times == 0 else "shared" if times >= 2 else "" for times in chosen]


def unpooled_marks(unpooling: Unpooling, plane: Sequence[int] = (0, 0)) -> list[Mark]:
    """Return the mark of each unpooled cell: kept, misplaced, or none where nothing came back."""
    at = tuple(plane)
    marks: list[Mark] = [""] * unpooling.output[at].numel()
    astray = unpooling.misplaced[at].flatten().tolist()
    for place, wrong in zip(unpooling.places[at].flatten().tolist(), astray, strict=True):
        if marks:  # torch unpools to an empty plane too, where no value has a place
            marks[place] = "misplaced" if wrong else "kept"
    return marks


def counts(unpooling: Unpooling, plane: Sequence[int] = (0, 0)) -> Counts:
    """Return how many cells of one plane came back, went astray, are lost, or serve several windows."""
    at = tuple(plane)
    lost, shared, returned = (mask[at] for mask in (unpooling.lost, unpooling.shared, unpooling.returned))
    astray = ~(lost | returned)
    return Counts(lost.numel(), *(int(mask.sum()) for mask in (returned, astray, lost, shared)))


def first_stray(unpooling: Unpooling, plane: Sequence[int] = (0, 0)) -> Stray | None:
    """Return the first value of one plane that lands at another cell than its own, if any does."""
    at = tuple(plane)
    found = unpooling.misplaced[at].nonzero().tolist()
    if not found or not unpooling.output.numel():
        return None
    full = (*at, *found[0])
    cell = unpooling.explanation.cell(full)
    assert cell.winner is not None, "a max with members has a winner"
    landed = tuple(unpooling.coordinates[full].tolist())
    return Stray(short(float(cell.value)), int(unpooling.places[full]), cell.winner, landed)


def default_size(explanation: Explanation) -> tuple[int, ...]:
    """Return the plane that torch's MaxUnpool takes when it is told none.

    >>> import torch
    >>> from torch import nn
    >>> from poolviz import explain
    >>> default_size(explain(nn.MaxPool2d(2), torch.zeros(1, 5, 8)))
    (4, 8)
    """
    highest = [high for _low, high in size_range(explanation)]
    return tuple(high - setting(explanation.layer, "stride", dim) + 1 for dim, high in enumerate(highest))


def gradient_stage(gradient: Gradient, plane: Sequence[int] = (0, 0)) -> Stage:
    """Return the grids of a 2-d pooling and of its gradients, which lie in the same windows."""
    at, explanation = tuple(plane), gradient.explanation
    drawn = pooling_stage(explanation, at)
    unread = unread_marks(explanation)
    given, arrived = gradient.grad_output[at], gradient.grad_input[at]
    grids = (
        *drawn.grids[:2],
        number_grid("grad_output", "output", _("Gradient of the output"), given, editable=True),
        number_grid("grad_input", "input", _("Gradient of the input"), arrived, marks=unread),
    )
    return replace(drawn, title=_("Gradient"), grids=grids)


@dataclass(frozen=True)
class Shares:
    """What of a gradient arrives: the sums before and after, how many of the `cells` get none."""

    given: str
    arrived: str
    cells: int
    without: int


def shares(gradient: Gradient, plane: Sequence[int] = (0, 0)) -> Shares:
    """Return how much of the gradient of one output plane arrives in the input, and at how many cells not."""
    at = tuple(plane)
    given, arrived = gradient.grad_output[at], gradient.grad_input[at]
    # float64, so that the sum of nine ninths reads 1.
    before, after = (short(round(float(part.double().sum()), 5)) for part in (given, arrived))
    return Shares(before, after, arrived.numel(), int((arrived == 0).sum()))
