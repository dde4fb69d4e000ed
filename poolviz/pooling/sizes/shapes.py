"""Output sizes of layers and of chains of layers; `inverse` finds the layers for a size."""

from collections.abc import Sequence
from dataclasses import dataclass

from torch import nn

from poolviz.errors import REFUSALS, PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.layers import family_of, sliding_settings
from poolviz.pooling.layouts import layout_of, shape_after
from poolviz.pooling.refusals.inputs import as_shape
from poolviz.pooling.refusals.repairs import repairs, whole_numbers
from poolviz.pooling.refusals.rules import AXIS_NAMES, axis_rules
from poolviz.pooling.sizes.axis import AxisSize
from poolviz.pooling.sizes.inverse import layers_for
from poolviz.texts import N_

__all__ = [
    "AxisSize",
    "Step",
    "chain",
    "layers_for",
    "output_shape",
    "output_sizes",
    "parse_chain",
    "sizes_by_length",
]

LONGEST_CHAIN = 20
_BRACKETS = {"", "nn.Sequential(", "torch.nn.Sequential(", "(", ")", "[", "]"}


@dataclass(frozen=True)
class Step:
    """One layer of a chain: `shape_out` is None and `error` is given where torch refuses the layer."""

    layer: nn.Module
    shape_in: tuple[int, ...]
    shape_out: tuple[int, ...] | None
    sizes: tuple[AxisSize, ...]
    error: PoolvizError | None = None

    @property
    def plane(self) -> tuple[int, ...]:
        """The axes of the input that the layer pools over."""
        return self.shape_in[-family_of(self.layer)[1] :]


def output_shape(layer: nn.Module, shape: Sequence[int]) -> tuple[int, ...]:
    """Return the shape that `layer` makes of an input of `shape`, without computing.

    `shape` is a list, a tuple, an array or a tensor. PoolvizError where it is no shape, or where torch
    refuses: then with torch's message and with layers that it accepts.

    >>> output_shape(nn.AdaptiveAvgPool2d(3), (8, 32, 32))
    (8, 3, 3)
    """
    given = as_shape(shape)
    try:
        return shape_after(layer, given)
    except REFUSALS as error:
        raise PoolvizError(
            N_("torch refuses {layer} on an input of shape {shape}: {message}"),
            torch_message=str(error),
            fixes=repairs(layer, given),
            layer=code(layer),
            shape=given,
            message=error,
        ) from error


def output_sizes(layer: nn.Module, plane: Sequence[int]) -> tuple[AxisSize, ...]:
    """Return how `layer` comes to its output size on an input of `plane`, one AxisSize per axis.

    Nothing is computed, so a length may be 10**9. Empty where no window slides: the size is given.
    PoolvizError where torch refuses, with torch's message and with layers that it accepts.

    >>> [size.size for size in output_sizes(nn.MaxPool2d((3, 2), stride=(2, 1)), (50, 32))]
    [24, 31]
    """
    _, dims = family_of(layer)
    output_shape(layer, (1, *plane))
    return tuple(_axis_size(layer, dim, plane) for dim in range(dims)) if layout_of(layer).slides else ()


def sizes_by_length(layer: nn.Module, dim: int, lengths: Sequence[int]) -> list[int | None]:
    """Return the output size along axis `dim` for each input length, None where torch refuses it.

    The other axes are taken to be long enough. PoolvizError for a layer without that axis.

    >>> sizes_by_length(nn.MaxPool2d(3), 0, range(1, 8))
    [None, None, 1, 1, 1, 2, 2]
    """
    _, dims = family_of(layer)
    if not 0 <= dim < dims:
        raise PoolvizError(
            N_("`dim` must be at least 0 and less than {dims}, but got {got}"), dims=dims, got=dim
        )
    if not layout_of(layer).slides:
        return [_given_size(layer, dim, dims, length) for length in lengths]
    if not whole_numbers(layer, dims):
        return [None] * len(lengths)
    return [_size_or_none(layer, dim, [length] * dims) for length in lengths]


def chain(layers: Sequence[nn.Module], shape: Sequence[int]) -> list[Step]:
    """Return what each of `layers` makes of the shape before it, up to the first that torch refuses.

    `shape` is that of the first input, (N, C, *plane) or (C, *plane).

    >>> [step.shape_out for step in chain([nn.MaxPool2d(2), nn.AvgPool2d(2)], (1, 28, 28))]
    [(1, 14, 14), (1, 7, 7)]
    """
    steps: list[Step] = []
    before = tuple(shape)
    for layer in layers:
        try:
            after = output_shape(layer, before)
        except PoolvizError as error:
            return [*steps, Step(layer, before, None, (), error)]
        steps.append(Step(layer, before, after, output_sizes(layer, before[-family_of(layer)[1] :])))
        before = after
    return steps


def parse_chain(text: str) -> list[nn.Module]:
    """Return the layers of `text`, one a line as in `parse`; empty lines and comments are skipped.

    The brackets of an nn.Sequential around them are skipped too. PoolvizError that names the line
    where a line is no pooling layer, and where there are more than LONGEST_CHAIN.

    >>> parse_chain("nn.MaxPool1d(2)  # halve\\n\\nnn.AvgPool1d(3)")[0]
    MaxPool1d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
    """
    layers: list[nn.Module] = []
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.partition("#")[0].strip()
        if bare.rstrip(",") in _BRACKETS:
            continue
        if len(layers) == LONGEST_CHAIN:
            raise PoolvizError(N_("a chain must have at most {limit} layers"), limit=LONGEST_CHAIN)
        try:
            layers.append(parse(bare))
        except PoolvizError as error:
            raise PoolvizError(
                N_("line {line}: {problem}"), torch_message=error.torch_message, line=number, problem=error
            ) from error
    return layers


def _given_size(layer: nn.Module, dim: int, dims: int, length: int) -> int | None:
    try:
        return output_shape(layer, (1, *[length] * dims))[1 + dim]
    except PoolvizError:
        return None


def _axis_size(layer: nn.Module, dim: int, plane: Sequence[int]) -> AxisSize:
    numbers = sliding_settings(layer, dim)
    return AxisSize(AXIS_NAMES[len(plane)][dim], plane[dim], *numbers, bool(layer.ceil_mode))


def _size_or_none(layer: nn.Module, dim: int, plane: Sequence[int]) -> int | None:
    kept = all(rule.holds for rule in axis_rules(layer, dim, plane))
    return _axis_size(layer, dim, plane).size if kept else None
