"""The small volume of a page: as text, at random, edited on the stage."""

from typing import Any

import streamlit as st

from poolviz.answers.pooling.volumes import START
from poolviz.sources.volumes.text import (
    DEEPEST,
    WIDEST,
    parse_volume,
    random_volume,
    volume_readings,
    with_voxel,
    write_volume,
)
from poolviz.texts import _
from poolviz.ui.shared.controls.random_numbers import random_fill
from poolviz.ui.shared.controls.readings import offer_readings
from poolviz.ui.shared.controls.setting import setting
from poolviz.ui.shared.controls.text import change_text, good_text
from poolviz.ui.shared.frame.viewer import locked


def volume_controls() -> str:
    """Draw the volume as text and at random, and return the text.

    Where it cannot be read the page says so and the last good text is returned.
    """
    with st.popover(_("Volume"), icon=":material/edit:", disabled=locked("x")):
        text = setting(
            "x",
            _("Type or paste numbers, a row on each line, an empty line between slices"),
            "area",
            height=260,
            help=_("Up to {deepest} slices of {widest} × {widest}. What torch prints is read, too.").format(
                deepest=DEEPEST, widest=WIDEST
            ),
        )
        offer_readings("x", text, volume_readings, write_volume)
        sides = {
            "depth": (_("Slices"), DEEPEST),
            "rows": (_("Rows"), WIDEST),
            "cols": (_("Columns"), WIDEST),
        }
        random_fill("x", sides, 4, st.columns(2) + st.columns(2), _made)
    kept = _("{problem}. The last volume that could be read is shown.")
    return good_text("x", text, parse_volume, START, kept)


def edit_voxel(edit: dict[str, Any]) -> None:
    """Take a number typed into a cell of the stage; an unreadable one is said and changes nothing."""

    def changed(text: str) -> str:
        place = [int(edit[axis]) for axis in ("depth", "row", "col")]
        return write_volume(with_voxel(parse_volume(text), place, str(edit["text"])))

    change_text("x", START, changed)


def _made(depth: int, rows: int, cols: int, seed: int) -> str:
    return write_volume(random_volume((depth, rows, cols), seed))
