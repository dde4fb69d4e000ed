"""The address of a page carries its whole state: read when it changes, written when a widget changes.

Streamlit's own `bind="query-params"` writes the shown, translated text of an option and misses what
code sets on a widget that is drawn for the first time, so that links lost settings.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st

from poolviz.answers.settings.fields import Field, Fields, Values, read, written
from poolviz.answers.settings.kinds import Choice, Text
from poolviz.ui.shared.runtime.runs import goes_back

SENT = "link_as_sent"
PROBLEMS = "link_problems"
PUT = "link_put"
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
    else:
        _forget_mended(fields)
    st.session_state.update(_lost(fields, sent))
    _send(page, sent or [now], fields)


def _lost(fields: Fields, sent: list[dict[str, str]]) -> dict[str, Any]:
    """Return a value of every field of which the session holds none: that of the last address.

    A run that a click cuts short can leave a widget without its value; a browser empties a choice that was
    taken out of the page twice; and what a page sets without a widget for it Streamlit forgets while it has
    another page's widget of that key in mind.
    """
    lost = {key: field for key, field in fields.items() if not _is_held(key, field)}
    last = read(lost, sent[-1] if sent else {})[0] if lost else {}
    emptied = {
        key: field.default for key, field in lost.items() if field.empty and key not in st.session_state
    }
    return last | emptied


def _is_held(key: str, field: Field) -> bool:
    """Tell whether the session holds a value of `field`, and not one of another page's field of that key."""
    value = st.session_state.get(key)
    if key not in st.session_state or (value is None and not field.empty):
        return False
    if isinstance(field.kind, Choice):
        return value is None or value in field.kind.values.values()
    return value is None or not isinstance(field.kind, Text) or isinstance(value, str)


def go_on() -> None:
    """Let the address say what the widgets hold, in a run of a part of the page."""
    page, sent, fields = st.session_state[SENT]
    _send(page, sent, fields)


def wrote(search: str) -> None:
    """Take the address that the bar has written, as no news, which would undo a click that came with it."""
    if SENT in st.session_state:
        page, sent, fields = st.session_state[SENT]
        said = {
            key: text
            for key, text in parse_qsl(search.removeprefix("?"), keep_blank_values=True)
            if key in fields
        }
        st.session_state[SENT] = (page, [*sent, said][-_REMEMBERED:], fields)


def _forget_mended(fields: Fields) -> None:
    """Forget the problems of the link whose settings have another value by now than the default."""
    problems = st.session_state[PROBLEMS]
    # The same list stays: a new one is a new arrival.
    problems[:] = [
        one for one in problems if st.session_state.get(one.key) in (None, fields[one.key].default)
    ]


def held(fields: Fields) -> dict[str, Any]:
    """Return what the widgets of this session hold of `fields`; they may not be drawn yet."""
    _page, sent, _fields = st.session_state.get(SENT, ("", [], {}))
    lost = _lost(fields, sent)
    return {key: lost[key] if key in lost else st.session_state[key] for key in fields}


def field_of(key: str) -> Field:
    """Return the field `key` of the page that is open, or of its viewer."""
    _page, _sent, fields = st.session_state[SENT]
    return fields[key]


def keep(keys: Iterable[str]) -> None:
    """Hold the settings `keys` where this run draws no widget for them, which Streamlit would forget."""
    for key in keys:
        st.session_state[key] = st.session_state[key]


def put(values: Values) -> None:
    """Set fields in the callback of a widget, which counts more than what the bar says in the same run."""
    st.session_state.update(values)
    newer().update(values)


def newer() -> set[str]:
    """Return the keys of the fields that callbacks of this run have set."""
    return st.session_state.setdefault(PUT, set())


def link(fields: Fields) -> dict[str, str]:
    """Return the address of the page as its widgets are now, the settings alone."""
    return written(held(fields), fields)


def _send(page: str, sent: list[dict[str, str]], fields: Fields) -> None:
    wanted, given = link(fields), sent[-1]
    # First: a click may end this run as soon as the address is on its way.
    st.session_state[SENT] = (page, [*sent, wanted][-_REMEMBERED:], fields)
    if wanted != st.query_params.to_dict() or wanted != given:  # the browser may say an older address
        st.query_params.from_dict(wanted)


def _sent(page: str, now: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the addresses from `now` on that this session gave to `page`; none where `now` is news.

    A browser that is a click ahead of the server still says an older address, which must not undo the
    click. Going back says an older address, too, and is news; Streamlit tells the two apart.
    """
    before, sent, _fields = st.session_state.get(SENT, ("", [], {}))
    going_back = goes_back() and [now] != sent[-1:]
    if before != page or now not in sent or going_back:
        return []
    return sent[sent.index(now) :]
