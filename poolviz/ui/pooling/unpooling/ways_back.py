"""The two ways back from a pooling: MaxUnpool2d with its output_size, and the gradient."""

import streamlit as st
from torch import Tensor

from poolviz.answers.settings.fields import Field, flag, one_of, whole, words
from poolviz.answers.settings.numbers import layer_fields
from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.unpooling import unpool
from poolviz.texts import N_, _
from poolviz.ui.pooling.unpooling.examples import START, put_size
from poolviz.ui.pooling.unpooling.gradient import grad_output, show_gradient, way_stage
from poolviz.ui.pooling.unpooling.notes import (
    allowed_sizes,
    astray,
    dilation,
    extent,
    figures,
    refused,
    size_text,
    why,
)
from poolviz.ui.shared.choices import segments
from poolviz.views.stage import unpooling as views
from poolviz.views.stage.pooling import input_stage, pooling_stage
from poolviz.views.words.programs.pooling import unpool_script

SHOWN = {"unpooled": N_("Unpooled"), "gradient": N_("Gradient")}
# The rows above the stage are as high without a button as with one, so that the stage stays where it is.
_STEADY = "<style>.st-key-ways, .st-key-verdict { min-height: 2.5rem; }</style>"


def unpooling_fields() -> dict[str, Field]:
    """Return the settings of the page: layer, matrix, what is shown, output_size, gradient of the output."""
    own = {"show": one_of(tuple(SHOWN)), "out": flag(), "oh": whole(None, 0, 999), "ow": whole(None, 0, 999)}
    return {**layer_fields(), "x": words(START), **own, "g": words()}


def ways_back(explanation: Explanation | None, matrix: Tensor) -> None:
    """Draw the choice of a way back, its stage, and what is said about it."""
    for key in ("out", "oh", "ow"):  # Streamlit forgets a widget that a run does not draw
        st.session_state[key] = st.session_state[key]
    st.html(_STEADY)
    row = st.container(horizontal=True, vertical_alignment="center", key="ways")
    with row:
        shown = segments(_("Way back"), SHOWN, "show")
    if explanation is None:
        way_stage(input_stage(matrix))
        st.caption(_("No output: torch refused the layer."))
    elif shown == "gradient" or explanation.family.reduce != "max":
        with row:
            grad = grad_output(explanation.output)
        if shown != "gradient":
            st.markdown(_("An average keeps no indices, so it cannot be unpooled. This is its gradient."))
        show_gradient(explanation, grad)
    else:
        with row:
            size = _output_size(explanation)
        _show_unpooled(explanation, size)


def _output_size(explanation: Explanation) -> tuple[int, int] | None:
    height, width = explanation.input.shape[-2:]
    default = views.default_size(explanation)
    high, wide = allowed_sizes(explanation)
    st.toggle(
        "output_size",
        key="out",
        on_change=_begin_size,
        args=((height, width),),
        help=_("The plane to return to. Off: torch works it out from the output's size."),
    )
    given = None
    if st.session_state.get("out"):
        one = _box(_("output_size, height"), "oh", height)
        given = one, _box(_("output_size, width"), "ow", width)
    st.caption(
        _("torch's default {default}; allowed: height {high}, width {wide}").format(
            default=size_text(default), high=high, wide=wide
        ),
        width="content",
    )
    return given


def _box(label: str, key: str, own: int) -> int:
    """Draw the box of one size; left empty it means the input's `own`."""
    value = st.number_input(
        label, 0, 999, None, 1, key=key, placeholder=str(own), label_visibility="collapsed", width=110
    )
    return own if value is None else value


def _begin_size(own: tuple[int, int]) -> None:
    """Begin with the input's own size when output_size is switched on."""
    if st.session_state.get("out"):
        put_size(own)


def _show_unpooled(explanation: Explanation, size: tuple[int, int] | None) -> None:
    verdict = st.container(horizontal=True, vertical_alignment="center", key="verdict")
    stage, remark = st.container(), ""
    drawn = pooling_stage(explanation)
    try:
        back = unpool(explanation, size)
    except PoolvizError as error:
        with verdict:
            refused(error)
        why(explanation, size, error)
        remark = error.torch_message or ""
    else:
        with verdict:
            figures(back)
        astray(back)
        if extent(back):
            drawn = views.unpooling_stage(back)
    with stage:
        way_stage(drawn)
    dilation(explanation)
    st.caption(st.session_state["said"])
    st.code(unpool_script(explanation, size, remark), language="python")
