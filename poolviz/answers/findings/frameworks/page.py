"""Other frameworks: SAME and VALID padding beside the torch layer that people take for it."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from poolviz.answers.findings.frameworks.bar import BARRED as BARRED
from poolviz.answers.findings.frameworks.bar import bar_fields
from poolviz.answers.findings.frameworks.cases import FRAMEWORK_CASES, START
from poolviz.answers.findings.frameworks.setting import (
    NAMES,
    Place,
    Setting,
    padding_of,
    place_of,
    setting_of,
)
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.example import Example, current
from poolviz.answers.settings.fields import Fields, Values, flag, one_of, whole, words
from poolviz.answers.settings.run import VERSION, Run, run
from poolviz.errors import PoolvizError
from poolviz.findings.frameworks.padding import framework_pool
from poolviz.pooling.code.line import code
from poolviz.pooling.devices import CPU
from poolviz.pooling.explanation import Explanation
from poolviz.sources.matrices.text import canonical, parse_matrix
from poolviz.texts import N_, _
from poolviz.views.stage.comparisons.frameworks import comparison_stage, difference_marks
from poolviz.views.stage.pooling import input_stage
from poolviz.views.words.framework_padding import padding_line

PANELS = {
    "code": N_("Code"),
    "steps": N_("The padding, step by step"),
    "index": N_("Index of a maximum"),
    "rules": N_("All differences"),
}
MOST_CHANNELS, LAST_IMAGE = 64, 15
HEIGHT, HEIGHT_OF_A_ROW = 300, 130  # px kept for the grids


@dataclass(frozen=True, eq=False, kw_only=True)
class Comparison(Answer):
    """Two poolings of one plane: what the framework's `setting` has `made` of it, and torch's, the `run`.

    `verdict` says what differs; `place` is where the plane lies in the tensor of an index.
    """

    setting: Setting
    place: Place
    made: Explanation | None = None
    verdict: str = ""

    @property
    def outcome(self) -> str:
        """What differs, or that nothing does."""
        return self.verdict


def fields() -> Fields:
    """Return the settings of the page, and what its panels are given."""
    return {
        **bar_fields(),
        "x": words(START, same=canonical),
        "panel": one_of(PANELS),
        "cs": whole(3, 1, MOST_CHANNELS),
        "cn": whole(0, 0, LAST_IMAGE),
        "cc": whole(1, 0, MOST_CHANNELS - 1),
        "batch": flag(),
    }


def answer(values: Values, device: torch.device = CPU) -> Comparison:  # noqa: ARG001
    """Return what the page shows, computed on the CPU; PoolvizError where the matrix cannot be read."""
    matrix = parse_matrix(values["x"])
    setting = setting_of(values, rows=matrix.shape[0])
    torchs = run(setting.layer, matrix[None, None])
    try:
        made = framework_pool(setting.kind, torchs.x, *setting.sizes, setting.padding)
        layers = torchs.accepted
    except PoolvizError as error:
        refused = Run(setting.layer, torchs.x, refusal=error)
        drawn = input_stage(matrix, **_options(setting))
        return Comparison(drawn, (), refused, setting=setting, place=place_of(values))
    return Comparison(
        stage=comparison_stage(made, layers, (NAMES[setting.framework], "torch"), **_options(setting)),
        lines=_lines(setting, matrix),
        run=torchs,
        setting=setting,
        place=place_of(values),
        made=made,
        verdict=_verdict(setting, made, layers),
    )


def example(values: Values) -> Example | None:
    """Return the example whose matrix and settings these are, however they came to be."""
    return current(FRAMEWORK_CASES, {**values, "pad": padding_of(values)}, fields())


def _options(setting: Setting) -> dict[str, Any]:
    # A signal is one row; a plane gets the room that it needs with all that is around it.
    return {"editable": True, "height": HEIGHT_OF_A_ROW if setting.rows == 1 else HEIGHT}


def _verdict(setting: Setting, made: Explanation, layers: Explanation) -> str:
    values = {"layer": f"`{code(setting.written_layer)}`", "name": setting.name}
    sizes = [" × ".join(str(n) for n in one.output.shape[2:]) for one in (made, layers)]
    if sizes[0] != sizes[1]:
        return _("≠ **A different size.** {name} gives {made}, {layer} gives {other}.").format(
            made=sizes[0], other=sizes[1], **values
        )
    marks = difference_marks(made, layers)
    if any(marks):
        return _("≠ **{n} of {all} values differ** between {name} and torch's {layer}.").format(
            n=sum(map(bool, marks)), all=len(marks), **values
        )
    return _("✓ **The same values** here from {name} and torch's {layer}.").format(**values)


def _lines(setting: Setting, matrix: Tensor) -> tuple[str, ...]:
    given = (setting.kernel_size, setting.stride, setting.padding)
    axes = [("W", matrix.shape[1])] if setting.rows == 1 else list(zip("HW", matrix.shape, strict=True))
    lines = [padding_line(axis, length, *given) for axis, length in axes]
    return (*lines, _("Both computed by torch {version} on CPU.").format(version=VERSION))
