"""The choices that pages offer in the same way: one of a few in a row, a photograph, a file of rows."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from poolviz.sources.pictures.photos import PHOTOS
from poolviz.texts import _
from poolviz.views.words.tables import as_csv

PHOTO_TITLES = {described.key: described.title for described in PHOTOS}


def segments(label: str, titles: Mapping[str, str], key: str, names: Sequence[str] | None = None) -> str:
    """Draw a choice among `titles`, by name and untranslated, side by side, and return the chosen name.

    The `label` is for screen readers alone. With `names` some of them are offered.
    """
    offered = list(titles if names is None else names)
    chosen = st.segmented_control(
        label,
        offered,
        format_func=lambda name: _(titles[name]),
        key=key,
        required=True,
        label_visibility="collapsed",
    )
    return chosen or offered[0]


def photo_choice(width: int | None = None) -> str:
    """Draw the choice of a photograph, as `drop_down` does, and return its key."""
    return drop_down(_("Photograph"), PHOTO_TITLES, "photo", width)


def drop_down(label: str, titles: Mapping[str, str], key: str, width: int | None = None) -> str:
    """Draw a choice among `titles`, by name and untranslated, in a list that opens; return the chosen name.

    It is so many pixels wide and its label is not seen; without `width` it fills its place, with its label.
    """
    return st.selectbox(
        label,
        list(titles),
        format_func=lambda name: _(titles[name]),
        key=key,
        label_visibility="collapsed" if width else "visible",
        width=width or "stretch",
    )


def csv_button(rows: Sequence[dict[str, Any]], file_name: str) -> None:
    """Draw the button that takes `rows` away as CSV."""
    st.download_button(
        _("Download as CSV"),
        as_csv(rows),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )
