"""One layer of torch.nn as a program asks for it, and its plain attributes as the program reads them."""

import warnings
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.networks.programs.layers import made
from poolviz.sources.programs.sandbox.allowlist import KNOWN
from poolviz.texts import N_

_DEEPEST = 16
_RECURRENT = ("LSTM", "GRU", "RNN")
_PLAIN = (bool, int, float, str, type(None))


def twin_of(name: str, args: list[Any], words: Mapping[str, Any], line: int) -> nn.Module:
    """Return a layer on the meta device; PoolvizError with the line where torch refuses its arguments."""
    stacked = args[2] if name in _RECURRENT and len(args) > 2 else words.get("num_layers", 1)
    if not isinstance(stacked, int) or stacked > _DEEPEST:
        raise PoolvizError(
            N_("line {line}: `num_layers` may be at most {limit} here"), line=line, limit=_DEEPEST
        )
    return made(KNOWN[name], args, dict(words), line)


def real_of(name: str, args: list[Any], words: Mapping[str, Any], device: torch.device) -> nn.Module:
    """Return a layer whose twin was made, with its weights on the device."""
    with warnings.catch_warnings(), torch.device(device):
        warnings.simplefilter("ignore")
        return KNOWN[name](*args, **words)


def attributes(layer: nn.Module, number: int) -> dict[str, Any]:
    """Return what a program may read of a layer: its numbers, words and tuples, and its weights by name."""
    found = {
        name: ["u", list(value)] if isinstance(value, tuple) else value
        for name, value in vars(layer).items()
        if name[0] != "_" and name != "training" and _is_plain(value)
    }
    weights = {**layer._parameters, **layer._buffers}
    for name, value in weights.items():
        found[name] = None if value is None else named(value, f"{number}.{name}")
    return found


def named(value: Tensor, name: str | int) -> list[Any]:
    """Return a tensor as the sandbox knows it: its name, shape and type of numbers."""
    return ["t", name, list(value.shape), str(value.dtype).removeprefix("torch.")]


def _is_plain(value: Any) -> bool:
    if isinstance(value, tuple):
        return len(value) <= 8 and all(isinstance(one, _PLAIN) for one in value)
    return isinstance(value, _PLAIN)
