"""A part of a page waits for the end of the run before it, all else for its beginning."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from poolviz.server.guard.turns import SMALL, Turns
from poolviz.ui.shared.runtime import wire

NAMES = {b"page": "", b"a": "a", b"b": "b", b"beat": None}


def begun(message: bytes) -> str | None:
    return NAMES[message[6:]] if message.startswith(b"begin ") else None


class Slow:
    """An app that draws what it is asked for in a task of its own, 0.1 s long, and notes what it hears.

    It begins after `waits` seconds.
    """

    def __init__(self, waits: float = 0) -> None:
        self.notes: list[bytes] = []
        self.waits = waits

    async def __call__(self, socket: WebSocket) -> None:
        await socket.accept()
        drawing = []
        try:
            while True:
                heard = await socket.receive_bytes()
                self.notes.append(heard)
                if heard != b"beat":
                    drawing.append(asyncio.create_task(self._draw(socket, heard)))
        except WebSocketDisconnect:
            for task in drawing:
                task.cancel()

    async def _draw(self, socket: WebSocket, part: bytes) -> None:
        await asyncio.sleep(self.waits)
        if self.waits:
            self.notes.append(b"begin")
        await socket.send_bytes(b"begin " + part)
        await asyncio.sleep(0.1)
        await socket.send_bytes(b"x" * SMALL)
        self.notes.append(b"end")
        await socket.send_bytes(b"end")


def noted(app: Slow, sent: list[bytes], ends: int, longest: tuple[float, float] = (20, 20)) -> list[bytes]:
    """Return what `app` heard, and the ends of its runs, in their order, when `sent` is sent at once."""
    guard = Middleware(
        Turns, asked=NAMES.__getitem__, begun=begun, ended=lambda said: said == b"end", longest=longest
    )
    client = TestClient(Starlette(routes=[WebSocketRoute("/stream", app.__call__)], middleware=[guard]))
    with client.websocket_connect("/stream") as socket:
        for message in sent:
            socket.send_bytes(message)
        while ends:
            ends -= socket.receive_bytes() == b"end"
    return app.notes


@pytest.mark.parametrize(
    ("sent", "notes"),
    [
        ([b"page", b"a"], [b"page", b"end", b"a", b"end"]),
        ([b"a", b"b"], [b"a", b"end", b"b", b"end"]),
        ([b"a", b"a"], [b"a", b"a", b"end", b"end"]),
        ([b"a", b"page"], [b"a", b"page", b"end", b"end"]),
        ([b"page", b"beat", b"a"], [b"page", b"beat", b"end", b"a", b"end"]),
    ],
    ids=["page, part", "part, other part", "the same part", "part, page", "what asks for no run"],
)
def test_a_part_waits_for_another_run(sent: list[bytes], notes: list[bytes]) -> None:
    assert noted(Slow(), sent, notes.count(b"end")) == notes


@pytest.mark.parametrize("second", [b"a", b"page"])
def test_what_is_asked_for_waits_until_what_was_asked_for_before_has_begun(second: bytes) -> None:
    """Streamlit makes one run of two that wait, and of a button that both have pressed one press."""
    assert noted(Slow(waits=0.03), [b"a", second], ends=2)[:4] == [b"a", b"begin", second, b"begin"]


@pytest.mark.parametrize("waits", [0, 0.1])
def test_a_part_waits_for_a_page_however_slow_that_is(waits: float) -> None:
    notes = noted(Slow(waits), [b"page", b"a"], ends=2, longest=(20, 0.02))
    assert notes.index(b"end") < notes.index(b"a")


def test_a_part_waits_for_the_end_of_another_however_slow_that_is() -> None:
    assert noted(Slow(), [b"a", b"b"], ends=2, longest=(20, 0.02)) == [b"a", b"end", b"b", b"end"]


def test_nothing_waits_for_ever_for_a_part_that_is_gone() -> None:
    assert noted(Slow(waits=0.1), [b"a", b"b"], ends=2, longest=(20, 0.02))[:2] == [b"a", b"b"]
    assert noted(Slow(waits=0.1), [b"a", b"page"], ends=2, longest=(20, 0.02))[:2] == [b"a", b"page"]


def test_nothing_waits_for_ever_at_all() -> None:
    assert noted(Slow(), [b"page", b"a"], ends=2, longest=(0.02, 0.02)) == [b"page", b"a", b"end", b"end"]


def test_what_streamlits_messages_say_of_runs() -> None:
    part = BackMsg(rerun_script=ClientState(fragment_id="a"))
    page, beat = BackMsg(rerun_script=ClientState()), BackMsg(app_heartbeat=True)
    assert [wire.asked(one.SerializeToString()) for one in (part, page, beat)] == ["a", "", None]
    first, whole, other = ForwardMsg(), ForwardMsg(), ForwardMsg(ref_hash="x")
    for message in (first, whole):
        message.new_session.name = "poolviz"
    for message in (first, other):
        message.metadata.run.fragment_ids.append("a")
    assert [wire.begun(one.SerializeToString()) for one in (first, whole, other)] == ["a", "", None]
