"""The networks of the page at work, each traced once for all sessions."""

from functools import lru_cache

import torch
from torch import Tensor, nn

from poolviz.networks.programs.code import Reading, read_network
from poolviz.networks.programs.fit import Misfit, fitting_side, misfit, require_drawable, with_weights, work
from poolviz.networks.seeds import seeded
from poolviz.networks.trace import Trace, trace, without_pools
from poolviz.sources.networks.inputs import network_input
from poolviz.ui.networks.networks.choices import BY_KEY
from poolviz.views.stage.networks.receptive_fields import field_stage
from poolviz.views.stage.pooling import Data
from poolviz.views.words.networks import largest_change, step_rows, totals

HEIGHT = 300
MOST_HELD = 6_000_000
MOST_DONE = 300_000_000
Shape = tuple[int, ...]


def chosen_shape(key: str, side: int | None) -> Shape:
    """Return the shape (C, H, W) that a network reads, its own unless `side` says another."""
    channels, *own = BY_KEY[key].network.shape
    return (channels, side, side) if side else (channels, *own)


@lru_cache(maxsize=4)
def _built(key: str, seed: int) -> nn.Module:
    with seeded(seed):
        return BY_KEY[key].network.build()


@lru_cache(maxsize=12)
def known_trace(key: str, shape: Shape, photo: str, seed: int) -> Trace:
    """Return a network of the page at work: on a photograph, or its shapes alone on the meta device.

    PoolvizError where it refuses the shape.
    """
    if BY_KEY[key].real:
        return trace(_built(key, seed), network_input(photo, shape), keep=True)
    return trace(_built(key, 0), torch.empty((1, *shape), device="meta"))


@lru_cache(maxsize=16)
def known_bare(key: str, shape: Shape) -> Trace:
    """Return the network without its pools, on the meta device."""
    return without_pools(_built(key, 0), torch.empty((1, *shape), device="meta"))


@lru_cache(maxsize=64)
def reading(text: str) -> Reading:
    """Return the network that somebody wrote; PoolvizError where it cannot be read."""
    return read_network(text)


@lru_cache(maxsize=64)
def misfit_of(text: str, shape: Shape) -> Misfit | None:
    """Return the layer that refuses an input of `shape`; PoolvizError where a map is too large to draw."""
    model = reading(text).model
    found = misfit(model, (1, *shape))
    if found is None:
        require_drawable(model, (1, *shape))
    return found


@lru_cache(maxsize=64)
def fitting_of(text: str, channels: int, axes: int, name: str) -> int | None:
    """Return the smallest side of an input with which the layer `name` gets what it wants."""
    return fitting_side(reading(text).model, channels, axes, name)


@lru_cache(maxsize=64)
def light(text: str, shape: Shape) -> bool:
    """Tell whether the network is small enough to be run with real numbers while others wait."""
    held, done = work(reading(text).model, (1, *shape))
    return held <= MOST_HELD and done <= MOST_DONE


@lru_cache(maxsize=12)
def own_trace(text: str, shape: Shape, photo: str, seed: int) -> Trace:
    """Return a network that somebody wrote at work, where it is light; else its shapes alone."""
    model = reading(text).model
    if not light(text, shape):
        return trace(model, torch.empty((1, *shape), device="meta"))
    return trace(with_weights(model, seed), network_input(photo, shape), keep=True)


@lru_cache(maxsize=32)
def own_bare(text: str, shape: Shape) -> Trace:
    """Return a network that somebody wrote, without its pools, on the meta device."""
    return without_pools(reading(text).model, torch.empty((1, *shape), device="meta"))


@lru_cache(maxsize=64)
def kept_rows(run: Trace, bare: Trace | None, _language: str) -> list[dict[str, str]]:
    """Return the table of a trace, kept for all sessions of a language."""
    return step_rows(run, bare)


@lru_cache(maxsize=48)
def kept_stage(run: Trace, steps: tuple[int, ...], photo: str, channel: int, _language: str) -> Data:
    """Return the stage of a trace's maps with the photograph as its input, kept like the table."""
    shape = tuple(run.input.shape[1:])
    if len(shape) != 3:
        return field_stage(run, steps, channel=channel, height=HEIGHT)
    planes = 3 if shape[0] == 3 else 1
    picture = network_input(photo, (planes, *shape[1:]))[0] * 255
    return field_stage(run, steps, picture=picture, channel=channel, height=HEIGHT)


def summary(run: Trace, bare: Trace) -> str:
    """Return what the pools save, in two sentences."""
    return f"{totals(run, bare)}  \n{largest_change(run, bare)}"


def on_meta(x: Tensor) -> bool:
    """Tell whether only shapes were found."""
    return x.device.type == "meta"
