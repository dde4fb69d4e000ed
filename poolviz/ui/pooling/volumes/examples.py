"""The examples of the Volumes page."""

import streamlit as st

from poolviz.answers.pooling.volumes import example
from poolviz.answers.settings.fields import Values
from poolviz.sources.volumes.presets import VOLUME_PRESETS
from poolviz.sources.volumes.text import parse_volume, write_volume
from poolviz.texts import _
from poolviz.ui.shared.controls.examples import CHOSEN, lesson_of, pick_example, take_preset


def example_picker(values: Values) -> None:
    """Draw the list of examples; it shows the one that is on the page, and choosing one sets the page."""
    st.session_state[CHOSEN] = example(values)
    pick_example(VOLUME_PRESETS, _take)


def lesson(values: Values) -> str:
    """Return what to look at in the example on the page, else the page's own question."""
    question = _("Point at an output: in which slices does its window lie? Then point at an input.")
    return lesson_of(example(values), question)


def _take() -> None:
    take_preset("x", lambda text: write_volume(parse_volume(text)))
