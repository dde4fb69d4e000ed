"""A request that has begun and does not go on loses its connection; whatever else is open keeps it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from poolviz.server.guard.halfopen import drop_half_open

GET = b"GET / HTTP/1.1\r\nHost: here\r\n"
POST = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\n1234"
CASES = {
    "nothing said": ((), True),
    "half a head": ((GET,), True),
    "half a body": ((POST,), True),
    "an answer, then half a head": ((GET + b"\r\n", GET), True),
    "an answer": ((GET + b"\r\n",), False),
    "an answer that goes on": ((b"GET /events HTTP/1.1\r\nHost: here\r\n\r\n",), False),
}


async def whole(request: Request) -> Response:
    return Response(await request.body())


async def events(_request: Request) -> Response:
    async def said() -> AsyncIterator[bytes]:
        while True:
            yield b"."
            await asyncio.sleep(0.1)

    return StreamingResponse(said())


async def is_closed(begun: tuple[bytes, ...]) -> bool:
    """Whether a connection on which this was said is closed within a second."""
    app = Starlette(routes=[Route("/", whole, methods=["GET", "POST"]), Route("/events", events)])
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
    )
    serving = asyncio.ensure_future(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    dropping = asyncio.ensure_future(drop_half_open(server, every=0.05, limits=(0.3, 0.3)))
    reader, writer = await asyncio.open_connection(*server.servers[0].sockets[0].getsockname())
    try:
        for part in begun:
            writer.write(part)
            await asyncio.sleep(0.2)
        await asyncio.sleep(0.8)
        await asyncio.wait_for(reader.read(10_000), 1)
        return await asyncio.wait_for(reader.read(1), 0.3) == b""
    except TimeoutError:
        return False
    finally:
        dropping.cancel()
        writer.close()
        server.should_exit = server.force_exit = True
        await serving


@pytest.mark.parametrize(("begun", "closed"), CASES.values(), ids=CASES.keys())
def test_only_a_request_that_does_not_go_on_is_dropped(begun: tuple[bytes, ...], closed: bool) -> None:
    assert asyncio.run(is_closed(begun)) is closed
