"""Two buttons, one on the page and one in a part of it; the address says how often each was pressed."""

import time

import streamlit as st


def count(name: str) -> None:
    before = st.session_state.get(name, 0)
    time.sleep(0.01)
    st.session_state[name] = before + 1


def say() -> None:
    for name in ("page_presses", "part_presses"):
        st.query_params[name] = str(st.session_state.get(name, 0))


@st.fragment
def part() -> None:
    st.button("In a part", key="part", on_click=count, args=("part_presses",))
    time.sleep(0.03)
    say()


st.button("On the page", key="whole", on_click=count, args=("page_presses",))
part()
say()
