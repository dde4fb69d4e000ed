"""Counterexamples: two windows and who cannot tell them apart, and another matrix with the same output."""

from functools import partial

import streamlit as st

from poolviz.answers.findings.compare.counterexamples import (
    MadePair,
    Verdict,
    known_pair,
    made_pair,
    windows_of,
)
from poolviz.answers.findings.compare.examples import PAIR, X
from poolviz.answers.findings.compare.lines import Line
from poolviz.answers.settings.fields import Values
from poolviz.answers.settings.numbers import MOST_SEEDS
from poolviz.errors import PoolvizError
from poolviz.findings.counterexamples import Twin
from poolviz.texts import _
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.controls.setting import compact, segments
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.messages import plain, sentence
from poolviz.ui.shared.stage.answer import show_answer
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


def made_choices(values: Values) -> MadePair:
    """Draw the choice of a layer and of the way to make another matrix, and return what is made so."""
    found = made_pair(values, chosen_device())
    if found.line is not None:
        _layer_choice(found, found.line)
    if found.line is not None and found.line.explanation is not None:
        _way_choice(found)
    return found


def _layer_choice(found: MadePair, line: Line) -> None:
    titles = {line.key: line.title for line in found.layers}
    _choose("of", line.key)
    compact("of", _("Layer"), 230, offered=titles)


def _way_choice(found: MadePair) -> None:
    if found.way is not None:
        _choose("how", found.way)
        segments("how", _("How"), offered=found.ways)
    st.button(_("Another"), on_click=_next, icon=":material/casino:")


def _choose(key: str, used: str) -> None:
    """Let the choice show what is used, where it names none of those there are."""
    if st.session_state[key] != used:
        st.session_state[key] = used


def show_made(found: MadePair) -> None:
    """Show the page's matrix beside another with the same output for the chosen layer."""
    line = found.line
    if line is None or line.explanation is None:
        st.warning(plain(line.refusal) if line else _("Type a layer on the left."))
    if found.problem is not None:
        st.markdown(sentence(found.problem))
    if found.found is not None and found.way is not None:
        st.markdown(_said(found.found, found.way, found.exact))
    show_answer(found, "stage", partial(edit_cell, key="x", start=X))
    if found.program:
        st.code(found.program, language="python")


def _said(found: Twin, way: str, exact: bool) -> str:
    count, cells = found.changed.count, found.changed.mask.numel()
    if not count:
        texts = {
            "losers": _("Every cell that can be changed won a window: nothing to change in this way."),
            "permute": _("No two different values lie in exactly the same windows."),
            "move": _(
                "No two cells lie in exactly the same windows, so nothing can be moved from one to another."
            ),
        }
        return texts[way]
    text = _("**{count}** of {cells} cells have changed, and the output is the same to the last digit.")
    if not exact:
        text = _("**{count}** of {cells} cells have changed, and the output is the same up to rounding.")
    return text.format(count=count, cells=cells)


def _next() -> None:
    st.session_state["seed"] = (st.session_state.get("seed", 0) + 1) % MOST_SEEDS
