"""The tools of the Output size page: rulers, the curve, the inverse, a chain of layers."""

from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from poolviz.answers.pooling.sizes import (
    LARGEST,
    LONGEST_CHAIN,
    TOOLS,
    OutputSize,
    chain_row,
    chained,
    curve_lengths,
    inverse,
)
from poolviz.answers.settings.fields import Values
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.sizes.axis import AxisSize
from poolviz.texts import _
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.controls.layer_state import holds, put_layer
from poolviz.ui.shared.controls.refusal import refusal
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.panels import size_columns
from poolviz.ui.shared.stage.plots import show_plot
from poolviz.views.figures.sizes import ruler, size_curve

if TYPE_CHECKING:
    import plotly.graph_objects as go


def show_sizes(found: OutputSize, values: Values) -> None:
    """Say what size comes out, and draw the chosen tool; what torch refuses is said in its words."""
    if found.refusal is not None:
        refusal(found.refusal, found.layer, found.plane)
    if found.line:
        st.html(f'<p class="pv-shape">{found.line}</p>')
    _DRAWN[segments(_("Tool"), TOOLS, "tool")](found, values)


def _rulers(found: OutputSize, _values: Values) -> None:
    for size in found.sizes:
        title = _("{axis}: {length} → {size}").format(axis=size.axis, length=size.length, size=size.size)
        st.markdown(f"**{title}**")
        try:
            show_plot(_kept_ruler(size, _dark(), st.session_state["lang"]), key=f"ruler_{size.axis}")
        except PoolvizError as error:
            st.info(sentence(error))


@lru_cache(maxsize=64)
def _kept_ruler(size: AxisSize, dark: bool, _language: str) -> "go.Figure":
    """Return the ruler of an axis, kept for all sessions: a class looks at the same settings."""
    return ruler(size, dark=dark)


def _steps(found: OutputSize, _values: Values) -> None:
    if found.sizes:
        size_columns(found.sizes)


def _curve(found: OutputSize, _values: Values) -> None:
    for dim, (axis, length, column) in enumerate(zip("HW", found.plane, st.columns(2), strict=True)):
        with column:
            st.markdown(_("**Output against input, {axis}**").format(axis=axis))
            curve = size_curve(found.layer, dim, curve_lengths(length), length, dark=_dark())
            show_plot(curve, key=f"curve_{axis}")


def _inverse(found: OutputSize, values: Values) -> None:
    height, width = found.plane
    st.markdown(
        _("Layers that take {h} × {w} to the size you want, the simplest first.").format(h=height, w=width)
    )
    left, right, _rest = st.columns((1, 1, 3))
    left.number_input(_("wanted height"), 1, LARGEST, step=1, key="to_h")
    right.number_input(_("wanted width"), 1, LARGEST, step=1, key="to_w")
    fits = inverse(values)
    if not fits:
        st.info(_("No single layer of this kind was found for that."))
    for number, fit in enumerate(fits):
        if holds(fit):
            st.button(code(fit), key=f"fit{number}", on_click=put_layer, args=(fit,), icon=":material/tune:")
        else:
            st.code(code(fit), language="python")


def _chain(_found: OutputSize, values: Values) -> None:
    st.text_area(_("One layer on each line"), key="chain", height=150, max_chars=LONGEST_CHAIN)
    try:
        steps = chained(values)
    except PoolvizError as error:
        st.error(sentence(error))
        return
    st.dataframe([chain_row(step) for step in steps], hide_index=True, width="stretch")
    for step in steps:
        if step.error is not None:
            refusal(step.error, step.layer, step.plane, repairable=False)


_DRAWN = {"ruler": _rulers, "steps": _steps, "curve": _curve, "inverse": _inverse, "chain": _chain}


def _dark() -> bool:
    return st.context.theme.type == "dark"
