"""Output size: what a layer makes of a shape, the layers for a wanted size, a chain of layers."""

import re
from dataclasses import dataclass, replace

import torch
from torch import nn

from poolviz.answers.settings.bar import layer_bar
from poolviz.answers.settings.fields import Fields, Values, one_of, whole, words
from poolviz.answers.settings.layer import layer_of
from poolviz.answers.settings.layer_values import saying
from poolviz.answers.settings.numbers import LAYER_NAMES, layer_fields
from poolviz.answers.settings.refusal import refused
from poolviz.answers.settings.run import Run
from poolviz.errors import PoolvizError
from poolviz.networks.programs.fit import LARGEST_SIDE
from poolviz.networks.programs.layers import LAYERS
from poolviz.pooling.code.line import code
from poolviz.pooling.layers import LAYERS as POOLS
from poolviz.pooling.sizes.axis import AxisSize
from poolviz.pooling.sizes.inverse import layers_for
from poolviz.pooling.sizes.shapes import Step, chain, output_sizes, parse_chain
from poolviz.questions import Question
from poolviz.questions.topics.sizes import ceil_mode, dropped_window, output_size
from poolviz.texts import N_, _
from poolviz.views.stage.wire.bar import Bar
from poolviz.views.words.formulas import shape_line

LARGEST = 100_000
LONGEST_CHAIN = 2_000  # characters
TOOLS = {
    "ruler": N_("Rulers"),
    "steps": N_("Step by step"),
    "curve": N_("Curve"),
    "inverse": N_("From size to layer"),
    "chain": N_("A chain of layers"),
}
START_CHAIN = "nn.MaxPool2d(2)\nnn.MaxPool2d(2)\nnn.AvgPool2d(3, stride=2, padding=1)"
SHAPE = {"n": 1, "c": 3, "h": 32, "w": 32}
WANTED = {"to_h": 16, "to_w": 16}
_CALLED = re.compile(r"^[\s,(\[]*(?:torch\.)?nn\.(\w+)\(", re.MULTILINE)
AROUND = 10  # lengths that the curve shows to either side


@dataclass(frozen=True, eq=False)
class OutputSize:
    """What `layer` makes of an input of `shape` (N, C, H, W): the `sizes` along H and W, or the `refusal`."""

    layer: nn.Module
    shape: tuple[int, ...]
    sizes: tuple[AxisSize, ...] = ()
    refusal: PoolvizError | None = None

    @property
    def plane(self) -> tuple[int, ...]:
        """Height and width of the input."""
        return self.shape[-2:]

    @property
    def line(self) -> str:
        """The shape that goes in and the one that comes out; empty where torch refuses."""
        out = (*self.shape[:2], *(size.size for size in self.sizes))
        return shape_line(self.shape, out) if self.sizes else ""


def fields() -> Fields:
    """Return the settings of the page: the layer, the input's shape, the tool and what it is given."""
    numbers = {key: whole(start, 1, LARGEST) for key, start in (SHAPE | WANTED).items()}
    tools = {"tool": one_of(TOOLS), "chain": words(START_CHAIN, LONGEST_CHAIN)}
    return {**layer_fields(), **numbers, **tools}


def answer(values: Values) -> OutputSize:
    """Return what the layer makes of the shape; nothing is computed, so a plane may be huge."""
    layer, shape = layer_of(values).layer, shape_of(values)
    try:
        return OutputSize(layer, shape, output_sizes(layer, shape[-2:]))
    except PoolvizError as error:
        return OutputSize(layer, shape, refusal=error)


def size_question(found: OutputSize) -> Question | None:
    """Return the question how large the output is, with the mistakes that tell apart; None where none is.

    >>> from poolviz.pooling.sizes.shapes import output_sizes
    >>> layer = nn.MaxPool2d(3, stride=2)
    >>> asked = size_question(OutputSize(layer, (1, 1, 6, 6), output_sizes(layer, (6, 6))))
    >>> asked.answer, asked.grade("3x3").mistake
    ((2, 2), 'rounded_up')
    """
    if not found.sizes:
        return None
    height, width = found.plane
    if any(size.dropped for size in found.sizes):
        about, task = dropped_window.TOPIC, dropped_window.task(found.layer, height, width)
    elif found.sizes[0].ceil_mode:
        about, task = ceil_mode.TOPIC, ceil_mode.task(found.layer, height, width)
    else:
        strided = any(size.stride != size.kernel_size for size in found.sizes)
        about, task = output_size.TOPIC, output_size.task(found.layer, height, width, strided)
    assert task is not None
    told = {name: wrong for name, wrong in task.mistakes.items() if wrong != task.answer}
    return Question(about.key, 0, 1, about.kind, replace(task, mistakes=told), about)


def bar(values: Values, found: OutputSize, said: str = "") -> Bar:
    """Return the layer's bar, with the refusal where torch takes no such layer on this plane."""
    if found.refusal is None:
        return layer_bar(values, LAYER_NAMES, said=said)
    run = Run(found.layer, torch.empty(1, 1, *found.plane, device="meta"), refusal=found.refusal)
    return layer_bar(values, LAYER_NAMES, refused(run, values, fields(), saying(LAYER_NAMES)), said)


def shape_of(values: Values) -> tuple[int, ...]:
    """Return the shape of the input, (N, C, H, W)."""
    return tuple(values[key] for key in SHAPE)


def inverse(values: Values) -> list[nn.Module]:
    """Return layers of the chosen kind that take the plane to the wanted size, the simplest first."""
    wanted = tuple(values[key] for key in WANTED)
    return layers_for(shape_of(values)[-2:], wanted, kind=values["layer"])


def chained(values: Values) -> list[Step]:
    """Return what each layer of the chain makes of the shape; PoolvizError for a line that is no layer."""
    return chain(parse_chain(values["chain"]), shape_of(values))


def network_link(values: Values) -> dict[str, str] | None:
    """Return the settings of a link to Networks with the chain, None unless a layer of it does not pool.

    >>> network_link({"chain": "nn.Conv2d(3, 6, 5)", "h": 32, "w": 100_000})
    {'show': 'own', 'code': 'nn.Conv2d(3, 6, 5)', 'ih': '32'}
    """
    named = {getattr(nn, name, None) for name in _CALLED.findall(values["chain"])}
    others = named & set(LAYERS.values()) - set(POOLS)
    if not others:
        return None
    sides = {own: str(values[key]) for own, key in (("ih", "h"), ("iw", "w")) if values[key] <= LARGEST_SIDE}
    return {"show": "own", "code": values["chain"], **sides}


def alike(sizes: tuple[AxisSize, ...]) -> list[tuple[str, AxisSize]]:
    """Return each size with the axes that come to it in the same way.

    >>> [axes for axes, _ in alike(output_sizes(nn.MaxPool2d(2), (32, 32)))]
    ['H, W']
    """
    found: dict[AxisSize, list[AxisSize]] = {}
    for size in sizes:
        found.setdefault(replace(size, axis=""), []).append(size)
    return [(", ".join(one.axis for one in same), same[0]) for same in found.values()]


def chain_row(step: Step) -> dict[str, str]:
    """Return one layer of a chain with its shapes as a row of a table."""
    out = "✗" if step.shape_out is None else str(step.shape_out)
    return {_("layer"): code(step.layer), _("shape in"): str(step.shape_in), _("shape out"): out}


def curve_lengths(length: int) -> range:
    """Return the lengths that the curve around `length` shows.

    >>> curve_lengths(3)
    range(1, 14)
    """
    return range(max(1, length - AROUND), length + AROUND + 1)
