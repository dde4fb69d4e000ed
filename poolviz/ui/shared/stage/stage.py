"""The stage as a Streamlit component; its browser's half knows nothing of Streamlit."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from poolviz.ui.shared.stage.component import component
from poolviz.ui.shared.stage.export import take_away_stage
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.stage.wire.travel import to_wire

LARGER = 1.4  # how much higher a stage is on a projector


def show_stage(stage: Stage, key: str, on_edit: Callable[[dict[str, Any]], None] | None = None) -> None:
    """Show a stage; `on_edit` is called with {grid, row, col, text} when a learner edits a cell.

    Its button of an arrow down opens what can be taken away of it.
    """
    shown = replace(stage, options=replace(stage.options, take=True, **larger(stage.options.height)))

    def edited() -> None:
        edit = st.session_state.get(key, {}).get("edit")
        if on_edit is not None and isinstance(edit, dict):
            on_edit(edit)

    said = component("stage")(data=to_wire(shown), key=key, on_edit_change=edited, on_take_change=_nothing)
    if (cursor := said.get("take")) is not None:
        take_away_stage(shown, key, cursor)


def larger(height: int) -> dict[str, Any]:
    """Return the options that make a stage or a gallery larger where the viewer wants all large."""
    return {"large": True, "height": round(height * LARGER)} if st.session_state["large"] else {}


def _nothing() -> None:
    """Ask for the run in which the button's press is read."""
