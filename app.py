"""Home: what pooling is in one moving example, and the way to every page."""

import streamlit as st

from poolviz.answers.settings.numbers import PLANE_LAYERS, layer_fields
from poolviz.texts import _
from poolviz.ui.home.cards import cards, device_line, moving_example
from poolviz.ui.shared.frame.frame import open_page

open_page("home", layer_fields(PLANE_LAYERS))
st.title(_("See inside a pooling layer"), anchor=False)
st.markdown(
    _(
        "A pooling layer moves a window over its input and keeps one number of each: here the largest. "
        "It has nothing to learn. Point at a cell."
    )
)
moving_example()
cards()
device_line()
