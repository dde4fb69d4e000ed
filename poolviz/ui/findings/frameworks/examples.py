"""The examples of the Other frameworks page."""

import streamlit as st

from poolviz.answers.findings.frameworks.cases import FRAMEWORK_CASES, SETTINGS, FrameworkCase
from poolviz.answers.findings.frameworks.page import example
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.shared.controls.examples import example_list, lesson_of


def example_picker(values: Values) -> None:
    """Draw the list of examples; it shows the one that is on the page, and choosing one sets the page."""
    example_list(FRAMEWORK_CASES, example(values), _put)


def lesson(values: Values) -> str:
    """Return what to look at in the example on the page, else the page's own question."""
    question = _("Point at an output: where does each framework's window begin? One row is a signal.")
    return lesson_of(example(values), question)


def _put(case: FrameworkCase) -> None:
    st.session_state.update(SETTINGS | case.settings)
    st.session_state["x"] = case.matrix.replace(";", "\n")
