"""A few sessions at once over Streamlit's websocket, as the benchmark does with 30."""

import asyncio
import sys
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest

sys.path.append(str(Path(__file__).parents[1] / "bench"))

import sessions
from servers import APP, Server, running

PEOPLE = 4
Result = TypeVar("Result")


def apart(work: Coroutine[Any, Any, Result]) -> Result:
    """Run `work` in a thread of its own: the browser tests' playwright keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(APP) as started:
        yield started
        assert "Traceback" not in started.log.read_text()


def test_sessions_change_a_parameter_without_an_error(server: Server) -> None:
    runs = apart(sessions.crowd(sessions.Place(server, "windows"), PEOPLE, seconds=3, every=0.5))
    assert len(runs) >= 3 * PEOPLE
    assert sessions.errors(runs) == []
    assert all(run.received["stage: data"] for run in runs if not run.panels)


def test_a_session_ends_with_its_visitor(server: Server) -> None:
    async def visit() -> sessions.Run:
        visitor, first = await sessions.arrive(server, "windows")
        await sessions.leave(visitor)
        return first

    runs = [apart(visit()) for _person in range(PEOPLE)]
    assert sessions.errors(runs) == []
    assert server.process.poll() is None


def test_a_refused_layer_is_no_error_of_the_page(server: Server) -> None:
    async def visit() -> sessions.Run:
        visitor, _first = await sessions.arrive(server, "windows", "p=1")
        refused = await sessions.change(visitor, 1)
        await sessions.leave(visitor)
        return refused

    assert apart(visit()).errors == ()
