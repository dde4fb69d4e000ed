"""Home: what pooling is in one moving example, and the way to every page."""

import streamlit as st

from poolviz.answers.home.page import answer, fields
from poolviz.texts import _
from poolviz.ui.home.cards import cards, device_line, start_here
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.stage.answer import show_answer

page = open_page("home", fields())
st.title(_("See inside a pooling layer"), anchor=False)
prose(
    _(
        "A pooling layer slides a window over its input and keeps one number from each place: "
        "here the largest. It has nothing to learn. Point at a cell."
    )
)
start_here()
show_answer(answer(page.values, chosen_device()), "home_stage", ends=False)
cards()
device_line()
