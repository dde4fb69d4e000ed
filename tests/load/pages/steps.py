"""Ten steps of 0.05 s, and a button whose file is made when it is asked for."""

import time

import streamlit as st

with st.container(border=True):
    for number in range(10):
        time.sleep(0.05)
        st.text(f"Step {number}")
st.download_button("Take the file", lambda: "1,2", file_name="one.csv", key="file", on_click="ignore")
