"""Server-sent events over a real connection: to two listeners, resumed, alive, and past a dead listener."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.server.classes.conftest import QUESTION
from tests.server.classes.live import Live, running


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with running(tmp_path_factory.mktemp("data"), heartbeat=0.5) as server:
        yield server


def opened(live: Live) -> tuple[str, str, str]:
    made = live.call("POST", "")[1]
    path = f"/{made['code']}"
    return path, made["teacher"], live.call("POST", f"{path}/join", sent={"name": "Ana"})[1]["student"]


def test_two_listeners_are_told_each_their_own(live: Live) -> None:
    path, teacher, student = opened(live)
    with closing(live.listen(path, teacher)) as screen, closing(live.listen(path, student)) as seat:
        assert screen.reply.headers["content-type"].startswith("text/event-stream")
        assert screen.state()["students"] == seat.state()["students"] == 1
        live.call("POST", f"{path}/show", teacher, QUESTION)
        assert screen.state()["question"] == seat.state()["question"] == QUESTION | {"round": 1}
        live.call("POST", f"{path}/answer", student, {"number": 1, "answer": "8 8"})
        own, others = screen.until(answers=1), seat.until(answers=1)
        assert own["histogram"][0]["mistakes"] == {"rounded_up": 1}
        assert "histogram" not in others
        live.call("POST", f"{path}/reveal", teacher)
        assert screen.until(revealed=True)["histogram"] == seat.until(revealed=True)["histogram"]
        live.call("DELETE", path, teacher)
        for listening in (screen, seat):
            while (event := listening.event()).get("event") != "ended":
                assert "" in event
            assert listening.event() == {}  # and the stream is over


def test_it_goes_on_where_it_was(live: Live) -> None:
    path, teacher, student = opened(live)
    with closing(live.listen(path, student)) as first:
        last = first.state()["id"]
    with closing(live.listen(path, student, last)) as again:
        assert again.event()[""].startswith("ping")  # nothing new, nothing said
        live.call("POST", f"{path}/show", teacher, {"address": "windows"})
        state = again.state()
        assert (state["show"], int(state["id"]) > int(last)) == ({"address": "windows"}, True)
    with closing(live.listen(path, student, last)) as late:
        assert late.state()["show"] == {"address": "windows"}


def test_a_listener_who_takes_nothing_holds_nobody_up(live: Live) -> None:
    path, teacher, student = opened(live)
    dead = socket.socket()
    dead.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    dead.connect(("127.0.0.1", live.port))
    dead.sendall(f"GET /api/class{path}/events?secret={student} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    with closing(dead), closing(live.listen(path, student)) as awake:
        awake.state()
        for number in range(150):  # more than the buffers between hold
            address = f"windows?x={number}" + "1" * 2_900
            assert live.call("POST", f"{path}/show", teacher, {"address": address})[0] == 200
        began = time.monotonic()
        live.call("POST", f"{path}/show", teacher, {"address": "sizes"})
        awake.until(show={"address": "sizes"})
        assert time.monotonic() - began < 3


def test_the_newest_tabs_are_heard(live: Live) -> None:
    path, _teacher, student = opened(live)
    tabs = [live.listen(path, student) for _tab in range(9)]
    for tab in tabs[1:]:
        tab.state()
    while event := tabs[0].event():  # the oldest one is let go
        assert event.get("event", "state") == "state"
    for tab in tabs:
        tab.close()


def test_a_stranger_hears_nothing(live: Live) -> None:
    path, _teacher, _student = opened(live)
    assert live.call("GET", f"{path}/events?secret=x") == (
        403,
        {"error": "the secret is not one of this class"},
    )


def test_the_state_is_json_on_one_line(live: Live) -> None:
    path, teacher, _student = opened(live)
    with closing(live.listen(path, teacher)) as screen:
        event = screen.event()
    assert set(event) == {"id", "event", "data", "retry"}
    assert set(json.loads(event["data"])) == {"number", "open", "revealed", "students", "answers"}
