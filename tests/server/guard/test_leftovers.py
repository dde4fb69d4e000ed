"""What a run still draws when its connection is lost is not shown on the next one."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from poolviz.server.guard.leftovers import Leftovers
from poolviz.ui.shared.runtime import wire

ASKED = {b"page": "", b"a": "a", b"b": "b", b"gone": "gone", b"beat": None}
LEFT = [b"begin a", b"draw 1", b"status", b"draw 2", b"end"]


def begun(message: bytes) -> str | None:
    return message[6:].decode() if message.startswith(b"begin ") else None


def drawn(message: bytes) -> bool:
    return message.startswith((b"begin", b"draw", b"end"))


async def app(socket: WebSocket) -> None:
    """Say what is left, and for each message again, and then what it asks for."""
    await socket.accept()
    try:
        for message in LEFT:
            await socket.send_bytes(message)
        while True:
            heard = await socket.receive_bytes()
            own = b"" if heard == b"page" else heard
            run = [] if heard == b"gone" else [b"begin " + own, b"draw 3", b"end"]
            for message in [*LEFT, *run, b"."]:
                await socket.send_bytes(message)
    except WebSocketDisconnect:
        return


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ([b"page"], [b"begin ", b"draw 3", b"end"]),
        ([b"b"], [b"begin b", b"draw 3", b"end"]),
        ([b"a"], [*LEFT[:2], *LEFT[3:], b"begin a", b"draw 3", b"end"]),
        ([b"gone", b"b"], [b"begin b", b"draw 3", b"end"]),
        (
            [b"page", b"b"],
            [b"begin ", b"draw 3", b"end", *LEFT[:2], *LEFT[3:], b"begin b", b"draw 3", b"end"],
        ),
    ],
    ids=["the page", "a part", "the part that is left", "a part that is gone", "all that follows is seen"],
)
def test_what_nobody_asked_for_on_this_connection_is_not_seen(sent: list[bytes], seen: list[bytes]) -> None:
    guard = Middleware(Leftovers, asked=ASKED.__getitem__, begun=begun, drawn=drawn)
    client = TestClient(Starlette(routes=[WebSocketRoute("/stream", app)], middleware=[guard]))
    messages = []
    with client.websocket_connect("/stream") as socket:
        for message in sent:
            socket.send_bytes(message)
            while (said := socket.receive_bytes()) != b".":
                messages.append(said)
    assert [one for one in messages if one != b"status"] == seen
    assert messages.count(b"status") == 1 + len(sent)


def test_what_streamlits_messages_are_part_of_a_run() -> None:
    begins, draws, status = ForwardMsg(), ForwardMsg(), ForwardMsg()
    begins.new_session.name = "poolviz"
    draws.delta.new_element.text.body = "1"
    status.session_status_changed.script_is_running = True
    ends = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
    messages = (begins, draws, ForwardMsg(ref_hash="x"), ends, status, ForwardMsg())
    assert [wire.drawn(one.SerializeToString()) for one in messages] == [True, True, True, True, False, False]
