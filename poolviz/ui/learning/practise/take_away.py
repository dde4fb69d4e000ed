"""What a teacher takes along: a set of questions as a worksheet, for Moodle, for Anki, as JSON."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from poolviz.answers.learning.practise import topics_about
from poolviz.answers.learning.sets.anki import anki
from poolviz.answers.learning.sets.as_json import as_json
from poolviz.answers.learning.sets.moodle import moodle
from poolviz.answers.learning.sets.qti import qti
from poolviz.answers.learning.sets.question_set import MOST, QuestionSet, unasked
from poolviz.answers.learning.sets.worksheet import worksheet
from poolviz.answers.settings.fields import Values, whole
from poolviz.questions.topics.titles import TITLES
from poolviz.texts import N_, _
from poolviz.ui.learning.practise.turn import record
from poolviz.ui.shared.frame.viewer import chosen_language
from poolviz.ui.shared.widgets import widget

USUAL = 10
FORMATS: dict[str, tuple[str, Callable[[QuestionSet], str | bytes], str, str]] = {
    "html": (N_("Worksheet A and B with keys, to print (HTML)"), worksheet, "text/html", "print"),
    "xml": (N_("Moodle (XML)"), moodle, "application/xml", "school"),
    "zip": (N_("Canvas (QTI)"), qti, "application/zip", "school"),
    "apkg": (N_("Anki (a deck of cards)"), anki, "application/octet-stream", "style"),
    "json": (N_("JSON, for programs"), as_json, "application/json", "data_object"),
}


def take_away(values: Values) -> None:
    """Draw the choice of a set of questions and a button for each format; a file is made when asked for."""
    with st.expander(_("Export a set of questions"), icon=":material/download:"):
        about = topics_about(values["about"], values["topic"], record())
        topics = st.multiselect(
            _("Topics"), list(TITLES), default=about, format_func=lambda key: _(TITLES[key]), key="set_topics"
        )
        number = widget(whole(USUAL, 1, MOST), "set_number", _("How many questions"))
        if not topics:
            st.info(_("Choose at least one topic."))
            return
        chosen = QuestionSet(tuple(topics), int(values["level"]), number, values["seed"], chosen_language())
        _buttons(chosen)
        questions = chosen.questions()
        if len(questions) < number:
            said = _("These topics have {n} different questions at this level; the set has these.")
            st.caption(said.format(n=len(questions)))
        left_out = {_(TITLES[one.topic]) for one in unasked(questions)}
        if left_out:
            said = _("Moodle and Canvas cannot ask these, which are left out there: {topics}.")
            st.caption(said.format(topics=", ".join(sorted(left_out))))


def _buttons(chosen: QuestionSet) -> None:
    for ending, (label, make, mime, icon) in FORMATS.items():
        st.download_button(
            _(label),
            partial(make, chosen),
            file_name=f"pooling-{chosen.seed}-{chosen.level}.{ending}",
            mime=mime,
            key=f"set_{ending}",
            on_click="ignore",
            icon=f":material/{icon}:",
        )
