"""A network of one's own as code: run in a sandbox, and what mends it where it does not fit its input."""

from dataclasses import dataclass, replace

import torch
from torch import nn

from poolviz.answers.networks.networks.display import LARGEST_SIDE, NetworkDisplay, display, display_fields
from poolviz.answers.networks.networks.examples import START, WRITTEN
from poolviz.answers.networks.networks.models import HEIGHT, Model
from poolviz.answers.networks.networks.programs import drawn, fitting_of, input_shape, reading, shaped
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.example import Example, current
from poolviz.answers.settings.fields import LONGEST, Fields, Values, whole, words
from poolviz.errors import PoolvizError
from poolviz.networks.programs.chain import Layers, chain_lines, chain_of, next_line
from poolviz.networks.programs.code import leaves, network_code, run_lines
from poolviz.networks.programs.fit import Misfit
from poolviz.networks.trace import step_refusal, trace
from poolviz.pooling.devices import CPU
from poolviz.sources.networks.inputs import network_input
from poolviz.sources.programs.reading import Reading
from poolviz.texts import N_
from poolviz.views.stage.networks.receptive_fields import field_stage

_IMPORTS = ("import torch", "from torch import nn", "import torch.nn.functional as F")


@dataclass(frozen=True, eq=False)
class OwnNetwork(NetworkDisplay):
    """A network that somebody wrote, at work, and as a whole `program`."""

    program: str


@dataclass(frozen=True, eq=False)
class UnfitNetwork(Display):
    """The input alone of a network of which a layer, `misfit`, refuses what comes to it.

    `repaired` is the text with that layer as it should be, and `fitting` the size
    (H, W) or (L,) of an input with which it may stay; None where there is none.
    """

    misfit: Misfit
    repaired: str | None
    fitting: tuple[int, ...] | None

    @property
    def refusal(self) -> PoolvizError:
        """Why there is no output, in torch's own words."""
        return step_refusal(self.misfit.name, self.misfit.shape, self.misfit.message)


def fields() -> Fields:
    """Return the settings of this section: the text, which of its networks, and the sides of the input."""
    side = whole(28, 1, LARGEST_SIDE)
    return {"code": words(START, LONGEST), "of": words(), "ih": side, "iw": side, **display_fields()}


def answer(values: Values, _device: torch.device = CPU) -> OwnNetwork | UnfitNetwork:
    """Return the network at work, always on the CPU, or what keeps it from that.

    PoolvizError where the text cannot be run, or where its maps are too large to be drawn.
    """
    model = _model(values)
    found = shaped(model.text, model.name, model.shape)
    if isinstance(found, Misfit):
        return _unfit(model, found)
    program = _program(reading(model.text, model.name), model.batch)
    return OwnNetwork(**vars(display(model, values)), program=program)


def names(values: Values) -> tuple[str, ...]:
    """Return the names of the networks in the text, the one that is shown first; one or none: no choice."""
    try:
        found = reading(values["code"], values["of"])
    except PoolvizError:
        return ()
    return tuple(dict.fromkeys([found.name, *found.names])) if len(found.names) > 1 else found.names


def example(values: Values) -> Example | None:
    """Return the example whose text and size the settings are."""
    return current(WRITTEN, values, fields())


def axes_of(values: Values) -> int:
    """Return how many axes the input has; 2 where the text cannot be run."""
    try:
        return len(_shape(values)) - 1
    except PoolvizError:
        return 2


def with_next(values: Values, kind: str) -> str:
    """Return the text with another layer of `kind` behind its last, made for what comes out there.

    A program becomes a chain of lines first. PoolvizError where it is none, or where it refuses the input.
    """
    if not values["code"].strip():
        return next_line(kind, (1, 1, 28, 28))
    model = _model(values)
    run = drawn(model.text, model.name, model.shape)
    layers = _layers(model)
    line = next_line(kind, run.steps[-1].shape_out if run.steps else model.batch)
    joined = f"{model.text.rstrip().rstrip(',')}\n{line}"
    try:
        grown = len(_layers(replace(model, text=joined))) == len(layers) + 1
    except PoolvizError:
        grown = False
    return joined if grown else f"{chain_lines(layers)}\n{line}"


def without_last(values: Values) -> str:
    """Return the text as a chain of lines without its last layer; PoolvizError where it is no chain."""
    return chain_lines(_layers(_model(values))[:-1])


def _layers(model: Model) -> Layers:
    """Return the layers of a network in the order in which they run; PoolvizError where it is no chain."""
    twin = reading(model.text, model.name).twin
    if isinstance(twin, nn.Sequential):
        return list(leaves(twin))
    return chain_of(drawn(model.text, model.name, model.shape))


def _program(found: Reading, shape: tuple[int, ...]) -> str:
    """Return a whole program that runs the network on noise of `shape`."""
    if isinstance(found.twin, nn.Sequential):
        return network_code(found.twin, shape)
    head = [line for line in _IMPORTS if line not in found.source.text.split("\n")]
    text = found.source.text.strip("\n")
    if not found.name:
        return "\n".join([*head, "", f"x = torch.rand({', '.join(map(str, shape))})", text])
    if found.kind not in ("class", "function"):
        return "\n".join([*head, "", text, "", *run_lines(found.name, shape)])
    return "\n".join([*head, "", text, "", f"model = {found.name}()", *run_lines("model", shape)])


def _model(values: Values) -> Model:
    return Model("", values["code"], _shape(values), values["photo"], values["weights"], values["of"])


def _shape(values: Values) -> tuple[int, ...]:
    shape = input_shape(values["code"], values["of"], (values["ih"], values["iw"]))
    if len(shape) > 3:
        raise PoolvizError(N_("this page draws networks of pictures and signals, but this one reads volumes"))
    return shape


def _unfit(model: Model, wrong: Misfit) -> UnfitNetwork:
    axes = len(model.shape) - 1
    # Of channels that cannot be seen there may be millions.
    planes = model.shape[0] if model.shape[0] == 3 else 1
    x = network_input(model.photo, (planes, *model.shape[1:]))
    alone = field_stage(trace(nn.Identity(), x), (), picture=x[0] * 255 if axes == 2 else None, height=HEIGHT)
    side = fitting_of(model.text, model.name, model.shape, wrong.name)
    fitting = None if side is None else (side,) * axes
    return UnfitNetwork(alone, (), wrong, _repaired(model, wrong), fitting)


def _repaired(model: Model, wrong: Misfit) -> str | None:
    """Return the text with the number that the layer should have; None where that does not mend it."""
    if wrong.layer is None or wrong.argument is None:
        return None
    text = reading(model.text, model.name).changed(wrong.layer, wrong.argument, wrong.right or 0)
    if text is None:
        return None
    try:
        found = shaped(text, model.name, model.shape)
    except PoolvizError:
        return None
    return None if isinstance(found, Misfit) and found.name == wrong.name else text
