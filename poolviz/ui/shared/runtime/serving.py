"""The page that a browser gets first, and the server under Streamlit."""

import asyncio
import contextlib
import gc
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import streamlit as st
import uvicorn

from poolviz.server.guard.halfopen import drop_half_open
from poolviz.server.guard.resting import allow_files, rest_longer


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
