"""The controls of a layer, in the sidebar, and the line that sets them all."""

import inspect
import itertools
from collections.abc import Sequence
from typing import Any

import streamlit as st
from torch import nn

from poolviz.codes import parse
from poolviz.errors import PoolvizError
from poolviz.texts import N_, _
from poolviz.ui.messages import sentence
from poolviz.ui.state import DIVISOR, FLAGS, LAYER_NAMES, NUMBERS, Number, put_layer

HELP = {
    "kernel_size": N_("How many cells a window reads along a side."),
    "stride": N_("How far the window moves from one output to the next. Empty: as far as kernel_size."),
    "padding": N_("Cells added on every side: −∞ for max, 0 for average. At most half of kernel_size."),
    "dilation": N_("The distance between the cells that a window reads. 1 means no gap."),
    "ceil_mode": N_("Round the output size up: a window may hang over the edge."),
    "return_indices": N_("Also return where each maximum was, for MaxUnpool2d."),
    "count_include_pad": N_("An average counts the zeros of the padding as values."),
    "divisor_override": N_("What every average divides by, whatever its window holds."),
}


def layer_controls(names: Sequence[str] = LAYER_NAMES) -> nn.Module:
    """Draw the controls of a layer and return the torch layer they say."""
    name = st.selectbox(_("Layer"), names, key="layer")
    cls = getattr(nn, name)
    taken = inspect.signature(cls).parameters
    apart = bool(st.session_state["apart"])
    given: dict[str, Any] = {}
    places = itertools.chain.from_iterable([st.container()] if apart else st.columns(2) for _row in NUMBERS)
    for number in NUMBERS:
        if number.name in taken:
            with next(places):
                given[number.name] = _two_boxes(number) if apart else _box(number, number.key, number.name)
    st.toggle(_("height and width apart"), key="apart", on_change=_spread)
    for flag, (key, _default) in FLAGS.items():
        if flag in taken:
            given[flag] = st.toggle(flag, key=key, help=_(HELP[flag]))
    if DIVISOR.name in taken:
        given[DIVISOR.name] = _box(DIVISOR, DIVISOR.key, DIVISOR.name)
    _paste()
    return cls(**given)


def _two_boxes(number: Number) -> tuple[int, int] | None:
    left, right = st.columns(2)
    with left:
        height = _box(number, number.key, _("{name}, height").format(name=number.name))
    with right:
        width = _box(number, number.wide_key, _("{name}, width").format(name=number.name))
    if height is None and width is None:
        return None
    # Only a stride can be empty: it is then kernel_size along that axis.
    return (
        st.session_state["k"] if height is None else height,
        st.session_state["kw"] if width is None else width,
    )


def _box(number: Number, key: str, label: str) -> int | None:
    empty = {"stride": _("= kernel_size"), "divisor_override": _("none")}
    return st.number_input(
        label,
        number.lowest,
        number.highest,
        value=None if number.default is None else "min",
        step=1,
        key=key,
        placeholder=empty.get(number.name),
        help=_(HELP[number.name]),
    )


def _spread() -> None:
    """Begin with the width as the height is, when the two come apart."""
    if st.session_state.get("apart"):
        st.session_state.update({number.wide_key: st.session_state.get(number.key) for number in NUMBERS})


def _paste() -> None:
    st.text_input(
        _("Paste your layer"),
        key="paste",
        placeholder="nn.MaxPool2d(3, 2, padding=1)",
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
