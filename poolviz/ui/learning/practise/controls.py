"""What the Practise page is set by: what it asks about, how hard, and the way to the next question."""

import html

import streamlit as st

from poolviz.answers.learning.practise import Asked, following
from poolviz.answers.settings.fields import Values
from poolviz.questions.topics.titles import TITLES
from poolviz.texts import _
from poolviz.ui.learning.practise.turn import Turn, record, turn
from poolviz.ui.shared.controls.setting import compact, segments

_STYLE = """<style>
.pv-record { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 0.8rem; margin: 0; }
.pv-record dt { margin: 0; }
.pv-record dd { margin: 0; letter-spacing: 0.15em; font-weight: 700; }
.pv-record .is-right { color: light-dark(#00734f, #2fd0a0); }
.pv-record .is-wrong { color: light-dark(#a84800, #ff9a3d); }
</style>"""


def topic_pickers() -> None:
    """Draw what the next questions are about, and the topic of this one."""
    compact("about", _("Questions about"), 170)
    compact("topic", _("Topic"), 210)


def level_picker() -> None:
    """Draw the choice of the level."""
    segments("level", _("Level"))


def buttons(asked: Asked, values: Values) -> None:
    """Draw what can be done with a question: a hint, its answer, the next one."""
    at = turn(asked.question)
    with st.container(horizontal=True):
        answer_buttons(asked)
        st.button(
            _("Next question"),
            on_click=_next,
            args=(dict(values),),
            icon=":material/arrow_forward:",
            type="primary" if at.done else "secondary",
        )


def answer_buttons(asked: Asked) -> None:
    """Draw the buttons that help with a question while its answer is not known: a hint, the answer."""
    at = turn(asked.question)
    if not at.done and not at.hinted and asked.stage.grids:
        st.button(_("Hint"), on_click=_hint, args=(at,), icon=":material/lightbulb:")
    if not at.done:
        st.button(_("Show the answer"), on_click=_show, args=(at,), icon=":material/visibility:")


def _hint(at: Turn) -> None:
    at.hinted = True


def _show(at: Turn) -> None:
    at.shown, at.given, at.unreadable = True, None, None


def _next(values: Values) -> None:
    st.session_state.update(following(values, record()))


def record_picture() -> None:
    """Draw what was answered in this session, a sign for each question, topic by topic."""
    answered = record()
    if not answered:
        return
    signs = {True: ("✓", "is-right", _("right")), False: ("✗", "is-wrong", _("wrong"))}
    rows = []
    for topic, results in answered.items():
        dots = "".join(
            f'<span class="{look}" role="img" aria-label="{html.escape(said, quote=True)}">{sign}</span>'
            for sign, look, said in (signs[right] for right in results[-30:])
        )
        rows.append(f"<dt>{html.escape(_(TITLES[topic]))}</dt><dd>{dots}</dd>")
    st.caption(_("Your answers, topic by topic. They stay in this session and are not stored."))
    st.html(f'{_STYLE}<dl class="pv-record">{"".join(rows)}</dl>')
