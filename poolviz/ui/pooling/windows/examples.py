"""The examples of the Windows page."""

import streamlit as st

from poolviz.answers.pooling.windows import example
from poolviz.answers.settings.fields import Values
from poolviz.sources.matrices.presets import PRESETS
from poolviz.sources.matrices.text import parse_matrix, write_matrix
from poolviz.texts import _
from poolviz.ui.shared.controls.examples import CHOSEN, lesson_of, pick_example, take_preset


def example_picker(values: Values) -> None:
    """Draw the list of examples; it shows the one that is on the page, and choosing one sets the page."""
    st.session_state[CHOSEN] = example(values)
    pick_example(PRESETS, _take)


def lesson(values: Values) -> str:
    """Return what to look at in the example on the page, else the page's own question."""
    question = _("Point at an output: which cells does it read, and which one wins? Then point at an input.")
    return lesson_of(example(values), question)


def _take() -> None:
    take_preset("x", lambda text: write_matrix(parse_matrix(text), rows="\n"))
