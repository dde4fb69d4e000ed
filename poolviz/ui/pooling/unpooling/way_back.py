"""A way back from a pooling on the page: the verdict, the stage, what is said below it, the program."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from poolviz.answers.pooling.unpooling.cases import START
from poolviz.answers.pooling.unpooling.gradient import GradientBack, changed
from poolviz.answers.pooling.unpooling.output_size import size_text
from poolviz.answers.pooling.unpooling.unpooled import Unpooled
from poolviz.answers.pooling.unpooling.way import WayBack
from poolviz.texts import _
from poolviz.ui.pooling.unpooling.controls import put_size, way_controls
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.messages import EDIT_FAULTS, say_fault
from poolviz.ui.shared.stage.answered import show_lines
from poolviz.ui.shared.stage.stage import show_stage

# The rows above the stage are as high without a button as with one, so that the stage stays where it is.
_STEADY = "<style>.st-key-ways, .st-key-verdict { min-height: 2.5rem; }</style>"


def way_back(found: WayBack) -> None:
    """Draw the controls of a way back, its stage, and what is said about it."""
    st.html(_STEADY)
    way_controls(found)
    if isinstance(found, Unpooled):
        _unpooled(found)
    elif isinstance(found, GradientBack):
        _gradient(found)
    else:
        show_stage(found.stage, "stage", edit_way)
        show_lines(found)


def edit_way(edit: dict[str, Any], plane: Sequence[int] = (0, 0)) -> None:
    """Take a number typed into the input, or into the gradient of the output, which has the size `plane`."""
    if edit.get("grid") != "grad_output":
        edit_cell(edit, "x", START)
        return
    try:
        place = int(edit["row"]), int(edit["col"])
        # The next edit may come before this one is drawn: the gradient is the field's, not the stage's.
        st.session_state["g"] = changed(st.session_state["g"], plane, *place, str(edit["text"]))
    except EDIT_FAULTS as error:
        say_fault(error)


def _unpooled(found: Unpooled) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="verdict"):
        st.markdown(found.verdict, width="content")
        if found.repair is not None:
            label = f"output_size = {size_text(found.repair)}"
            st.button(label, key="repair", on_click=put_size, args=(found.repair,), icon=":material/build:")
    show_stage(found.stage, "stage", edit_way)
    for remark in found.remarks:
        {"warning": st.warning, "info": st.info}[remark.kind](remark.text)
    show_lines(found)
    st.code(found.program, language="python")


def _gradient(found: GradientBack) -> None:
    if found.instead:
        st.markdown(_("An average keeps no indices, so it cannot be unpooled. This is its gradient."))
    with st.container(horizontal=True, vertical_alignment="center", key="verdict"):
        st.markdown(found.verdict)
    show_stage(found.stage, "stage", partial(edit_way, plane=found.plane))
    if found.program:
        st.markdown(found.rule)
        show_lines(found)
        st.code(found.program, language="python")
