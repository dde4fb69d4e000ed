"""The cells of a whole plane at once: what they hold is gathered by a few calls of torch, not one a cell."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import torch
from torch import Tensor

from poolviz.pooling.cells.cell import Cell, Place, coordinates
from poolviz.pooling.cells.window import Window
from poolviz.pooling.windows import Axis, members

AT_ONCE = 2**16  # members whose values one call gathers


def cells(
    plane: Place, windows: Iterable[Window], x: Tensor, output: Tensor, winners: Tensor | None
) -> Iterator[Cell]:
    """Return the cells of one plane of an `x` and its `output`, row-major; `plane` begins their index."""
    of_all = zip(_places(plane, output), output.flatten().unbind(), _taken(winners, output), strict=True)
    for some in _chunks(windows):
        for window, held in zip(some, gathered(x, some), strict=True):
            index, value, won = next(of_all)
            winner = won if window.members else None
            yield Cell(
                index, window.members, held, window.padding, winner, window.divisor, value, window.scale
            )


def rows(
    plane: Place, windows: Iterable[Window], output: Tensor, winners: Tensor | None
) -> Iterator[dict[str, Any]]:
    """Return the cells of one plane as plain numbers, a dict a cell."""
    of_all = zip(
        _places(plane, output), windows, output.flatten().tolist(), _taken(winners, output), strict=True
    )
    for index, window, value, winner in of_all:
        yield {
            "index": index,
            "members": window.members,
            "value": value,
            "winner": winner if window.members else None,
            "divisor": window.divisor,
            "padding": window.padding,
        }


def gathered(x: Tensor, windows: Sequence[Window]) -> Sequence[Tensor]:
    """Return the values of each window in the plane `x`, 1-d, in the order of its members.

    >>> [values.tolist() for values in gathered(torch.tensor([5, 6, 7]), [Window(((2,), (0,))), Window(())])]
    [[7, 5], []]
    """
    values = taken(x, [place for window in windows for place in window.members])
    return values.split_with_sizes([len(window.members) for window in windows])


def taken(x: Tensor, places: Sequence[Place]) -> Tensor:
    """Return the values of the plane `x` at `places`, 1-d.

    >>> taken(torch.eye(2), [(0, 0), (0, 1)])
    tensor([1., 0.])
    """
    at = torch.tensor(places, dtype=torch.long, device=x.device).view(-1, x.dim())
    return x[at.unbind(-1)]


def coordinates_of(picks: Tensor, axes: Sequence[Axis], lengths: Sequence[int]) -> Tensor:
    """Return flat `picks` as coordinates in a plane of `lengths`, (*picks.shape, axes).

    −1 for windows without members, whose pick leads nowhere.
    """
    found = coordinates(picks, lengths)
    for dim, axis in enumerate(axes):
        inside = [bool(members(axis, output)) for output in range(axis.outputs)]
        shape = [-1 if dim == other else 1 for other in range(len(axes) + 1)]
        found = found.where(torch.tensor(inside, device=found.device).view(shape), -1)
    return found


def _places(plane: Place, output: Tensor) -> Iterator[Place]:
    return ((*plane, *position) for position in itertools.product(*map(range, output.shape)))


def _taken(winners: Tensor | None, output: Tensor) -> Iterator[Place | None]:
    if winners is None:
        return itertools.repeat(None, output.numel())
    return map(tuple, winners.flatten(0, -2).tolist())


def _chunks(windows: Iterable[Window]) -> Iterator[list[Window]]:
    some: list[Window] = []
    held = 0
    for window in windows:
        some.append(window)
        held += len(window.members)
        if held >= AT_ONCE:
            yield some
            some, held = [], 0
    if some:
        yield some
