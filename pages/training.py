"""Does pooling help? Small networks trained live, with their spread, and what follows from it."""

import streamlit as st

from poolviz.texts import _
from poolviz.ui.networks.training.comparison import trained, training_controls, training_fields
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset

FIELDS = training_fields()

with open_page("training", FIELDS):
    request = training_controls()
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Does pooling help?"), anchor=False)
    link_and_reset(FIELDS)
trained(request)
