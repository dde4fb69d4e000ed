"""What a run of a page knows of itself, and what Streamlit makes of clicks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.safe_session_state import SafeSessionState


def session_id() -> str:
    """Return the name of the session that this run is of; empty where no session runs."""
    context = get_script_run_ctx()
    return "" if context is None else context.session_id


def goes_back() -> bool:
    """Tell whether this run is one because the browser went back or forward."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def connected(session: str) -> bool:
    """Tell whether a session's browser is connected now; where there is no server, it is."""
    return not runtime.exists() or runtime.get_instance().is_active_session(session)


@contextmanager
def common_to_pages() -> Iterator[None]:
    """Draw within what stays while another page is opened: a browser lets go of all else before that comes.

    A link that is let go takes the click on it along, and the focus.
    """
    context = get_script_run_ctx()
    if context is None:
        yield
        return
    with context.run_with_active_hash(context.pages_manager.main_script_hash):
        yield


def part_of_page(part: Callable[..., Any], run_every: float | None = None) -> Callable[..., Any]:
    """Return `part` as one of this run's page that Streamlit runs alone, every `run_every` seconds if given.

    Streamlit names a part by its function and its place, so that those of two pages can have one name: one
    that is asked for as its page is left then runs as the part of the page that comes, and what that page
    has not sent yet is lost.
    """
    context = get_script_run_ctx()
    own: Any = partial(part)
    inner = getattr(part, "func", part)
    own.__qualname__ = f"{inner.__qualname__} {'' if context is None else context.page_script_hash}"
    return st.fragment(own, run_every=run_every)


def acts_alone() -> bool:
    """Tell in the callback of a widget whether nothing else has changed or was pressed.

    A browser says all its widgets with each click, also those that the page has set meanwhile, as they were.
    """
    context = get_script_run_ctx()
    if context is None:
        return True
    state: Any = context.session_state
    return sum(map(state._state._widget_changed, state._state._new_widget_state)) <= 1


def hear_whole() -> None:
    """Let nothing cut short what a click does: no other click, until all callbacks of the first have ended.

    Streamlit ends a run at every look at the session's state where another one is asked for, in a callback,
    too: of a button that is pressed just before another nothing was done, or half.
    """
    states: Any = SafeSessionState
    hear = states.on_script_will_rerun
    if hasattr(hear, "__wrapped__"):
        return

    @wraps(hear)
    def whole(state: Any, *said: Any, **replayed: Any) -> None:
        runner = state._yield_callback.__self__
        runner._execing = False
        try:
            hear(state, *said, **replayed)
        finally:
            runner._execing = True

    states.on_script_will_rerun = whole
