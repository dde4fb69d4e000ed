"""The pages of the app as the menu has them."""

from collections.abc import Sequence

import streamlit as st

from poolviz.answers.pages import BEGIN, GROUPS, HIDING, LOOK_UP, NETWORKS, PAGES, SEE, STAGED, UNDERSTAND
from poolviz.answers.settings.numbers import LAYER_NAMES
from poolviz.ui.shared.frame.memory import PAGE

__all__ = ["COLUMNS", "GROUPS", "HIDING", "PAGES", "STAGED", "shown_layers"]

# Of the two columns of the menu.
COLUMNS = ((BEGIN, UNDERSTAND), (SEE, NETWORKS, LOOK_UP))


def shown_layers() -> Sequence[str]:
    """Return the names of the layers that the page on the screen shows."""
    page = PAGES.get(st.session_state.get(PAGE, ""))
    return (page.layers if page else ()) or LAYER_NAMES
