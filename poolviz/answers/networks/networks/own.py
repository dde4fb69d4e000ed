"""A network of one's own as code: read, never run, and what mends it where it does not fit its input."""

from dataclasses import dataclass

import torch
from torch import nn

from poolviz.answers.networks.networks.display import LARGEST_SIDE, NetworkDisplay, display, display_fields
from poolviz.answers.networks.networks.examples import START, WRITTEN, Written
from poolviz.answers.networks.networks.models import (
    HEIGHT,
    Model,
    Shape,
    fitting_of,
    misfit_of,
    reading,
    traced,
)
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Fields, Values, whole, words
from poolviz.errors import PoolvizError
from poolviz.networks.programs.chain import longer, next_line
from poolviz.networks.programs.code import LONGEST, network_code
from poolviz.networks.programs.fit import Misfit, input_of
from poolviz.networks.trace import step_refusal, trace
from poolviz.pooling.devices import CPU
from poolviz.sources.networks.inputs import network_input
from poolviz.texts import N_
from poolviz.views.stage.networks.receptive_fields import field_stage


@dataclass(frozen=True, eq=False)
class OwnNetwork(NetworkDisplay):
    """A network that somebody wrote, at work, and as a whole `program`."""

    program: str


@dataclass(frozen=True, eq=False)
class UnfitNetwork(Display):
    """The input alone of a network of which a layer, `misfit`, refuses what comes to it.

    `repaired` is the text with that layer as it should be, and `fitting` the size (H, W) or (L,) of an input
    with which it may stay; None where there is none.
    """

    misfit: Misfit
    repaired: str | None
    fitting: tuple[int, ...] | None

    @property
    def refusal(self) -> PoolvizError:
        """Why there is no output, in torch's own words."""
        return step_refusal(self.misfit.name, self.misfit.shape, self.misfit.message)


def fields() -> Fields:
    """Return the settings of this section: the text, and the height and width of the input."""
    side = whole(28, 1, LARGEST_SIDE)
    return {"code": words(START, LONGEST), "ih": side, "iw": side, **display_fields()}


def answer(values: Values, _device: torch.device = CPU) -> OwnNetwork | UnfitNetwork:
    """Return the network at work, always on the CPU, or what keeps it from that.

    PoolvizError where the text cannot be read, or where its maps are too large to be drawn.
    """
    model = _model(values)
    wrong = misfit_of(model.text, model.shape)
    if wrong is not None:
        return _unfit(model, wrong)
    program = network_code(reading(model.text).model, model.batch)
    return OwnNetwork(**vars(display(model, values)), program=program)


def example(values: Values) -> Written | None:
    """Return the example whose text and size the settings are."""
    said = values["code"], (values["ih"], values["iw"])
    return next((one for one in WRITTEN if (one.text, one.size) == said), None)


def axes_of(values: Values) -> int:
    """Return how many axes the input has; 2 where the text cannot be read."""
    try:
        return input_of(reading(values["code"]).model)[1]
    except PoolvizError:
        return 2


def with_next(values: Values, kind: str) -> str:
    """Return the text with another layer of `kind` behind its last, made for what comes out there.

    PoolvizError where the text cannot be read, or where its network refuses the input.
    """
    shape: tuple[int, ...] = (1, 1, 28, 28)
    if values["code"].strip():
        model = _model(values)
        if wrong := misfit_of(model.text, model.shape):
            raise step_refusal(wrong.name, wrong.shape, wrong.message)
        shape = traced(model).output.shape
    return longer(values["code"], next_line(kind, shape))


def _model(values: Values) -> Model:
    return Model("", values["code"], _shape(values), values["photo"], values["weights"])


def _shape(values: Values) -> Shape:
    channels, axes = input_of(reading(values["code"]).model)
    if axes == 3:
        raise PoolvizError(N_("this page draws networks of pictures and signals, but this one reads volumes"))
    return (channels, values["iw"]) if axes == 1 else (channels, values["ih"], values["iw"])


def _unfit(model: Model, wrong: Misfit) -> UnfitNetwork:
    axes = len(model.shape) - 1
    # Of channels that cannot be seen there may be millions.
    planes = model.shape[0] if model.shape[0] == 3 else 1
    x = network_input(model.photo, (planes, *model.shape[1:]))
    alone = field_stage(trace(nn.Identity(), x), (), picture=x[0] * 255 if axes == 2 else None, height=HEIGHT)
    side = fitting_of(model.text, model.shape[0], axes, wrong.name)
    repaired = None
    if wrong.argument is not None:
        repaired = reading(model.text).changed(wrong.layer, wrong.argument, wrong.right or 0)
    return UnfitNetwork(alone, (), wrong, repaired, None if side is None else (side,) * axes)
