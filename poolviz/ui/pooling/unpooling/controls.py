"""The controls of a way back: which of the two, output_size, the gradient of the output."""

from collections.abc import Sequence

import streamlit as st

from poolviz.answers.pooling.unpooling.gradient import GradientBack, counted
from poolviz.answers.pooling.unpooling.max_unpool import Unpooled
from poolviz.answers.pooling.unpooling.output_size import Sizes, size_text
from poolviz.answers.pooling.unpooling.page import SHOWN
from poolviz.answers.pooling.unpooling.way import WayBack
from poolviz.answers.settings.fields import one_of
from poolviz.texts import _
from poolviz.ui.shared.controls.setting import compact, segments, setting
from poolviz.ui.shared.frame.address import keep


def way_controls(found: WayBack) -> None:
    """Draw the choice of a way back, and the controls of the one that is shown."""
    instead = isinstance(found, GradientBack) and found.instead
    keep(("out", "oh", "ow", *(["show"] if instead else [])))
    with st.container(horizontal=True, vertical_alignment="center", key="ways"):
        if instead:
            _gradient_alone()
        else:
            segments("show", _("Way back"))
        if isinstance(found, Unpooled):
            _output_size(found.sizes)
        elif isinstance(found, GradientBack):
            _output_gradient(found)


def _gradient_alone() -> None:
    """Draw the choice where there is none: an average has its gradient alone. What was chosen is kept."""
    segments("shown_instead", _("Way back"), field=one_of(SHOWN, "gradient"), disabled=True)


def put_size(size: Sequence[int] | None) -> None:
    """Set output_size; None is torch's default. To be called before its controls are drawn."""
    height, width = size or (None, None)
    st.session_state.update(out=size is not None, oh=height, ow=width)


def _output_size(sizes: Sizes) -> None:
    setting(
        "out",
        "output_size",
        on_change=_begin_size,
        args=(sizes.own,),
        help=_("The size of the plane to return to. Off: torch works it out from the output's size."),
    )
    if sizes.wanted is not None:
        # Left empty it means the input's own.
        compact("oh", _("output_size, height"), 110, placeholder=str(sizes.own[0]))
        compact("ow", _("output_size, width"), 110, placeholder=str(sizes.own[1]))
    high, wide = sizes.written_ranges
    st.caption(
        _("torch's default {default}; allowed: height {high}, width {wide}").format(
            default=size_text(sizes.default), high=high, wide=wide
        ),
        width="content",
    )


def _begin_size(own: Sequence[int]) -> None:
    """Begin with the input's own size when output_size is switched on."""
    if st.session_state.get("out"):
        put_size(own)


def _output_gradient(found: GradientBack) -> None:
    ones = _("all ones")
    st.button(ones, on_click=_hand_back, args=("",))
    count = counted(found.plane)
    st.button("1, 2, 3, …", on_click=_hand_back, args=(count,), help=_("To see which value goes where."))
    st.caption(found.problem or _("Or type into the gradient of the output."), width="content")


def _hand_back(text: str) -> None:
    st.session_state["g"] = text
