"""ReLU before or after the pooling: the stage of both orders, with the bar of the layers."""

from typing import Any

import streamlit as st

from poolviz.answers.findings.compare.examples import NEGATIVE
from poolviz.answers.findings.compare.relu_order import ReluOrder, answer
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.frame.frame import Page
from poolviz.ui.shared.stage.live import live_stage
from poolviz.ui.shared.stage.panels import DRAWN


def relu_both_ways(page: Page, given: Values) -> None:
    """Show ReLU after and before each layer of the page on its matrix."""
    live_stage(page, answer, _below, key="relu_stage", given=given, on_edit=_edit)


def _edit(_shown: ReluOrder, edit: dict[str, Any]) -> None:
    edit_cell(edit, "m", NEGATIVE)


def _below(found: ReluOrder) -> None:
    with st.container(key=DRAWN):
        st.markdown(
            _(
                "Max pooling commutes with ReLU because ReLU is monotone: it never changes which of two "
                "numbers is the larger, so the largest before is the largest after. An average adds up, and "
                "negative numbers that ReLU would have made 0 pull the sum down."
            )
        )
        if found.program:
            st.code(found.program, language="python")
