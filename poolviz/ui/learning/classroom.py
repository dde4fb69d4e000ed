"""A live class as a Streamlit component; students have a page of their own, which needs no session here."""

import streamlit as st

from poolviz.answers.settings.fields import Fields, words
from poolviz.server.classroom import classroom
from poolviz.server.place import place
from poolviz.ui.shared.component import component
from poolviz.ui.shared.frame.viewer import chosen_language


def fields() -> Fields:
    """Return the settings of the page: the code of a class, empty before there is one."""
    return {"code": words("", 20)}


def show_class(code: str) -> None:
    """Show the class with this code to whoever belongs to it, else how to open or join one."""
    data = classroom(chosen_language(), place(st.context.url or ""), code)
    component("class")(data=data, key="class")
