"""What stands below the stage: the size and its reason, the worth of each input, the code, the table."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from poolviz.pooling.explanation import Explanation
from poolviz.pooling.sizes.axis import AxisSize
from poolviz.texts import _
from poolviz.ui.shared.controls.download import csv_button
from poolviz.ui.shared.controls.prose import prose, remark
from poolviz.ui.shared.controls.setting import segments
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.pooling import coverage_stage
from poolviz.views.words.formulas import Line, size_steps
from poolviz.views.words.programs.pooling import script
from poolviz.views.words.reasons import reason_steps
from poolviz.views.words.tables import window_rows

DRAWN = "panels"  # where a panel is drawn: the browser looks whether it is on the screen

Panel = Callable[[Explanation], None]


def panels(explanation: Explanation | None, more: Mapping[str, Panel] | None = None) -> None:
    """Draw the chosen panel below the stage; `more` draws those that only one page has."""
    drawn: dict[str, Panel] = {"size": size_panel, "worth": _worth, "code": _code, "table": _table}
    drawn |= more or {}
    chosen = segments("panel", _("Below the stage"))
    if explanation is not None and chosen is not None:
        with st.container(key=DRAWN):
            drawn[chosen](explanation)


def size_columns(sizes: Sequence[AxisSize]) -> None:
    """Draw the derivation of each axis in a column of its own."""
    step_columns([size_steps(size) for size in sizes])


def step_columns(derivations: Sequence[Sequence[Line]]) -> None:
    """Draw each derivation, LaTeX and a sentence a step, in a column of its own; its terms are explained."""
    for steps, column in zip(derivations, st.columns(len(derivations)), strict=True):
        with column:
            for latex, said in steps:
                st.latex(latex)
                remark(said)


def size_panel(explanation: Explanation) -> None:
    """Derive the output size along each axis, step by step."""
    step_columns(reason_steps(explanation))


def _worth(explanation: Explanation) -> None:
    said = _("How many windows read each cell. A cell that no window reads does not affect the output.")
    prose(said)
    show_stage(coverage_stage(explanation), key="worth_stage")


def _code(explanation: Explanation) -> None:
    st.code(script(explanation), language="python")


def _table(explanation: Explanation) -> None:
    rows = window_rows(explanation)
    st.dataframe(rows, hide_index=True, width="stretch")
    csv_button(rows, "windows.csv")
