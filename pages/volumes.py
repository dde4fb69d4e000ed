"""Volumes: three axes, shown slice by slice, with every window as a box that reaches through slices."""

import streamlit as st

from poolviz.answers.pooling.volumes import answer, fields
from poolviz.answers.settings.numbers import VOLUME_LAYERS
from poolviz.ui.pooling.volumes.examples import example_picker, lesson
from poolviz.ui.pooling.volumes.panels import volume_panels
from poolviz.ui.pooling.volumes.volume import edit_voxel, volume_controls
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.stage.answered import answered, show_answer

with open_page("volumes", fields()) as page:
    layer_controls(VOLUME_LAYERS)
values = page.values
with page.head():
    example_picker(values)
    volume = volume_controls()
st.markdown(lesson(values))
shown = answered(answer, {**values, "x": volume})
show_answer(shown, "stage", edit_voxel)
volume_panels(shown)
