"""A way back from a pooling on the page: the verdict, what is said about it, the program."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from poolviz.answers.pooling.unpooling.cases import START
from poolviz.answers.pooling.unpooling.gradient import GradientBack, changed
from poolviz.answers.pooling.unpooling.max_unpool import Unpooled
from poolviz.answers.pooling.unpooling.output_size import size_text
from poolviz.answers.pooling.unpooling.way import WayBack
from poolviz.texts import _
from poolviz.ui.pooling.unpooling.controls import put_size
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.messages import EDIT_FAULTS, say_fault
from poolviz.ui.shared.stage.panels import DRAWN

INSIDE = frozenset({"show", "out", "oh", "ow", "g"})  # set beside the stage, without the rest of the page
# The row above the program is as high without a button as with one.
_STEADY = "<style>.st-key-verdict { min-height: 2.5rem; }</style>"


def way_back(found: WayBack) -> None:
    """Draw what is said about a way back below its stage."""
    st.html(_STEADY)
    with st.container(key=DRAWN):
        if isinstance(found, Unpooled):
            _unpooled(found)
        elif isinstance(found, GradientBack):
            _gradient(found)


def edit_on(found: WayBack, edit: dict[str, Any]) -> None:
    """Take a number typed into a cell of what is shown."""
    edit_way(edit, found.plane if isinstance(found, GradientBack) else (0, 0))


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
        prose(found.verdict, width="content")
        if found.repair is not None:
            label = f"output_size = {size_text(found.repair)}"
            st.button(label, key="repair", on_click=put_size, args=(found.repair,), icon=":material/build:")
    for remark in found.remarks:
        {"warning": st.warning, "info": st.info}[remark.kind](remark.text)
    st.code(found.program, language="python")


def _gradient(found: GradientBack) -> None:
    if found.instead:
        prose(_("An average keeps no indices, so it cannot be unpooled. This is its gradient."))
    with st.container(horizontal=True, vertical_alignment="center", key="verdict"):
        prose(found.verdict)
    if found.program:
        prose(found.rule)
        st.code(found.program, language="python")
