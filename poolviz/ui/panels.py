"""What stands below the stage: the size and its reason, the worth of each input, the code, the table."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from poolviz.axis_sizes import AxisSize
from poolviz.explanation import Explanation
from poolviz.shapes import output_sizes
from poolviz.texts import N_, _
from poolviz.ui.stage import show_stage
from poolviz.views.formulas import size_steps
from poolviz.views.scripts import script
from poolviz.views.stage import coverage_stage
from poolviz.views.tables import as_csv, window_rows

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
    chosen = st.segmented_control(
        _("Below the stage"),
        list(titles),
        format_func=lambda name: _(titles[name]),
        key="panel",
        required=True,
        label_visibility="collapsed",
    )
    if explanation is not None and chosen is not None:
        drawn[chosen](explanation)


def size_columns(sizes: Sequence[AxisSize]) -> None:
    """Draw the derivation of each axis in a column of its own."""
    for size, column in zip(sizes, st.columns(len(sizes)), strict=True):
        with column:
            for latex, sentence in size_steps(size):
                st.latex(latex)
                st.caption(sentence)


def size_panel(explanation: Explanation) -> None:
    """Derive the output size along each axis, step by step."""
    size_columns(output_sizes(explanation.layer, explanation.input.shape[2:]))


def _worth(explanation: Explanation) -> None:
    st.markdown(_("How many windows read each cell. A cell that none reads has no say in the output."))
    show_stage(coverage_stage(explanation), key="worth_stage")


def _code(explanation: Explanation) -> None:
    st.code(script(explanation), language="python")


def _table(explanation: Explanation) -> None:
    rows = window_rows(explanation)
    st.dataframe(rows, hide_index=True, width="stretch")
    st.download_button(
        _("Download as CSV"),
        as_csv(rows),
        file_name="windows.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )
