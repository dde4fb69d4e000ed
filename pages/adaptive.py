"""Adaptive and global: any picture to a fixed size, pyramids, the whole plane, and the layer behind."""

import streamlit as st

from poolviz.answers.findings.adaptive.page import fields
from poolviz.texts import _
from poolviz.ui.findings.adaptive.sections import section_picker, show_section
from poolviz.ui.shared.frame.address import held
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset

FIELDS = fields()

controls = open_page("adaptive", FIELDS)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Adaptive and global"), anchor=False)
    link_and_reset(FIELDS)
section_picker(FIELDS)
show_section(controls, held(FIELDS))
