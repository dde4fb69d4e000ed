"""A model as it would be without its pools: on the meta device, counted and not allocated."""

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from poolviz.networks import kinds as step_kinds


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
