"""A PoolvizError as a message on the page, safe to show."""

import re

import streamlit as st

from poolviz.errors import PoolvizError
from poolviz.texts import error_text

# A parameter in back-ticks, where Markdown has no escapes; or a sign that means something to Markdown.
_SPECIAL = re.compile(r"(`\w+`)|[\\*_{}\[\]()<>#+!|~$:&]")


def sentence(error: PoolvizError) -> str:
    """Return what the error says, in the page's language, safe to show as Markdown."""
    return plain(error_text(error))


# What a cell's edit can bring that is no number, or no cell: the browser sends it, and so can anybody.
EDIT_FAULTS = (PoolvizError, KeyError, TypeError, ValueError, OverflowError)


def say_fault(error: Exception) -> None:
    """Say in passing why an edited cell keeps its value."""
    st.toast(
        sentence(error) if isinstance(error, PoolvizError) else plain(str(error)), icon=":material/error:"
    )


def plain(text: str) -> str:
    """Return `text` so that Markdown shows it as it is; back-ticks around parameters stay.

    >>> plain("a * b <i> `kernel_size`")
    'a \\\\* b \\\\<i\\\\> `kernel_size`'
    """
    return _SPECIAL.sub(lambda found: found[1] or "\\" + found[0], text)
