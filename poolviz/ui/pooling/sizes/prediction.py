"""The output size hidden, and predicted: what was typed is graded, and the mistake behind it named."""

import streamlit as st

from poolviz.answers.pooling.sizes import OutputSize, size_question
from poolviz.errors import PoolvizError
from poolviz.questions import Question
from poolviz.texts import _
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.frame.viewer import chosen_language, hidden
from poolviz.ui.shared.messages import sentence

GUESS = "size_guess"


def hide_button() -> None:
    """Draw the button that hides the size or shows it; the key H presses it."""
    on = hidden()
    label = _("Show the size") if on else _("Hide the size")
    icon = "visibility_off" if on else "visibility"
    st.button(label, key="hide_here", on_click=_turn, icon=f":material/{icon}:", help=_("The key H"))


def _turn() -> None:
    st.session_state["hide"] = not hidden()
    st.session_state.pop(GUESS, None)


def predict_size(found: OutputSize) -> bool:
    """Ask for the size where it is hidden, and tell whether it is: nothing may be drawn then that says it."""
    question = size_question(found) if hidden() else None
    if question is None:
        return False
    language = chosen_language()
    prose(question.text(language))
    with st.form("size_prediction", border=False):
        given = st.text_input(_("Your prediction"), key=GUESS, placeholder=_("3 × 4"), max_chars=100)
        st.form_submit_button(_("Check"), type="primary", icon=":material/check:")
    if given and given.strip():
        _say(question, given, language)
    st.caption(_("The size is hidden, and with it all that follows from it. H shows it again."))
    return True


def _say(question: Question, given: str, language: str) -> None:
    try:
        verdict = question.grade(given)
    except PoolvizError as error:
        st.warning(sentence(error), icon=":material/help:")
        return
    if verdict.right:
        st.success("✓ " + _("Right.") + " " + verdict.why(language))
    else:
        st.error("✗ " + verdict.betrays(language))
