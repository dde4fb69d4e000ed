"""From a layer and an input to the stage: computed by torch, refused in torch's words, never a traceback."""

from collections.abc import Callable
from typing import Any

import streamlit as st
import torch
from torch import Tensor, nn

from poolviz.codes import code, parse
from poolviz.costs import require_light
from poolviz.devices import choose, describe, explain_on
from poolviz.errors import PoolvizError
from poolviz.explanation import Explanation
from poolviz.shapes import output_sizes
from poolviz.texts import _
from poolviz.ui.messages import refusal
from poolviz.ui.stage import show_stage
from poolviz.views.formulas import size_lines
from poolviz.views.stage import input_stage, pooling_stage

LAST = "last_layer"


def computed(layer: nn.Module, x: Tensor) -> Explanation:
    """Return what torch makes of `x` on the chosen device, and say so on the page; raises PoolvizError."""
    require_light(layer, x.shape)
    result = explain_on(choose(force_cpu=bool(st.session_state["cpu"])), layer, x)
    st.session_state[LAST] = code(layer)
    said = _("{shape_in} → {shape_out} · computed by torch {version} on {device}").format(
        shape_in=tuple(x.shape),
        shape_out=tuple(result.explanation.output.shape),
        version=torch.__version__.partition("+")[0],
        device=describe(result.device),
    )
    if result.note is not None:
        template, values = result.note
        said += " · " + _(template).format(**values)
    st.session_state["said"] = said
    return result.explanation


def explain_or_refuse(layer: nn.Module, x: Tensor) -> Explanation | None:
    """Return the Explanation; where torch refuses, show why and explain the last layer that worked."""
    try:
        return computed(layer, x)
    except PoolvizError as error:
        refusal(error, layer, x.shape[2:])
    last = st.session_state.get(LAST)
    if last is None:
        return None
    try:
        kept = computed(parse(last), x)
    except PoolvizError:
        return None
    st.caption(_("Below is still {layer}, the last layer that worked.").format(layer=f"`{last}`"))
    return kept


def explained_stage(
    layer: nn.Module, matrix: Tensor, on_edit: Callable[[dict[str, Any]], None]
) -> Explanation | None:
    """Show the stage of `layer` on `matrix` and return the Explanation, if there is one.

    `matrix` is (rows, columns), or a volume (depth, rows, columns).
    """
    explanation = explain_or_refuse(layer, matrix[None, None])
    drawn = input_stage(matrix) if explanation is None else pooling_stage(explanation)
    drawn["options"] |= {"editable": True, "height": 340}
    show_stage(drawn, key="stage", on_edit=on_edit)
    if explanation is None:
        st.caption(_("No output: torch refused the layer."))
        return None
    lines = size_lines(output_sizes(explanation.layer, matrix.shape))
    st.caption("  \n".join([st.session_state["said"], *lines]))
    return explanation
