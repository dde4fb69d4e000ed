"""Where an input does not fit a network: which step refuses, what it should be, which size fits."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional

from poolviz.errors import REFUSALS, PoolvizError
from poolviz.networks.programs.work import CONVOLUTIONS
from poolviz.networks.step import Step
from poolviz.networks.trace import Trace, trace_at_most
from poolviz.pooling.layers import LAYERS as POOLS
from poolviz.texts import N_

LARGEST_SIDE = 512
LARGEST_MAP = 640
MOST_STEPS = 200
MOST_INPUTS = 4
_CHANNELS = ("in_channels", "num_features")
_STEPS = (2, 4, 8, 16, 32, 64)
_NORMS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)


@dataclass(frozen=True, eq=False)
class Misfit:
    """A step that refuses what comes to it: its `name`, its `layer` if it is one, the `shape` that comes.

    `message` is torch's own, `line` that of a program, where it is known. `argument` is what of the layer
    should be `right`; None where no single number repairs it. Of a view that makes rows of so many
    `features`, `right` is how many numbers come for each picture.
    """

    name: str
    layer: nn.Module | None
    shape: tuple[int, ...]
    message: str
    argument: str | None = None
    right: int | None = None
    features: int | None = None
    line: int | None = None


def attempt(model: nn.Module, shape: Sequence[int]) -> Trace | Misfit:
    """Return the trace of a model on the meta device on an input of `shape`, or the first step that refuses.

    PoolvizError where something else than a step stops it.
    """
    try:
        run = trace_at_most(model, torch.empty(tuple(shape), device="meta"), MOST_STEPS)
    except PoolvizError as error:
        if "step" not in error.values:
            raise
        return _refused(model, error)
    return split_of(run) or run


def misfit(model: nn.Module, shape: Sequence[int]) -> Misfit | None:
    """Return the first step that refuses an input of `shape`; None where all fit and the batch stays.

    >>> model = nn.Sequential(nn.MaxPool2d(2), nn.Flatten(), nn.Linear(9, 2)).to("meta")
    >>> found = misfit(model, (1, 1, 8, 8))
    >>> found.name, found.shape, found.right
    ('2', (1, 16), 16)
    """
    found = attempt(model, shape)
    return found if isinstance(found, Misfit) else None


def split_of(run: Trace) -> Misfit | None:
    """Return the view that makes several rows of one picture, where as many come out; None where none does.

    The message is that of a loss of torch's, which is the first to refuse them.
    """
    rows, batch = next((one.shape[0] for one in _tensors(run.output) if one.dim() > 1), 0), run.input.shape[0]
    if rows in (0, batch):
        return None
    for step in run.steps:
        split = step.shape_in[0] == batch and step.shape_out[0] == rows
        if _is_view(step) and split and len(step.shape_out) == 2:
            right = math.prod(step.shape_in[1:])
            message = _loss_message(rows, batch)
            return Misfit(step.name, None, step.shape_in, message, None, right, step.shape_out[1])
    return None


def input_of(model: nn.Module, sides: Sequence[int]) -> tuple[int, ...]:
    """Return the shape of an input that `model` can read: its channels, and as many of the `sides` as axes.

    The layers are asked in the order in which they were defined, and the first that reads the input counts.

    >>> input_of(nn.Sequential(nn.ReLU(), nn.Conv2d(3, 6, 5)).to("meta"), (28, 32))
    (3, 28, 32)
    """
    shapes = [
        (channels, *[sides[0]] * (axes - len(sides)), *sides[-axes:]) for channels, axes in _inputs(model)
    ]
    return next((shape for shape in shapes if len(shapes) == 1 or _is_read(model, shape)), shapes[0])


def _is_read(model: nn.Module, shape: tuple[int, ...]) -> bool:
    """Tell whether no layer that the input comes to wants other channels."""
    if len(shape) > 3:
        return False
    found = attempt(model, (1, *shape))
    return isinstance(found, Trace) or found.argument not in _CHANNELS or found.shape != (1, *shape)


def _inputs(model: nn.Module) -> list[tuple[int, int]]:
    """Return the channels and axes of inputs that the layers of `model` could read, the likely one first."""
    found, flat = list[tuple[int, int]](), False
    for layer in model.modules():
        if isinstance(layer, CONVOLUTIONS):
            found.append((layer.in_channels, len(layer.kernel_size)))
        elif isinstance(layer, _NORMS) and not flat:
            found.append((layer.num_features, _axes(layer)))
        flat = flat or isinstance(layer, nn.Flatten | nn.Linear)
    pools = (POOLS[type(layer)][1] for layer in model.modules() if type(layer) in POOLS)
    return list(dict.fromkeys(found or [(1, next(pools, 2))]))[:MOST_INPUTS]


def _axes(norm: nn.Module) -> int:
    return next(axes for axes, cls in enumerate(_NORMS, 1) if isinstance(norm, cls))


def fitting_side(model: nn.Module, channels: int, axes: int, name: str, near: int = 1) -> int | None:
    """Return the smallest side of a square input that gives the step `name` as many features as it wants.

    Where it joins maps, the next side from `near` on that halves without a remainder. None where no side up
    to 512 fits: then only another layer helps.

    >>> net = nn.Sequential(nn.MaxPool2d(2), nn.Flatten(), nn.Linear(9, 2)).to("meta")
    >>> fitting_side(net, channels=1, axes=2, name="2")
    6
    """

    def at(side: int) -> Misfit | None:
        return misfit(model, (1, channels, *[side] * axes))

    found = at(near)
    if found is not None and found.layer is None and found.features is None:
        halved = sorted({-(-near // step) * step for step in _STEPS})
        fits = (side for side in halved if at(side) is None)
        if (side := next(fits, None)) is not None:
            return side
    low, high = 1, LARGEST_SIDE
    while low < high:
        side = (low + high) // 2
        found = at(side)
        if found is not None and _too_small(found, name):
            low = side + 1
        else:
            high = side
    return low if at(low) is None else None


def require_drawable(run: Trace, most: int = LARGEST_MAP) -> None:
    """Raise PoolvizError where a map has a side of more than `most` cells.

    >>> from poolviz.networks.trace import trace
    >>> require_drawable(trace(nn.Sequential(nn.MaxPool2d(2)), torch.zeros(1, 1, 8, 8)))
    """
    for step in run.steps:
        if len(step.shape_out) > 2 and max(step.shape_out[2:]) > most:
            raise PoolvizError(
                N_("the map of {name} would have {got} cells a side; this page draws at most {most}"),
                name=step.name,
                got=f"{max(step.shape_out[2:]):,}",
                most=f"{most:,}",
            )


def _is_view(step: Step) -> bool:
    return step.name.rpartition(".")[2] in ("view", "reshape")


def _tensors(given: object) -> Iterator[Tensor]:
    if isinstance(given, Tensor):
        yield given
    parts = given.values() if isinstance(given, dict) else given if isinstance(given, list | tuple) else ()
    for part in parts:
        yield from _tensors(part)


def _loss_message(rows: int, batch: int) -> str:
    try:
        functional.cross_entropy(torch.zeros(rows, 2), torch.zeros(batch, dtype=torch.long))
    except REFUSALS as error:
        return str(error)
    return ""


def _too_small(found: Misfit, name: str) -> bool:
    if found.name != name:
        return True  # a step before it: the planes are too small for its window
    wanted = found.features or getattr(found.layer, found.argument or "", None)
    return wanted is None or (found.right or 0) < wanted


def _refused(model: nn.Module, error: PoolvizError) -> Misfit:
    name, shape, message = (error.values[word] for word in ("step", "shape", "message"))
    layer = dict(model.named_modules()).get(name)
    if layer is None and name == type(model).__name__:
        layer = model
    if layer is not None:
        return _described(name, layer, shape, message)
    sizes = error.values["sizes"]
    if len(sizes) == 2 and sizes[1] > 0 and len(shape) > 1:
        return Misfit(name, None, shape, message, None, math.prod(shape[1:]), sizes[1])
    return Misfit(name, None, shape, message)


def _described(name: str, layer: nn.Module, shape: tuple[int, ...], meta: str) -> Misfit:
    message = _words(layer, shape) or meta
    if isinstance(layer, nn.Linear) and shape:
        return Misfit(name, layer, shape, message, "in_features", shape[-1])
    channels = shape[1] if len(shape) > 2 else None
    if isinstance(layer, CONVOLUTIONS) and channels not in (None, layer.in_channels):
        return Misfit(name, layer, shape, message, "in_channels", channels)
    if isinstance(layer, _NORMS) and channels not in (None, layer.num_features):
        return Misfit(name, layer, shape, message, "num_features", channels)
    return Misfit(name, layer, shape, message)


def _words(layer: nn.Module, shape: tuple[int, ...]) -> str:
    """Return torch's words on the CPU: those of the meta device are others. Empty where it says none.

    One zero is seen as all weights and as the input; what refuses by shape never computes.
    """
    if not isinstance(layer, (nn.Linear, *CONVOLUTIONS, *_NORMS)) and type(layer) not in POOLS:
        return ""
    zero = torch.zeros(())
    weights = {key: zero.expand(one.shape) for key, one in layer.named_parameters()}
    try:
        functional_call(layer, weights, zero.expand(shape))
    except (*REFUSALS, Warning) as error:
        return str(error)
    return ""
