"""Ask: a word, a question or torch's error message, and the pages, lessons and examples that answer it."""

import streamlit as st

from poolviz.answers.asking.page import answer, fields, notes
from poolviz.ui.learning.asking.results import notes_switch, page_entries, show_found
from poolviz.ui.shared.frame.address import keep
from poolviz.ui.shared.frame.frame import open_page

page = open_page("ask", fields())
keep({"q"})
with page.head():
    notes_switch()
values = page.values
if values["notes"]:
    st.markdown(notes(st.session_state["lang"]).partition("\n")[2])
else:
    show_found(answer(values, page_entries(), st.session_state["lang"]), values)
