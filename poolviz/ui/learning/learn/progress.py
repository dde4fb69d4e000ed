"""Which lessons are done: in the address, for the session on its way over other pages, and in the browser."""

import re

import streamlit as st

from poolviz.answers.lessons.page import trail, with_done
from poolviz.texts import _
from poolviz.ui.shared.component import component

KEPT, FORGET, BROWSER = "lessons_done", "lessons_forget", "lessons_browser"
_KEYS = re.compile(r"[a-z0-9.-]{0,2000}")


def keep_progress() -> None:
    """Let the address hold what was done in this session, and the session what the address says is done."""
    done = trail({"done": st.session_state.get(KEPT, "")})
    for key in trail({"done": st.session_state["done"]}):
        done = trail({"done": with_done(done, key)})
    st.session_state[KEPT] = st.session_state["done"] = ".".join(done)


def keep_in_browser() -> None:
    """Let this browser keep what is done, and bring what it has kept; to be drawn after all else."""
    forget = bool(st.session_state.pop(FORGET, False))
    data = {"done": st.session_state[KEPT], "forget": forget}
    component("progress")(data=data, key=BROWSER, on_kept_change=_take)


def forget_button() -> None:
    """Draw the button that forgets what is done, here and in the browser, where something is."""
    if st.session_state[KEPT]:
        st.button(_("Forget what I have done"), on_click=_forget, type="tertiary")


def _forget() -> None:
    st.session_state.update({KEPT: "", "done": "", FORGET: True})


def _take() -> None:
    said = st.session_state.get(BROWSER, {}).get("kept")
    if not isinstance(said, str) or not _KEYS.fullmatch(said):
        return
    done = trail({"done": st.session_state.get(KEPT, "")})
    for key in trail({"done": said}):
        done = trail({"done": with_done(done, key)})
    st.session_state[KEPT] = st.session_state["done"] = ".".join(done)
