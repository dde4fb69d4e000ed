"""Pictures: a photograph, its max pooling and its average pooling side by side, and what is left of it."""

from functools import partial

import streamlit as st

from poolviz.answers.pooling.pictures.page import answer, fields
from poolviz.texts import _
from poolviz.ui.pooling.pictures.panels import picture_panels
from poolviz.ui.pooling.pictures.sources import lesson, picture_controls
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.frame.address import held
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset
from poolviz.ui.shared.stage.answered import answered, show_answer

FIELDS = fields()

with open_page("pictures", FIELDS):
    layer_controls()
values = held(FIELDS)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Pictures"), anchor=False)
    link_and_reset(FIELDS)
st.markdown(lesson())
shown = answered(partial(answer, picture=picture_controls(values)), values)
show_answer(shown, "pictures_stage")
picture_panels(shown)
