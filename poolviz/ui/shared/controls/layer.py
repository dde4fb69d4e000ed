"""The controls of a layer, in the sidebar, and the line that sets them all."""

from collections.abc import Sequence

import streamlit as st
from torch import nn

from poolviz.answers.settings.layer import Asked, layer_of, shown_numbers
from poolviz.answers.settings.numbers import (
    DIVISOR,
    FLAGS,
    LAYER_NAMES,
    NUMBERS,
    dims_of,
    layer_fields,
    parameters,
)
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.layers import torch_class
from poolviz.pooling.layouts import RANDOM_SAMPLES
from poolviz.texts import _
from poolviz.ui.shared.controls.boxes import HELP, box, draw_boxes, norm_box, number_boxes
from poolviz.ui.shared.controls.layer_state import put_layer
from poolviz.ui.shared.frame.address import held
from poolviz.ui.shared.messages import plain, sentence


def layer_controls(names: Sequence[str] = LAYER_NAMES) -> nn.Module:
    """Draw the controls of a layer, one of `names`, and return the torch layer they say."""
    name = st.selectbox(_("Layer"), names, key="layer", on_change=_first_size)
    taken, dims = parameters(name), dims_of(names)
    if "norm_type" in taken:
        norm_box()
    number_boxes(shown_numbers(held(layer_fields(names)), taken), dims)
    if dims > 1:
        st.toggle(_APART[dims](), key="apart", on_change=_spread, args=(dims,))
    for flag, (key, _default) in FLAGS.items():
        if flag in taken:
            st.toggle(flag, key=key, help=_(HELP[flag]))
    if DIVISOR.name in taken:
        box(DIVISOR, DIVISOR.key, DIVISOR.name)
    if RANDOM_SAMPLES in taken:
        draw_boxes()
    _paste(names[0])
    return _said(layer_of(held(layer_fields(names)), names))


_APART = {2: lambda: _("height and width apart"), 3: lambda: _("depth, height and width apart")}


def _first_size() -> None:
    """Begin with a size when an adaptive layer is chosen: without one it would only copy."""
    if str(st.session_state.get("layer")).startswith("Adaptive") and st.session_state.get("to") is None:
        st.session_state["to"] = 3


def _spread(dims: int = 2) -> None:
    """Begin with all axes alike when they come apart."""
    if st.session_state.get("apart"):
        for number in NUMBERS:
            held = st.session_state.get(number.key)
            st.session_state.update(dict.fromkeys(number.keys(dims), held))


def _said(asked: Asked) -> nn.Module:
    """Return the layer; where its constructor refused, say its words and which is shown."""
    if asked.refused is not None:
        said = _("torch refuses these arguments: {message}").format(message=asked.refused)
        st.error(plain(said) + "  \n" + _("Shown is {layer}.").format(layer=f"`{code(asked.layer)}`"))
    return asked.layer


def _paste(name: str) -> None:
    st.text_input(
        _("Paste your layer"),
        key="paste",
        placeholder=f"nn.{name}(3, 2, padding=1)",
        max_chars=500,
        on_change=_read_paste,
        help=_("A line of Python; it is read, never run."),
    )
    line, problem = st.session_state.get("paste_problem", ("", None))
    if problem is not None and line == st.session_state["paste"]:
        st.error(sentence(problem))


def _read_paste() -> None:
    line = st.session_state.get("paste") or ""
    if not line.strip():
        return
    try:
        layer = parse(line)
        put_layer(layer)
        st.session_state["paste"] = ""
        if torch_class(layer).__name__ not in line:  # a function, or a layer of Keras
            st.toast(_("In torch.nn this is {layer}.").format(layer=f"`{code(layer)}`"))
    except PoolvizError as error:
        st.session_state["paste_problem"] = line, error
