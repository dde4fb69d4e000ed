"""The sections of the Compare page, and the one that is chosen."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import streamlit as st

from poolviz.answers.findings.compare.examples import NEGATIVE, SIGNAL, X
from poolviz.answers.findings.compare.page import SECTIONS
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.findings.compare.counterexamples import made_choices, mode_choice, show_known, show_made
from poolviz.ui.findings.compare.examples import lesson, picker
from poolviz.ui.findings.compare.lines import layer_lines
from poolviz.ui.findings.compare.relu_order import relu_both_ways
from poolviz.ui.findings.compare.shifts import shift_choices, shift_controls, shift_lab
from poolviz.ui.findings.compare.side_by_side import side_by_side
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.controls.matrix import matrix_controls


def compare_controls() -> None:
    """Draw what the chosen section has in the sidebar: its layers, or the settings of the shift lab."""
    if st.session_state["show"] == "shift":
        shift_controls()
    elif st.session_state["show"] != "pairs" or st.session_state["mode"] == "made":
        layer_lines()


def section_choice() -> None:
    """Draw the choice of the section."""
    segments(_("Section"), SECTIONS, "show")


def show_section(values: Values) -> None:
    """Show the chosen section alone: a row of choices, what to look at, the stage and what is said of it."""
    _DRAWN[values["show"]](values)


def _choices() -> AbstractContextManager[object]:
    return st.container(horizontal=True, vertical_alignment="center", key="choices")


def _side(values: Values) -> None:
    with _choices():
        picker(values)
        x = matrix_controls("x", X)
    st.markdown(lesson(values, _("Point at an output of one layer, then at a cell of the input.")))
    side_by_side({**values, "x": x})


def _pairs(values: Values) -> None:
    with _choices():
        if mode_choice() == "made":
            found = made_choices({**values, "x": matrix_controls("x", X)})
        else:
            picker(values)
            found = None
    if found is not None:
        show_made(found)
        return
    st.markdown(lesson(values, _("Which of the three sees that the two windows are not the same?")))
    show_known(values)


def _shift(values: Values) -> None:
    with _choices():
        picker(values, width=220)
        signal = matrix_controls("signal", SIGNAL)
        shift_choices()
    question = _("Each row is a signal. It moves by so many cells: what becomes of the output?")
    st.markdown(lesson(values, question))
    shift_lab({**values, "signal": signal})


def _relu(values: Values) -> None:
    with _choices():
        picker(values)
        x = matrix_controls("m", NEGATIVE)
    question = _("Above: pooled, then ReLU. Below: ReLU, then pooled. Where do the two rows differ?")
    st.markdown(lesson(values, question))
    relu_both_ways({**values, "m": x})


_DRAWN: dict[str, Callable[[Values], None]] = {
    "side": _side,
    "pairs": _pairs,
    "shift": _shift,
    "relu": _relu,
}
