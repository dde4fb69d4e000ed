"""The flat index of a maximum as torch, TensorFlow and ONNX count it, and each from the others.

torch counts in the plane of the maximum's own image and channel, y·W + x. TensorFlow counts channels
fastest, and the image too where it is told; ONNX counts in the whole tensor. Sources:
https://www.tensorflow.org/api_docs/python/tf/nn/max_pool_with_argmax and the output Indices of
https://onnx.ai/onnx/operators/onnx__MaxPool.html.
"""

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.texts import N_


def to_tensorflow_indices(indices: Tensor, plane: Sequence[int], include_batch: bool = False) -> Tensor:
    """Return torch's `indices` (N, C, *out) of maxima of `plane` as TensorFlow counts them, (N, *out, C).

    TensorFlow: (y·W + x)·C + c; with `include_batch` ((b·H + y)·W + x)·C + c.

    >>> to_tensorflow_indices(torch.tensor([[[[5]], [[6]]]]), plane=(2, 4)).flatten().tolist()
    [10, 13]
    """
    channels = indices.shape[1]
    flat = indices * channels + _along(1, indices)
    if include_batch:
        flat = flat + _along(0, indices) * math.prod(plane) * channels
    return flat.movedim(1, -1)


def from_tensorflow_indices(argmax: Tensor, plane: Sequence[int]) -> Tensor:
    """Return TensorFlow's `argmax` (N, *out, C) of `plane` as torch counts it, (N, C, *out).

    Either setting of include_batch_in_index is read.

    >>> from_tensorflow_indices(torch.tensor([[[[10, 13]]]]), plane=(2, 4)).flatten().tolist()
    [5, 6]
    """
    channels = argmax.shape[-1]
    return (argmax.movedim(-1, 1) % (math.prod(plane) * channels)) // channels


def to_onnx_indices(indices: Tensor, plane: Sequence[int], storage_order: int = 0) -> Tensor:
    """Return torch's `indices` (N, C, *out) of maxima of `plane` as ONNX counts them, in all of the tensor.

    `storage_order` 1 counts each plane with its first axis fastest.

    >>> to_onnx_indices(torch.tensor([[[[5]], [[6]]]]), plane=(2, 4)).flatten().tolist()
    [5, 14]
    """
    _check_order(storage_order)
    within = _transposed(indices, plane) if storage_order else indices
    number = _along(0, indices) * indices.shape[1] + _along(1, indices)
    return number * math.prod(plane) + within


def from_onnx_indices(indices: Tensor, plane: Sequence[int], storage_order: int = 0) -> Tensor:
    """Return ONNX's `indices` (N, C, *out) of maxima of `plane` as torch counts them.

    >>> from_onnx_indices(torch.tensor([[[[5]], [[14]]]]), plane=(2, 4)).flatten().tolist()
    [5, 6]
    """
    _check_order(storage_order)
    within = indices % math.prod(plane)
    return _transposed(within, tuple(reversed(plane))) if storage_order else within


def _check_order(storage_order: int) -> None:
    if storage_order not in (0, 1):
        raise PoolvizError(N_("`storage_order` must be 0 or 1, but got {got}"), got=storage_order)


def _along(dim: int, tensor: Tensor) -> Tensor:
    """Return each place's number along `dim` of `tensor`, shaped so that it spreads over it."""
    shape = [-1 if axis == dim else 1 for axis in range(tensor.dim())]
    return torch.arange(tensor.shape[dim], device=tensor.device).view(shape)


def _transposed(flat: Tensor, plane: Sequence[int]) -> Tensor:
    """Return the flat index in the plane with its axes in reverse, for one that is flat in `plane`."""
    turned = torch.zeros_like(flat)
    weight = 1
    for coordinate, length in zip(torch.unravel_index(flat, tuple(plane)), plane, strict=True):
        turned = turned + coordinate * weight
        weight *= length
    return turned
