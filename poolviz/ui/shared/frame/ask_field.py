"""The field in the menu in which anything can be asked; the key / leads into it."""

import html

import streamlit as st

from poolviz.answers.asking.page import fields
from poolviz.server.assets import asset_path
from poolviz.texts import _
from poolviz.ui.shared.frame.memory import PAGE
from poolviz.ui.shared.widgets import widget

FIELD = "ask_field"
_SHOWN = "ask_shown"  # what the page answered last


def ask_field(path: str, along: dict[str, str]) -> None:
    """Draw the field; what is asked in it leads to the page at `path`, with the settings `along`."""
    answering = st.session_state.get(PAGE) == "ask"
    if answering and st.session_state.get(_SHOWN) != st.session_state["q"]:
        st.session_state.update(dict.fromkeys((FIELD, _SHOWN), st.session_state["q"]))
    asked = widget(
        fields()["q"],
        FIELD,
        _("Ask anything"),
        placeholder=_("Ask, or paste an error:  /"),
        label_visibility="collapsed",
        icon=":material/search:",
    )
    script = html.escape(asset_path("page.js"), quote=True)
    st.html(f'<script src="{script}"></script>', unsafe_allow_javascript=True)
    if not asked and not answering:
        st.session_state[_SHOWN] = ""
    elif asked != st.session_state.get(_SHOWN, ""):
        # The page itself says that it was reached: another run may come before this one goes.
        st.switch_page(path, query_params=along | ({"q": asked} if asked else {}))
