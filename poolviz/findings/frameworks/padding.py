"""What TensorFlow, Keras and ONNX pool with SAME and VALID padding, computed by torch.

Sources: https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2 (SAME, VALID, and that pools
ignore what is padded) and auto_pad of https://onnx.ai/onnx/operators/onnx__MaxPool.html. Compared with
TensorFlow 2.21, Keras 3.15 and onnxruntime 1.31 over thousands of settings.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation, explain
from poolviz.pooling.layers import SIGNATURES, together
from poolviz.pooling.refusals.inputs import Numbers, as_tensor, whole_numbers_in
from poolviz.pooling.windows import Sliding
from poolviz.texts import N_

Sides = tuple[int, int]

PADDINGS = ("SAME", "SAME_UPPER", "SAME_LOWER", "VALID")


def same_size(length: int, stride: int) -> int:
    """Return how many outputs SAME padding gives along an axis: ceil(length / stride).

    >>> same_size(6, stride=2)
    3
    """
    return -(-length // stride)


def same_padding(length: int, kernel_size: int, stride: int, padding: str = "SAME") -> Sides:
    """Return how many cells SAME pads before and after an axis; an odd one comes after.

    "SAME" is TensorFlow's and Keras'. ONNX's "SAME_UPPER" is the same, and "SAME_LOWER" puts the odd one
    before; but ONNX's formula has no max(…, 0): where the stride is larger than the kernel it can be
    negative, and onnxruntime then begins its windows later (microsoft/onnxruntime issue 10086).
    PoolvizError where a number is not whole or less than 1.

    >>> same_padding(6, kernel_size=3, stride=2), same_padding(6, 3, 2, "SAME_LOWER")
    ((0, 1), (1, 0))
    >>> same_padding(7, 1, 4), same_padding(7, 1, 4, "SAME_UPPER")
    ((0, 0), (-1, -1))
    """
    for name, value in (("length", length), ("kernel_size", kernel_size), ("stride", stride)):
        if type(value) is not int or value < 1:
            raise PoolvizError(
                N_("`{name}` must be a whole number of at least 1, but got {got}"), name=name, got=value
            )
    total = (same_size(length, stride) - 1) * stride + kernel_size - length
    if padding == "SAME":
        total = max(total, 0)
    # Towards zero, as onnxruntime halves a negative one.
    before = int((total + 1) / 2) if padding == "SAME_LOWER" else int(total / 2)
    return before, total - before


def framework_pool(
    kind: str,
    x: Numbers,
    kernel_size: int | Sequence[int],
    stride: int | Sequence[int],
    padding: str = "SAME",
) -> Explanation:
    """Return what the other frameworks make of `x` (N, C, *plane): `kind` is "max" or "mean".

    `padding` is one of PADDINGS. The average leaves padding out, as TensorFlow does and ONNX by default.
    The indices are torch's, flat in the plane. PoolvizError for other names or where torch refuses.

    >>> x = torch.tensor([[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]])
    >>> framework_pool("max", x, 3, 2).output, nn.MaxPool1d(3, 2, padding=1)(x)
    (tensor([[[3., 5., 6.]]]), tensor([[[2., 4., 6.]]]))
    """
    _known("kind", kind, tuple(_KINDS))
    _known("padding", padding, PADDINGS)
    x = as_tensor("x", x, torch.get_default_dtype())
    dims = x.dim() - 2
    if dims not in (1, 2, 3):
        raise PoolvizError(N_("`x` must be of shape (N, C, *plane), but got {got}"), got=tuple(x.shape))
    kernels, strides = _per_axis("kernel_size", kernel_size, dims), _per_axis("stride", stride, dims)
    if padding == "VALID":
        return explain(_layer(kind, kernels, strides), x)
    lengths = tuple(x.shape[2:])
    sides = [
        same_padding(length, k, s, padding) for length, k, s in zip(lengths, kernels, strides, strict=True)
    ]
    return _unevenly_padded(kind, x, kernels, strides, sides)


def nearest(
    kind: str,
    kernel_size: Sequence[int],
    stride: Sequence[int],
    padding: str = "SAME",
    count_include_pad: bool = True,
) -> nn.Module:
    """Return the torch layer that people take for SAME or VALID: padding=kernel_size // 2, or none.

    >>> nearest("max", (3,), (2,))
    MaxPool1d(kernel_size=3, stride=2, padding=1, dilation=1, ceil_mode=False)
    """
    half = [0 if padding == "VALID" else k // 2 for k in kernel_size]
    return _layer(kind, kernel_size, stride, half, count_include_pad)


def _unevenly_padded(
    kind: str, x: Tensor, kernels: Sequence[int], strides: Sequence[int], sides: Sequence[Sides]
) -> Explanation:
    """Return the pooling with other padding before and after an axis, which torch has no layer for."""
    layer = _layer(kind, kernels, strides)
    axes = tuple(
        Sliding(length, same_size(length, s), k, s, before)
        for length, k, s, (before, _after) in zip(x.shape[2:], kernels, strides, sides, strict=True)
    )
    output, picks = _KINDS[kind].pool(layer, x, axes, sides)
    return Explanation(layer, x, output, layer, axes=axes, picks=picks)


def _maxima(
    _layer_there: nn.Module, x: Tensor, axes: Sequence[Sliding], sides: Sequence[Sides]
) -> tuple[Tensor, Tensor | None]:
    """Return the maxima and their flat indices, cut out of a pooling with stride 1 that has every window.

    Its padding is torch's own and so never wins, which −∞ written into x would, among −∞.
    """
    even = [max(*side, 0) for side in sides]
    dense = explain(_layer("max", [axis.kernel_size for axis in axes], [1] * len(axes), even), x)
    wanted = [
        slice(p - axis.padding, p - axis.padding + (axis.outputs - 1) * axis.stride + 1, axis.stride)
        for p, axis in zip(even, axes, strict=True)
    ]
    cut = (slice(None), slice(None), *wanted)
    return dense.output[cut], None if dense.picks is None else dense.picks[cut]


def _means(
    layer: nn.Module, x: Tensor, _axes: Sequence[Sliding], sides: Sequence[Sides]
) -> tuple[Tensor, None]:
    """Return the means without the padding: the mean with zeros, by the share of the window that is x."""
    if not x.is_floating_point():
        raise PoolvizError(N_("`x` must be of a floating dtype for an average, but got {got}"), got=x.dtype)
    last_first = [cells for side in reversed(sides) for cells in side]
    padded, ones = (F.pad(tensor, last_first) for tensor in (x, torch.ones_like(x)))
    return explain(layer, padded).output / explain(layer, ones).output, None


class _Kind(NamedTuple):
    """torch's layer of a kind, but for its axes, and what pools with uneven padding: values and indices."""

    name: str
    pool: Callable[[nn.Module, Tensor, Sequence[Sliding], Sequence[Sides]], tuple[Tensor, Tensor | None]]


_KINDS = {"max": _Kind("MaxPool", _maxima), "mean": _Kind("AvgPool", _means)}


def _layer(
    kind: str,
    kernels: Sequence[int],
    strides: Sequence[int],
    padding: Sequence[int] | None = None,
    count_include_pad: bool = False,
) -> nn.Module:
    """Return torch's layer; what is alike along all axes is a single number, as people write it."""
    k, s, p = (together(values) for values in (kernels, strides, padding or [0] * len(kernels)))
    cls = getattr(nn, f"{_KINDS[kind].name}{len(kernels)}d")
    flags = {"count_include_pad": count_include_pad} if "count_include_pad" in SIGNATURES[cls] else {}
    return cls(k, s, p, **flags)


def _per_axis(name: str, value: int | Sequence[int], dims: int) -> tuple[int, ...]:
    values = whole_numbers_in(value, dims)
    if values is None or len(values) != dims:
        raise PoolvizError(
            N_("`{name}` must be one number or {dims}, but got {got}"), name=name, dims=dims, got=value
        )
    return values


def _known(name: str, value: object, known: Sequence[object]) -> None:
    if value not in known:
        names = ", ".join(str(one) for one in known)
        raise PoolvizError(
            N_("`{name}` must be one of {names}, but got {got}"), name=name, names=names, got=value
        )
