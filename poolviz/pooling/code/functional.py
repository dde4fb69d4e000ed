"""What torch.nn.functional calls the pooling layers, and the order of its arguments."""

import inspect
import re

import torch.nn.functional as F  # noqa: N812
from torch import nn

TENSORS = ("input", "indices")


def functional_name(cls: type[nn.Module]) -> str:
    """Return the name that torch.nn.functional gives to the layer `cls`.

    >>> functional_name(nn.AdaptiveMaxPool2d)
    'adaptive_max_pool2d'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", cls.__name__).lower()


def functional_order(cls: type[nn.Module]) -> tuple[str, ...]:
    """Return the arguments of the layer's function in torch.nn.functional after its tensors, in order.

    Those of a Python function are its signature's, of a dispatcher those of the function it leads
    to, of a builtin the first line of its documentation.

    >>> functional_order(nn.MaxPool2d)
    ('kernel_size', 'stride', 'padding', 'dilation', 'ceil_mode', 'return_indices')
    """
    name = functional_name(cls)
    function = getattr(F, f"{name}_with_indices", getattr(F, name))
    try:
        names = list(inspect.signature(function).parameters)
    except ValueError:  # a builtin has none
        names = _documented(name, function.__doc__ or "")
    return tuple(one for one in names if one not in TENSORS)


def _documented(name: str, text: str) -> list[str]:
    found = re.search(rf"{name}\((.*?)\) *->", text, re.DOTALL)
    return [part.partition("=")[0].strip() for part in found[1].split(",")] if found else []
