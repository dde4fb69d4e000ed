"""One lesson on the Learn page, step by step."""

import html
from dataclasses import replace
from functools import partial

import streamlit as st

from poolviz.answers.learning.practise import Asked
from poolviz.answers.learning.stages import question_stage
from poolviz.answers.lessons import page as lessons_page
from poolviz.answers.lessons.page import Shown, answer, with_done
from poolviz.answers.settings.fields import Values
from poolviz.errors import PoolvizError
from poolviz.sources.lessons.lesson import Lesson
from poolviz.texts import _
from poolviz.ui.learning.learn.overview import go
from poolviz.ui.learning.learn.steps import has_stage, said_step, show_text, turn_step
from poolviz.ui.learning.practise.controls import answer_buttons
from poolviz.ui.learning.practise.question import show_question
from poolviz.ui.learning.practise.turn import turn
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import chosen_device, shared_fields
from poolviz.ui.shared.messages import plain, sentence
from poolviz.ui.shared.stage.stage import show_stage

HEIGHT = 280  # px kept for the grids, at most
_STYLE = """<style>
.pv-trail { display: flex; align-items: center; gap: 0.35rem; font-size: 0.9rem; }
.pv-trail i { width: 1.8rem; height: 0.45rem; border-radius: 99px; background: rgb(128 128 128 / 30%); }
.pv-trail .is-done { background: #009e73; }
.pv-trail .is-here { background: #0072b2; }
</style>"""


def trail_and_leave(lesson: Lesson, at: int) -> None:
    """Draw how far the lesson has come, and the way out of it."""
    steps = len(lesson.steps)
    looks = ("is-done" if n < at else "is-here" if n == at else "" for n in range(steps))
    said = html.escape(_("step {step} of {steps}").format(step=at + 1, steps=steps))
    bars = "".join(f'<i class="{look}"></i>' for look in looks)
    trail = f'<span aria-hidden="true" class="pv-trail">{bars}</span>'
    st.html(f'{_STYLE}<div class="pv-trail">{trail}{said}</div>')
    st.button(_("Leave"), on_click=go, args=("", 0), icon=":material/close:")


def show_lesson(lesson: Lesson, at: int, values: Values) -> None:
    """Draw the step `at` of a lesson: its text, the stage of its page, its question, and the way on."""
    try:
        shown = answer(lesson, at, chosen_device())
    except PoolvizError as error:  # a page that cannot show it on this machine
        st.warning(sentence(error))
        _way(lesson, at, values)
        return
    st.markdown(f"## {plain(shown.step.title)}")
    prose(shown.step.text)
    if shown.question is not None:
        asked = Asked(question_stage(shown.question), (), shown.question)
        show_question(asked, False, said_step(shown, lesson, at), partial(turn_step, lesson, at))
    done = shown.question is None or turn(shown.question).done
    if not has_stage(shown, done):
        show_text(shown, lesson, at)
    if done:
        _stage(shown, lesson, at)
    _way(lesson, at, values, shown)
    if shown.step.teacher:
        with st.expander(_("Notes for the teacher"), icon=":material/school:"):
            st.markdown(plain(shown.step.teacher))


def _stage(shown: Shown, lesson: Lesson, at: int) -> None:
    refusal = getattr(shown.display, "refusal", None)
    if refusal is not None:
        st.warning(sentence(refusal))
    if shown.display is not None and shown.display.stage.grids:
        stage = shown.display.stage
        options = replace(stage.options, editable=False, height=min(stage.options.height, HEIGHT))
        shown_stage = replace(stage, options=options, step=said_step(shown, lesson, at))
        turned = partial(turn_step, lesson, at)
        show_stage(shown_stage, f"lesson_{lesson.key}_{at}", hide=shown.hides, on_step=turned)
    if shown.page:
        entry = PAGES[shown.page]
        along = link(shared_fields()) | {key: text for key, text in shown.settings.items() if key != "hide"}
        label = _("Open the page {page} with this").format(page=_(entry.title))
        st.page_link(entry.path, label=label, icon=entry.icon, query_params=along)


def _way(lesson: Lesson, at: int, values: Values, shown: Shown | None = None) -> None:
    last = at + 1 >= len(lesson.steps)
    question = shown.question if shown else None
    with st.container(horizontal=True):
        if at:
            st.button(_("Back"), on_click=go, args=(lesson.key, at - 1), icon=":material/arrow_back:")
        if question is not None:
            answer_buttons(Asked(question_stage(question), (), question))
        st.button(
            _("Finish") if last else _("Next step"),
            on_click=partial(_finish, lesson.key, dict(values)) if last else go,
            args=() if last else (lesson.key, at + 1),
            icon=":material/check:" if last else ":material/arrow_forward:",
            type="primary" if question is None or turn(question).done else "secondary",
        )


def _finish(key: str, values: Values) -> None:
    st.session_state["done"] = with_done(lessons_page.trail(values), key)
    go("", 0)
