"""explain(): torch's own result of a pooling layer, and where every number in it comes from."""

import copy
import itertools
import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor, nn

from poolviz.codes import code
from poolviz.errors import PoolvizError
from poolviz.layers import Family, family_of
from poolviz.repairs import repairs
from poolviz.texts import N_
from poolviz.windows import Axis, members

REFUSALS = (
    RuntimeError,
    TypeError,
    ValueError,
    IndexError,
    OverflowError,
    AssertionError,
    AttributeError,
)


@dataclass(frozen=True)
class Cell:
    """One output value and its window.

    `members` are coordinates inside the unpadded plane, row-major; `values` (1-d) are theirs;
    `padding` counts the taps outside the input; `winner` is the coordinate that max took, None
    for averages and for a window with no member; `divisor` is what an average divided by, None
    for max; `value` is torch's output there, 0-d.
    """

    index: tuple[int, ...]
    members: tuple[tuple[int, ...], ...]
    values: Tensor
    padding: int
    winner: tuple[int, ...] | None
    divisor: int | None
    value: Tensor


@dataclass(frozen=True, eq=False)
class Explanation:
    """A pooling layer at work on `input`: torch's `output` and, per axis, where its windows lie.

    `input` and `output` have shape (N, C, *plane) or (C, *plane). Keep `input` unchanged: cells
    are read from it when they are asked for.
    """

    layer: nn.Module
    input: Tensor
    output: Tensor
    axes: tuple[Axis, ...]

    @property
    def family(self) -> Family:
        """What poolviz knows of the layer's kind."""
        return family_of(self.layer)[0]

    @cached_property
    def indices(self) -> Tensor | None:
        """torch's flat index of each maximum in its own unpadded plane; None where the layer has none."""
        if self.family.reduce != "max":
            return None
        twin = copy.copy(self.layer)
        vars(twin)["return_indices"] = True
        # channels_last_3d can give the index of another window where all is −inf.
        return twin.forward(self.input.contiguous())[1]

    def cell(self, index: Sequence[int] | int) -> Cell:
        """Return one cell of the output; `index` is a full index into `output`.

        PoolvizError where `index` has another length than output.shape or lies outside it.

        >>> x = torch.tensor([[[1.0, 2.0], [4.0, 3.0]]])
        >>> cell = explain(nn.MaxPool2d(2), x).cell((0, 0, 0))
        >>> cell.members, cell.winner, float(cell.value)
        (((0, 0), (0, 1), (1, 0), (1, 1)), (1, 0), 4.0)
        """
        full = _checked(index, self.output.shape)
        plane, position = full[: -len(self.axes)], full[-len(self.axes) :]
        inside = [members(axis, output) for axis, output in zip(self.axes, position, strict=True)]
        values = self.input[plane]
        for dim, positions in enumerate(inside):
            values = values.index_select(dim, torch.tensor(positions, dtype=torch.long, device=values.device))
        taps = math.prod(len(axis.taps(output)) for axis, output in zip(self.axes, position, strict=True))
        return Cell(
            index=full,
            members=tuple(itertools.product(*inside)),
            values=values.flatten(),
            padding=taps - values.numel(),
            winner=self._winner(full) if values.numel() else None,
            divisor=self.family.divisor(self.layer, self.axes, position),
            value=self.output[full],
        )

    def _winner(self, full: tuple[int, ...]) -> tuple[int, ...] | None:
        if self.indices is None:
            return None
        flat = int(self.indices[full])
        coordinates = []
        for axis in reversed(self.axes):
            flat, coordinate = divmod(flat, axis.length)
            coordinates.append(coordinate)
        return tuple(reversed(coordinates))


def explain(layer: nn.Module, x: Tensor) -> Explanation:
    """Return what `layer` does to `x` of shape (N, C, *plane) or (C, *plane), computed by torch.

    PoolvizError where `layer` is no pooling layer, or where torch refuses the call: then with
    torch's own message and with near layers that torch accepts.

    >>> explain(nn.AvgPool1d(2), torch.tensor([[1.0, 3.0, 5.0, 7.0]])).output
    tensor([[2., 6.]])
    """
    family, dims = family_of(layer)
    try:
        result = layer(x)
    except REFUSALS as error:
        raise PoolvizError(
            N_("torch refuses {layer} on an input of shape {shape}: {message}"),
            torch_message=str(error),
            fixes=repairs(layer, x.shape) if isinstance(x, Tensor) else (),
            layer=code(layer),
            shape=tuple(getattr(x, "shape", ())),
            message=error,
        ) from error
    output = result[0] if isinstance(result, tuple) else result
    sizes = zip(x.shape[-dims:], output.shape[-dims:], strict=True)
    axes = tuple(family.axis(layer, dim, length, outputs) for dim, (length, outputs) in enumerate(sizes))
    return Explanation(layer, x, output, axes)


def _checked(index: Sequence[int] | int, shape: torch.Size) -> tuple[int, ...]:
    given = (index,) if not isinstance(index, Sequence | Tensor) else tuple(index)
    full = tuple(operator.index(number) for number in given)
    if len(full) != len(shape) or not all(
        -size <= number < size for number, size in zip(full, shape, strict=True)
    ):
        raise PoolvizError(
            N_("`index` must be a full index into the output of shape {shape}, but got {got}"),
            shape=tuple(shape),
            got=full,
        )
    return tuple(number % size for number, size in zip(full, shape, strict=True))
