"""What an answer shows: its stage, and the lines below it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from poolviz.answers.settings.answer import Answer, Display
from poolviz.texts import _
from poolviz.ui.shared.controls.prose import remark
from poolviz.ui.shared.frame.viewer import hidden
from poolviz.ui.shared.stage.stage import show_stage


def show_answer(
    found: Display, key: str, on_edit: Callable[[dict[str, Any]], None] | None = None, ends: bool = True
) -> None:
    """Show the stage of `found` and the lines below it; a hidden one `ends` the page."""
    show_stage(found.stage, key=key, on_edit=on_edit, ends=ends)
    if hidden() and len(found.stage.grids) > 1:
        return
    show_lines(found)


def show_lines(found: Display) -> None:
    """Show the lines below the stage of `found`."""
    if isinstance(found, Answer) and found.refusal is not None:
        st.caption(_("No output: torch refused the layer."))
    elif found.lines:
        remark("  \n".join(found.lines))
