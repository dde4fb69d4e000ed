"""What is asked of Streamlit that its documentation does not promise: all of it stands here."""

import asyncio
import contextlib
import gc
import socket
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn
from google.protobuf.message import DecodeError
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.common import user_key_from_element_id

from poolviz.server.guard.halfopen import drop_half_open
from poolviz.server.guard.resting import allow_files, rest_longer
from poolviz.server.guard.uploads import Held

PLAIN = ("int_value", "double_value", "bool_value", "string_value")
LISTED = ("string_array_value", "double_array_value")  # of a row of choices, of a slider: one of each


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


def connected(session: str) -> bool:
    """Tell whether a session's browser is connected now; where there is no server, it is."""
    return not runtime.exists() or runtime.get_instance().is_active_session(session)


def sent_values() -> dict[str, Any]:
    """Return what the browser sent of each widget with a key that no run of this session has drawn yet."""
    state = getattr(getattr(get_script_run_ctx(), "session_state", None), "_state", None)
    states = getattr(getattr(state, "_new_widget_state", None), "states", {})
    drawn = getattr(state, "_key_id_mapper", {})
    found = {}
    for name, held in states.items():
        proto: Any = getattr(held, "value", None)
        key = user_key_from_element_id(name)
        kind = proto.WhichOneof("value") if hasattr(proto, "WhichOneof") else None
        if key is None or key in drawn:
            continue
        if kind in PLAIN:
            found[key] = getattr(proto, kind)
        elif kind in LISTED and len(getattr(proto, kind).data) == 1:
            found[key] = getattr(proto, kind).data[0]
    return found


def readable(message: bytes) -> bool:
    """Tell whether a browser's message is one that Streamlit knows; of another it logs a traceback.

    >>> readable(b"?")
    False
    """
    try:
        return BackMsg.FromString(message).WhichOneof("type") is not None
    except DecodeError:
        return False


def of_whole_page(message: bytes) -> bytes | None:
    """Return a browser's message that asks for a run as one for the whole page; None if it asks for none.

    A session that has not run yet knows no part of a page: Streamlit drops what is asked of one.
    """
    asked = BackMsg.FromString(message)
    if asked.WhichOneof("type") != "rerun_script":
        return None
    asked.rerun_script.ClearField("fragment_id")
    return asked.SerializeToString()


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
