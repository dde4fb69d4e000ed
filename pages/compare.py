"""Compare: layers side by side, inputs they cannot tell apart, shifts, and ReLU before or after."""

import streamlit as st

from poolviz.answers.findings.compare.page import fields
from poolviz.texts import _
from poolviz.ui.findings.compare.sections import compare_controls, section_choice, show_section
from poolviz.ui.shared.frame.address import held, keep
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset

FIELDS = fields()

with open_page("compare", FIELDS):
    keep(FIELDS)
    compare_controls()
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Compare"), anchor=False)
    section_choice()
    link_and_reset(FIELDS)
show_section(held(FIELDS))
