"""The networks of the page at work: each traced once for all sessions, and what is drawn of it."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn

from poolviz.answers.networks.networks.cache import Cache
from poolviz.answers.networks.networks.choices import BY_KEY
from poolviz.networks.programs.code import Reading, read_network
from poolviz.networks.programs.fit import Misfit, fitting_side, misfit, require_drawable, with_weights, work
from poolviz.networks.seeds import seeded
from poolviz.networks.trace import Trace, trace, without_pools
from poolviz.sources.networks.inputs import network_input
from poolviz.texts import spoken
from poolviz.views.stage.networks.receptive_fields import default_steps, field_stage
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.words.networks import largest_change, step_rows, totals

HEIGHT = 300  # px kept for the maps
MOST_HELD = 6_000_000
MOST_DONE = 300_000_000
KEPT = Cache(most=256 * 2**20)
Shape = tuple[int, ...]


@dataclass(frozen=True)
class Model:
    """A network on an input of `shape` (C, H, W) or (C, L): the `key` of a known one, or a program's `text`.

    A network that is small enough runs on the photograph `photo`, with the weights that `seed` draws.
    """

    key: str
    text: str
    shape: Shape
    photo: str
    seed: int

    @property
    def batch(self) -> Shape:
        """The shape of its input, of a batch of one."""
        return (1, *self.shape)


def traced(model: Model) -> Trace:
    """Return the network at work, on the photograph or its shapes alone; PoolvizError where it refuses it."""
    return KEPT.part(model, "trace", lambda: _traced(model))


def bare(model: Model) -> Trace:
    """Return the network without its pools, on the meta device."""
    alike = Model(model.key, model.text, model.shape, "", 0)
    return KEPT.part(alike, "bare", lambda: without_pools(_shaped(model), _empty(model.batch)))


def pools_of(model: Model) -> tuple[int, ...]:
    """Return the steps whose maps are drawn where none is asked for: pools that make their map smaller."""
    return KEPT.part(model, "pools", lambda: _spatial(traced(model)))


def summary_of(model: Model) -> str:
    """Return in two sentences what the pools save."""

    def make() -> str:
        both = traced(model), bare(model)
        return f"{totals(*both)}  \n{largest_change(*both)}"

    return KEPT.part(model, ("summary", spoken()), make)


def rows_of(model: Model, beside: bool) -> list[dict[str, str]]:
    """Return the table of its steps, with the numbers that would be without the pools where `beside`."""

    def make() -> list[dict[str, str]]:
        return step_rows(traced(model), bare(model) if beside else None)

    return KEPT.part(model, ("rows", beside, spoken()), make)


def stage_of(model: Model, steps: tuple[int, ...], channel: int) -> Stage:
    """Return the stage of the maps of `steps`, the photograph as its input."""

    def make() -> Stage:
        run, picture = traced(model), _picture(model)
        return field_stage(run, steps, picture=picture, channel=channel, height=HEIGHT)

    return KEPT.part(model, ("stage", steps, channel, spoken()), make)


def chosen_shape(key: str, side: int | None) -> Shape:
    """Return the shape (C, H, W) that a known network reads, its own unless `side` says another.

    >>> chosen_shape("net", None), chosen_shape("net", 40)
    ((1, 28, 28), (1, 40, 40))
    """
    channels, *own = BY_KEY[key].network.shape
    return (channels, side, side) if side else (channels, *own)


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
def _light(text: str, shape: Shape) -> bool:
    """Tell whether the network is small enough to be run with real numbers while others wait."""
    held, done = work(reading(text).model, (1, *shape))
    return held <= MOST_HELD and done <= MOST_DONE


def _traced(model: Model) -> Trace:
    real = BY_KEY[model.key].real if model.key else _light(model.text, model.shape)
    if not real:
        return trace(_shaped(model), _empty(model.batch))
    network = _built(model.key, model.seed) if model.key else _weighted(model)
    return trace(network, network_input(model.photo, model.shape), keep=True)


def _weighted(model: Model) -> nn.Module:
    return with_weights(reading(model.text).model, model.seed)


def _shaped(model: Model) -> nn.Module:
    """Return the network where its numbers do not matter."""
    return _built(model.key, 0) if model.key else reading(model.text).model


@lru_cache(maxsize=4)
def _built(key: str, seed: int) -> nn.Module:
    with seeded(seed):
        return BY_KEY[key].network.build()


def _picture(model: Model) -> Tensor | None:
    """Return the photograph as the stage shows it, from 0 to 255; None where the input is a signal."""
    if len(model.shape) != 3:
        return None
    planes = 3 if model.shape[0] == 3 else 1
    return network_input(model.photo, (planes, *model.shape[1:]))[0] * 255


def _spatial(run: Trace) -> tuple[int, ...]:
    found = default_steps(run)
    # A global pooling has one cell, which sees everything; it is shown where it is asked for.
    return tuple(n for n in found if max(run.steps[n].shape_out[2:], default=1) > 1) or found


def _empty(shape: Shape) -> Tensor:
    return torch.empty(shape, device="meta")
