"""Two poolings side by side on the page: what differs, the stage, and the chosen panel."""

from functools import partial

import streamlit as st

from poolviz.answers.findings.frameworks.cases import START
from poolviz.answers.findings.frameworks.page import Comparison
from poolviz.ui.findings.frameworks.panels import framework_panels
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.answered import show_answer
from poolviz.ui.shared.stage.stage import show_stage


def comparison(found: Comparison) -> None:
    """Show the stage of both poolings, what differs, and the chosen panel; or why there is no output."""
    edit = partial(edit_cell, key="x", start=START)
    if found.refusal is not None:
        st.error(sentence(found.refusal))
        show_stage(found.stage, "stage", edit)
        return
    st.markdown(found.verdict)
    show_answer(found, "stage", edit)
    framework_panels(found)
