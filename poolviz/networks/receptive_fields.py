"""What a cell of a late map sees of the input, or of any earlier map: receptive fields, axis by axis.

Source of the formulas: A. Araujo, W. Norris, J. Sim, "Computing Receptive Fields of Convolutional
Neural Networks", Distill 2019, https://distill.pub/2019/computing-receptive-fields.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from torch import nn

from poolviz.networks.step import Fields, ReceptiveField, Step
from poolviz.pooling.layers import LAYERS
from poolviz.pooling.layouts import LAYOUTS, axes_at
from poolviz.pooling.windows import Adaptive, Axis, Sliding, members

CONVOLUTIONS: dict[type[nn.Module], int] = {nn.Conv1d: 1, nn.Conv2d: 2, nn.Conv3d: 3}
_PADS: dict[type[nn.Module], int] = {
    getattr(nn, f"{name}Pad{dims}d"): dims
    for name in ("Zero", "Constant", "Replication")
    for dims in (1, 2, 3)
}
# Other padding reads cells of the far edge, or the same cells in another order.
_STRAIGHT_PADDING = ("zeros", "replicate")


Span = tuple[int, int] | None
Spans = tuple[tuple[Span, ...], ...]
Seen = TypeVar("Seen")


def fields_from(steps: Sequence[Step], shape: Sequence[int], origin: int = -1) -> dict[int, Fields | None]:
    """Return the receptive fields of each step on the map that step `origin` makes (-1: on the input).

    `shape` is that of the network's input. One field per axis of the plane. A step that does not
    depend on `origin` is missing; None where a step sees the whole of it or has no plane, where windows
    or branches differ in their pace, and where what it sees is not known.
    """
    start = (ReceptiveField(),) * plane_axes(steps, shape)
    return _travelled(steps, shape, origin, start, _fields_behind, _joined_fields)


def spans_from(steps: Sequence[Step], shape: Sequence[int], origin: int = -1) -> dict[int, Spans | None]:
    """Return the first and last position that each cell of each step sees of the map of step `origin`.

    Per axis one span for each position on it, exact at the edges too; None for a cell that
    sees padding alone. Steps are missing, or None, as in `fields_from`, but windows may differ.
    """
    of = shape if origin == -1 else steps[origin].shape_out
    lengths = tuple(of[len(of) - plane_axes(steps, shape) :])
    start = tuple(tuple((position, position) for position in range(length)) for length in lengths)
    return _travelled(steps, shape, origin, start, _spans_behind, _joined_spans)


def plane_axes(steps: Sequence[Step], shape: Sequence[int]) -> int:
    """Return how many axes the planes of a network have: those of its first layer with windows."""
    for step in steps:
        pooled, convolved, padded = (_of(step.layer, table) for table in (LAYERS, CONVOLUTIONS, _PADS))
        if pooled or convolved or padded:
            return pooled[1] if pooled else convolved or padded
    return max(len(shape) - 2, 0)


def layer_axes(layer: Any, shape_in: Sequence[int], shape_out: Sequence[int]) -> tuple[Axis, ...] | None:
    """Return the windows of a pooling, convolving or padding layer, one axis for each of its plane.

    None for all other layers, for unpooling, for fractional layers, whose windows differ from
    plane to plane, for transposed convolutions, and for circular or reflecting padding.

    >>> layer_axes(nn.Conv1d(1, 1, 3, padding="same"), (1, 1, 8), (1, 1, 8))[0].taps(0)
    range(-1, 2)
    """
    pooled, convolved, padded = (_of(layer, table) for table in (LAYERS, CONVOLUTIONS, _PADS))
    dims = pooled[1] if pooled else convolved or padded
    if dims is None:
        return None
    lengths, sizes = tuple(shape_in[-dims:]), tuple(shape_out[-dims:])
    if padded and len(layer.padding) == 2 * dims:  # fewer pad the last axes alone
        before = [layer.padding[2 * (dims - 1 - dim)] for dim in range(dims)]
        return tuple(map(Sliding, lengths, sizes, [1] * dims, [1] * dims, before))
    if convolved and layer.padding_mode in _STRAIGHT_PADDING:
        return tuple(_convolving(layer, dim, lengths[dim], sizes[dim]) for dim in range(dims))
    alike = pooled and not LAYOUTS[pooled[0].layout].differs
    return axes_at(layer, lengths, sizes) if alike else None


def _of(layer: Any, table: Mapping[type[nn.Module], Any]) -> Any:
    return next((table[cls] for cls in type(layer).__mro__ if cls in table), None)


def _convolving(layer: Any, dim: int, length: int, outputs: int) -> Axis:
    kernel_size, dilation = layer.kernel_size[dim], layer.dilation[dim]
    words = {"valid": 0, "same": dilation * (kernel_size - 1) // 2}
    padding = words[layer.padding] if isinstance(layer.padding, str) else layer.padding[dim]
    return Sliding(length, outputs, kernel_size, layer.stride[dim], padding, dilation)


def _travelled(
    steps: Sequence[Step],
    shape: Sequence[int],
    origin: int,
    start: tuple[Seen, ...],
    behind: Callable[[Seen, Axis], Seen | None],
    joined: Callable[[Sequence[Seen]], Seen | None],
) -> dict[int, tuple[Seen, ...] | None]:
    """Carry what is seen on each axis from `origin` on through all steps that depend on it."""
    known: dict[int, tuple[Seen, ...] | None] = {origin: start}
    for number, step in enumerate(steps[origin + 1 :], origin + 1):
        sources = [source for source in step.inputs if source in known]
        if not sources:
            continue
        coming = [seen for source in sources if (seen := known[source]) is not None]
        shapes = [shape if source == -1 else steps[source].shape_out for source in sources]
        together: Sequence[Seen | None] = ()
        if len(coming) == len(sources) and step.sees == "window":
            axes = layer_axes(step.layer, step.shape_in, step.shape_out) or ()
            together = _each(behind, coming[0], axes) if len(axes) == len(start) else ()
        elif len(coming) == len(sources) and step.sees == "cell" and _same_planes(step, shapes, len(start)):
            together = [joined([seen[axis] for seen in coming]) for axis in range(len(start))]
        whole = tuple(seen for seen in together if seen is not None)
        known[number] = whole if whole and len(whole) == len(start) else None
    return known


def _each(
    behind: Callable[[Seen, Axis], Seen | None], seen: Sequence[Seen], axes: Sequence[Axis]
) -> list[Any]:
    """Return what is seen behind each axis; axes that are alike are worked out once."""
    found = list[Any]()
    for number, axis in enumerate(axes):
        alike = number and (seen[number], axis) == (seen[number - 1], axes[number - 1])
        found.append(found[-1] if alike else behind(seen[number], axis))
    return found


def _same_planes(step: Step, shapes: Sequence[Sequence[int]], axes: int) -> bool:
    every = (*shapes, step.shape_out)
    return all(len(shape) > axes for shape in every) and len({tuple(s[len(s) - axes :]) for s in every}) == 1


def _fields_behind(field: ReceptiveField, axis: Axis) -> ReceptiveField | None:
    if isinstance(axis, Sliding):
        return field.behind(axis.kernel_size, axis.stride, axis.padding, axis.dilation)
    if isinstance(axis, Adaptive) and axis.outputs and axis.length % axis.outputs == 0:
        return field.behind(axis.length // axis.outputs, axis.length // axis.outputs)
    return None


def _joined_fields(fields: Sequence[ReceptiveField]) -> ReceptiveField | None:
    if len({field.jump for field in fields}) > 1:
        return None
    start = min(field.start for field in fields)
    stop = max(field.start + field.size for field in fields)
    return ReceptiveField(stop - start, fields[0].jump, start)


def _spans_behind(spans: tuple[Span, ...], axis: Axis) -> tuple[Span, ...]:
    if not _in_order(spans):
        read = (members(axis, output) for output in range(axis.outputs))
        return tuple(_union([spans[position] for position in inside]) for inside in read)
    seen: Any = spans
    return tuple((seen[one[0]][0], seen[one[1]][1]) if one else None for one in _ends(axis))  # type: ignore[arg-type]  # every Axis is a frozen dataclass


@lru_cache(maxsize=32)  # layers that are alike follow each other
def _ends(axis: Axis) -> tuple[Span, ...]:
    """Return the first and last position that each window of an axis reads."""
    read = (members(axis, output) for output in range(axis.outputs))
    return tuple((one[0], one[-1]) if one else None for one in read)


def _in_order(spans: Sequence[Span]) -> bool:
    """Tell whether no cell sees padding alone, and each begins and ends no earlier than the one before."""
    if None in spans:
        return False
    ends: Any = zip(*spans, strict=True)
    return all(list(one) == sorted(one) for one in ends)  # sorted is quick where nothing is to be done


def _joined_spans(branches: Sequence[tuple[Span, ...]]) -> tuple[Span, ...]:
    alone = len(branches) == 1
    return branches[0] if alone else tuple(_union(spans) for spans in zip(*branches, strict=True))


def _union(spans: Sequence[Span]) -> Span:
    inside = [span for span in spans if span is not None]
    return (min(first for first, _ in inside), max(last for _, last in inside)) if inside else None
