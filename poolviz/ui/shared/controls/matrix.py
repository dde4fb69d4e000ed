"""The small matrix of a page: as text, at random, edited on the stage."""

from typing import Any

import streamlit as st

from poolviz.sources.matrices.text import LIMIT, parse_matrix, random_matrix, with_cell, write_matrix
from poolviz.texts import _
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
        _random(key)
    kept = _("{problem}. Shown is the last matrix that could be read.")
    return good_text(key, text, parse_matrix, start, kept)


def edit_cell(edit: dict[str, Any], key: str, start: str) -> None:
    """Take a number typed into a cell of the stage; an unreadable one is said and changes nothing."""

    def changed(text: str) -> str:
        place = int(edit["row"]), int(edit["col"])
        return write_matrix(with_cell(parse_matrix(text), *place, str(edit["text"])), rows="\n")

    change_text(key, start, changed)


def _random(key: str) -> None:
    columns = st.columns(3, vertical_alignment="bottom")
    columns[0].number_input(_("Rows"), 1, LIMIT, 6, step=1, key="random_rows")
    columns[1].number_input(_("Columns"), 1, LIMIT, 6, step=1, key="random_cols")
    columns[2].number_input(_("Seed"), 0, 10**6, 0, step=1, key="random_seed")
    st.button(_("Fill at random"), on_click=_fill, args=(key,), icon=":material/casino:", width="stretch")


def _fill(key: str = "x") -> None:
    rows, cols, seed = (st.session_state.get(f"random_{key}") for key in ("rows", "cols", "seed"))
    if rows is None or cols is None or seed is None:  # the page was left meanwhile
        return
    st.session_state[key] = write_matrix(random_matrix(rows, cols, seed), rows="\n")
    # The next press gives another matrix; the seed shown is always the next one's.
    st.session_state["random_seed"] = (seed + 1) % 10**6
