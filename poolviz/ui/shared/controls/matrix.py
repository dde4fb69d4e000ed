"""The small matrix of a page: as text, at random, edited on the stage."""

from typing import Any

import streamlit as st

from poolviz.sources.matrices.text import LIMIT, parse_matrix, random_matrix, with_cell, write_matrix
from poolviz.texts import _
from poolviz.ui.shared.controls.random_numbers import random_fill
from poolviz.ui.shared.controls.text import change_text, good_text


def matrix_controls(key: str, start: str) -> str:
    """Draw the matrix of the field `key` as text and at random, and return the text.

    Where it cannot be read the page says so and the last good text is returned, at first `start`.
    """
    with st.popover(_("Matrix"), icon=":material/edit:"):
        text = st.text_area(
            _("Type or paste numbers, a row on each line"),
            height=200,
            key=key,
            help=_("Up to {limit} × {limit}. Spaces, commas or tabs; nan, inf and -inf too.").format(
                limit=LIMIT
            ),
        )
        sides = {"rows": (_("Rows"), LIMIT), "cols": (_("Columns"), LIMIT)}
        random_fill(key, sides, 6, st.columns(3, vertical_alignment="bottom"), _made)
    kept = _("{problem}. Shown is the last matrix that could be read.")
    return good_text(key, text, parse_matrix, start, kept)


def edit_cell(edit: dict[str, Any], key: str, start: str) -> None:
    """Take a number typed into a cell of the stage; an unreadable one is said and changes nothing."""

    def changed(text: str) -> str:
        place = int(edit["row"]), int(edit["col"])
        return write_matrix(with_cell(parse_matrix(text), *place, str(edit["text"])), rows="\n")

    change_text(key, start, changed)


def _made(rows: int, cols: int, seed: int) -> str:
    return write_matrix(random_matrix(rows, cols, seed), rows="\n")
