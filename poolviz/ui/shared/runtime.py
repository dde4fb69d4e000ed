"""What is asked of Streamlit that its documentation does not promise: all of it stands here."""

import asyncio
import contextlib
import gc
import socket
from collections.abc import AsyncIterator, Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn
from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.types import Scope
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.safe_session_state import SafeSessionState

from poolviz.server.guard.halfopen import drop_half_open
from poolviz.server.guard.resting import allow_files, rest_longer
from poolviz.server.guard.uploads import Held


def session_id() -> str:
    """Return the name of the session that this run is of; empty where no session runs."""
    context = get_script_run_ctx()
    return "" if context is None else context.session_id


def goes_back() -> bool:
    """Tell whether this run is one because the browser went back or forward."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


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


def connected(session: str) -> bool:
    """Tell whether a session's browser is connected now; where there is no server, it is."""
    return not runtime.exists() or runtime.get_instance().is_active_session(session)


def readable(message: bytes) -> bool:
    """Tell whether a browser's message is one that Streamlit knows; of another it logs a traceback.

    >>> readable(b"?")
    False
    """
    try:
        return BackMsg.FromString(message).WhichOneof("type") is not None
    except DecodeError:
        return False


def first_runs(scope: Scope, message: bytes) -> list[bytes]:
    """Return what a connection asks for by its first message that asks for a run; nothing of all others.

    Where the page was open before its session began, that is a run of the whole page as its address says,
    and then the one that is asked for, of the whole page, too.
    """
    asked = BackMsg.FromString(message)
    if asked.WhichOneof("type") != "rerun_script":
        return []
    if _goes_on(scope) or not asked.rerun_script.widget_states.widgets:
        return [message]
    asked.rerun_script.ClearField("fragment_id")
    as_clicked = asked.SerializeToString()
    asked.rerun_script.ClearField("widget_states")
    return [asked.SerializeToString(), as_clicked]


def _goes_on(scope: Scope) -> bool:
    """Tell whether a connection goes on with the session that its browser names, third in this header."""
    named = Headers(scope=scope).get("sec-websocket-protocol", "").split(",")
    return len(named) > 2 and runtime.exists() and runtime.get_instance().is_active_session(named[2].strip())


def asked(message: bytes) -> str | None:
    """Return what a browser's message asks to be run: a part, "" for the whole page, None for nothing."""
    said = BackMsg.FromString(message)
    return said.rerun_script.fragment_id if said.WhichOneof("type") == "rerun_script" else None


def begun(message: bytes) -> str | None:
    """Return of what a message to a browser says that a run begins, as `asked` does."""
    said = ForwardMsg.FromString(message)
    parts = said.metadata.run.fragment_ids
    return " ".join(parts) if said.WhichOneof("type") == "new_session" else None


def ended(message: bytes) -> bool:
    """Tell whether a message to a browser is the last of a run, and no other run follows by itself."""
    said = ForwardMsg.FromString(message)
    early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
    return said.WhichOneof("type") == "script_finished" and said.script_finished != early


def held_uploads(session: str) -> Held:
    """Return the bytes of uploads that Streamlit holds of a session, and of all."""
    files: Any = runtime.get_instance().uploaded_file_mgr
    kept = {
        name: sum(len(one.data) for one in files.values()) for name, files in [*files.file_storage.items()]
    }
    return Held(kept.get(session, 0), sum(kept.values()))


def free_uploads() -> None:
    """Let go the uploads of sessions whose browsers are not connected."""
    files: Any = runtime.get_instance().uploaded_file_mgr
    for session in [*files.file_storage]:
        if not connected(session):
            files.remove_session_files(session)


def first_page() -> str:
    """Return the HTML that a browser gets first, the same for every page."""
    return (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")


@contextlib.asynccontextmanager
async def prompt(_app: object) -> AsyncIterator[None]:
    """Serve with every answer sent at once, half-open requests dropped and resting connections kept.

    Streamlit makes its socket without naming the protocol, and asyncio then leaves it to the system to hold
    back the second part of an answer until the browser has acknowledged the first: 40 ms.
    """
    sockets, servers = _served()
    for one in sockets:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # those that it accepts inherit it
    allow_files()
    for server in servers:
        rest_longer(server)
    dropping = [asyncio.ensure_future(drop_half_open(server)) for server in servers]
    yield
    for task in dropping:
        task.cancel()


def _served() -> tuple[list[socket.socket], list[uvicorn.Server]]:
    """Return the sockets that listen and the servers behind them."""
    frozen = gc.get_freeze_count()
    gc.unfreeze()  # what is frozen is not told, and both are older than the app
    known = gc.get_objects()
    sockets = [one for one in known if type(one) is socket.socket and _listens(one)]
    servers = [one for one in known if type(one) is uvicorn.Server]
    if frozen:
        gc.freeze()
    return sockets, servers


def _listens(one: socket.socket) -> bool:
    inet = one.fileno() >= 0 and one.family in (socket.AF_INET, socket.AF_INET6)
    return (
        inet
        and one.type == socket.SOCK_STREAM
        and bool(one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    )
