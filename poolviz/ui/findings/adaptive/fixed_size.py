"""Any picture to a fixed size: the windows of the adaptive layers on the stage and axis by axis."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.findings.adaptive.fixed_size import (
    HIGHEST,
    LOWEST,
    PANELS,
    FixedSize,
    answer,
    sliding_line,
)
from poolviz.answers.findings.adaptive.part import LARGEST
from poolviz.answers.settings.fields import Values
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.windows import Adaptive
from poolviz.texts import _
from poolviz.ui.findings.adaptive.part import part_buttons, part_controls
from poolviz.ui.pooling.pictures.sources import picture_controls
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.controls.refusal import refusal
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.stage.answered import show_answer
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.figures.shares import SHOWN, share_line, share_table
from poolviz.views.words.programs.pictures import picture_script


def fixed_section(controls: DeltaGenerator, values: Values) -> None:
    """Show a part of a picture pooled to the chosen size, by max and by average, and its windows."""
    with controls:
        part_controls((_("picture's height"), _("picture's width")), "ch", "cw")
        part_buttons()
        _size_controls()
    st.markdown(
        _(
            "Change the picture's height and width: the size of the output stays. "
            "Point at an output: which pixels are its share?"
        )
    )
    found = answer(values, chosen_device(), picture_controls(values))
    if not found.pooled:
        _say_why(found)
        show_stage(found.stage, key="fixed_stage")
        return
    show_answer(found, "fixed_stage")
    _panels(found)


def _size_controls() -> None:
    """Draw output_size, axis by axis; None keeps the size of the picture."""
    st.markdown("**output_size**")
    columns = st.columns(2)
    axes = ((_("height"), "ah", "keep_h", "H"), (_("width"), "aw", "keep_w", "W"))
    for column, (label, key, keep, letter) in zip(columns, axes, strict=True):
        column.number_input(label, LOWEST, HIGHEST, step=1, key=key, disabled=bool(st.session_state[keep]))
        column.toggle(
            f"{letter}: None", key=keep, help=_("None keeps the picture's own size along this axis.")
        )


def _say_why(found: FixedSize) -> None:
    """Say why there is nothing to see: torch refuses, or returns no numbers."""
    if found.empty is not None:
        text = _("torch says nothing and returns a tensor without any number: its shape is {shape}.")
        st.info(text.format(shape=f"`{found.empty}`"))
    if found.refusal is not None:
        refusal(found.refusal, found.run.layer, found.run.x.shape[-2:])
    if found.second_refusal is not None:
        st.caption(_("And the average layer:"))
        st.code(found.second_refusal, language=None, wrap_lines=True)


def _panels(found: FixedSize) -> None:
    chosen, part = segments(_("Below the stage"), PANELS, "panel"), found.part
    if chosen == "windows":
        _windows(found.pooled[0])
        return
    for explanation in found.pooled:
        if chosen == "sliding":
            st.markdown(sliding_line(explanation))
        else:
            st.code(picture_script(part.opening, part.channel, explanation), language="python")


def _windows(explanation: Explanation) -> None:
    axes = [axis for axis in explanation.axes if isinstance(axis, Adaptive)]
    if max(axis.outputs for axis in axes) > SHOWN:
        st.number_input(_("First output shown"), 0, LARGEST, step=1, key="first", width=170)
    for column, axis, name in zip(st.columns(2), axes, "HW", strict=True):
        with column:
            st.markdown(share_line(axis, name))
            st.html(share_table(axis, name, st.session_state["first"]))
    st.caption(
        _(
            "Output o reads from ⌊o·L/O⌋ up to ⌈(o+1)·L/O⌉, L inputs for O outputs. "
            "What is hatched is read by the window before, too."
        )
    )
