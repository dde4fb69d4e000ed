"""A page that takes its time, behind the guards of the app."""

from pathlib import Path

import streamlit as st

from app import guards

app = st.App(Path(__file__).parent / "steps.py", middleware=guards)
