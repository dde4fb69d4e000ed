"""From a layer and an input to the stage: computed by torch, refused in torch's words, never a traceback."""

from collections.abc import Callable
from typing import Any

import streamlit as st
import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.devices import Computed, choose, describe, explain_on
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.sizes.costs import MOST_DRAWN, require_light, require_small
from poolviz.texts import _
from poolviz.ui.shared.controls.refusal import refusal
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.pooling import input_stage, pooling_stage
from poolviz.views.words.reasons import reason_lines

LAST = "last_layer"


def computed(layer: nn.Module, x: Tensor, most: int | None = None) -> Explanation:
    """Return what torch makes of `x` on the chosen device, and say so on the page.

    PoolvizError where torch refuses, or where the output would have more than `most` cells.
    """
    require_light(layer, x.shape)
    if most is not None:
        require_small(layer, x.shape, most)
    result = explain_on(choose(force_cpu=bool(st.session_state["cpu"])), layer, x)
    st.session_state[LAST] = code(layer)
    st.session_state["said"] = said(result)
    return result.explanation


def said(result: Computed) -> str:
    """Return the line that says which shapes torch computed, where, and why not elsewhere."""
    explanation = result.explanation
    text = _("{shape_in} → {shape_out} · computed by torch {version} on {device}").format(
        shape_in=tuple(explanation.input.shape),
        shape_out=tuple(explanation.output.shape),
        version=torch.__version__.partition("+")[0],
        device=describe(result.device),
    )
    if result.note is not None:
        template, values = result.note
        text += " · " + _(template).format(**values)
    return text


def explain_or_refuse(layer: nn.Module, x: Tensor, most: int | None = None) -> Explanation | None:
    """Return the Explanation; where torch refuses, show why and explain the last layer that worked.

    The same where the output would have more than `most` cells.
    """
    try:
        return computed(layer, x, most)
    except PoolvizError as error:
        refusal(error, layer, x.shape[2:])
    last = st.session_state.get(LAST)
    if last is None:
        return None
    try:
        kept = computed(parse(last), x, most)
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
    explanation = explain_or_refuse(layer, matrix[None, None], MOST_DRAWN)
    drawn = input_stage(matrix) if explanation is None else pooling_stage(explanation)
    drawn["options"] |= {"editable": True, "height": 340}
    show_stage(drawn, key="stage", on_edit=on_edit)
    if explanation is None:
        st.caption(_("No output: torch refused the layer."))
        return None
    st.caption("  \n".join([st.session_state["said"], *reason_lines(explanation)]))
    return explanation
