"""The stage as a Streamlit component; its browser's half knows nothing of Streamlit."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from poolviz.answers.learning.predictions import judged
from poolviz.texts import _
from poolviz.ui.shared.component import component
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.frame.viewer import embedded, hidden, locked
from poolviz.ui.shared.stage.export import take_shown
from poolviz.views.glossary import terms_in
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.stage.wire.travel import to_wire

MATRIX = "x"  # the key of what is edited on a stage
LARGER = 1.4  # how much higher a stage is on a projector
LOWER = 0.7  # in a frame of another page
Heard = Callable[[dict[str, Any]], None]


def show_stage(
    stage: Stage,
    key: str,
    on_edit: Heard | None = None,
    on_answer: Heard | None = None,
    ends: bool = True,
    hide: bool | None = None,
    on_told: Heard | None = None,
    on_step: Heard | None = None,
) -> None:
    """Show a stage; `on_edit` is called with {grid, row, col, text} when a learner edits a cell.

    Its button of an arrow down opens what can be taken away of it. `on_answer` is called with {grid, kind,
    given} when an answer to what the stage asks is handed in; a stage that asks cannot be hidden. While the
    output of any other is hidden it `ends` the page: what is drawn after it would give the output away. With
    `hide` the page, not the viewer, says whether it is hidden, and goes on. `on_told` is called with what the
    bar above it says, `on_step` with {from, by} when the lesson goes to another step while presented.
    """
    shown = _shown(stage, key, hidden() if hide is None else hide, asks=on_answer is not None)
    heard = {
        "edit": on_edit,
        "told": on_told,
        "step": on_step,
        "hide": partial(_hidden, key, by_viewer=hide is None),
        "predict": on_answer or partial(_keep_predicted, key),
        "take": _nothing,
    }
    callbacks = {f"on_{name}_change": partial(_hear, key, name, hears) for name, hears in heard.items()}
    said = component("stage")(data=to_wire(shown), key=key, **callbacks)
    if (event := said.get("take")) is not None:
        take_shown(shown, key, event)
    if shown.options.hide and ends and hide is None:
        st.caption(_("The output is hidden, and with it all that follows from it. H shows it again."))
        st.stop()


def _shown(stage: Stage, key: str, hide: bool, asks: bool) -> Stage:
    """Return a stage with what the viewer and the link say of it; one that asks cannot be hidden."""
    editable = stage.options.editable and not locked(MATRIX)
    options = replace(stage.options, take=True, editable=editable, **larger(stage.options.height))
    shown = replace(stage, options=options, terms=terms_in(_told(stage)))
    return shown if asks else _hideable(shown, key, hide)


def _hear(key: str, name: str, hears: Heard | None) -> None:
    """Hand on what the stage `key` says as its event `name`, where somebody hears it."""
    value = st.session_state.get(key, {}).get(name)
    if hears is not None and isinstance(value, dict):
        hears(value)


def _hidden(key: str, said: dict[str, Any], by_viewer: bool) -> None:
    """Take that the viewer hides or shows the output: what was predicted on it is forgotten."""
    if by_viewer:
        st.session_state["hide"] = said.get("on") is True
    memory().extra.pop(_predicted(key), None)


def _keep_predicted(key: str, said: dict[str, Any]) -> None:
    memory().extra[_predicted(key)] = said


def _told(stage: Stage) -> Iterator[str]:
    """Give the texts of a stage in which terms are explained: those of its legend, titles and captions."""
    yield from (text for key, text in vars(stage.texts).items() if key.startswith(("legend_", "mark_")))
    yield from (text for grid in stage.grids for text in (grid.title, grid.caption))


def _hideable(stage: Stage, key: str, hide: bool) -> Stage:
    """Return a stage that can be hidden, with what is to be said of the predictions made on it."""
    hideable = len(stage.grids) > 1
    hide = hideable and hide
    said = memory().extra.get(_predicted(key)) if hide else None
    ask = judged(stage, said) if said else None
    return replace(stage, options=replace(stage.options, hideable=hideable, hide=hide), ask=ask)


def _predicted(key: str) -> str:
    return f"{key}_predicted"


def larger(height: int) -> dict[str, Any]:
    """Return the options that make a stage or a gallery larger in a large page, or smaller in a frame."""
    large = {"large": True} if st.session_state["large"] else {}
    return {**large, "height": round(height * scale())}


def scale() -> float:
    """Return how much higher a stage is than where nothing is said: on a projector, in a frame."""
    return LARGER if st.session_state["large"] else LOWER if embedded() else 1.0


def _nothing(_said: dict[str, Any]) -> None:
    """Ask for the run in which the button's press is read."""
