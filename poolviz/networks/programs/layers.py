"""The layers that a network may have when its code is read: how they are called, built and written."""

import inspect
from functools import cache
from typing import Any

import torch
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, value_code
from poolviz.pooling.layers import LAYERS as POOLS
from poolviz.texts import N_

# Names of torch.nn, those with {} once for each number of axes.
_SINGLE = (
    "Linear Flatten Unflatten Identity Upsample PixelShuffle PixelUnshuffle ChannelShuffle "
    "LocalResponseNorm GroupNorm LayerNorm RMSNorm Dropout AlphaDropout FeatureAlphaDropout "
    "Softmax Softmax2d Softmin LogSoftmax ReLU ReLU6 LeakyReLU PReLU RReLU ELU SELU CELU GELU SiLU Mish "
    "Sigmoid LogSigmoid Hardsigmoid Hardswish Hardtanh Hardshrink Softshrink Tanh Tanhshrink Softplus "
    "Softsign Threshold GLU"
)
_SEVERAL = (
    "Conv{}d ConvTranspose{}d BatchNorm{}d InstanceNorm{}d Dropout{}d "
    "ZeroPad{}d ReflectionPad{}d ReplicationPad{}d ConstantPad{}d CircularPad{}d"
)
_NAMES = _SINGLE.split() + [name.format(dims) for name in _SEVERAL.split() for dims in (1, 2, 3)]
_PLACED = {"MaxUnpool1d", "MaxUnpool2d", "MaxUnpool3d"}  # they want indices beside their input
LAYERS: dict[str, type[nn.Module]] = {
    **{name: getattr(nn, name) for name in _NAMES if hasattr(nn, name)},
    **{cls.__name__: cls for cls in POOLS if cls.__name__ not in _PLACED},
}

# Where torch warns of weights without a number, and what no network has.
_COUNTS = ("in_features", "out_features", "in_channels", "out_channels", "num_features", "num_channels")
_WORDED = ("padding", "padding_mode", "mode", "approximate", "dim")
# Warning: where a program makes errors of warnings.
_REFUSED = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError),
    *(TypeError, ValueError, RuntimeError, Warning),
)


def made(cls: type[nn.Module], positional: list[Any], named: dict[str, Any], line: int) -> nn.Module:
    """Return the layer on the meta device, where weights of any size cost nothing.

    PoolvizError with the `line` where torch refuses the arguments.
    """
    try:
        signature = _signature(cls.__name__)
        bound = signature.bind(*positional, **named).arguments
        _require_possible(bound)
        if "Softm" in cls.__name__ and "dim" in signature.parameters and "dim" not in bound:
            named = named | {"dim": 1}  # what torch takes for rows of features, with a warning
        with torch.device("meta"):
            return cls(*positional, **named)
    except _REFUSED as error:
        raise PoolvizError(
            N_("line {line}: torch refuses the arguments of {layer}: {message}"),
            torch_message=str(error),
            line=line,
            layer=cls.__name__,
            message=str(error),
        ) from error


@cache
def _signature(name: str) -> inspect.Signature:
    return inspect.signature(LAYERS.get(name) or getattr(nn, name))


def _require_possible(bound: dict[str, Any]) -> None:
    for name, value in bound.items():
        values = value if isinstance(value, tuple) else (value,)
        if any(isinstance(one, str) for one in values) and name not in _WORDED:
            raise TypeError(f"{name} must be a number, but got {value!r}")
        if name in _COUNTS and type(value) is not int:
            raise TypeError(f"{name} must be a whole number, but got {value!r}")
        sized = name in _COUNTS or (name == "kernel_size" and "in_channels" in bound)
        if sized and any(isinstance(one, int) and one < 1 for one in values):
            raise ValueError(f"{name} must be at least 1, but got {value!r}")


def layer_code(layer: nn.Module) -> str:
    """Return the shortest line that makes `layer`.

    >>> layer_code(nn.Conv2d(3, 32, (3, 3), padding=1))
    'nn.Conv2d(3, 32, 3, padding=1)'
    """
    if type(layer) in POOLS:
        return code(layer)
    cls = type(layer)
    written = []
    for name, known in inspect.signature(cls).parameters.items():
        if known.kind in (known.VAR_POSITIONAL, known.VAR_KEYWORD):
            continue  # what takes any is not made by any: nn.Tanh(*args)
        value = _argument(layer, name)
        if known.default is known.empty:
            written.append(value_code(value))
        elif value != known.default:
            written.append(f"{name}={value_code(value)}")
    return f"nn.{cls.__name__}({', '.join(written)})"


def _argument(layer: nn.Module, name: str) -> Any:
    value: Any = getattr(layer, name, None)
    if name == "bias":
        return value is not None
    even = isinstance(value, tuple) and len(set(value)) == 1
    return value[0] if even and hasattr(layer, "in_channels") else value
