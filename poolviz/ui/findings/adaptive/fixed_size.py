"""Any picture to a fixed size: the windows of the adaptive layers on the stage and axis by axis."""

from functools import partial

import streamlit as st

from poolviz.answers.findings.adaptive.fixed_size import (
    FixedSize,
    answer,
    sliding_line,
)
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.windows import Adaptive
from poolviz.texts import _
from poolviz.ui.findings.adaptive.part import part_buttons, part_controls
from poolviz.ui.pooling.pictures.sources import picture_controls
from poolviz.ui.shared.controls.prose import prose, remark
from poolviz.ui.shared.controls.setting import segments, setting
from poolviz.ui.shared.frame.frame import Page
from poolviz.ui.shared.stage.live import live_stage
from poolviz.ui.shared.stage.panels import DRAWN
from poolviz.views.figures.shares import SHOWN, share_line, share_table
from poolviz.views.words.programs.pictures import picture_script


def fixed_section(page: Page) -> None:
    """Show a part of a picture pooled to the chosen size, by max and by average, and its windows."""
    with page.controls:
        part_controls((_("picture's height"), _("picture's width")), "ch", "cw")
        part_buttons()
    prose(
        _(
            "Change the picture's height and width: the output size stays the same. Point at an "
            "output: which pixels does it read?"
        )
    )
    picture, sayable = picture_controls(page.values)
    live_stage(
        page,
        partial(answer, picture=picture),
        _panels,
        inside=frozenset({"panel", "first"}),
        sayable=sayable,
    )


def _panels(found: FixedSize) -> None:
    chosen, part = segments("panel", _("Below the stage")), found.part
    if not found.pooled:
        return
    with st.container(key=DRAWN):
        if chosen == "windows":
            _windows(found.pooled[0])
            return
        for explanation in found.pooled:
            if chosen == "sliding":
                prose(sliding_line(explanation))
            else:
                st.code(picture_script(part.opening, part.channel, explanation), language="python")


def _windows(explanation: Explanation) -> None:
    axes = [axis for axis in explanation.axes if isinstance(axis, Adaptive)]
    if max(axis.outputs for axis in axes) > SHOWN:
        setting("first", _("First output shown"), width=170)
    for column, axis, name in zip(st.columns(2), axes, "HW", strict=True):
        with column:
            prose(share_line(axis, name))
            st.html(share_table(axis, name, st.session_state["first"]))
    remark(
        _(
            "With L inputs and O outputs, output o reads from ⌊o·L/O⌋ up to ⌈(o+1)·L/O⌉. Hatched "
            "cells are read by the previous window too."
        )
    )
