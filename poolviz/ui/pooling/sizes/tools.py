"""The tools of the Output size page: rulers, the curve, the inverse, a chain of layers."""

from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from poolviz.answers.pooling.sizes import (
    OutputSize,
    alike,
    chain_row,
    chained,
    curve_lengths,
    inverse,
    network_link,
)
from poolviz.answers.settings.fields import Values
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.sizes.axis import AxisSize
from poolviz.texts import _
from poolviz.ui.shared.controls.layer_state import holds, put_layer
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.controls.refusal import refusal
from poolviz.ui.shared.controls.setting import segments, setting
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import chosen_language, shared_fields
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.panels import size_columns
from poolviz.ui.shared.stage.plots import show_plot
from poolviz.views.figures.sizes import ruler, size_curve

if TYPE_CHECKING:
    import plotly.graph_objects as go


def show_sizes(found: OutputSize, values: Values) -> None:
    """Say what size comes out, and draw the chosen tool."""
    if found.line:
        st.html(f'<p class="pv-shape">{found.line}</p>')
    _DRAWN[segments("tool", _("Tool"))](found, values)


def _rulers(found: OutputSize, _values: Values) -> None:
    for axes, size in alike(found.sizes):
        title = _("{axis}: {length} → {size}").format(axis=axes, length=size.length, size=size.size)
        st.markdown(f"**{title}**")
        try:
            show_plot(_kept_ruler(size, _dark(), chosen_language()), key=f"ruler_{size.axis}")
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
    prose(
        _("Layers that turn {h} × {w} into the size you want, the simplest first.").format(h=height, w=width)
    )
    left, right, _rest = st.columns((1, 1, 3))
    setting("to_h", _("wanted height"), place=left)
    setting("to_w", _("wanted width"), place=right)
    fits = inverse(values)
    if not fits:
        st.info(_("No single layer of this kind was found for that."))
    for number, fit in enumerate(fits):
        if holds(fit):
            st.button(code(fit), key=f"fit{number}", on_click=put_layer, args=(fit,), icon=":material/tune:")
        else:
            st.code(code(fit), language="python")


def _chain(_found: OutputSize, values: Values) -> None:
    setting("chain", _("One layer on each line"), "area", height=150)
    try:
        steps = chained(values)
    except PoolvizError as error:
        st.error(sentence(error))
        _lead_to_networks(values)
        return
    st.dataframe([chain_row(step) for step in steps], hide_index=True, width="stretch")
    for step in steps:
        if step.error is not None:
            refusal(step.error, step.layer, step.plane)


def _lead_to_networks(values: Values) -> None:
    """Lead to the page that traces a whole network, where the chain has layers that do not pool."""
    lead, entry = network_link(values), PAGES["networks"]
    if lead is not None:
        label = _("Layers that do not pool belong to a network: see this chain on {page}")
        along = link(shared_fields()) | lead
        st.page_link(entry.path, label=label.format(page=_(entry.title)), icon=entry.icon, query_params=along)


_DRAWN = {"ruler": _rulers, "steps": _steps, "curve": _curve, "inverse": _inverse, "chain": _chain}


def _dark() -> bool:
    return st.context.theme.type == "dark"
