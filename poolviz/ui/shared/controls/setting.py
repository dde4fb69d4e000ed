"""The widget of a page's setting, drawn from its field: a page names its key and its label alone."""

from typing import Any

import streamlit as st

from poolviz.answers.settings.fields import Field
from poolviz.answers.settings.kinds import Choice
from poolviz.texts import _
from poolviz.ui.shared.controls.prose import terms_of
from poolviz.ui.shared.frame.address import field_of
from poolviz.ui.shared.widgets import widget


def setting(key: str, label: str, shape: str = "box", field: Field | None = None, **look: Any) -> Any:
    """Draw the widget of the page's setting `key`, or of `field` where it is none, as `widget` does."""
    return widget(field or field_of(key), key, label, shape, **look)


def segments(key: str, label: str, **look: Any) -> Any:
    """Draw a choice side by side, its `label` for screen readers alone, and return what is chosen.

    Beside it stands what the terms in its names mean, where they are the first on the page.
    """
    kind = (look.get("field") or field_of(key)).kind
    assert isinstance(kind, Choice)
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        chosen = setting(key, label, "row", label_visibility="collapsed", **look)
        terms_of("\n".join(_(title) for title in kind.titles.values()))
    return chosen


def compact(key: str, label: str, width: int, shape: str = "box", **look: Any) -> Any:
    """Draw a setting so many pixels wide in a row of others, its `label` for screen readers alone."""
    return setting(key, label, shape, label_visibility="collapsed", width=width, **look)


def named(key: str, label: str, width: int, **look: Any) -> Any:
    """Draw a setting in a row of others, with its label before it."""
    st.markdown(label, width="content")
    return compact(key, label, width, **look)
