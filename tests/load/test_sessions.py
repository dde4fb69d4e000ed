"""A few sessions at once over Streamlit's websocket, as the benchmark does with 30."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "bench"))

import sessions
from servers import APP, Server, running

PEOPLE = 4


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(APP) as started:
        yield started
        assert "Traceback" not in started.log.read_text()


def test_sessions_change_a_parameter_without_an_error(server: Server) -> None:
    runs = asyncio.run(sessions.crowd(server, "windows", PEOPLE, seconds=2, every=0.5))
    assert len(runs) >= 3 * PEOPLE
    assert sessions.errors(runs) == []
    assert all(run.received["stages"] == 1 for run in runs)


def test_a_session_ends_with_its_visitor(server: Server) -> None:
    async def visit() -> sessions.Run:
        visitor, first = await sessions.arrive(server, "windows")
        await sessions.leave(visitor)
        return first

    runs = [asyncio.run(visit()) for _person in range(PEOPLE)]
    assert sessions.errors(runs) == []
    assert server.process.poll() is None


def test_a_refused_layer_is_no_error_of_the_page(server: Server) -> None:
    async def visit() -> sessions.Run:
        visitor, _first = await sessions.arrive(server, "windows", "p=1")
        refused = await sessions.change(visitor, 1)
        await sessions.leave(visitor)
        return refused

    assert asyncio.run(visit()).errors == ()
