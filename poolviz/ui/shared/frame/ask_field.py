"""The field in the menu in which anything can be asked; the key / leads into it."""

import html

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.asking.page import fields
from poolviz.server.assets import asset_path
from poolviz.texts import _
from poolviz.ui.shared.frame.memory import PAGE
from poolviz.ui.shared.widgets import widget

FIELD = "ask_field"
_SHOWN = "ask_shown"  # what the page answers


def ask_place() -> DeltaGenerator:
    """Draw the place of the field, with the script for its key."""
    place = st.container(key="asking")
    script = html.escape(asset_path("page.js"), quote=True)
    place.html(f'<script src="{script}"></script>', unsafe_allow_javascript=True)
    return place


def ask_field(path: str, along: dict[str, str]) -> None:
    """Draw the field; what is asked in it leads to the page at `path`, with the settings `along`."""
    held = st.session_state
    answered = held["q"] if held.get(PAGE) == "ask" else ""  # on other pages nothing is asked any more
    if held.get(_SHOWN, "") != answered:
        held.update(dict.fromkeys((FIELD, _SHOWN), answered))
    asked = widget(
        fields()["q"],
        FIELD,
        _("Ask anything"),
        placeholder=_("Ask, or paste an error:  /"),
        label_visibility="collapsed",
        icon=":material/search:",
    )
    if asked != held.get(_SHOWN, ""):
        # The page itself says that it was reached: another run may come before this one goes.
        st.switch_page(path, query_params=along | ({"q": asked} if asked else {}))
