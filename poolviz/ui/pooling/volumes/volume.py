"""The small volume of a page: as text, at random, edited on the stage."""

from typing import Any

import streamlit as st

from poolviz.answers.pooling.volumes import START
from poolviz.sources.volumes.text import (
    DEEPEST,
    WIDEST,
    parse_volume,
    random_volume,
    with_voxel,
    write_volume,
)
from poolviz.texts import _
from poolviz.ui.shared.controls.text import change_text, good_text


def volume_controls() -> str:
    """Draw the volume as text and at random, and return the text.

    Where it cannot be read the page says so and the last good text is returned.
    """
    with st.popover(_("Volume"), icon=":material/edit:"):
        text = st.text_area(
            _("Type or paste numbers, a row on each line, an empty line between slices"),
            height=260,
            key="x",
            help=_("Up to {deepest} slices of {widest} × {widest}. What torch prints is read, too.").format(
                deepest=DEEPEST, widest=WIDEST
            ),
        )
        _random()
    kept = _("{problem}. Shown is the last volume that could be read.")
    return good_text("x", text, parse_volume, START, kept)


def edit_voxel(edit: dict[str, Any]) -> None:
    """Take a number typed into a cell of the stage; an unreadable one is said and changes nothing."""

    def changed(text: str) -> str:
        place = [int(edit[axis]) for axis in ("depth", "row", "col")]
        return write_volume(with_voxel(parse_volume(text), place, str(edit["text"])))

    change_text("x", START, changed)


def _random() -> None:
    labels = {"depth": _("Slices"), "rows": _("Rows"), "cols": _("Columns"), "seed": _("Seed")}
    most = {"depth": DEEPEST, "rows": WIDEST, "cols": WIDEST, "seed": 10**6}
    columns = st.columns(2) + st.columns(2)
    for (key, label), column in zip(labels.items(), columns, strict=True):
        lowest, start = (0, 0) if key == "seed" else (1, 4)
        column.number_input(label, lowest, most[key], start, step=1, key=f"random_{key}")
    st.button(_("Fill at random"), on_click=_fill, icon=":material/casino:", width="stretch")


def _fill() -> None:
    depth, rows, cols, seed = (
        st.session_state.get(f"random_{key}") for key in ("depth", "rows", "cols", "seed")
    )
    if depth is None or rows is None or cols is None or seed is None:  # the page was left meanwhile
        return
    st.session_state["x"] = write_volume(random_volume((depth, rows, cols), seed))
    # The next press gives another volume; the seed shown is always the next one's.
    st.session_state["random_seed"] = (seed + 1) % 10**6
