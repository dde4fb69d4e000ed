"""Networks: pooling where it lives, what each cell sees, and what each number would be without the pools."""

import streamlit as st

from poolviz.answers.networks.networks.page import fields
from poolviz.texts import _
from poolviz.ui.networks.networks.sections import section_choice, show_section
from poolviz.ui.shared.frame.address import held
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset

FIELDS = fields()

controls = open_page("networks", FIELDS)
values = held(FIELDS)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Networks"), anchor=False)
    section_choice()
    link_and_reset(FIELDS)
show_section(values, controls)
