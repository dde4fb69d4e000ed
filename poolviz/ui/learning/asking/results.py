"""What answers a question: each with where it leads."""

import streamlit as st

from poolviz.answers.asking.entry import KINDS, Entry
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.shared.controls.setting import setting
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import shared_fields
from poolviz.ui.shared.messages import heard, plain

ICONS = {
    "message": ":material/error:",
    "question": ":material/help:",
    "term": ":material/dictionary:",
    "page": ":material/web:",
    "lesson": ":material/route:",
    "example": ":material/lightbulb:",
    "practice": ":material/quiz:",
}


def page_entries() -> list[Entry]:
    """Return the pages of the menu as what can be found."""
    return [
        Entry("page", _(page.title), _(page.text), page.key, dict(page.preset), page.title)
        for page in PAGES.values()
        if page.text
    ]


def show_found(found: list[Entry], values: Values) -> None:
    """Draw what was found, the best first; the glossary where nothing was asked."""
    asked = bool(values["q"].strip())
    if not asked:
        st.markdown(_("Type a word, a question or torch's error message. Or begin with the terms:"))
    elif not found:
        st.info(_("Nothing here answers that yet. Try another word, such as the name of a parameter."))
    with st.container(key="answers" if asked else "terms"):
        for number, entry in enumerate(found):
            with st.container(border=True, gap="small", key=f"found_{number}"):
                _entry(entry)


def _entry(entry: Entry) -> None:
    st.markdown(f"**{plain(entry.title)}** · {_(KINDS[entry.kind])}")
    st.markdown(entry.text if entry.kind == "lesson" else plain(entry.text))
    page = PAGES[entry.page]
    along = link(shared_fields()) | dict(entry.settings)
    label = _("Open {page}").format(page=_(page.title))
    st.page_link(page.path, label=heard(label, entry.title), icon=ICONS[entry.kind], query_params=along)


def notes_switch() -> None:
    """Draw the switch to what poolviz shows and what it simplifies, notes for teachers."""
    setting("notes", _("What is shown, and what is simplified"))
