"""The boxes in which a layer's numbers are set: for each axis, the norm, the draw of random samples."""

import itertools
from collections.abc import Sequence

import streamlit as st

from poolviz.answers.settings.fields import power
from poolviz.answers.settings.numbers import SEED, Number
from poolviz.errors import PoolvizError
from poolviz.texts import N_, _
from poolviz.ui.shared.messages import plain

HELP = {
    "kernel_size": N_("How many cells a window reads along a side."),
    "stride": N_("How far the window moves from one output to the next. Empty: as far as kernel_size."),
    "padding": N_("Cells added on every side: −∞ for max, 0 for average. At most half of kernel_size."),
    "dilation": N_("The distance between the cells that a window reads. 1 means no gap."),
    "ceil_mode": N_("Round the output size up: a window may hang over the edge."),
    "return_indices": N_("Also return where each maximum was, for MaxUnpool2d."),
    "count_include_pad": N_("An average counts the zeros of the padding as values."),
    "divisor_override": N_("What every average divides by, whatever its window holds."),
    "norm_type": N_(
        "The p of the norm: 1 sums, 2 is the Euclidean length, ∞ takes the largest absolute value."
    ),
    "output_size": N_("How many windows along a side, whatever the input's size."),
    "output_ratio": N_("The output's size as a share of the input's, between 0 and 1."),
    "seed": N_("Which random samples lay the windows. The same number gives the same windows."),
}
NORM = "norm_type"
NORMS = ("1", "2", "3", "inf", "-inf")


def number_boxes(shown: Sequence[Number], dims: int) -> None:
    """Draw the numbers that the layer takes for each axis."""
    apart = dims > 1 and bool(st.session_state["apart"])
    pairs = (st.columns(2) for _row in shown)
    places = itertools.chain.from_iterable([st.container()] if apart else pair for pair in pairs)
    for number, place in zip(shown, places, strict=False):
        with place:
            if apart:
                _boxes(number, dims)
            else:
                box(number, number.key, number.name)


def _boxes(number: Number, dims: int) -> None:
    for key, axis, column in zip(number.keys(dims), _AXES[dims](), st.columns(dims), strict=True):
        with column:
            box(number, key, _("{name}, {axis}").format(name=number.name, axis=axis))


_AXES = {2: lambda: (_("height"), _("width")), 3: lambda: (_("depth"), _("height"), _("width"))}


def box(number: Number, key: str, label: str) -> None:
    """Draw the box of one number."""
    empty = {"stride": _("= kernel_size"), "divisor_override": _("none"), "output_size": _empty_size()}
    st.number_input(
        label,
        number.lowest,
        number.highest,
        value=None if number.default is None else "min",
        step=0.05 if isinstance(number.lowest, float) else 1,
        key=key,
        placeholder=empty.get(number.name),
        help=_(HELP[number.name]),
    )


def _empty_size() -> str:
    fractional = str(st.session_state["layer"]).startswith("Fractional")
    return _("by ratio") if fractional else _("= input")


def norm_box() -> None:
    """Draw the p of a norm: one of the usual ones, or any that is typed."""
    held = st.session_state["norm"]
    text = st.selectbox(
        NORM,
        NORMS if held in NORMS else (*NORMS, held),
        format_func=lambda p: p.replace("inf", "∞").replace("-", "−"),
        key="norm",
        accept_new_options=True,
        help=_(HELP[NORM]),
    )
    try:
        power().read(text or "2")
    except PoolvizError as error:
        st.error(_("`norm_type` must be {rule}; 2 is used.").format(rule=plain(_(error.template))))


def draw_boxes() -> None:
    """Draw the seed of the random samples, and the button that takes the next."""
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        box(SEED, SEED.key, _("Draw"))
    right.button(_("Draw again"), on_click=_next_draw, width="stretch")


def _next_draw() -> None:
    st.session_state[SEED.key] = (int(st.session_state.get(SEED.key) or 0) + 1) % (int(SEED.highest) + 1)
