"""The networks of the page at work: each traced once for all sessions, and what is drawn of it."""

from dataclasses import dataclass, replace
from functools import lru_cache

import torch
from torch import Tensor, nn

from poolviz.answers.networks.networks.cache import Cache
from poolviz.answers.networks.networks.choices import BY_KEY
from poolviz.answers.networks.networks.programs import drawn, light, reading, weighted
from poolviz.errors import PoolvizError
from poolviz.networks.seeds import seeded
from poolviz.networks.trace import Trace, trace, without_pools
from poolviz.networks.without_pools import on_meta
from poolviz.sources.networks.inputs import network_input
from poolviz.texts import spoken
from poolviz.views.stage.networks.receptive_fields import default_steps, field_stage
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.words.networks import largest_change, needs_pools, step_rows, totals

HEIGHT = 300  # px kept for the maps
KEPT = Cache(most=256 * 2**20)
Shape = tuple[int, ...]


@dataclass(frozen=True)
class Model:
    """A network on an input of `shape` (C, H, W) or (C, L): the `key` of a known one, or a program's `text`.

    `name` says which network of the program, empty for the only one. One that is small enough runs on the
    photograph `photo`, with the weights that `seed` draws.
    """

    key: str
    text: str
    shape: Shape
    photo: str
    seed: int
    name: str = ""

    @property
    def batch(self) -> Shape:
        """The shape of its input, of a batch of one."""
        return (1, *self.shape)


def traced(model: Model) -> Trace:
    """Return the network at work, on the photograph or its shapes alone; PoolvizError where it refuses it."""
    return KEPT.part(model, "trace", lambda: _traced(model))


def bare(model: Model) -> Trace | PoolvizError:
    """Return the network without its pools, on the meta device, or why it cannot do without them."""

    def make() -> Trace | PoolvizError:
        try:
            return without_pools(_shaped(model), _empty(model.batch))
        except PoolvizError as error:
            return error

    return KEPT.part(replace(model, photo="", seed=0), "bare", make)


def pools_of(model: Model) -> tuple[int, ...]:
    """Return the steps whose maps are drawn where none is asked for: pools that make their map smaller."""
    return KEPT.part(model, "pools", lambda: _spatial(traced(model)))


def summary_of(model: Model) -> str:
    """Return in two sentences what the pools save."""

    def make() -> str:
        run, other = traced(model), bare(model)
        if isinstance(other, PoolvizError):
            return needs_pools(run, other)
        return f"{totals(run, other)}  \n{largest_change(run, other)}"

    return KEPT.part(model, ("summary", spoken()), make)


def rows_of(model: Model, beside: bool) -> list[dict[str, str]]:
    """Return the table of its steps, with the numbers that would be without the pools where `beside`."""

    def make() -> list[dict[str, str]]:
        other = bare(model) if beside else None
        return step_rows(traced(model), None if isinstance(other, PoolvizError) else other)

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


def _traced(model: Model) -> Trace:
    if model.key and not BY_KEY[model.key].real:
        return trace(_shaped(model), _empty(model.batch))
    shapes = trace(_alike(model.key), _empty(model.batch)) if model.key else _drawn(model)
    if not light(shapes):
        return shapes
    network = _built(model.key, model.seed) if model.key else weighted(model.text, model.name, model.seed)
    return trace(network, network_input(model.photo, model.shape), keep=True)


def _drawn(model: Model) -> Trace:
    return drawn(model.text, model.name, model.shape)


def _shaped(model: Model) -> nn.Module:
    """Return the network where its numbers do not matter."""
    return _built(model.key, 0) if model.key else reading(model.text, model.name).model


@lru_cache(maxsize=4)
def _built(key: str, seed: int) -> nn.Module:
    with seeded(seed):
        return BY_KEY[key].network.build()


@lru_cache(maxsize=len(BY_KEY))
def _alike(key: str) -> nn.Module:
    """Return a known network without weights."""
    return on_meta(_built(key, 0))


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
