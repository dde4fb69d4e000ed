"""The address of a page carries its whole state: read when it changes, written when a widget changes.

Streamlit's own `bind="query-params"` writes the shown, translated text of an option and misses what
code sets on a widget that is drawn for the first time, so that links lost settings.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from poolviz.answers.settings.fields import Fields, read, written

SENT = "link_as_sent"
PROBLEMS = "link_problems"
_REMEMBERED = 20


def follow(page: str, fields: Fields) -> None:
    """Let the widgets of `page` hold what the address says, where it was not this session that wrote it.

    Arriving by a link, going back and editing the address are the same: every field is read anew.
    Afterwards the address holds what the widgets hold. To be called before widgets are drawn.
    """
    now = st.query_params.to_dict()
    sent = _sent(page, now)
    if not sent:
        values, st.session_state[PROBLEMS] = read(fields, now)
        st.session_state.update(values)
    last = sent[-1] if sent else {}
    for key, field in fields.items():
        held = st.session_state.setdefault(key, field.default)
        # A run that a click cuts short can leave a widget without its value.
        if held is None and field.default is not None:
            st.session_state[key] = field.read(last[key]) if key in last else field.default
    wanted = link(fields)
    # First: a click may end this run as soon as the address is on its way.
    st.session_state[SENT] = (page, [*(sent or [now]), wanted][-_REMEMBERED:], fields)
    if wanted != now:
        st.query_params.from_dict(wanted)


def held(fields: Fields) -> dict[str, Any]:
    """Return what the widgets of this session hold of `fields`; the default of one that is not drawn yet."""
    return {key: st.session_state.get(key, field.default) for key, field in fields.items()}


def keep(keys: Iterable[str]) -> None:
    """Hold the settings `keys` where this run draws no widget for them, which Streamlit would forget."""
    for key in keys:
        st.session_state[key] = st.session_state[key]


def link(fields: Fields) -> dict[str, str]:
    """Return the address of the page as its widgets are now, the settings alone."""
    return written(held(fields), fields)


def address(fields: Fields) -> str:
    """Return the whole address of this page as it is now."""
    parts = urlsplit(st.context.url or "")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(link(fields)), ""))


def undisturbed() -> bool:
    """Tell whether the browser says the last address that it was given, and no field has changed since.

    To be asked in the callback of a widget that is no field but is set by the page. Where another click
    came first, the browser may still have the widget as it was, which looks like a choice.
    """
    if SENT not in st.session_state:
        return True
    _page, sent, fields = st.session_state[SENT]
    return sent[-1] == st.query_params.to_dict() == link(fields)


def _sent(page: str, now: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the addresses from `now` on that this session gave to `page`; none where `now` is news.

    A browser that is a click ahead of the server still says an older address, which must not undo the
    click. Going back says an older address, too, and is news; Streamlit tells the two apart.
    """
    before, sent, _fields = st.session_state.get(SENT, ("", [], {}))
    context = get_script_run_ctx()
    going_back = context is not None and context.is_history_navigation and [now] != sent[-1:]
    if before != page or now not in sent or going_back:
        return []
    return sent[sent.index(now) :]
