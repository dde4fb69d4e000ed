"""The layers of the Compare page as lines that are typed, and what repairs a refused one."""

from collections.abc import Sequence

import streamlit as st

from poolviz.answers.findings.compare.lines import KEYS, Line
from poolviz.pooling.code.line import code
from poolviz.texts import _
from poolviz.ui.shared.controls.setting import setting
from poolviz.ui.shared.frame.viewer import locked


def layer_lines() -> None:
    """Draw the fields of the layers."""
    st.caption(_("Up to four layers, as lines of torch code. They are read, never run."))
    for key in KEYS:
        setting(key, key.upper(), placeholder="nn.MaxPool2d(3, 2, padding=1)", disabled=locked(key))


def repair_buttons(lines: Sequence[Line]) -> None:
    """Draw a button for each near layer that torch accepts in place of a refused one."""
    fixes = [(line.key, code(fix)) for line in lines for fix in line.fixes if not locked(line.key)]
    if not fixes:
        return
    with st.container(horizontal=True):
        for number, (key, fix) in enumerate(fixes):
            st.button(
                f"{key.upper()} = {fix}",
                key=f"fix_{number}",
                on_click=_put,
                args=(key, fix),
                icon=":material/build:",
            )


def _put(key: str, line: str) -> None:
    st.session_state[key] = line
