"""The question of the Practise page: its text and stage, a field for the answer, what is said of it."""

from dataclasses import replace
from functools import partial

import streamlit as st

from poolviz.answers.learning.practise import Asked
from poolviz.answers.learning.stages import NOTHING, answered_stage, asked_on, question_stage
from poolviz.questions import Question
from poolviz.texts import N_, _
from poolviz.ui.learning.practise.page_of import page_of
from poolviz.ui.learning.practise.turn import Turn, give, give_on_stage, turn
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import chosen_language, shared_fields
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.stage import Heard, show_stage
from poolviz.views.stage.wire.stage import LessonStep

ANSWER, STAGE = "practise_answer", "practise_stage"
# How an answer of each kind is typed.
TYPED = {
    "number": N_("A number, such as 7, 2.5 or 5/2"),
    "size": N_("Whole numbers, such as 3 × 4"),
    "cells": N_("Cells as (row, column), such as (0, 1) (2, 3); leave it empty for none"),
    "positions": N_("Positions, such as 1, 2; leave it empty for none"),
    "matrix": N_("Rows of numbers, such as 1 2; 3 4"),
    "code": N_("A line of code, such as nn.MaxPool2d(3, 2)"),
}


def show_question(
    asked: Asked, alone: bool = True, step: LessonStep | None = None, on_step: Heard | None = None
) -> None:
    """Draw the question with its stage, the field for the answer, and what came of the last answer.

    One that stands `alone` leads on to the page that shows its answer; another is of the `step` of a lesson.
    """
    question, language = asked.question, chosen_language()
    at = turn(question)
    prose(question.text(language))
    _stage(asked, at, language, step, on_step)
    if asked_on(question) is not None and not at.hinted and not at.done:
        _answer_field(question)  # the stage has the button that checks
    else:
        _answer_form(question, language)
    _said(question, at, language)
    if alone and at.done:
        _link(question)


def _stage(asked: Asked, at: Turn, language: str, step: LessonStep | None, on_step: Heard | None) -> None:
    question = asked.question
    if not asked.stage.grids:
        return
    if at.done and at.given is None:
        show_stage(replace(answered_stage(question), step=step), STAGE, hide=False, on_step=on_step)
    elif at.hinted and not at.done:
        show_stage(replace(answered_stage(question), step=step), STAGE, hide=True, on_step=on_step)
    else:
        shown = question_stage(question, at.given or NOTHING, language)
        answered = partial(give_on_stage, question)
        show_stage(replace(shown, step=step), STAGE, on_answer=answered, on_step=on_step)


def _place(question: Question) -> str:
    return f"{question.topic}_{question.seed}_{question.level}"


def _answer_field(question: Question) -> None:
    key = f"{ANSWER}_{_place(question)}"

    def handed_in() -> None:
        give(question, st.session_state[key])

    st.text_input(
        _("Or type your answer here; Enter checks it"),
        key=key,
        placeholder=_typed(question),
        on_change=handed_in,
    )


def _typed(question: Question) -> str:
    return _(TYPED["positions" if _on_a_line(question) else question.kind])


def _answer_form(question: Question, language: str) -> None:
    with st.form("practise_form", clear_on_submit=False, border=False):
        key = f"{ANSWER}_{_place(question)}"
        given: int | str | None
        if question.kind == "choice":
            offered = question.offered(language)
            given = st.radio(
                _("Your answer"), range(len(offered)), format_func=offered.__getitem__, index=None, key=key
            )
        else:
            given = st.text_input(_("Your answer"), key=key, placeholder=_typed(question))
        pressed = st.form_submit_button(_("Check"), type="primary", icon=":material/check:")
    if pressed and (given is not None or question.kind == "cells"):
        give(question, given)
        st.rerun()


def _said(question: Question, at: Turn, language: str) -> None:
    if at.given is not None and at.unreadable is None:
        pass  # the stage says it
    elif at.unreadable is not None:
        st.warning(sentence(at.unreadable), icon=":material/help:")
    elif at.verdict is not None and at.verdict.right:
        st.success("✓ " + _("Right.") + " " + at.verdict.why(language))
    elif at.verdict is not None:
        st.error("✗ " + at.verdict.betrays(language))
    if at.shown and not (at.verdict and at.verdict.right):
        st.info(question.because(language))


def _link(question: Question) -> None:
    page, settings = page_of(question)
    along = link(shared_fields()) | settings
    label = _("See it on the page {page}").format(page=_(PAGES[page].title))
    st.page_link(PAGES[page].path, label=label, icon=PAGES[page].icon, query_params=along)


def _on_a_line(question: Question) -> bool:
    """Whether the cells that a question asks for lie on one axis."""
    return question.kind == "cells" and question.x is not None and question.x.dim() == 3
