"""The layers of the Compare page: lines of code, read and never run, each explained or refused by itself."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.devices import choose, describe, explain_on
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layers import family_of
from poolviz.pooling.sizes.costs import require_light
from poolviz.pooling.sizes.shapes import chain
from poolviz.texts import N_, _
from poolviz.views.stage.comparisons.layers import LETTERS, title

KEYS = tuple(LETTERS.lower())
MOST_OUTPUTS = 24 * 24
LONGEST = 500


@dataclass(frozen=True, eq=False)
class Line:
    """One line of the page: its field's `key`, its text and title, and what came of it.

    `explanation` is None where `refusal` says why; `fixes` are near layers that torch accepts.
    """

    key: str
    text: str
    title: str
    explanation: Explanation | None
    refusal: str = ""
    fixes: tuple[nn.Module, ...] = ()

    @property
    def shown(self) -> Explanation | str:
        """What the stage shows in its place."""
        return self.refusal if self.explanation is None else self.explanation


def layer_lines() -> None:
    """Draw the fields of the layers."""
    st.caption(_("Up to four layers, as lines of torch code. They are read, never run."))
    for key in KEYS:
        st.text_input(key.upper(), key=key, placeholder="nn.MaxPool2d(3, 2, padding=1)", max_chars=LONGEST)


def explained_lines(x: Tensor) -> list[Line]:
    """Return every line that is not empty with what torch makes of the matrix `x` (rows, columns)."""
    typed = [(key, st.session_state[key].strip()) for key in KEYS if (st.session_state[key] or "").strip()]
    return [_line(key, text, x) for key, text in typed]


def explained(layer: nn.Module, x: Tensor) -> Explanation:
    """Return what `layer` makes of the matrix `x`, as one plane of a batch; raises PoolvizError."""
    plane = x[None, None]
    dims = family_of(layer)[1]
    if dims != 2:
        raise PoolvizError(
            N_("this page compares 2-d layers, but {got} has {dims}"), got=code(layer), dims=dims
        )
    step = chain([layer], plane.shape)[0]
    if step.shape_out is not None and math.prod(step.shape_out) > MOST_OUTPUTS:
        raise PoolvizError(
            N_("the output would have {got} values; this page draws at most {most}"),
            got=f"{math.prod(step.shape_out):,}",
            most=MOST_OUTPUTS,
        )
    require_light(layer, plane.shape)
    return explain_on(choose(force_cpu=bool(st.session_state["cpu"])), layer, plane).explanation


def computed_by() -> str:
    """Return the sentence that says what computes."""
    return _("computed by torch {version} on {device}").format(
        version=torch.__version__.partition("+")[0],
        device=describe(choose(force_cpu=bool(st.session_state["cpu"]))),
    )


def repair_buttons(lines: Sequence[Line]) -> None:
    """Draw a button for each near layer that torch accepts in place of a refused one."""
    fixes = [(line.key, fix) for line in lines for fix in line.fixes]
    if not fixes:
        return
    with st.container(horizontal=True):
        for number, (key, fix) in enumerate(fixes):
            label = f"{key.upper()} = {code(fix)}"
            st.button(
                label, key=f"fix_{number}", on_click=_put, args=(key, code(fix)), icon=":material/build:"
            )


def said(error: PoolvizError) -> str:
    """Return what the error says as plain text: torch's own sentence where torch refused."""
    if error.torch_message is not None:
        return error.torch_message or _("torch refuses it without a word.")
    values = {
        name: said(value) if isinstance(value, PoolvizError) else value
        for name, value in error.values.items()
    }
    return _(error.template).format(**values)


def _line(key: str, text: str, x: Tensor) -> Line:
    letter = LETTERS[KEYS.index(key)]
    try:
        layer = parse(text)
        return Line(key, code(layer), title(letter, code(layer)), explained(layer, x))
    except PoolvizError as error:
        return Line(key, text, title(letter, text), None, said(error), error.fixes)


def _put(key: str, line: str) -> None:
    st.session_state[key] = line
