"""What a page remembers between two runs of a session: one value under one key, a page each."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

PAGE = "page"  # the key of the page on the screen
EXPLAINED = "explained"


@dataclass
class Memory:
    """What a page falls back to where a setting cannot be used.

    `layer` are the settings of the last layer that torch accepted, `texts` of each field the last text that
    could be read. `extra` is what one page alone keeps.
    """

    layer: dict[str, Any] | None = None
    texts: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


def explained() -> set[str]:
    """Return the terms of the glossary that were explained since the page began."""
    found: set[str] = st.session_state.setdefault(EXPLAINED, set())
    return found


def memory() -> Memory:
    """Return what the page on the screen remembers."""
    return st.session_state.setdefault(f"{st.session_state.get(PAGE, '')}_memory", Memory())
