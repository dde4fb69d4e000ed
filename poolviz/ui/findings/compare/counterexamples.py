"""Counterexamples: two windows and who cannot tell them apart, and another matrix with the same output."""

from functools import partial
from typing import Any

import streamlit as st

from poolviz.answers.findings.compare.counterexamples import (
    MadePair,
    Verdict,
    known_pair,
    made_pair,
    windows_of,
)
from poolviz.answers.findings.compare.examples import PAIR, X
from poolviz.answers.settings.fields import Values
from poolviz.errors import PoolvizError
from poolviz.texts import _
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.controls.setting import segments
from poolviz.ui.shared.frame.frame import Page
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.answer import show_answer
from poolviz.ui.shared.stage.live import live_stage
from poolviz.ui.shared.stage.panels import DRAWN
from poolviz.views.words.numbers import short


def mode_choice() -> str:
    """Draw the choice between known pairs and new ones, and return it."""
    return segments("mode", _("Counterexamples"))


def show_known(values: Values) -> None:
    """Show two windows of four, what max, average and L2 make of them, and which cannot tell them apart."""
    found = known_pair({**values, "pair": _good_pair(values["pair"])}, chosen_device())
    st.markdown(" &ensp;·&ensp; ".join(map(_told, found.verdicts)))
    show_answer(found, "stage", partial(edit_cell, key="pair", start=PAIR))
    st.markdown(
        _(
            "Your turn: change a number of the two windows. Can you find another pair that max and average "
            "cannot tell apart?"
        )
    )
    st.code(found.program, language="python")


def _good_pair(text: str) -> str:
    """Return two windows as text; where `text` is none, say so and return to the first example."""
    try:
        windows_of(text)
    except PoolvizError as error:
        st.warning(_("{problem} The first example is shown.").format(problem=sentence(error)))
        st.session_state["pair"] = text = PAIR
    memory().texts["pair"] = text
    return text


def _told(verdict: Verdict) -> str:
    sign = "=" if verdict.same else "≠"
    word = _("cannot tell them apart") if verdict.same else _("tells them apart")
    return f"**{verdict.name}** {short(verdict.one)} {sign} {short(verdict.other)}: {word}"


def show_made(page: Page, given: Values) -> None:
    """Show the page's matrix beside another with the same output for the chosen layer."""
    live_stage(page, made_pair, _below, key="made_stage", given=given, on_edit=_edit)


def _edit(_shown: MadePair, edit: dict[str, Any]) -> None:
    edit_cell(edit, "x", X)


def _below(found: MadePair) -> None:
    with st.container(key=DRAWN):
        if found.line is None:
            st.info(_("Add a layer above, or choose an example."))
        if found.program:
            st.code(found.program, language="python")
