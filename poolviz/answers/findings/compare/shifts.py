"""Shift lab: how much of a pooled signal changes when the signal moves, for max and for its rivals."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor, nn

from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Values
from poolviz.answers.settings.run import computed_by
from poolviz.errors import PoolvizError
from poolviz.findings.differences import Difference
from poolviz.findings.shifts import Shift, changes, rivals, shift, survival
from poolviz.pooling.devices import CPU
from poolviz.sources.matrices.text import parse_matrix
from poolviz.texts import N_, _
from poolviz.views.stage.comparisons.shifts import shift_stage
from poolviz.views.stage.pooling import input_stage
from poolviz.views.words.numbers import short
from poolviz.views.words.programs.comparison import shift_script

HEIGHT = 260
NAMES = {
    "max": N_("max"),
    "mean": N_("average"),
    "conv": N_("strided convolution"),
    "blur": N_("blurred max"),
}
ENDS = {"circular": N_("circular"), "zero": N_("zeros")}
WEIGHTS = "-1 1"
MOST_SHIFTS = 8
MOST_WEIGHTS = 8

# What makes the layers: window, stride, weights of the convolution.
Setting = tuple[int, int, tuple[float, ...]]


@dataclass(frozen=True, eq=False)
class ShiftLab(Display):
    """What moving a signal changes in the output of one layer, `found`, or the `refusal` of torch.

    The layer is the `rival` of NAMES. `changes` are what each shift from 1 on changes in the output of every
    rival, None where torch refuses. `survival` says for each place in a window of `kernel_size` cells which
    shifts a lone 1 survives; None where torch refuses.
    """

    rival: str
    found: Shift | None
    changes: Mapping[str, tuple[Difference, ...] | None]
    kernel_size: int
    survival: tuple[Mapping[int, bool], ...] | None
    program: str
    refusal: PoolvizError | None = None

    @property
    def outcome(self) -> str:
        """How much of the output the shift changes."""
        return "" if self.found is None else _figures(self.found)


def answer(values: Values, device: torch.device = CPU) -> ShiftLab:
    """Return what the section shows; PoolvizError where the signal or the weights cannot be read."""
    signal = parse_matrix(values["signal"])
    setting = values["win"], values["hop"] or values["win"], weights_of(values["weights"])
    circular, name = values["ends"] != "zero", values["rival"]
    layer = rivals(*setting)[name]
    found, refusal = _shift(layer, signal, values["by"] or 0, setting[1], circular)
    options = {"editable": True, "height": HEIGHT}
    drawn = (
        input_stage(signal, **options)
        if found is None
        else shift_stage(found, layer, _(NAMES[name]), **options)
    )
    return ShiftLab(
        drawn,
        (computed_by(device),),
        name,
        found,
        _changes(setting, tuple(map(tuple, signal.tolist())), circular),
        setting[0],
        _survival(setting, name),
        "" if found is None else shift_script(found, layer, circular),
        refusal,
    )


def weights_of(text: str) -> tuple[float, ...]:
    """Return the weights of the convolution; PoolvizError unless they are one to eight finite numbers.

    >>> weights_of("-1 1")
    (-1.0, 1.0)
    """
    given = parse_matrix(text)
    if given.shape[0] == 1 and given.shape[1] <= MOST_WEIGHTS and given.isfinite().all():
        return tuple(given[0].tolist())
    raise PoolvizError(N_("The weights must be one to eight finite numbers in one row."))


def _shift(
    layer: nn.Module, signal: Tensor, by: int, stride: int, circular: bool
) -> tuple[Shift | None, PoolvizError | None]:
    """Return what moving the signal (rows, columns) changes, or why torch refuses."""
    try:
        return shift(layer, signal[None, None], by, stride, circular), None
    except PoolvizError as error:
        return None, error


def _figures(found: Shift) -> str:
    """Return how many outputs change, by how much, and whether the output only moved along."""
    texts = [
        _("changed outputs: **{count}** of {all} ({share} %)").format(
            count=found.change.count,
            all=found.output.numel(),
            share=short(round(100 * found.change.share, 1)),
        ),
        _("largest change: **{largest}**").format(largest=short(found.change.largest)),
    ]
    if found.along is not None and found.by:
        texts.append(
            _("✓ the output just moved along")
            if not found.along.count
            else _("compared with the shifted output as well: {count} differ").format(count=found.along.count)
        )
    return " \u2002·\u2002 ".join(texts)


@lru_cache(maxsize=128)
def _changes(
    setting: Setting, rows: tuple[tuple[float, ...], ...], circular: bool
) -> Mapping[str, tuple[Difference, ...] | None]:
    """Return what every shift changes, for every rival; kept for all sessions."""
    x = torch.tensor(rows)[None, None]
    shifts = range(1, min(x.shape[-1] - 1, MOST_SHIFTS) + 1)
    return {name: _changed(layer, x, shifts, circular) for name, layer in rivals(*setting).items()}


def _changed(layer: nn.Module, x: Tensor, shifts: range, circular: bool) -> tuple[Difference, ...] | None:
    try:
        return tuple(changes(layer, x, shifts, circular)) if shifts else ()
    except PoolvizError:
        return None


@lru_cache(maxsize=128)
def _survival(setting: Setting, name: str) -> tuple[Mapping[int, bool], ...] | None:
    """Return where a lone 1 survives which shifts; kept for all sessions."""
    try:
        return tuple(survival(rivals(*setting)[name], *setting[:2]))
    except PoolvizError:
        return None
