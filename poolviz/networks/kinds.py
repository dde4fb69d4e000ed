"""What kind of step a layer or a function is, and the nn layer that is equal to a function."""

from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from typing import Any

from torch import Tensor, nn

from poolviz.networks.receptive_fields import CONVOLUTIONS
from poolviz.pooling.code.line import functional_name
from poolviz.pooling.layers import LAYERS
from poolviz.pooling.layouts import RANDOM_SAMPLES

# torch keeps its layers in files that are named by their kind.
_KINDS_BY_FILE = {
    "activation": "activation",
    "batchnorm": "norm",
    "conv": "conv",
    "dropout": "dropout",
    "flatten": "reshape",
    "instancenorm": "norm",
    "linear": "linear",
    "normalization": "norm",
    "pixelshuffle": "reshape",
    "pooling": "pool",
}
_LAYERS_OF_OTHER_KINDS = {nn.Identity: "other", nn.ChannelShuffle: "reshape"}

_FUNCTIONS = {
    "activation": "relu relu6 leaky_relu prelu rrelu elu selu celu gelu silu mish sigmoid logsigmoid tanh "
    "hardtanh hardswish hardsigmoid softplus softsign softshrink hardshrink tanhshrink threshold "
    "softmax log_softmax",
    "conv": "conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d",
    "dropout": "dropout dropout1d dropout2d dropout3d alpha_dropout feature_alpha_dropout",
    "join": "cat concat concatenate stack hstack vstack dstack",
    "linear": "linear bilinear matmul mm bmm addmm",
    "norm": "batch_norm instance_norm layer_norm group_norm local_response_norm normalize rms_norm",
    "reshape": "view reshape flatten unflatten squeeze unsqueeze permute transpose movedim chunk split "
    "getitem contiguous expand unbind",
}
_KINDS_BY_FUNCTION = {name: kind for kind, names in _FUNCTIONS.items() for name in names.split()}

# Each cell of the output sees the cells at its own place alone.
_ARITHMETIC = (
    "add sub rsub mul div truediv true_divide pow neg abs clamp clamp_min clamp_max exp log sqrt square sign "
    "maximum minimum where lerp cat concat concatenate contiguous clone detach to float double half bfloat16 "
    "view reshape flatten unflatten squeeze unsqueeze chunk split batch_norm local_response_norm"
)
_CELL_BY_CELL = set(_ARITHMETIC.split())
_ACROSS = {"softmax", "log_softmax"}
_ACROSS_LAYERS = (nn.Softmax, nn.LogSoftmax, nn.Softmin, nn.GLU)
_OVER_ALL = {"mean", "sum", "amax", "amin", "layer_norm", "group_norm", "instance_norm"}

_SLIDING = ("kernel_size", "stride", "padding")
_CONVOLVING = ("input", "weight", "bias", "stride", "padding", "dilation", "groups")
_POOLINGS: dict[str, type[nn.Module]] = {functional_name(cls): cls for cls in LAYERS}
_CONVOLUTIONS: dict[str, Any] = {cls.__name__.lower(): cls for cls in CONVOLUTIONS}
_OTHERS: dict[str, type[nn.Module]] = {
    "local_response_norm": nn.LocalResponseNorm,
    "softmax": nn.Softmax,
    "log_softmax": nn.LogSoftmax,
    "dropout": nn.Dropout,
    "gelu": nn.GELU,
}
_PARAMETERS = {
    "max_pool": ("input", *_SLIDING, "dilation", "ceil_mode", "return_indices"),
    "avg_pool": ("input", *_SLIDING, "ceil_mode", "count_include_pad", "divisor_override"),
    "lp_pool": ("input", "norm_type", "kernel_size", "stride", "ceil_mode"),
    "adaptive_max_pool": ("input", "output_size", "return_indices"),
    "adaptive_avg_pool": ("input", "output_size"),
    "fractional_max_pool": (
        "input", "kernel_size", "output_size", "output_ratio", "return_indices", "_random_samples",
    ),
    "max_unpool": ("input", "indices", *_SLIDING, "output_size"),
    "local_response_norm": ("input", "size", "alpha", "beta", "k"),
    "softmax": ("input", "dim"),
    "log_softmax": ("input", "dim"),
    "dropout": ("input", "p", "training", "inplace"),
    "gelu": ("input", "approximate"),
}  # fmt: skip


def torch_layer(module: nn.Module) -> type[Any] | None:
    """Return the class of torch.nn that `module` runs as one layer; None for containers and own forwards.

    >>> torch_layer(nn.ReLU()).__name__, torch_layer(nn.Sequential(nn.ReLU()))
    ('ReLU', None)
    """
    if next(module.children(), None) is not None:
        return None
    ways: tuple[Any, ...] = type(module).__mro__
    for cls in ways:
        if cls.__module__.startswith("torch.nn.modules.") and cls.__module__.split(".")[3] not in (
            "module",
            "container",
        ):
            return cls if type(module).forward is cls.forward else None
    return None


def kind_of_layer(layer: nn.Module) -> str:
    """Return the kind of a layer of torch.nn: "pool", "conv", "linear", "activation", "norm", … or "other".

    >>> kind_of_layer(nn.AdaptiveAvgPool2d(1)), kind_of_layer(nn.Dropout()), kind_of_layer(nn.LSTM(1, 1))
    ('pool', 'dropout', 'other')
    """
    cls = torch_layer(layer) or type(layer)
    return _LAYERS_OF_OTHER_KINDS.get(cls) or _KINDS_BY_FILE.get(cls.__module__.split(".")[-1], "other")


def sight_of_layer(layer: nn.Module) -> str:
    """Return what a cell of the output of `layer` sees: "cell", "window", "whole" or "unknown".

    >>> sight_of_layer(nn.Conv2d(1, 1, 3)), sight_of_layer(nn.ReLU()), sight_of_layer(nn.Linear(1, 1))
    ('window', 'cell', 'whole')
    """
    kind = kind_of_layer(layer)
    if kind == "norm":
        return "cell" if _normalises_cells(layer) else "whole"
    if isinstance(layer, nn.Identity | nn.Flatten | nn.Unflatten):
        return "cell"
    if "Pad" in type(layer).__name__ or kind in ("pool", "conv"):
        return "window"
    if isinstance(layer, _ACROSS_LAYERS):
        return "unknown"
    return {"activation": "cell", "dropout": "cell", "linear": "whole"}.get(kind, "unknown")


def _normalises_cells(layer: nn.Module) -> bool:
    running = getattr(layer, "running_mean", None) is not None and "Batch" in type(layer).__name__
    return running or isinstance(layer, nn.LocalResponseNorm)


def function_name(function: Callable[..., Any]) -> str:
    """Return the name of a function of torch as people write it, without the marks of Python and of in-place.

    >>> function_name(nn.functional.max_pool2d), function_name(nn.functional.relu_)
    ('max_pool2d', 'relu')
    """
    name = getattr(function, "__name__", "function")
    if name in ("__get__", "__set__"):
        name = getattr(getattr(function, "__self__", None), "__name__", name)
    return name.strip("_").removesuffix("_with_indices")


def kind_of_function(name: str, sources: int) -> str:
    """Return the kind of a function that reads `sources` steps; two or more of them are joined.

    >>> kind_of_function("max_pool2d", 1), kind_of_function("add", 2), kind_of_function("add", 1)
    ('pool', 'join', 'other')
    """
    if name in _POOLINGS:
        return "pool"
    return _KINDS_BY_FUNCTION.get(name, "join" if sources > 1 else "other")


def sight_of_function(name: str) -> str:
    """Return what a cell of the output of a function sees: "cell", "window", "whole" or "unknown".

    >>> sight_of_function("relu"), sight_of_function("mean"), sight_of_function("fft")
    ('cell', 'whole', 'unknown')
    """
    kind = _KINDS_BY_FUNCTION.get(name)
    if name == "pad" or name in _CONVOLUTIONS or name in _POOLINGS:
        return "window"
    if name in _CELL_BY_CELL or (kind in ("activation", "dropout") and name not in _ACROSS):
        return "cell"
    return "whole" if name in _OVER_ALL or kind == "linear" else "unknown"


def pools(layer: nn.Module | None) -> bool:
    """Tell whether `layer` is a pooling layer of torch.nn."""
    return any(cls in LAYERS for cls in type(layer).__mro__)


def sizes_of(name: str, args: Sequence[Any]) -> tuple[int, ...]:
    """Return the sizes that a call of view or reshape asks for; empty for other functions.

    >>> sizes_of("view", ("x", -1, 400)), sizes_of("reshape", ("x", (2, 8)))
    ((-1, 400), (2, 8))
    """
    sizes = args[1] if len(args) == 2 and isinstance(args[1], list | tuple) else args[1:]
    whole = name in ("view", "reshape") and all(isinstance(size, int) for size in sizes)
    return tuple(sizes) if whole else ()


def is_pooling(name: str) -> bool:
    """Tell whether torch.nn.functional's `name` pools or unpools."""
    return name in _POOLINGS


def bound(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of a function that equal_layer knows by their names.

    >>> bound("max_pool2d", ("x", 2), {"padding": 1})
    {'input': 'x', 'kernel_size': 2, 'padding': 1}
    """
    names = _CONVOLVING if name in _CONVOLUTIONS else _PARAMETERS[name.rstrip("123d")]
    return {**dict(zip(names, args, strict=False)), **kwargs}


def equal_layer(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> nn.Module | None:
    """Return the nn layer that is equal to a call of a function that has numbers; None for others.

    A convolution is made on the meta device: its settings count, the weights are the function's.

    >>> equal_layer("avg_pool2d", ("x", 3), {"ceil_mode": True})
    AvgPool2d(kernel_size=3, stride=3, padding=0)
    """
    if name in _CONVOLUTIONS:
        return _equal_convolution(_CONVOLUTIONS[name], bound(name, args, kwargs))
    if name == "pad":
        return _equal_padding(*args, **kwargs)
    cls = _POOLINGS.get(name) or _OTHERS.get(name)
    if cls is None:
        return None
    taken = set(signature(cls).parameters) - {RANDOM_SAMPLES}
    return cls(**{word: value for word, value in bound(name, args, kwargs).items() if word in taken})


def _equal_convolution(cls: Any, given: Mapping[str, Any]) -> nn.Module:
    weight: Tensor = given["weight"]
    groups = given.get("groups", 1)
    channels = weight.shape[1] * groups, weight.shape[0]
    words = {word: given[word] for word in ("stride", "padding", "dilation") if word in given}
    biased = given.get("bias") is not None
    return cls(*channels, tuple(weight.shape[2:]), **words, groups=groups, bias=biased, device="meta")


def _equal_padding(
    _x: Any = None, pad: Sequence[int] = (), mode: str = "constant", value: float | None = None, **_input: Any
) -> nn.Module | None:
    classes: dict[int, Any] = {2: nn.ConstantPad1d, 4: nn.ConstantPad2d, 6: nn.ConstantPad3d}
    known = mode == "constant" and len(pad) in classes
    return classes[len(pad)](tuple(pad), value or 0.0) if known else None
