"""The examples of the Volumes page."""

import streamlit as st

from poolviz.answers.pooling.volumes import example
from poolviz.answers.settings.fields import Values
from poolviz.pooling.code.line import parse
from poolviz.sources.matrices.preset import Preset
from poolviz.sources.volumes.presets import VOLUME_PRESETS
from poolviz.sources.volumes.text import parse_volume, write_volume
from poolviz.texts import _
from poolviz.ui.shared.controls.examples import example_list, lesson_of
from poolviz.ui.shared.controls.layer_state import put_layer


def example_picker(values: Values) -> None:
    """Draw the list of examples; it shows the one that is on the page, and choosing one sets the page."""
    example_list(VOLUME_PRESETS, example(values), _put)


def lesson(values: Values) -> str:
    """Return what to look at in the example on the page, else the page's own question."""
    question = _("Point at an output: in which slices does its window lie? Then point at an input.")
    return lesson_of(example(values), question)


def _put(preset: Preset) -> None:
    st.session_state["x"] = write_volume(parse_volume(preset.matrix))
    put_layer(parse(preset.layer))
