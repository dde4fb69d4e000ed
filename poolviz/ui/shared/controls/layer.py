"""The controls of a layer, in the sidebar, and the line that sets them all."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.layouts import RANDOM_SAMPLES
from poolviz.texts import _
from poolviz.ui.shared.controls.boxes import HELP, box, draw_boxes, norm_box, number_boxes
from poolviz.ui.shared.controls.settings import (
    DIVISOR,
    FLAGS,
    LAYER_NAMES,
    NUMBERS,
    dims_of,
    parameters,
    put_layer,
)
from poolviz.ui.shared.messages import plain, sentence


def layer_controls(names: Sequence[str] = LAYER_NAMES) -> nn.Module:
    """Draw the controls of a layer, one of `names`, and return the torch layer they say."""
    name = st.selectbox(_("Layer"), names, key="layer", on_change=_first_size)
    taken, dims = parameters(name), dims_of(names)
    given: dict[str, Any] = {}
    if "norm_type" in taken:
        given["norm_type"] = norm_box()
    given |= number_boxes(taken, dims)
    if dims > 1:
        st.toggle(_APART[dims](), key="apart", on_change=_spread, args=(dims,))
    for flag, (key, _default) in FLAGS.items():
        if flag in taken:
            given[flag] = st.toggle(flag, key=key, help=_(HELP[flag]))
    if DIVISOR.name in taken:
        given[DIVISOR.name] = box(DIVISOR, DIVISOR.key, DIVISOR.name)
    if RANDOM_SAMPLES in taken:
        given[RANDOM_SAMPLES] = draw_boxes(dims)
    _paste(names[0])
    return _made(getattr(nn, name), given)


ACCEPTED = {"norm_type": 2.0, "kernel_size": 1}
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


def _made(cls: type[nn.Module], given: dict[str, Any]) -> nn.Module:
    """Return the layer; where its constructor refuses, say its words and return the nearest that it takes."""
    try:
        return cls(**given)
    except (TypeError, ValueError, RuntimeError) as error:
        name = next(name for name in ACCEPTED if name in given)
        kept = cls(**given | {name: ACCEPTED[name]})
        said = _("torch refuses these arguments: {message}").format(message=error)
        st.error(plain(said) + "  \n" + _("Shown is {layer}.").format(layer=f"`{code(kept)}`"))
        return kept


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
        put_layer(parse(line))
        st.session_state["paste"] = ""
    except PoolvizError as error:
        st.session_state["paste_problem"] = line, error
