"""A field as its widget: one table, by the kind of the field and the shape that a page wants."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.settings.fields import Field
from poolviz.answers.settings.kinds import Choice, Decimal, Kind, Switch, Text, Whole
from poolviz.texts import _

# Some of a choice's values; or values that only what is on the page has, with their titles.
Offered = Collection[Any] | Mapping[Any, str]


def widget(
    field: Field,
    key: str,
    label: str,
    shape: str = "box",
    place: DeltaGenerator | None = None,
    **look: Any,
) -> Any:
    """Draw `field` as a widget that holds its value under `key`, and return that value.

    `shape` is which of the widgets that its kind has, `place` where it is drawn, `look` how. The one limit
    that is said here is a narrower one, of what is on the page: the `highest`, or what is `offered`;
    `say` writes what has no title of its own.
    """
    st.session_state.setdefault(key, field.default)
    draw, at = _WIDGETS[type(field.kind), shape], st if place is None else place
    return draw(at, field.kind, field.default, label=label, key=key, **look)


def _number(at: Any, kind: Whole | Decimal, _default: Any, highest: float | None = None, **look: Any) -> Any:
    most = kind.highest if highest is None else min(highest, kind.highest)
    held = st.session_state[look["key"]]
    fits = held is not None and kind.lowest <= held <= most
    # One that begins with a number goes back to it when it is emptied.
    start = {"value": None} if isinstance(kind, Whole) and kind.empty else {"value": held} if fits else {}
    step = 1 if isinstance(kind, Whole) else 0.1
    return at.number_input(min_value=kind.lowest, max_value=most, step=step, **start, **look)


def _slider(at: Any, kind: Whole, _default: int, highest: int, **look: Any) -> Any:
    return at.slider(min_value=kind.lowest, max_value=min(highest, kind.highest), **look)


def _titles(kind: Kind, offered: Offered | None) -> dict[Any, str]:
    """Return the titles of all values of a choice, or of those that are `offered`, by value."""
    if isinstance(offered, Mapping):
        return dict(offered)
    assert isinstance(kind, Choice)
    titles = {value: kind.titles[name] for name, value in kind.values.items()}
    return {value: _(title) for value, title in titles.items() if offered is None or value in offered}


def _list(
    at: Any,
    kind: Kind,
    default: Any,
    offered: Offered | None = None,
    say: Callable[[Any], str] | None = None,
    **look: Any,
) -> Any:
    titles = _titles(kind, offered)
    empty = {"index": None} if default is None else {}
    return at.selectbox(options=list(titles), format_func=say or titles.__getitem__, **empty, **look)


def _row(at: Any, kind: Choice, default: Any, offered: Offered | None = None, **look: Any) -> Any:
    titles = _titles(kind, offered)
    must = default is not None
    chosen = at.segmented_control(options=list(titles), format_func=titles.__getitem__, required=must, **look)
    return chosen or (next(iter(titles)) if must else None)


def _scale(at: Any, kind: Choice, _default: Any, **look: Any) -> Any:
    titles = _titles(kind, None)
    return at.select_slider(options=list(titles), format_func=titles.__getitem__, **look)


def _switch(at: Any, _kind: Switch, _default: bool, **look: Any) -> Any:
    return at.toggle(**look)


def _check(at: Any, _kind: Switch, _default: bool, **look: Any) -> Any:
    return at.checkbox(**look)


def _line(at: Any, kind: Text, _default: str, **look: Any) -> Any:
    return at.text_input(max_chars=kind.longest, **_start(kind, look), **look)


def _area(at: Any, kind: Text, _default: str, **look: Any) -> Any:
    # Without max_chars: of a longer text Streamlit takes nothing and says nothing. The page says it.
    return at.text_area(**_start(kind, look), **look)


def _start(kind: Text, look: Mapping[str, Any]) -> dict[str, str]:
    """Return what a text begins with in a browser that never drew it: one in a popover that opens late.

    Streamlit says a value that code has set once, and a browser that draws nothing of it forgets it.
    """
    held = st.session_state[look["key"]]
    fits = held is not None and (kind.longest is None or len(held) <= kind.longest)
    return {"value": held} if fits else {}


_WIDGETS: Mapping[tuple[type, str], Callable[..., Any]] = {
    (Whole, "box"): _number,
    (Whole, "slider"): _slider,
    (Whole, "list"): _list,
    (Decimal, "box"): _number,
    (Choice, "box"): _list,
    (Choice, "row"): _row,
    (Choice, "slider"): _scale,
    (Switch, "box"): _switch,
    (Switch, "check"): _check,
    (Text, "box"): _line,
    (Text, "area"): _area,
    (Text, "list"): _list,
}
