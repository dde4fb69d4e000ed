"""A model as it would be without its pools: on the meta device, counted and not allocated."""

import copy
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from poolviz.networks import kinds as step_kinds

# What the meta device works out in many steps, of any shape, and gives back in the same one.
_ALIKE = {"hardswish", "hardsigmoid", "hardtanh", "relu", "relu6", "leaky_relu", "elu", "selu", "celu",
          "gelu", "mish", "softplus", "softsign", "log_sigmoid", "threshold", "hardshrink", "softshrink",
          "tanhshrink"}  # fmt: skip
_BY_CHANNEL = {"batch_norm", "instance_norm", "group_norm", "local_response_norm"}
_BY_LAST_AXES = {"layer_norm", "rms_norm"}
# What it works out time by time: 2 ms for each step of a sequence.
_RECURRENT = {"lstm", "gru", "rnn_tanh", "rnn_relu"}
# And what another function gives the same shape for, and refuses the same.
_AVERAGES: Mapping[str, Any] = {
    "lp_pool1d": functional.avg_pool1d,
    "lp_pool2d": functional.avg_pool2d,
    "lp_pool3d": functional.avg_pool3d,
}


def on_meta(model: nn.Module) -> nn.Module:
    """Return a copy of `model` on the meta device; no memory is taken for its parameters.

    >>> next(on_meta(nn.Linear(2, 1)).parameters()).device
    device(type='meta')
    """
    twins: dict[int, Any] = {}
    for parameter in model.parameters():
        shape = torch.empty_like(parameter, device="meta")
        twins[id(parameter)] = nn.Parameter(shape, requires_grad=parameter.requires_grad)
    for buffer in model.buffers():
        twins[id(buffer)] = torch.empty_like(buffer, device="meta")
    return copy.deepcopy(model, twins)


@contextmanager
def linears_fit(model: nn.Module) -> Iterator[None]:
    """Within this every nn.Linear of a model on the meta device takes the size of what comes."""
    handles = [
        module.register_forward_pre_hook(_fit) for module in model.modules() if isinstance(module, nn.Linear)
    ]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _fit(layer: Any, args: tuple[Any, ...]) -> None:
    features = args[0].shape[-1]
    if features != layer.in_features:
        layer.in_features = features
        layer.weight = nn.Parameter(torch.empty(layer.out_features, features, device="meta"))


def poolless(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return `function`, or what stands in its place in a model without pools."""
    if step_kinds.is_pooling(name):
        indexed = function.__name__.endswith("_with_indices")
        return lambda *args, **kwargs: _unchanged(step_kinds.bound(name, args, kwargs), indexed)
    return _as_rows(function) if name in ("view", "reshape") else function


def shape_alone(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Callable[..., Any] | None:
    """Return what gives the shape that a function would; None where torch's own function is as quick.

    On the meta device torch works some functions out step by step: 30 ms for a bicubic map, 2 ms for a norm.
    """
    x = kwargs.get("input", args[0] if args else None)
    if not isinstance(x, Tensor) or not x.is_meta or not x.is_floating_point():
        return None
    if name in _ALIKE and (kwargs.get("inplace") is True or any(one is True for one in args[1:])):
        return lambda *_args, **_kwargs: x.zero_()
    if name in _ALIKE or _is_normed(name, x, args, kwargs):
        return lambda *_args, **_kwargs: torch.empty_like(x)
    if name in _RECURRENT and len(args) == 9 and isinstance(args[2], list):  # no packed sequence
        return lambda *_args, **_kwargs: _remembered(x, args[1], args[7])
    if name in _AVERAGES:
        return lambda *_args, **_kwargs: _averaged(name, args, kwargs)
    return _resized(x, args, kwargs) if name == "interpolate" else None


def _is_normed(name: str, x: Tensor, args: Sequence[Any], kwargs: Mapping[str, Any]) -> bool:
    """Tell whether a norm takes the input: what it has for each channel, or for the last axes, fits."""
    own = [one for one in (*args[1:], *kwargs.values()) if isinstance(one, Tensor) and one is not x]
    if name in _BY_LAST_AXES:
        last = tuple(kwargs.get("normalized_shape", args[1] if len(args) > 1 else ()))
        return 0 < len(last) == sum(map(int.__eq__, last, x.shape[-len(last) :])) and all(
            tuple(one.shape) == last for one in own
        )
    groups = kwargs.get("num_groups", args[1] if len(args) > 1 else 0) if name == "group_norm" else 1
    many = math.prod(x.shape[2:]) > 1 and x.shape[1] > 0 and groups > 0
    return (
        name in _BY_CHANNEL
        and many
        and x.shape[1] % groups == 0
        and all(tuple(one.shape) == (x.shape[1],) for one in own)
    )


def _remembered(x: Tensor, given: Any, twice: bool) -> tuple[Tensor, ...]:
    """Return what a recurrent layer gives whose module has looked at the shapes: all times, then the last."""
    states = [given] if isinstance(given, Tensor) else given
    wide = states[0].shape[-1] * (2 if twice else 1)
    return x.new_empty((*x.shape[:-1], wide)), *(one.new_empty(one.shape) for one in states)


def _averaged(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Tensor:
    given = step_kinds.bound(name, args, kwargs)
    kept = {key: given[key] for key in ("kernel_size", "stride", "ceil_mode") if given.get(key) is not None}
    return _AVERAGES[name](given["input"], **kept)


def _resized(x: Tensor, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Callable[..., Any] | None:
    mode = _interpolating(args, kwargs).get("mode")
    return _as_large if x.dim() == 4 and mode in ("bilinear", "bicubic") else None


def _interpolating(args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    names = ("input", "size", "scale_factor", "mode", "align_corners", "recompute_scale_factor", "antialias")
    return {**dict(zip(names, args, strict=False)), **kwargs}


def _as_large(*args: Any, **kwargs: Any) -> Tensor:
    """Return a map as large as the interpolated one; sizes that cannot be are refused the same."""
    given = _interpolating(args, kwargs)
    sizes = ("input", "size", "scale_factor", "recompute_scale_factor")
    return functional.interpolate(**{key: given[key] for key in sizes if key in given})


def _unchanged(given: Mapping[str, Any], indexed: bool) -> Any:
    x = given["input"]
    return (x, torch.empty_like(x, dtype=torch.long)) if indexed or given.get("return_indices") else x


def _as_rows(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a view that takes any number of features: `x.view(-1, 320)` must not split the batch."""

    def viewed(x: Tensor, *sizes: Any, **words: Any) -> Tensor:
        flat = sizes[0] if sizes and isinstance(sizes[0], list | tuple) else sizes
        rows = len(flat) == 2 and x.dim() > 2 and flat[0] in (-1, x.shape[0])
        return x.flatten(1) if rows else function(x, *sizes, **words)

    return viewed
