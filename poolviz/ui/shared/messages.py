"""What a page says in passing; how an error is written is in answers."""

import streamlit as st

from poolviz.answers.settings.messages import plain, sentence
from poolviz.errors import PoolvizError

__all__ = ["EDIT_FAULTS", "heard", "plain", "say_fault", "sentence"]

# What a cell's edit can bring that is no number, or no cell: the browser sends it, and so can anybody.
EDIT_FAULTS = (PoolvizError, KeyError, TypeError, ValueError, OverflowError)


def say_fault(error: Exception) -> None:
    """Say in passing why an edited cell keeps its value."""
    st.toast(
        sentence(error) if isinstance(error, PoolvizError) else plain(str(error)), icon=":material/error:"
    )


def heard(label: str, of: str) -> str:
    """Return the label of a button or a link among many alike, with what a screen reader says after it.

    >>> heard("Begin", "ceil_mode")
    'Begin *ceil\\\\_mode*'
    """
    return f"{label} *{plain(of)}*"  # style.py hides what is emphasised there
