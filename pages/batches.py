"""Batches: a data set batch by batch through a layer, as tutorials run it, and its event files."""

import streamlit as st

from poolviz.answers.pooling.batches.page import fields
from poolviz.texts import _
from poolviz.ui.pooling.batches.batch import batch_stage, data_picker, lesson, offer_missing
from poolviz.ui.pooling.batches.panels import batch_panels
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset

FIELDS = fields()

with open_page("batches", FIELDS):
    layer = layer_controls()
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Batches"), anchor=False)
    pictures, missing = data_picker()
    link_and_reset(FIELDS)
offer_missing(missing)
st.markdown(lesson())
shown = batch_stage(pictures)
batch_panels(shown, layer)
