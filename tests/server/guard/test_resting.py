"""A connection that rests is kept longer than proxies keep theirs; there are files enough for many."""

import asyncio
import subprocess
import sys

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from poolviz.server.guard.resting import rest_longer

ASKED = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"


async def seconds_of_rest(**chosen: int) -> float:
    """How long a server keeps a connection from now on, after an answer."""
    app = Starlette(routes=[Route("/", lambda _request: Response("."))])
    config = uvicorn.Config(app, port=0, log_level="error", lifespan="off", **chosen)
    server = uvicorn.Server(config)
    rest_longer(server)
    serving = asyncio.ensure_future(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    reader, writer = await asyncio.open_connection(*server.servers[0].sockets[0].getsockname())
    writer.write(ASKED)
    await reader.readuntil(b"\r\n\r\n.")
    (connection,) = server.server_state.connections
    kept = connection.timeout_keep_alive_task.when() - asyncio.get_running_loop().time()
    writer.close()
    server.should_exit = server.force_exit = True
    await serving
    return kept


def test_a_connection_rests_longer_than_nginx_lets_it() -> None:
    assert 60 < asyncio.run(seconds_of_rest()) <= 75


def test_whoever_starts_uvicorn_may_say_otherwise() -> None:
    assert 19 < asyncio.run(seconds_of_rest(timeout_keep_alive=20)) <= 20


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limit")
@pytest.mark.parametrize(("soft", "wanted", "then"), [(256, 10_240, 900), (256, 500, 500), (800, 500, 800)])
def test_a_process_opens_as_many_files_as_it_may(soft: int, wanted: int, then: int) -> None:
    program = (
        "import resource\n"
        "from poolviz.server.guard.resting import allow_files\n"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, 900))\n"
        f"allow_files({wanted})\n"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == f"({then}, 900)"
