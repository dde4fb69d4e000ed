"""Output size: what a layer makes of a shape, the layers for a wanted size, a chain of layers."""

from dataclasses import dataclass

from torch import nn

from poolviz.answers.settings.fields import Fields, Values, one_of, whole, words
from poolviz.answers.settings.layer import layer_of
from poolviz.answers.settings.numbers import layer_fields
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.sizes.axis import AxisSize
from poolviz.pooling.sizes.inverse import layers_for
from poolviz.pooling.sizes.shapes import Step, chain, output_sizes, parse_chain
from poolviz.texts import N_, _
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
    tools = {"tool": one_of(tuple(TOOLS)), "chain": words(START_CHAIN, LONGEST_CHAIN)}
    return {**layer_fields(), **numbers, **tools}


def answer(values: Values) -> OutputSize:
    """Return what the layer makes of the shape; nothing is computed, so a plane may be huge."""
    layer, shape = layer_of(values).layer, shape_of(values)
    try:
        return OutputSize(layer, shape, output_sizes(layer, shape[-2:]))
    except PoolvizError as error:
        return OutputSize(layer, shape, refusal=error)


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
