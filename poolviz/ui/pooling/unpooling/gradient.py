"""The gradient on the Unpooling page: what the output hands back, and what arrives in the input."""

from typing import Any

import streamlit as st
import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.gradients import input_gradient
from poolviz.sources.matrices.text import parse_matrix, with_cell, write_matrix
from poolviz.texts import _
from poolviz.ui.pooling.unpooling.examples import START
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.messages import EDIT_FAULTS, say_fault, sentence
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.pooling import Data, pooling_stage
from poolviz.views.stage.unpooling import gradient_stage, shares
from poolviz.views.words.programs.pooling import gradient_script

NOW = "gradient_now"


def way_stage(drawn: Data) -> None:
    """Show the stage of a way back; its input and its gradient of the output can be edited."""
    drawn["options"] |= {"editable": True, "height": 300}
    show_stage(drawn, key="stage", on_edit=_edit)


def grad_output(output: Tensor) -> Tensor:
    """Draw the choice of the gradient of `output` and return it; ones where none is set, or none fits."""
    rows, cols = output.shape[-2:]
    counted = write_matrix(torch.arange(1.0, rows * cols + 1).view(rows, cols))
    st.button(_("all ones"), on_click=_hand_back, args=("",))
    st.button("1, 2, 3, …", on_click=_hand_back, args=(counted,), help=_("To see which value goes where."))
    grad, problem = torch.ones_like(output), ""
    if text := st.session_state["g"]:
        try:
            given = parse_matrix(text)
            if given.shape == (rows, cols):
                grad = given.expand(output.shape)
            else:
                problem = _("The gradient was made for another size of output; all ones are used.")
        except PoolvizError as error:
            problem = _("{problem}. All ones are used.").format(problem=sentence(error))
    st.session_state[NOW] = grad[0, 0]
    st.caption(problem or _("Or type into the gradient of the output."), width="content")
    return grad


def show_gradient(explanation: Explanation, grad: Tensor) -> None:
    """Show what `grad`, the gradient of the output, becomes in the input, by torch's autograd."""
    verdict = st.container(horizontal=True, vertical_alignment="center", key="verdict")
    try:
        gradient = input_gradient(explanation.layer, explanation.input, grad)
    except PoolvizError as error:
        verdict.markdown(f"✕ {sentence(error)}")
        way_stage(pooling_stage(explanation))
        return
    found = shares(gradient)
    texts = (
        _("handed back: **{given}** in all"),
        _("arrives in the input: **{arrived}**"),
        _("cells that get 0: **{without}** of {cells}"),
    )
    verdict.markdown(" &ensp;·&ensp; ".join(text.format(**vars(found)) for text in texts))
    way_stage(gradient_stage(gradient))
    st.markdown(_rule(explanation))
    st.caption(st.session_state["said"])
    st.code(gradient_script(gradient), language="python")


def _rule(explanation: Explanation) -> str:
    if explanation.family.reduce == "max":
        return _(
            "Each window hands its whole gradient to the one cell it took, the first of equal cells. "
            "A cell that several windows took adds up what they hand back. All other cells get 0."
        )
    return _(
        "Each window shares its gradient out equally: every cell in it gets the gradient over the divisor, "
        "whatever its value. Where windows overlap the shares add up; the share of padding is lost."
    )


def _hand_back(text: str) -> None:
    st.session_state["g"] = text


def _edit(edit: dict[str, Any]) -> None:
    """Take a number typed into the gradient of the output, or into the input."""
    if edit.get("grid") != "grad_output":
        edit_cell(edit, "x", START)
        return
    try:
        now = with_cell(st.session_state[NOW], int(edit["row"]), int(edit["col"]), str(edit["text"]))
        # The next edit may come before this one is drawn.
        st.session_state[NOW] = now
        _hand_back(write_matrix(now))
    except EDIT_FAULTS as error:
        say_fault(error)
