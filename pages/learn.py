"""Learn: lessons in order, each a walk of short steps over the stages of the other pages."""

import streamlit as st

from poolviz.answers.lessons.page import fields, lessons
from poolviz.ui.learning.learn.lesson import show_lesson, trail_and_leave
from poolviz.ui.learning.learn.overview import overview, own_lessons
from poolviz.ui.learning.learn.progress import forget_button, keep_in_browser, keep_progress
from poolviz.ui.shared.frame.address import keep
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.messages import plain

page = open_page("learn", fields())
keep(page.fields)
keep_progress()
values = page.values
found = lessons(st.session_state["lang"])
own = own_lessons().good
lesson = own if own is not None and own.key == values["lesson"] else found.find(values["lesson"])
if lesson is None:
    page.title()
    overview(found, values)
    forget_button()
else:
    at = min(values["step"], len(lesson.steps) - 1)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(plain(lesson.title), anchor=False)
        trail_and_leave(lesson, at)
    show_lesson(lesson, at, values)
keep_in_browser()
