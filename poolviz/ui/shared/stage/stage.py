"""The stage as a Streamlit component; its browser's half knows nothing of Streamlit."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from poolviz.ui.shared.stage.component import component
from poolviz.ui.shared.stage.export import take_away_stage

LARGER = 1.4  # how much higher a stage is on a projector


def show_stage(
    data: dict[str, Any], key: str, on_edit: Callable[[dict[str, Any]], None] | None = None
) -> None:
    """Show a stage; `on_edit` is called with {grid, row, col, text} when a learner edits a cell.

    Its button of an arrow down opens what can be taken away of it.
    """
    data["options"]["take"] = True
    enlarge(data["options"])

    def edited() -> None:
        edit = st.session_state.get(key, {}).get("edit")
        if on_edit is not None and isinstance(edit, dict):
            on_edit(edit)

    shown = component("stage")(data=data, key=key, on_edit_change=edited, on_take_change=_nothing)
    if (cursor := shown.get("take")) is not None:
        take_away_stage(data, key, cursor)


def enlarge(options: dict[str, Any]) -> None:
    """Let a stage or a gallery be larger where the viewer wants all large."""
    if st.session_state["large"]:
        options |= {"large": True, "height": round(options["height"] * LARGER)}


def _nothing() -> None:
    """Ask for the run in which the button's press is read."""
