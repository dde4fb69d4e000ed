"""Home: what pooling is in one moving example, and the way to every page."""

import streamlit as st

from poolviz.answers.home.page import answer, fields
from poolviz.texts import _
from poolviz.ui.home.cards import cards, device_line
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.stage.answered import show_answer

page = open_page("home", fields())
st.title(_("See inside a pooling layer"), anchor=False)
st.markdown(
    _(
        "A pooling layer moves a window over its input and keeps one number of each: here the largest. "
        "It has nothing to learn. Point at a cell."
    )
)
show_answer(answer(page.values, chosen_device()), "home_stage")
cards()
device_line()
