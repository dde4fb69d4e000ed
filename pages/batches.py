"""Batches: a data set batch by batch through a layer, as tutorials run it, and its event files."""

import streamlit as st

from poolviz.answers.pooling.batches.page import fields
from poolviz.ui.pooling.batches.batch import batch_stage, data_picker, lesson, offer_missing
from poolviz.ui.pooling.batches.panels import batch_panels
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.frame.frame import open_page

with open_page("batches", fields()) as page:
    layer = layer_controls()
with page.head():
    pictures, missing = data_picker()
offer_missing(missing)
st.markdown(lesson())
shown = batch_stage(pictures)
batch_panels(shown, layer)
