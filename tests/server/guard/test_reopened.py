"""A page that was open before its session began: what is heard of its first click, and what is seen."""

import asyncio
from collections.abc import Sequence

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import Scope
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from poolviz.server.guard.reopened import Reopened
from poolviz.ui.shared.runtime import wire

RUNS = {b"click": [b"page", b"click"], b"load": [b"load"]}


def asked(_scope: Scope, message: bytes) -> Sequence[bytes]:
    return RUNS.get(message, [])


async def drawn(socket: WebSocket) -> None:
    """Say what was heard, and that its run has ended; of "page" slowly, as a page is drawn."""
    await socket.accept()
    try:
        while True:
            heard = await socket.receive_bytes()
            await asyncio.sleep(0.05 * (heard == b"page"))
            await socket.send_bytes(heard)
            await socket.send_bytes(b"end")
    except WebSocketDisconnect:
        return


def stream(app: object, longest: float = 20) -> TestClient:
    guard = Middleware(Reopened, runs=asked, ended=lambda message: message == b"end", longest=longest)
    return TestClient(Starlette(routes=[WebSocketRoute("/stream", app)], middleware=[guard]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ([b"click", b"click"], [b"click", b"click"]),
        ([b"beat", b"click", b"click"], [b"beat", b"click", b"click"]),
        ([b"load", b"click"], [b"load", b"click"]),
    ],
    ids=["a click", "what asks for no run", "a page that is opened"],
)
def test_of_the_run_before_the_first_click_nothing_is_seen(sent: list[bytes], seen: list[bytes]) -> None:
    with stream(drawn).websocket_connect("/stream") as socket:
        for message in sent:
            socket.send_bytes(message)
        for message in seen:
            assert [socket.receive_bytes(), socket.receive_bytes()] == [message, b"end"]


def test_the_page_is_run_before_the_click_is_heard() -> None:
    heard = []

    async def app(socket: WebSocket) -> None:
        await socket.accept()
        heard.append(await socket.receive_bytes())
        await socket.send_bytes(b"drawn")
        await socket.send_bytes(b"end")
        heard.append(await socket.receive_bytes())
        await socket.send_bytes(b"clicked")

    with stream(app).websocket_connect("/stream") as socket:
        socket.send_bytes(b"click")
        assert socket.receive_bytes() == b"clicked"
    assert heard == [b"page", b"click"]


def test_a_run_that_does_not_end_does_not_hold_up_the_click_for_ever() -> None:
    async def app(socket: WebSocket) -> None:
        await socket.accept()
        for _run in range(2):
            await socket.send_bytes(await socket.receive_bytes())

    with stream(app, longest=0.05).websocket_connect("/stream") as socket:
        socket.send_bytes(b"click")
        assert socket.receive_bytes() == b"click"


# ------------------------------------------------------------------ what Streamlit's messages say


def rerun(*names: str, part: str = "") -> bytes:
    widgets = WidgetStates(widgets=[WidgetState(id=name, bool_value=True) for name in names])
    state = ClientState(query_string="k=3", widget_states=widgets, fragment_id=part)
    return BackMsg(rerun_script=state).SerializeToString()


def test_an_open_page_is_run_as_its_address_says_and_then_as_a_whole_with_what_it_holds() -> None:
    scope = {"type": "websocket", "headers": [(b"sec-websocket-protocol", b"streamlit, token, gone")]}
    page, click = map(BackMsg.FromString, wire.first_runs(scope, rerun("a", part="panels")))
    assert page.rerun_script == ClientState(query_string="k=3")
    assert [one.id for one in click.rerun_script.widget_states.widgets] == ["a"]
    assert click.rerun_script.fragment_id == ""


def test_a_page_that_is_loaded_or_goes_on_with_its_session_is_run_as_it_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare, there = (
        {"type": "websocket", "headers": [(b"sec-websocket-protocol", named)]}
        for named in (b"streamlit", b"streamlit, token, here")
    )
    assert wire.first_runs(bare, rerun()) == [rerun()]
    assert wire.first_runs(bare, BackMsg(app_heartbeat=True).SerializeToString()) == []
    monkeypatch.setattr(wire.runtime, "exists", lambda: True)
    monkeypatch.setattr(wire.runtime, "get_instance", Sessions)
    assert wire.first_runs(there, rerun("a", part="panels")) == [rerun("a", part="panels")]


class Sessions:
    """A server with one session."""

    def is_active_session(self, name: str) -> bool:
        return name == "here"


@pytest.mark.parametrize(
    ("message", "last"),
    [
        (ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY), True),
        (ForwardMsg(script_finished=ForwardMsg.FINISHED_WITH_COMPILE_ERROR), True),
        (ForwardMsg(script_finished=ForwardMsg.FINISHED_EARLY_FOR_RERUN), False),
        (ForwardMsg(ref_hash="a"), False),
    ],
    ids=str,
)
def test_a_run_has_ended_unless_another_follows_by_itself(message: ForwardMsg, last: bool) -> None:
    assert wire.ended(message.SerializeToString()) is last
