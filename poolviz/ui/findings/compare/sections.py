"""The sections of the Compare page, and the one that is chosen."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import streamlit as st

from poolviz.answers.findings.compare.examples import NEGATIVE, SIGNAL, X
from poolviz.texts import _
from poolviz.ui.findings.compare.counterexamples import mode_choice, show_known, show_made
from poolviz.ui.findings.compare.examples import lesson, picker
from poolviz.ui.findings.compare.relu_order import relu_both_ways
from poolviz.ui.findings.compare.shifts import shift_lab
from poolviz.ui.findings.compare.side_by_side import side_by_side
from poolviz.ui.shared.controls.matrix import matrix_controls
from poolviz.ui.shared.controls.setting import segments
from poolviz.ui.shared.frame.frame import Page


def section_choice() -> None:
    """Draw the choice of the section."""
    segments("show", _("Section"))


def show_section(page: Page) -> None:
    """Show the chosen section alone: a row of choices, what to look at, the stage and what is said of it."""
    _DRAWN[page.values["show"]](page)


def _choices() -> AbstractContextManager[object]:
    return st.container(horizontal=True, vertical_alignment="center", key="choices")


def _side(page: Page) -> None:
    values = page.values
    with _choices():
        picker(values)
        x = matrix_controls("x", X)
    lesson(values, _("Point at an output of one layer, then at a cell of the input."))
    side_by_side(page, {"x": x})


def _pairs(page: Page) -> None:
    values = page.values
    with _choices():
        made = mode_choice() == "made"
        if made:
            x = matrix_controls("x", X)
        else:
            picker(values)
    if made:
        show_made(page, {"x": x})
        return
    lesson(values, _("Which of the three can tell that the two windows are different?"))
    show_known(values)


def _shift(page: Page) -> None:
    values = page.values
    with _choices():
        picker(values)
        signal = matrix_controls("signal", SIGNAL)
    question = _("Each row is a signal. Move it by this many cells: what happens to the output?")
    lesson(values, question)
    shift_lab(page, {"signal": signal})


def _relu(page: Page) -> None:
    values = page.values
    with _choices():
        picker(values)
        x = matrix_controls("m", NEGATIVE)
    question = _("Top row: pool, then ReLU. Bottom row: ReLU, then pool. Where do they differ?")
    lesson(values, question)
    relu_both_ways(page, {"m": x})


_DRAWN: dict[str, Callable[[Page], None]] = {
    "side": _side,
    "pairs": _pairs,
    "shift": _shift,
    "relu": _relu,
}
