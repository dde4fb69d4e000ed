"""The small matrix of a page: as text, at random, edited on the stage."""

from functools import partial
from typing import Any

import streamlit as st

from poolviz.sources.matrices.text import (
    LIMIT,
    parse_matrix,
    random_matrix,
    readings,
    with_cell,
    write_matrix,
)
from poolviz.texts import _
from poolviz.ui.shared.controls.random_numbers import random_fill
from poolviz.ui.shared.controls.readings import offer_readings
from poolviz.ui.shared.controls.setting import setting
from poolviz.ui.shared.controls.text import change_text, good_text
from poolviz.ui.shared.frame.viewer import locked

MATRIX = "x"  # by which a link locks the matrix of any section


def matrix_controls(key: str, start: str) -> str:
    """Draw the matrix of the field `key` as text and at random, and return the text.

    Where it cannot be read the page says so and the last good text is returned, at first `start`.
    """
    with st.popover(_("Matrix"), icon=":material/edit:", disabled=locked(key) or locked(MATRIX)):
        text = setting(
            key,
            _("Type or paste numbers, a row on each line"),
            "area",
            height=200,
            help=_(
                "Up to {limit} × {limit}. Spaces, commas or tabs; nan, inf and -inf too. Tables of "
                "spreadsheets, LaTeX and Markdown, and what Python and MATLAB print, can be pasted."
            ).format(limit=LIMIT),
        )
        offer_readings(key, text, readings, partial(write_matrix, rows="\n"))
        sides = {"rows": (_("Rows"), LIMIT), "cols": (_("Columns"), LIMIT)}
        random_fill(key, sides, 6, st.columns(3, vertical_alignment="bottom"), _made)
    kept = _("{problem}. The last matrix that could be read is shown.")
    return good_text(key, text, parse_matrix, start, kept)


def edit_cell(edit: dict[str, Any], key: str, start: str) -> None:
    """Take a number typed into a cell of the stage; an unreadable one is said and changes nothing."""

    def changed(text: str) -> str:
        place = int(edit["row"]), int(edit["col"])
        return write_matrix(with_cell(parse_matrix(text), *place, str(edit["text"])), rows="\n")

    change_text(key, start, changed)


def _made(rows: int, cols: int, seed: int) -> str:
    return write_matrix(random_matrix(rows, cols, seed), rows="\n")
