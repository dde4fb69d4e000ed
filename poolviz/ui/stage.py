"""The stage as a Streamlit component; its browser's half knows nothing of Streamlit."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

import poolviz.views.stage as stage_views

_FOLDER = Path(stage_views.__file__).parent


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "poolviz_stage",
        css=(_FOLDER / "stage.css").read_text(encoding="utf-8"),
        js=(_FOLDER / "stage.js").read_text(encoding="utf-8"),
    )


def show_stage(
    data: dict[str, Any], key: str, on_edit: Callable[[dict[str, Any]], None] | None = None
) -> None:
    """Show a stage; `on_edit` is called with {grid, row, col, text} when a learner edits a cell."""
    data["options"]["large"] = st.session_state["large"]

    def edited() -> None:
        edit = st.session_state[key].get("edit")
        if on_edit is not None and isinstance(edit, dict):
            on_edit(edit)

    _component()(data=data, key=key, on_edit_change=edited)
