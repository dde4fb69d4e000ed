"""explain(): torch's own result of a pooling layer, and where every number in it comes from."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from torch import Tensor, nn

from poolviz.errors import REFUSALS, PoolvizError
from poolviz.pooling import reductions
from poolviz.pooling.cells import table
from poolviz.pooling.cells.cell import Cell, Place, full_index, full_planes, place
from poolviz.pooling.cells.lazy import Lazy
from poolviz.pooling.cells.notebooks import IN_NOTEBOOKS
from poolviz.pooling.cells.window import Window, source, sources, windows
from poolviz.pooling.code.line import code
from poolviz.pooling.layers import Family, family_of
from poolviz.pooling.layouts import Layout, axes_at, layout_of, samples_part, settled
from poolviz.pooling.reductions import Reduction, reduction_of
from poolviz.pooling.refusals.inputs import Numbers, as_tensor, require_numbers, whole_numbers_in
from poolviz.pooling.refusals.remedies import refusal
from poolviz.pooling.windows import Axis
from poolviz.texts import N_


@dataclass(frozen=True, eq=False, repr=False)
class Explanation:
    """A pooling layer at work on `input`: torch's `output` and, per axis, where its windows lie.

    `input` and `output` have shape (N, C, *plane), (C, *plane) or, of one plane, (*plane). `ran` is `layer`,
    or its twin with the random samples fixed that made `output`. `places` are the indices that a MaxUnpool
    was given, None for all others. `axes` are the windows of the first plane, which are those of all planes
    unless the layer is fractional; `picks`, of output's shape, are the flat indices of the values that the
    windows took, None where values are combined or placed. Both are those of `ran` where they are not given.
    Keep `input` unchanged: cells are read from it when they are asked for.
    """

    layer: nn.Module
    input: Tensor
    output: Tensor
    ran: nn.Module
    places: Tensor | None = None
    axes: Lazy[tuple[Axis, ...]] = Lazy(lambda explanation: explanation._first_axes())
    picks: Lazy[Tensor | None] = Lazy(
        lambda explanation: reductions.picks(explanation.ran, explanation.input)
    )

    @property
    def family(self) -> Family:
        """What poolviz knows of the layer's kind."""
        return family_of(self.layer)[0]

    @property
    def reduction(self) -> Reduction:
        """What the layer makes of the values of a window."""
        return reduction_of(self.layer)

    @property
    def layout(self) -> Layout:
        """How the layer's windows lie."""
        return layout_of(self.layer)

    @cached_property
    def dims(self) -> int:
        """How many axes the layer pools."""
        return family_of(self.layer)[1]

    @property
    def leading(self) -> Place:
        """The shape before the plane: (N, C), (C,) or, of one plane, ()."""
        return tuple(self.input.shape[: self.input.dim() - self.dims])

    @property
    def indices(self) -> Tensor | None:
        """torch's flat index of each maximum in its own unpadded plane; None where the layer has none."""
        return self.picks if self.reduction.indices else None

    def axes_at(self, plane: Sequence[int]) -> tuple[Axis, ...]:
        """Return the windows in one plane, (n, c), (c,) or (); they differ for fractional layers alone."""
        return self._axes(plane) if self.layout.differs else self.axes

    def _first_axes(self) -> tuple[Axis, ...]:
        none = self.layout.differs and 0 in self.leading
        return () if none else self._axes((0,) * len(self.leading))

    def _axes(self, plane: Sequence[int]) -> tuple[Axis, ...]:
        return axes_at(self.ran, self.input.shape[-self.dims :], self.output.shape[-self.dims :], plane)

    def part(self, planes: Sequence[int | slice]) -> "Explanation":
        """Return the explanation of some planes: a number or a slice for each axis before the plane.

        An axis with a number goes, so that numbers alone leave one plane. PoolvizError where they are more
        or fewer than these axes, or a number lies outside.

        >>> e = explain(nn.MaxPool1d(2), torch.arange(8.0).view(2, 2, 2))
        >>> e.part((slice(1), 1)).output, e.part((1, 1)).output
        (tensor([[3.]]), tensor([7.]))
        >>> explain(nn.MaxUnpool1d(2), [[3.0], [7.0]], [[1], [0]]).part((1,)).places
        tensor([0])
        """
        kept = full_planes(planes, self.leading)
        given: dict[str, Any] = {} if self.layout.differs else {"axes": self.axes}
        if Explanation.picks.held(self):
            given["picks"] = None if self.picks is None else self.picks[kept]
        places = None if self.places is None else self.places[kept]
        ran = samples_part(self.ran, kept)
        return Explanation(self.layer, self.input[kept], self.output[kept], ran, places, **given)

    def __getitem__(self, planes: int | slice | tuple[int | slice, ...]) -> "Explanation":
        """Return `part(planes)`: e[n, c], or e[c] without a batch, is one plane, with its axes alone."""
        return self.part(planes if isinstance(planes, tuple) else (planes,))

    def cell(self, index: Sequence[int] | int) -> Cell:
        """Return one cell of the output; `index` is a full index into `output`.

        PoolvizError where `index` has another length than output.shape or lies outside it.

        >>> x = torch.tensor([[[1.0, 2.0], [4.0, 3.0]]])
        >>> cell = explain(nn.MaxPool2d(2), x).cell((0, 0, 0))
        >>> cell.members, cell.winner, float(cell.value)
        (((0, 0), (0, 1), (1, 0), (1, 1)), (1, 0), 4.0)
        """
        full = full_index(index, self.output.shape)
        require_numbers(self.input)
        plane, position = full[: -self.dims], full[-self.dims :]
        window = self._window(plane, position)
        picks, lengths = self.picks if window.members else None, self.input.shape[-self.dims :]
        return Cell(
            index=full,
            members=window.members,
            values=table.taken(self.input[plane], window.members),
            padding=window.padding,
            winner=None if picks is None else place(int(picks[full]), lengths),
            divisor=window.divisor,
            value=self.output[full],
            scale=window.scale,
        )

    def __len__(self) -> int:
        """Return how many outputs there are."""
        return self.output.numel()

    def __bool__(self) -> bool:
        """An explanation is one, even of no output."""
        return True

    def __iter__(self) -> Iterator[Cell]:
        """Return the cells of all outputs, row-major; a chunk of them is gathered at once.

        >>> [cell.winner for cell in explain(nn.MaxPool1d(2), [[1.0, 3.0, 7.0, 5.0]])]
        [(1,), (2,)]
        """
        require_numbers(self.input)
        winners = self.winners()
        for plane in itertools.product(*map(range, self.leading)):
            took = None if winners is None else winners[plane]
            yield from table.cells(plane, self._windows(plane), self.input[plane], self.output[plane], took)

    def winners(self) -> Tensor | None:
        """Return the coordinates in the unpadded plane of the value that each window took.

        int64 of shape (*output.shape, axes), −1 for a window without members; None where nothing wins.

        >>> explain(nn.MaxPool2d(2), [[[1.0, 2.0], [4.0, 3.0]]]).winners()
        tensor([[[[1, 0]]]])
        """
        if self.picks is None:
            return None
        return table.coordinates_of(self.picks, self.axes, self.input.shape[-self.dims :])

    def to_rows(self) -> list[dict[str, Any]]:
        """Return a dict of plain numbers for each output: index, members, value, winner, divisor, padding.

        >>> explain(nn.AvgPool1d(3, 2, 1), [[1.0, 5.0]]).to_rows()
        [{'index': (0, 0), 'members': ((0,), (1,)), 'value': 2.0, 'winner': None, 'divisor': 3, 'padding': 1}]
        """
        require_numbers(self.input)
        winners, held = self.winners(), None
        found: list[dict[str, Any]] = []
        for plane in itertools.product(*map(range, self.leading)):
            if held is None or self.layout.differs:
                held = list(self._windows(plane))
            took = None if winners is None else winners[plane]
            found += table.rows(plane, held, self.output[plane], took)
        return found

    def __repr__(self) -> str:
        shapes = tuple(self.input.shape), tuple(self.output.shape)
        return f"Explanation({code(self.layer)}, {shapes[0]} → {shapes[1]})"

    def _repr_html_(self) -> str | None:
        """Return what a notebook shows; None, so that it shows the repr, where there is no such view."""
        return IN_NOTEBOOKS[0](self) if IN_NOTEBOOKS else None

    def _windows(self, plane: Place) -> Iterator[Window]:
        if self.places is not None:
            return sources(self.places[plane], self.output.shape[-self.dims :])
        return windows(self.layer, self.axes_at(plane))

    def _window(self, plane: Place, position: Place) -> Window:
        if self.places is None:
            return next(windows(self.layer, self.axes_at(plane), position))
        flat, sizes = 0, self.output.shape[-self.dims :]
        for dim, at in enumerate(position):
            flat = flat * sizes[dim] + at
        return source(self.places[plane], flat)


def explain(
    layer: nn.Module, x: Numbers, indices: Numbers | None = None, output_size: Sequence[int] | None = None
) -> Explanation:
    """Return what `layer` does to `x` of shape (N, C, *plane) or (C, *plane), computed by torch.

    `x` is a tensor, an array, which keeps its dtype, or nested lists, which become torch's default dtype.
    `indices` (int64, of x's shape) and `output_size` are for MaxUnpool alone. PoolvizError where
    `layer` is no pooling layer, or where torch refuses the call: then with torch's own message
    and with near layers that torch accepts.

    >>> explain(nn.AvgPool1d(2), torch.tensor([[1.0, 3.0, 5.0, 7.0]])).output
    tensor([[2., 6.]])
    >>> explain(nn.MaxUnpool1d(2), torch.tensor([[3.0, 7.0]]), torch.tensor([[1, 3]])).output
    tensor([[0., 3., 0., 7.]])
    """
    _require_indices(layer, indices, output_size)
    # Lists of whole numbers are numbers all the same, and have an average.
    x = as_tensor("x", x, torch.get_default_dtype())
    places = None if indices is None else as_tensor("indices", indices)
    sizes = whole_numbers_in(output_size)
    try:
        ran = settled(layer, x)
        result = ran(x) if places is None else _unpooled(ran, x, places, sizes or output_size)
    except REFUSALS as error:
        raise refusal(layer, x, error) from error
    return Explanation(layer, x, result[0] if isinstance(result, tuple) else result, ran, places)


def require_explanation(given: object) -> None:
    """Raise PoolvizError where `given` is no Explanation, but the numbers themselves.

    >>> require_explanation(explain(nn.MaxPool1d(1), [[1.0]]))
    """
    if not isinstance(given, Explanation):
        raise PoolvizError(
            N_("`explanation` must be what explain(layer, x) returns, but got {got}"),
            got=type(given).__name__,
        )


def _require_indices(layer: nn.Module, indices: Any, output_size: Any) -> None:
    places = layout_of(layer).places
    if places and indices is None:
        raise PoolvizError(
            N_("`indices` must be the tensor that max pooling gives with return_indices=True, but got {got}"),
            got=type(indices).__name__,
        )
    if places and layer.kernel_size == ():
        # Older versions of torch do not refuse it: the process ends.
        raise PoolvizError(
            N_("`kernel_size` must have a number for each axis, but got {got}"), got=layer.kernel_size
        )
    if not places and (indices is not None or output_size is not None):
        raise PoolvizError(
            N_("`indices` and `output_size` must be given to MaxUnpool alone, but the layer is {got}"),
            got=type(layer).__name__,
        )


def _unpooled(layer: nn.Module, x: Tensor, indices: Tensor, output_size: Sequence[int] | None) -> Tensor:
    # On a GPU an index outside the plane is no error: it fails an assertion, which ends the use of the GPU.
    return layer(x.cpu(), indices.cpu(), output_size).to(x.device)
