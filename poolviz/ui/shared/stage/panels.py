"""What stands below the stage: the size and its reason, the worth of each input, the code, the table."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from poolviz.pooling.explanation import Explanation
from poolviz.pooling.sizes.axis import AxisSize
from poolviz.texts import N_, _
from poolviz.ui.shared.choices import csv_button, segments
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.pooling import coverage_stage
from poolviz.views.words.formulas import Line, size_steps
from poolviz.views.words.programs.pooling import script
from poolviz.views.words.reasons import reason_steps
from poolviz.views.words.tables import window_rows

PANELS = {
    "code": N_("Code"),
    "size": N_("Output size, step by step"),
    "worth": N_("What each input is worth"),
    "table": N_("All windows"),
}


Panel = Callable[[Explanation], None]


def panels(
    explanation: Explanation | None,
    titles: Mapping[str, str] = PANELS,
    more: Mapping[str, Panel] | None = None,
) -> None:
    """Draw the chosen panel below the stage; `more` draws those of `titles` that only one page has."""
    drawn: dict[str, Panel] = {"size": size_panel, "worth": _worth, "code": _code, "table": _table}
    drawn |= more or {}
    chosen = segments(_("Below the stage"), titles, "panel")
    if explanation is not None and chosen is not None:
        drawn[chosen](explanation)


def size_columns(sizes: Sequence[AxisSize]) -> None:
    """Draw the derivation of each axis in a column of its own."""
    step_columns([size_steps(size) for size in sizes])


def step_columns(derivations: Sequence[Sequence[Line]]) -> None:
    """Draw each derivation, LaTeX and a sentence a step, in a column of its own."""
    for steps, column in zip(derivations, st.columns(len(derivations)), strict=True):
        with column:
            for latex, sentence in steps:
                st.latex(latex)
                st.caption(sentence)


def size_panel(explanation: Explanation) -> None:
    """Derive the output size along each axis, step by step."""
    step_columns(reason_steps(explanation))


def _worth(explanation: Explanation) -> None:
    st.markdown(_("How many windows read each cell. A cell that none reads has no say in the output."))
    show_stage(coverage_stage(explanation), key="worth_stage")


def _code(explanation: Explanation) -> None:
    st.code(script(explanation), language="python")


def _table(explanation: Explanation) -> None:
    rows = window_rows(explanation)
    st.dataframe(rows, hide_index=True, width="stretch")
    csv_button(rows, "windows.csv")
