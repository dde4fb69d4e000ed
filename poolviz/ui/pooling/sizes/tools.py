"""The tools of the Output size page: rulers, the curve, the inverse, a chain of layers."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st
from torch import nn

from poolviz.answers.settings.fields import Field, one_of, whole, words
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.layers import family_of
from poolviz.pooling.sizes.axis import AxisSize
from poolviz.pooling.sizes.inverse import layers_for
from poolviz.pooling.sizes.shapes import Step, chain, output_sizes, parse_chain
from poolviz.texts import N_, _
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.controls.layer_state import holds, put_layer
from poolviz.ui.shared.controls.refusal import refusal
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.panels import size_columns
from poolviz.ui.shared.stage.plots import show_plot
from poolviz.views.figures.sizes import ruler, size_curve
from poolviz.views.words.formulas import shape_line

if TYPE_CHECKING:
    import plotly.graph_objects as go

LARGEST = 100_000
TOOLS = {
    "ruler": N_("Rulers"),
    "steps": N_("Step by step"),
    "curve": N_("Curve"),
    "inverse": N_("From size to layer"),
    "chain": N_("A chain of layers"),
}
START_CHAIN = "nn.MaxPool2d(2)\nnn.MaxPool2d(2)\nnn.AvgPool2d(3, stride=2, padding=1)"
SIZES = {"n": 1, "c": 3, "h": 32, "w": 32}


def size_fields() -> dict[str, Field]:
    """Return the fields of the page besides the layer's: the input's shape, the tool and what it is given."""
    shape = {key: whole(start, 1, LARGEST) for key, start in SIZES.items()}
    wanted = {key: whole(16, 1, LARGEST) for key in ("to_h", "to_w")}
    return {**shape, **wanted, "tool": one_of(tuple(TOOLS)), "chain": words(START_CHAIN, 2_000)}


def shape_controls() -> tuple[int, ...]:
    """Draw the four sizes of the input and return its shape (N, C, H, W)."""
    labels = {"n": _("N, batch"), "c": _("C, channels"), "h": _("H, height"), "w": _("W, width")}
    columns = st.columns(2) + st.columns(2)
    return tuple(
        column.number_input(labels[key], 1, LARGEST, step=1, key=key)
        for key, column in zip(SIZES, columns, strict=True)
    )


def sized(layer: nn.Module, shape: Sequence[int]) -> None:
    """Say what size comes out, and draw the chosen tool; what torch refuses is said in its words."""
    try:
        sizes = output_sizes(layer, shape[-2:])
    except PoolvizError as error:
        refusal(error, layer, shape[-2:])
        sizes = ()
    if sizes:
        out = (*shape[:2], *(size.size for size in sizes))
        st.html(f'<p class="pv-shape">{shape_line(shape, out)}</p>')
    chosen = segments(_("Tool"), TOOLS, "tool")
    _tool(chosen)(layer, shape, sizes)


Tool = Callable[[nn.Module, Sequence[int], Sequence[AxisSize]], None]


def _tool(name: str) -> Tool:
    return {"ruler": _rulers, "steps": _steps, "curve": _curve, "inverse": _inverse, "chain": _chain}[name]


def _rulers(_layer: nn.Module, _shape: Sequence[int], sizes: Sequence[AxisSize]) -> None:
    for size in sizes:
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


def _steps(_layer: nn.Module, _shape: Sequence[int], sizes: Sequence[AxisSize]) -> None:
    if sizes:
        size_columns(sizes)


def _curve(layer: nn.Module, shape: Sequence[int], _sizes: Sequence[AxisSize]) -> None:
    for dim, (axis, column) in enumerate(zip("HW", st.columns(2), strict=True)):
        length = shape[-2 + dim]
        with column:
            st.markdown(_("**Output against input, {axis}**").format(axis=axis))
            lengths = range(max(1, length - 10), length + 11)
            show_plot(size_curve(layer, dim, lengths, length, dark=_dark()), key=f"curve_{axis}")


def _inverse(layer: nn.Module, shape: Sequence[int], _sizes: Sequence[AxisSize]) -> None:
    st.markdown(
        _("Layers that take {h} × {w} to the size you want, the simplest first.").format(
            h=shape[-2], w=shape[-1]
        )
    )
    left, right, _rest = st.columns((1, 1, 3))
    wanted = (
        left.number_input(_("wanted height"), 1, LARGEST, step=1, key="to_h"),
        right.number_input(_("wanted width"), 1, LARGEST, step=1, key="to_w"),
    )
    found = layers_for(shape[-2:], wanted, kind=type(layer).__name__)
    if not found:
        st.info(_("No single layer of this kind was found for that."))
    for number, fit in enumerate(found):
        if holds(fit):
            st.button(code(fit), key=f"fit{number}", on_click=put_layer, args=(fit,), icon=":material/tune:")
        else:
            st.code(code(fit), language="python")


def _chain(_layer: nn.Module, shape: Sequence[int], _sizes: Sequence[AxisSize]) -> None:
    text = st.text_area(_("One layer on each line"), key="chain", height=150, max_chars=2_000)
    try:
        steps = chain(parse_chain(text), shape)
    except PoolvizError as error:
        st.error(sentence(error))
        return
    st.dataframe([_row(step) for step in steps], hide_index=True, width="stretch")
    for step in steps:
        if step.error is not None:
            dims = family_of(step.layer)[1]
            refusal(step.error, step.layer, step.shape_in[-dims:], repairable=False)


def _row(step: Step) -> dict[str, str]:
    out = "✗" if step.shape_out is None else str(step.shape_out)
    return {_("layer"): code(step.layer), _("shape in"): str(step.shape_in), _("shape out"): out}


def _dark() -> bool:
    return st.context.theme.type == "dark"
