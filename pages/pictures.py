"""Pictures: a photograph, its max pooling and its average pooling side by side, and what is left of it."""

from functools import partial

import streamlit as st

from poolviz.answers.pooling.pictures.page import answer, fields
from poolviz.ui.pooling.pictures.panels import picture_panels
from poolviz.ui.pooling.pictures.sources import lesson, picture_controls
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.stage.answered import answered, show_answer

with open_page("pictures", fields()) as page:
    layer_controls()
values = page.values
page.title()
st.markdown(lesson())
shown = answered(partial(answer, picture=picture_controls(values)), values)
show_answer(shown, "pictures_stage")
picture_panels(shown)
