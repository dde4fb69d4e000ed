"""explain(): torch's own result of a pooling layer, and where every number in it comes from."""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from torch import Tensor, nn

from poolviz.errors import REFUSALS, PoolvizError
from poolviz.lazy import Lazy
from poolviz.pooling import reductions
from poolviz.pooling.cells import Cell, Place, full_index, full_planes
from poolviz.pooling.code.line import code
from poolviz.pooling.layers import Family, family_of
from poolviz.pooling.layouts import axes_at, samples_part, settled
from poolviz.pooling.refusals.repairs import repairs
from poolviz.pooling.windows import Axis, members
from poolviz.texts import N_

# How a notebook shows an Explanation: views register it here, so that the core knows none of them.
IN_NOTEBOOKS: list[Callable[["Explanation"], str | None]] = []


@dataclass(frozen=True, eq=False)
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
        return self.picks if self.family.reduce == "max" else None

    def axes_at(self, plane: Sequence[int]) -> tuple[Axis, ...]:
        """Return the windows in one plane, (n, c), (c,) or (); they differ for fractional layers alone."""
        return self._axes(plane) if self.family.layout == "fractional" else self.axes

    def _first_axes(self) -> tuple[Axis, ...]:
        drawn = self.family.layout == "fractional"  # for each plane anew, and here there may be none
        return () if drawn and 0 in self.leading else self._axes((0,) * len(self.leading))

    def _axes(self, plane: Sequence[int]) -> tuple[Axis, ...]:
        return axes_at(self.ran, self.input.shape[-self.dims :], self.output.shape[-self.dims :], plane)

    def part(self, planes: Sequence[int | slice]) -> "Explanation":
        """Return the explanation of some planes: a number or a slice for each axis before the plane.

        An axis with a number goes, so that numbers alone leave one plane. PoolvizError where they are more
        or fewer than these axes, or a number lies outside.

        >>> e = explain(nn.MaxPool1d(2), torch.arange(8.0).view(2, 2, 2))
        >>> e.part((slice(1), 1)).output, e.part((1, 1)).output
        (tensor([[3.]]), tensor([7.]))
        """
        kept = full_planes(planes, self.leading)
        given: dict[str, Any] = {} if self.family.layout == "fractional" else {"axes": self.axes}
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
        if self.places is not None:
            return self._placed(full)
        plane, position = full[: -self.dims], full[-self.dims :]
        axes = self.axes_at(plane)
        inside = [members(axis, output) for axis, output in zip(axes, position, strict=True)]
        values = self.input[plane]
        for dim, positions in enumerate(inside):
            values = values.index_select(dim, torch.tensor(positions, dtype=torch.long, device=values.device))
        taps = math.prod(len(axis.taps(output)) for axis, output in zip(axes, position, strict=True))
        return Cell(
            index=full,
            members=tuple(itertools.product(*inside)),
            values=values.flatten(),
            padding=taps - values.numel(),
            winner=self._winner(full) if values.numel() else None,
            divisor=reductions.divisor(self.layer, axes, position),
            value=self.output[full],
            scale=reductions.scale(self.layer, axes, position),
        )

    def _repr_html_(self) -> str | None:
        """Return what a notebook shows; None, so that it shows the repr, where there is no such view."""
        return IN_NOTEBOOKS[0](self) if IN_NOTEBOOKS else None

    def _winner(self, full: Place) -> Place | None:
        return None if self.picks is None else self._input_place(int(self.picks[full]))

    def _input_place(self, flat: int) -> Place:
        coordinates = []
        for length in reversed(self.input.shape[-self.dims :]):
            flat, coordinate = divmod(flat, length)
            coordinates.append(coordinate)
        return tuple(reversed(coordinates))

    def _placed(self, full: Place) -> Cell:
        assert self.places is not None
        plane, flat = full[: -self.dims], 0
        for position, size in zip(full[-self.dims :], self.output.shape[-self.dims :], strict=True):
            flat = flat * size + position
        coming = reductions.flat_places(self.places[plane], flat)
        values = self.input[plane].flatten()[coming]
        places = tuple(self._input_place(number) for number in coming)
        return Cell(full, places, values, 0, None, None, self.output[full])


def explain(
    layer: nn.Module, x: Tensor, indices: Tensor | None = None, output_size: Sequence[int] | None = None
) -> Explanation:
    """Return what `layer` does to `x` of shape (N, C, *plane) or (C, *plane), computed by torch.

    `indices` (int64, of x's shape) and `output_size` are for MaxUnpool alone. PoolvizError where
    `layer` is no pooling layer, or where torch refuses the call: then with torch's own message
    and with near layers that torch accepts.

    >>> explain(nn.AvgPool1d(2), torch.tensor([[1.0, 3.0, 5.0, 7.0]])).output
    tensor([[2., 6.]])
    >>> explain(nn.MaxUnpool1d(2), torch.tensor([[3.0, 7.0]]), torch.tensor([[1, 3]])).output
    tensor([[0., 3., 0., 7.]])
    """
    _require_indices(layer, indices, output_size)
    try:
        ran = settled(layer, x)
        result = ran(x) if indices is None else _unpooled(ran, x, indices, output_size)
    except REFUSALS as error:
        raise PoolvizError(
            N_("torch refuses {layer} on an input of shape {shape}: {message}"),
            torch_message=str(error),
            fixes=repairs(layer, x.shape) if isinstance(x, Tensor) else (),
            layer=code(layer),
            shape=tuple(getattr(x, "shape", ())),
            message=error,
        ) from error
    return Explanation(layer, x, result[0] if isinstance(result, tuple) else result, ran, indices)


def _require_indices(layer: nn.Module, indices: Any, output_size: Any) -> None:
    places = family_of(layer)[0].layout == "places"
    if places and not isinstance(indices, Tensor):
        raise PoolvizError(
            N_("`indices` must be the tensor that max pooling gives with return_indices=True, but got {got}"),
            got=type(indices).__name__,
        )
    if not places and (indices is not None or output_size is not None):
        raise PoolvizError(
            N_("`indices` and `output_size` must be given to MaxUnpool alone, but the layer is {got}"),
            got=type(layer).__name__,
        )


def _unpooled(layer: nn.Module, x: Tensor, indices: Tensor, output_size: Sequence[int] | None) -> Tensor:
    # On a GPU an index outside the plane is no error: it fails an assertion, which ends the use of the GPU.
    return layer(x.cpu(), indices.cpu(), output_size).to(x.device)
