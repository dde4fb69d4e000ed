"""The address of a page carries its whole state: read when it changes, written when a widget changes.

Streamlit's own `bind="query-params"` writes the shown, translated text of an option and misses what
code sets on a widget that is drawn for the first time, so that links lost settings.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from poolviz.errors import PoolvizError
from poolviz.texts import N_

SENT = "link_as_sent"
PROBLEMS = "link_problems"
LONGEST = 20_000
_REMEMBERED = 20


@dataclass(frozen=True)
class Field:
    """One setting of a page: its `default`, and `read`, which turns the link's text into a value.

    `read` raises PoolvizError or ValueError where the text is none of its values.
    """

    default: Any
    read: Callable[[str], Any]


Fields = Mapping[str, Field]


def whole(default: int | None, lowest: int, highest: int) -> Field:
    """Return a field for a whole number from `lowest` to `highest`; nothing where the default is None.

    >>> whole(3, 0, 9).read("7")
    7
    """

    def read(text: str) -> int | None:
        if text == "" and default is None:
            return None
        if not (re.fullmatch(r"-?[0-9]{1,9}", text) and lowest <= int(text) <= highest):
            raise PoolvizError(
                N_("a whole number from {lowest} to {highest}"), lowest=lowest, highest=highest
            )
        return int(text)

    return Field(default, read)


def decimal(default: float | None, lowest: float, highest: float) -> Field:
    """Return a field for a number from `lowest` to `highest`, such as 0.5.

    >>> decimal(0.5, 0.0, 1.0).read("0.25")
    0.25
    """

    def read(text: str) -> float:
        if not (re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,9})?", text) and lowest <= float(text) <= highest):
            raise PoolvizError(N_("a number from {lowest} to {highest}"), lowest=lowest, highest=highest)
        return float(text)

    return Field(default, read)


def power(default: str = "2") -> Field:
    """Return a field for the p of a norm, held as it is written: a number from -99 to 99, inf or -inf.

    >>> power().read("2.0"), power().read("-inf")
    ('2', '-inf')
    """

    def read(text: str) -> str:
        plain = text.strip().replace("∞", "inf").replace("−", "-")
        if not re.fullmatch(r"-?inf|-?[0-9]{1,2}(\.[0-9]{1,6})?", plain):
            raise PoolvizError(N_("a number from -99 to 99, inf or -inf"))
        return f"{float(plain):g}"

    return Field(default, read)


def flag(default: bool = False) -> Field:
    """Return a field that is on or off, `true` or `false` in the link."""
    return one_of(("true", "false"), "true" if default else "false", {"true": True, "false": False})


def one_of(
    names: tuple[str, ...], default: str | None = None, values: Mapping[str, Any] | None = None
) -> Field:
    """Return a field that is one of `names`, the first unless `default` says another.

    >>> one_of(("max", "mean")).read("mean")
    'mean'
    """

    def read(text: str) -> Any:
        if text not in names:
            raise PoolvizError(N_("one of {names}"), names=", ".join(names))
        return values[text] if values else text

    first = default or names[0]
    return Field(values[first] if values else first, read)


def words(default: str = "", longest: int = LONGEST) -> Field:
    """Return a field that is any text up to `longest` characters."""

    def read(text: str) -> str:
        if len(text) > longest:
            raise PoolvizError(N_("at most {longest} characters"), longest=longest)
        return text

    return Field(default, read)


def follow(page: str, fields: Fields) -> None:
    """Let the widgets of `page` hold what the address says, where it was not this session that wrote it.

    Arriving by a link, going back and editing the address are the same: every field is read anew.
    Afterwards the address holds what the widgets hold. To be called before widgets are drawn.
    """
    now = st.query_params.to_dict()
    sent = _sent(page, now)
    if not sent:
        st.session_state[PROBLEMS] = _take(fields, now)
    last = sent[-1] if sent else {}
    for key, field in fields.items():
        held = st.session_state.setdefault(key, field.default)
        # A run that a click cuts short can leave a widget without its value.
        if held is None and field.default is not None:
            st.session_state[key] = field.read(last[key]) if key in last else field.default
    wanted = written(fields)
    # First: a click may end this run as soon as the address is on its way.
    st.session_state[SENT] = (page, [*(sent or [now]), wanted][-_REMEMBERED:], fields)
    if wanted != now:
        st.query_params.from_dict(wanted)


def written(fields: Fields) -> dict[str, str]:
    """Return the fields that are not at their default, as the address writes them.

    A text that is too long to be read back stays out.
    """
    held = {key: st.session_state.get(key, field.default) for key, field in fields.items()}
    return as_written(held, fields)


def as_written(values: Mapping[str, Any], fields: Fields) -> dict[str, str]:
    """Return those of `values` that are not the default of their field, as the address writes them."""
    texts = {key: _text(value) for key, value in values.items() if value != fields[key].default}
    return {key: text for key, text in texts.items() if len(text) <= LONGEST}


def address(fields: Fields) -> str:
    """Return the whole address of this page as it is now."""
    parts = urlsplit(st.context.url or "")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(written(fields)), ""))


def undisturbed() -> bool:
    """Tell whether the browser says the last address that it was given, and no field has changed since.

    To be asked in the callback of a widget that is no field but is set by the page. Where another click
    came first, the browser may still have the widget as it was, which looks like a choice.
    """
    if SENT not in st.session_state:
        return True
    _page, sent, fields = st.session_state[SENT]
    return sent[-1] == st.query_params.to_dict() == written(fields)


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


def _take(fields: Fields, now: Mapping[str, str]) -> list[tuple[str, str, PoolvizError | None]]:
    """Set every field from the address; return what was wrong: key, text, and the rule it breaks."""
    problems: list[tuple[str, str, PoolvizError | None]] = []
    for key, field in fields.items():
        value = field.default
        if key in now:
            try:
                value = field.read(now[key])
            except ValueError as error:
                problems.append((key, now[key], error if isinstance(error, PoolvizError) else None))
        st.session_state[key] = value
    return problems


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
