"""A few sessions at once over Streamlit's websocket, as the benchmark does with 30."""

import asyncio
import json
import sys
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

sys.path.append(str(Path(__file__).parents[1] / "bench"))

import sessions
from servers import APP, ROOT, Server, running

PEOPLE = 4
BUTTONS = {"page": "whole", "part": "part"}
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


def tells(visitor: sessions.Visitor, number: int, values: dict[str, str]) -> None:
    """Let a stage tell with the next run what its bar says, as it has written it into the address."""
    visitor.query = urlencode(values)
    told = {"number": number, "values": values, "search": f"?{visitor.query}", "whole": True}
    events = f"$$STREAMLIT_INTERNAL_KEY_{visitor.ids['stage']}__events"
    said = json.dumps([{"event": "told", "value": told}])
    visitor.states[events] = WidgetState(id=events, json_trigger_value=said)


def test_what_a_stage_tells_counts_where_a_click_follows_at_once(server: Server) -> None:
    """Else the address that the stage wrote is news, and what it says of the click undoes it."""

    async def visit() -> tuple[str, sessions.Run]:
        visitor, _first = await sessions.arrive(server, "windows")
        tells(visitor, 1, {"k": "5"})
        await sessions.ask_for_run(visitor, fragment=True)
        large = visitor.ids["large"]
        visitor.states = {large: WidgetState(id=large, bool_value=True)}
        run = await sessions.rerun(visitor)
        await sessions.read_on(visitor, seconds=0.5)
        await sessions.leave(visitor)
        return visitor.query, run

    for _time in range(5):
        query, run = apart(visit())
        assert run.errors == ()
        assert dict(parse_qsl(query)) == {"large": "true", "k": "5"}


def test_an_example_that_a_browser_still_shows_is_not_chosen(server: Server) -> None:
    """The list of examples shows none once the layer is another; a quick browser has not heard of it yet."""

    async def visit() -> list[dict[str, str]]:
        visitor, _first = await sessions.arrive(server, "windows")
        addresses = []
        example = visitor.ids["preset"]
        shown = WidgetState(id=example, string_value="Half of 5 is 2")
        for number, ceil in enumerate(("false", "true"), start=1):
            visitor.states = {example: shown}
            tells(visitor, number, {"k": "5", "ceil": ceil})
            await sessions.rerun(visitor, fragment=True)
            await sessions.read_on(visitor, seconds=0.5)
            addresses.append(dict(parse_qsl(visitor.query)))
        visitor.states = {example: shown}
        await sessions.rerun(visitor)
        await sessions.leave(visitor)
        return [*addresses, dict(parse_qsl(visitor.query))]

    assert apart(visit()) == [{"k": "5"}, {"k": "5", "ceil": "true"}, {}]


def test_an_example_of_another_list_that_a_browser_still_shows_is_none(server: Server) -> None:
    """A browser that has not heard yet of the other section, or of the other language, says its old title."""

    async def visit() -> tuple[str, sessions.Run]:
        visitor, _first = await sessions.arrive(server, "compare", "show=relu")
        example, large = visitor.ids["preset"], visitor.ids["large"]
        visitor.states = {
            example: WidgetState(id=example, string_value="max · average · L2"),
            large: WidgetState(id=large, bool_value=True),
        }
        run = await sessions.rerun(visitor)
        await sessions.leave(visitor)
        return visitor.query, run

    query, run = apart(visit())
    assert run.errors == ()
    assert dict(parse_qsl(query)) == {"large": "true", "show": "relu"}


def test_a_browser_that_said_an_older_address_is_told_it_once_more(server: Server) -> None:
    """A switch put on and off at once: as the second is heard the browser says what the first made."""

    async def visit() -> str:
        visitor, _first = await sessions.arrive(server, "windows")
        large = visitor.ids["large"]
        for on in (True, False):
            visitor.query, visitor.states = "", {large: WidgetState(id=large, bool_value=on)}
            await sessions.ask_for_run(visitor)
            visitor.query = "not told"
            await sessions.read_on(visitor, seconds=0.5)
        await sessions.leave(visitor)
        return visitor.query

    assert apart(visit()) == ""


def test_every_press_counts_however_quick() -> None:
    """Of the page and of a part, while the page is drawn, while another press is heard, and before."""

    async def press(server: Server, presses: Sequence[str]) -> dict[str, str]:
        visitor, _first = await sessions.arrive(server)
        for name in presses:
            button = visitor.ids[name]
            visitor.states = {button: WidgetState(id=button, trigger_value=True)}
            await sessions.ask_for_run(visitor, fragment=name == "part")
        await sessions.read_on(visitor, seconds=3)
        await sessions.leave(visitor)
        return dict(parse_qsl(visitor.query))

    with running("tests/load/pages/pressed.py", PYTHONPATH=str(ROOT)) as server:
        for presses in (["part"] * 6, ["whole"] * 6, ["part", "whole"] * 6, ["part", "part", "whole"] * 4):
            counted = apart(press(server, presses))
            assert counted == {f"{name}_presses": str(presses.count(key)) for name, key in BUTTONS.items()}


def test_a_refused_layer_is_no_error_of_the_page(server: Server) -> None:
    async def visit() -> sessions.Run:
        visitor, _first = await sessions.arrive(server, "windows", "p=1")
        refused = await sessions.change(visitor, 1)
        await sessions.leave(visitor)
        return refused

    assert apart(visit()).errors == ()
