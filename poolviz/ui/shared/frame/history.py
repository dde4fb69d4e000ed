"""The pages that a session has shown, with their settings, the last ones: what a lesson can be made of."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

import streamlit as st

SEEN = "pages_seen"
MOST = 12
WITHOUT = ("home", "learn", "practise", "ask", "class")


def remember(page: str, settings: Mapping[str, str]) -> None:
    """Remember that `page` is shown with these settings; while it stays, its last settings count."""
    if page in WITHOUT:
        return
    seen: list[tuple[str, str]] = st.session_state.setdefault(SEEN, [])
    query = urlencode(dict(settings), quote_via=quote)
    if seen and seen[-1][0] == page:
        seen.pop()
    seen.append((page, f"/{page}?{query}" if query else f"/{page}"))
    del seen[:-MOST]


def seen_pages() -> list[tuple[str, str]]:
    """Return the pages by their keys, each with its address, in the order in which they were shown."""
    return list(st.session_state.get(SEEN, []))
