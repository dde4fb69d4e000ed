"""ReLU before or after the pooling: both orders of every layer of the page, one above the other."""

from functools import partial

import streamlit as st
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.findings.relu_order import Orders, relu_orders
from poolviz.texts import _
from poolviz.ui.findings.compare.examples import NEGATIVE
from poolviz.ui.findings.compare.lines import Line, computed_by, explained_lines, repair_buttons, said
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.comparisons.layers import relu_stage
from poolviz.views.stage.pooling import input_stage
from poolviz.views.words.numbers import short
from poolviz.views.words.programs.comparison import relu_script

HEIGHT = 360


def relu_both_ways(x: Tensor) -> None:
    """Show ReLU after and before each layer of the page on the matrix `x` (rows, columns)."""
    lines = explained_lines(x)
    both = [_orders(line) for line in lines]
    drawn = relu_stage(x, both, [line.title for line in lines]) if lines else input_stage(x)
    drawn["options"] |= {"editable": True, "height": HEIGHT}
    show_stage(drawn, key="stage", on_edit=partial(edit_cell, key="m", start=NEGATIVE))
    st.markdown(_verdict(lines, both, x))
    st.caption(computed_by())
    repair_buttons(lines)
    st.markdown(
        _(
            "Max pooling commutes with ReLU because ReLU is monotone: it never changes which of two numbers "
            "is the larger, so the largest before is the largest after. An average adds up, and negative "
            "numbers that ReLU would have made 0 pull the sum down."
        )
    )
    layers = {line.key: line.explanation.layer for line in lines if line.explanation is not None}
    if layers:
        st.code(relu_script(x[None, None], layers), language="python")


def _orders(line: Line) -> Orders | str:
    if line.explanation is None:
        return line.refusal
    try:
        return relu_orders(line.explanation)
    except PoolvizError as error:
        return said(error)


def _verdict(lines: list[Line], both: list[Orders | str], x: Tensor) -> str:
    """Return in one line for each layer whether the orders agree."""
    if not (x < 0).any():
        return _("No number is negative, so ReLU changes nothing. Type a negative one into the input.")
    texts = []
    for line, orders in zip(lines, both, strict=True):
        if isinstance(orders, str):
            text = _("refused")
        elif orders.change.count:
            text = _("✕ **{count}** of {all} differ, by up to {largest}").format(
                count=orders.change.count, all=orders.then.numel(), largest=short(orders.change.largest)
            )
        else:
            text = _("✓ the same in both orders")
        texts.append(f"**{line.key.upper()}** {text}")
    return " &ensp;·&ensp; ".join(texts)
