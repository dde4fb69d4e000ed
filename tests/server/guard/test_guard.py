"""What stands before the app: headers, a bound on uploads, a limit of messages."""

import asyncio
import time
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import ASGIApp
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from poolviz.server.guard.headers import Headers, policy
from poolviz.server.guard.messages import Bucket, Messages
from poolviz.server.guard.uploads import IN_ALL, OF_SESSION, Held, Uploads
from poolviz.ui.shared.runtime.wire import readable

MB = 2**20


async def said(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


def client(*guards: Middleware) -> TestClient:
    routes = [
        Route("/page", said),
        Route("/pool/_stcore/upload_file/{session}/{file}", said, methods=["PUT", "DELETE"]),
        WebSocketRoute("/stream", echo),
    ]
    return TestClient(Starlette(routes=routes, middleware=list(guards)))


async def echo(socket: WebSocket) -> None:
    await socket.accept()
    try:
        while True:
            await socket.send_bytes(await socket.receive_bytes())
    except WebSocketDisconnect:
        return


# ------------------------------------------------------------------ headers


def test_every_answer_says_what_it_is_and_where_its_parts_may_come_from() -> None:
    headers = client(Middleware(Headers)).get("/page").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "default-src 'self'; script-src 'self' blob:; style-src" in headers["content-security-policy"]
    assert "object-src 'none'" in headers["content-security-policy"]


def test_of_scripts_in_a_page_the_known_ones_alone_may_run() -> None:
    found = policy("<script>\n  window.x = false\n</script><script src='a.js'></script>")
    assert "script-src 'self' blob: 'sha256-" in found
    assert found.count("sha256") == 1


# ------------------------------------------------------------------ uploads


def put(app: TestClient, session: str, size: int) -> int:
    return app.put(f"/pool/_stcore/upload_file/{session}/1", content=bytes(size)).status_code


@pytest.mark.parametrize(
    ("held", "status"),
    [
        (Held(0, 0), 200),
        (Held(OF_SESSION - 2 * MB, OF_SESSION), 200),
        (Held(OF_SESSION - MB // 2, OF_SESSION), 413),
        (Held(0, IN_ALL - MB // 2), 413),
    ],
)
def test_an_upload_is_refused_where_too_much_is_held(held: Held, status: int) -> None:
    assert put(client(Middleware(Uploads, held=lambda _session: held)), "a", MB) == status


def test_what_those_hold_who_have_left_goes_before_anybody_is_refused() -> None:
    held = [Held(0, IN_ALL)]
    guard = Middleware(Uploads, held=lambda _session: held[-1], free=lambda: held.append(Held(0, 0)))
    assert put(client(guard), "a", MB) == 200
    assert len(held) == 2


def test_what_is_no_upload_is_let_through() -> None:
    app = client(Middleware(Uploads, held=lambda _session: Held(IN_ALL, IN_ALL)))
    assert app.get("/page").status_code == 200
    assert app.delete("/pool/_stcore/upload_file/a/1").status_code == 200


def test_uploads_on_their_way_count() -> None:
    statuses: list[int] = []

    async def both() -> None:
        gate = asyncio.Event()

        async def slow(_scope: Any, _receive: Any, send: Any) -> None:
            await gate.wait()
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        guard = Uploads(slow, held=lambda _session: Held(0, IN_ALL - 15 * MB))
        first = asyncio.create_task(asked(guard, statuses))
        await asyncio.sleep(0)
        await asked(guard, statuses)
        gate.set()
        await first
        assert guard.coming == {}

    asyncio.run(both())
    assert statuses == [413, 204]


async def asked(guard: ASGIApp, statuses: list[int]) -> None:
    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/a/1", "headers": []}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    await guard(scope, receive, send)


# ------------------------------------------------------------------ messages


def test_a_flood_waits_and_a_click_does_not() -> None:
    bucket = Bucket(a_second=20, at_once=60, left=60, seen=0)
    assert max(bucket.wait(0) for _message in range(60)) == 0
    assert [bucket.wait(0) for _message in range(20)][-1] == 1
    assert bucket.wait(60) == 0


def test_messages_of_a_flood_come_slowly() -> None:
    start = time.monotonic()
    with client(Middleware(Messages)).websocket_connect("/stream") as socket:
        for number in range(70):
            socket.send_bytes(bytes([number]))
        assert [socket.receive_bytes()[0] for _number in range(70)] == [*range(70)]
    assert time.monotonic() - start > 0.2


def test_text_ends_the_connection() -> None:
    with client(Middleware(Messages)).websocket_connect("/stream") as socket:
        socket.send_bytes(b"1")
        assert socket.receive_bytes() == b"1"
        socket.send_text("text")
        with pytest.raises(WebSocketDisconnect):
            socket.receive_bytes()


def test_what_streamlit_cannot_read_ends_the_connection() -> None:
    rerun = BackMsg(rerun_script=ClientState()).SerializeToString()
    with client(Middleware(Messages, readable=readable)).websocket_connect("/stream") as socket:
        socket.send_bytes(rerun)
        assert socket.receive_bytes() == rerun
        socket.send_bytes(b"\xff" * 1000)
        with pytest.raises(WebSocketDisconnect):
            socket.receive_bytes()
    assert not readable(b"")


def test_of_a_browser_that_has_gone_an_app_hears_by_what_it_receives() -> None:
    heard = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        socket = WebSocket(scope, receive, send)
        await socket.accept()
        await socket.send_bytes(b"drawn")
        with pytest.raises(WebSocketDisconnect):
            heard.append(await socket.receive_bytes())

    async def receive() -> Any:
        return coming.pop(0)

    async def send(message: Any) -> None:
        if message["type"] == "websocket.send":
            raise OSError("the browser has gone")

    coming = [{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1006}]
    asyncio.run(Messages(app)({"type": "websocket", "headers": []}, receive, send))
    assert (heard, coming) == ([], [])
