"""Sentences of a page, and beside each what the terms mean that stand in it for the first time."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.texts import _
from poolviz.ui.shared.frame.memory import explained
from poolviz.views.glossary import meanings


def prose(text: str, place: DeltaGenerator | None = None, **look: Any) -> None:
    """Draw Markdown at `place`; the terms in it are explained where they stand first on the page."""
    at: Any = st if place is None else place
    at.markdown(text, help=meanings(text, explained()), **look)


def remark(text: str, **look: Any) -> None:
    """Draw a small line; its terms are explained where they stand first on the page."""
    st.caption(text, help=meanings(text, explained()), **look)


def terms_of(text: str) -> None:
    """Draw what the terms mean that stand first in a `text` drawn otherwise, such as names to choose from."""
    said = meanings(text, explained())
    if said is not None:
        place = st.container(key=f"terms_{len(explained())}", width="content")
        place.caption(_("Terms"), help=said, width="content")
