"""What a program in the sandbox may ask torch for, and how much: names that reach no file and no code."""

import operator
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from poolviz.networks.programs.layers import LAYERS

MOST_LAYERS = 2_000
MOST_STEPS = 4_000
MOST_ITEMS = 5_000
LARGEST = 10**12
_DIMS = (1, 2, 3)


def words(text: str) -> list[str]:
    """Return the words of `text`, those with {} once for each number of axes.

    >>> words("relu conv{}d")
    ['relu', 'conv1d', 'conv2d', 'conv3d']
    """
    return [one.format(dims) for one in text.split() for dims in (_DIMS if "{" in one else (0,))]


# Arguments that say where a tensor is kept, which is decided here.
ASIDE = words("device requires_grad non_blocking memory_format pin_memory generator")
_MATH = words("""
    mean sum prod std var norm amax amin argmax argmin logsumexp all any add sub mul div pow square sqrt
    rsqrt exp log log2 log1p sin cos tanh sigmoid relu softmax log_softmax abs neg sign clamp clamp_min
    clamp_max round floor ceil reciprocal erf matmul mm bmm addmm baddbmm outer eq ne lt le gt ge
    logical_and logical_or logical_not isnan isfinite maximum minimum where lerp roll flip rot90 tril triu
    diagonal cumsum flatten unflatten squeeze unsqueeze permute transpose movedim narrow select
    index_select gather masked_fill reshape repeat_interleave clone detach dot subtract multiply divide
    true_divide swapaxes
""")
_METHODS = words("""
    view contiguous type expand expand_as repeat view_as reshape_as t T mT H to float double half bfloat16 int
    long bool byte fill_ zero_ normal_ uniform_ copy_ masked_fill_ relu_ tanh_ sigmoid_ add_ sub_ mul_
    div_ clamp_ new_zeros new_ones new_empty new_full new_tensor unfold
""")
_TORCH = words("""
    cat concat concatenate stack hstack vstack dstack einsum conv{}d conv_transpose{}d adaptive_avg_pool1d
    avg_pool1d max_pool{}d dropout batch_norm layer_norm group_norm pixel_shuffle channel_shuffle bilinear
    cosine_similarity nan_to_num selu celu rrelu prelu relu_ threshold broadcast_to tile
""")
CREATES = words("""
    zeros ones empty rand randn full arange linspace tensor eye randint randperm zeros_like ones_like
    rand_like randn_like empty_like full_like Tensor FloatTensor LongTensor
""")
TENSORS = {"Tensor": torch.float32, "FloatTensor": torch.float32, "LongTensor": torch.int64}
_CHOICES = words("max min sort topk chunk split unbind median tensor_split")
_F = words("""
    relu relu_ relu6 leaky_relu leaky_relu_ prelu rrelu elu elu_ selu celu gelu silu mish sigmoid
    logsigmoid tanh hardtanh hardswish hardsigmoid softplus softsign softshrink hardshrink tanhshrink
    threshold softmax softmin log_softmax glu conv{}d conv_transpose{}d dropout dropout{}d alpha_dropout
    feature_alpha_dropout linear bilinear batch_norm instance_norm layer_norm group_norm rms_norm
    local_response_norm normalize pad interpolate upsample pixel_shuffle pixel_unshuffle channel_shuffle
    unfold fold affine_grid grid_sample embedding cosine_similarity scaled_dot_product_attention
    avg_pool{}d adaptive_avg_pool{}d lp_pool{}d max_unpool{}d
""")
# Where `return_indices` stands among what is given by place: more than so many are a pair.
_PAIRED = {
    **dict.fromkeys(words("max_pool{}d"), 6),
    **dict.fromkeys(words("adaptive_max_pool{}d"), 2),
    **dict.fromkeys(("fractional_max_pool2d", "fractional_max_pool3d"), 4),
}
_OPERATORS = words("""
    add sub mul truediv floordiv mod pow matmul and_ or_ xor lt le gt ge eq ne neg pos invert getitem
    setitem iadd isub imul itruediv
""")
# Layers that give more than a tensor: always (0), or with more arguments by place than these.
SEVERAL = {
    **dict.fromkeys(words("MaxPool{}d"), 4),
    **dict.fromkeys(words("AdaptiveMaxPool{}d"), 1),
    **dict.fromkeys(("FractionalMaxPool2d", "FractionalMaxPool3d"), 3),
    **dict.fromkeys(words("LSTM GRU RNN MultiheadAttention"), 0),
}
KNOWN: Mapping[str, type[nn.Module]] = {
    **LAYERS,
    **{
        name: getattr(nn, name)
        for name in words("""
            MaxUnpool{}d LSTM GRU RNN Embedding MultiheadAttention Bilinear Fold Unfold
            UpsamplingNearest2d UpsamplingBilinear2d
        """)
    },
}

SPACES = {
    **{name: name for name in ("torch", "torch.nn", "torch.cuda", "torch.jit", "torch.autograd")},
    **{name: name for name in ("torch.backends", "collections", "functools", "copy", "numpy", "argparse")},
    **dict.fromkeys(("torch.nn.modules", "torch.nn.parameter", "torch.nn.parallel"), "torch.nn"),
    **dict.fromkeys(("torch.mps", "torch.backends.mps"), "torch.cuda"),
    "torch.nn.functional": "F",
    "torch.functional": "torch",
    "torch.nn.init": "init",
}
ASIDE_FUNCTIONS = words("""
    is_tensor is_available compile script trace Size deepcopy Variable device device_count current_device
""")
# Methods that leave a module as it is: where its weights are, whether it trains.
SAME = words("""
    to cuda cpu eval train float half double requires_grad_ share_memory type compile to_empty bfloat16
""")
MODULE_METHODS = SAME + words("""
    forward __call__ children named_children modules named_modules parameters named_parameters add_module
    register_module register_buffer register_parameter apply get_submodule append extend insert keys
    values items update pop clear reset_parameters flatten_parameters state_dict load_state_dict zero_grad
    register_forward_hook register_forward_pre_hook register_full_backward_hook register_backward_hook
    extra_repr _get_name __repr__ save_hyperparameters log log_dict buffers named_buffers freeze summary
    configure_optimizers
""")
DTYPES = {
    **{name: name for name in words("float32 float64 float16 bfloat16 int64 int32 uint8 int8 bool")},
    **{"float": "float32", "double": "float64", "half": "float16", "long": "int64", "int": "int32"},
}


@cache
def functions() -> Mapping[str, Mapping[str, bool | int]]:
    """Return what may be called in each space: True where one tensor comes out, False where it may be more.

    A number is how many arguments by place it takes before return_indices makes a pair of it.
    """
    torches = {name: True for name in [*_MATH, *_TORCH, *CREATES] if hasattr(torch, name)}
    return {
        "torch": {**torches, **dict.fromkeys([*_CHOICES, "meshgrid"], False)},
        "method": {**dict.fromkeys([*_MATH, *_METHODS], True), **dict.fromkeys(_CHOICES, False)},
        "F": {**{name: True for name in _F if hasattr(functional, name)}, **_PAIRED},
        "op": dict.fromkeys(_OPERATORS, True),
        "init": {name: True for name in dir(nn.init) if name.endswith("_") and name[0] != "_"},
        "nn": {"Parameter": True},
    }


def callable_of(space: str, name: str) -> Callable[..., Any]:
    """Return what a name of a space calls; KeyError where it is not allowed.

    >>> callable_of("op", "add")(1, 2)
    3
    """
    functions()[space][name]
    if space == "method":
        return _method(name)
    if space == "nn":
        return lambda x: nn.Parameter(x, requires_grad=x.is_floating_point())
    if space == "torch" and name in TENSORS:
        return partial(_tensor, TENSORS[name])
    return getattr({"torch": torch, "F": functional, "op": operator, "init": nn.init}[space], name)


def _method(name: str) -> Callable[..., Any]:
    if name in ("T", "mT", "H"):
        return lambda x: getattr(x, name)
    return lambda x, *args, **named: getattr(x, name)(*args, **named)


def _tensor(dtype: torch.dtype, *sizes: Any, device: Any = None) -> torch.Tensor:
    """Return what torch.Tensor(…) makes: empty where sizes are given, else the numbers of a list."""
    if all(isinstance(size, int) for size in sizes):
        return torch.zeros(*sizes, dtype=dtype, device=device)
    return torch.tensor(sizes[0], dtype=dtype, device=device)


def header() -> str:
    """Return the lines that tell the sandbox what is allowed."""
    sets = {
        "LAYERS": list(KNOWN),
        "TORCH_NN": [name for name in dir(nn) if name[0].isupper()],
        "TORCH_F": [name for name in dir(functional) if name[0].islower()],
        "TORCH_TENSOR": [name for name in dir(torch.Tensor) if name[0] != "_"],
        "TENSORS": list(TENSORS),
        **{
            "ASIDE": ASIDE,
            "ASIDE_FUNCTIONS": ASIDE_FUNCTIONS,
            "SAME": SAME,
            "MODULE_METHODS": MODULE_METHODS,
        },
    }
    values = {
        **{key: dict.fromkeys(names, True) for key, names in sets.items()},
        **{"MOST_LAYERS": MOST_LAYERS, "MOST_IDS": MOST_STEPS, "MOST_ITEMS": MOST_ITEMS, "LARGEST": LARGEST},
        **{"SPACES": SPACES, "DTYPES": DTYPES, "SEVERAL": SEVERAL, "FUNCTIONS": dict(functions())},
    }
    return "\n".join(f"pv_{key} = {value!r}" for key, value in values.items())
