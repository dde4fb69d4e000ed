"""Two poolings side by side on the page: the bar with the framework's call, the stage, the chosen panel."""

from typing import Any

import streamlit as st

from poolviz.answers.findings.frameworks.cases import START
from poolviz.answers.findings.frameworks.page import Comparison, answer
from poolviz.answers.findings.frameworks.setting import padding_of
from poolviz.answers.settings.fields import Values
from poolviz.ui.findings.frameworks.panels import INSIDE, framework_panels
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.frame.frame import Page
from poolviz.ui.shared.stage.live import live_stage


def comparison(page: Page, given: Values) -> None:
    """Show both poolings, what differs, and the chosen panel; or why there is no output."""
    # One that the framework does not have becomes its own, in the address, too.
    st.session_state["pad"] = padding_of(page.values)
    with st.container(key="frameworks"):  # its stage is lower than others, and so is the room kept for it
        live_stage(page, answer, framework_panels, given=given, on_edit=_edit, inside=INSIDE)


def _edit(_shown: Comparison, edit: dict[str, Any]) -> None:
    edit_cell(edit, "x", START)
