"""ReLU before or after the pooling: the stage of both orders, and for each layer whether they agree."""

from functools import partial

import streamlit as st

from poolviz.answers.findings.compare.examples import NEGATIVE
from poolviz.answers.findings.compare.relu_order import ReluOrder, answer
from poolviz.answers.settings.fields import Values
from poolviz.findings.relu_order import Orders
from poolviz.texts import _
from poolviz.ui.findings.compare.lines import repair_buttons
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.stage.answer import show_lines
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.words.numbers import short


def relu_both_ways(values: Values) -> None:
    """Show ReLU after and before each layer of the page on its matrix."""
    found = answer(values, chosen_device())
    show_stage(found.stage, key="stage", on_edit=partial(edit_cell, key="m", start=NEGATIVE))
    st.markdown(_verdict(found))
    show_lines(found)
    repair_buttons(found.layers)
    st.markdown(
        _(
            "Max pooling commutes with ReLU because ReLU is monotone: it never changes which of two numbers "
            "is the larger, so the largest before is the largest after. An average adds up, and negative "
            "numbers that ReLU would have made 0 pull the sum down."
        )
    )
    if found.program:
        st.code(found.program, language="python")


def _verdict(found: ReluOrder) -> str:
    """Return in one line for each layer whether the orders agree."""
    if not found.negative:
        return _("No number is negative, so ReLU changes nothing. Type a negative number into the input.")
    pairs = zip(found.layers, found.orders, strict=True)
    return " &ensp;·&ensp; ".join(f"**{line.key.upper()}** {_told(orders)}" for line, orders in pairs)


def _told(orders: Orders | str) -> str:
    if isinstance(orders, str):
        return _("refused")
    if not orders.change.count:
        return _("✓ the same in both orders")
    return _("✕ **{count}** of {all} differ, by up to {largest}").format(
        count=orders.change.count, all=orders.then.numel(), largest=short(orders.change.largest)
    )
