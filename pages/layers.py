"""Layers: the catalogue of torch.nn's pooling layers, the order of their arguments, what repr() hides."""

import streamlit as st

from poolviz.answers.findings.layers.page import answer, fields
from poolviz.texts import _
from poolviz.ui.findings.layers.catalogue import family_picker, view_pickers
from poolviz.ui.findings.layers.views import show
from poolviz.ui.shared.frame.address import held
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset
from poolviz.ui.shared.frame.viewer import chosen_device

FIELDS = fields()

open_page("layers", FIELDS)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Layers"), anchor=False)
    view_pickers()
    link_and_reset(FIELDS)
family_picker()
show(answer(held(FIELDS), chosen_device()))
