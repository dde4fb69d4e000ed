"""The Learn page before a lesson is chosen: all lessons in order, and what is done of them."""

import streamlit as st

from poolviz.answers.lessons.page import first_open, trail, uploaded
from poolviz.answers.settings.fields import Values
from poolviz.sources.lessons.lesson import Lesson
from poolviz.sources.lessons.shelf import Shelf, key_of
from poolviz.sources.lessons.writing import lesson_text
from poolviz.texts import _, ngettext
from poolviz.ui.shared.controls.upload import Files, file_box, say_problem
from poolviz.ui.shared.frame.history import seen_pages
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import chosen_language
from poolviz.ui.shared.messages import heard, plain, sentence

UPLOAD = "lesson_file"
LIMIT = 1  # MB


def overview(found: Shelf, values: Values) -> None:
    """Draw every lesson with the button that begins it."""
    done = trail(values)
    st.markdown(
        _(
            "Each lesson is a short walk: look at a stage, predict, check, go on. You may leave at any time, "
            "and what you have done is kept in this browser and in the page's address."
        )
    )
    begin = first_open(found, done)
    for number, lesson in enumerate(found.lessons, 1):
        with st.container(horizontal=True, vertical_alignment="center", key=f"lesson_row_{number}"):
            sign = "✓" if lesson.key in done else "○"
            count = ngettext("{n} step", "{n} steps", len(lesson.steps)).format(n=len(lesson.steps))
            count = count.replace(" ", "\u00a0")  # a phone's line breaks before it, not within
            st.markdown(f"{sign} **{number}. {plain(lesson.title)}** ·\u00a0{count}", width="stretch")
            st.button(
                heard(_("Begin") if lesson.key not in done else _("Again"), lesson.title),
                key=f"begin_{lesson.key}",
                on_click=go,
                args=(lesson.key, 0),
                type="primary" if lesson is begin else "secondary",
                help=lesson.title,
            )
    _own(found)


def go(key: str, step: int) -> None:
    """Open a step of a lesson; "" leads back to all lessons."""
    st.session_state.update(lesson=key, step=step)


def own_lessons() -> Files[Lesson]:
    """Return what a session remembers of the lesson that was uploaded."""
    return memory().extra.setdefault("lesson", Files())


def _own(found: Shelf) -> None:
    with st.expander(_("A lesson of your own")):
        st.markdown(
            _("A lesson is a Markdown file, as docs/lessons.md describes it. It stays in this session.")
        )
        files = own_lessons()
        file_box(files, UPLOAD, _("Lesson (.md)"), LIMIT, _read)
        say_problem(files, _("{problem}. The earlier lesson stays."))
        if files.good is not None:
            st.button(
                _("Begin {title}").format(title=plain(files.good.title)),
                on_click=go,
                args=(files.good.key, 0),
                type="primary",
            )
        _of_seen_pages()
        for name, problem in found.problems.items():
            st.warning(f"{plain(name)}: {sentence(problem)}")


def _read(content: bytes) -> Lesson:
    file = st.session_state.get(UPLOAD)
    return uploaded(content, f"own-{key_of(getattr(file, 'name', 'lesson.md'))}"[:60])


def _of_seen_pages() -> None:
    """Offer a lesson of the pages that were just seen, as a file to go on from."""
    seen = seen_pages()
    steps = [(_(PAGES[page].title), address) for page, address in seen]
    text = lesson_text(_("My lesson"), chosen_language(), steps, _("What is there to see?"))
    st.download_button(
        _("Make a lesson of the pages you have just seen"),
        text,
        file_name="my-lesson.md",
        mime="text/markdown",
        key="lesson_of_seen",
        on_click="ignore",
        disabled=not seen,
        icon=":material/edit_note:",
    )
