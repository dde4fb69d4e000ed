"""The list of a section's examples on the Compare page, and what to see in the one that is on it."""

import streamlit as st

from poolviz.answers.findings.compare.examples import EXAMPLES, Example, example
from poolviz.answers.settings.fields import Values
from poolviz.ui.shared.controls.examples import example_list, lesson_of


def picker(values: Values, width: int = 300) -> None:
    """Draw the list of the section's examples; it shows the one on the page, choosing one sets the page."""
    example_list(EXAMPLES[values["show"]], example(values), _put, width=width)


def lesson(values: Values, otherwise: str) -> str:
    """Return what to look at in the example on the page, else the section's own question."""
    return lesson_of(example(values), otherwise)


def _put(chosen: Example) -> None:
    st.session_state.update(chosen.fields)
