"""deploy/nginx.conf in a real nginx before three servers: who stays where, what is kept, what a loss does."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parents[1] / "bench"))

import sessions
from balanced import NGINX, Balanced, balanced
from servers import end, free_port

from tests.load.test_sessions import apart

if NGINX is None and not os.environ.get("POOLVIZ_NEED_NGINX"):
    pytest.skip("nginx is not installed", allow_module_level=True)
PEOPLE = 6


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the servers keep their classes; nothing where no redis-server is installed."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        yield ""
        return
    port, folder = free_port(), tmp_path_factory.mktemp("redis")
    words = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    yield f"redis://127.0.0.1:{port}/0"
    end(process)


@pytest.fixture(scope="module")
def three(redis: str) -> Iterator[Balanced]:
    with balanced(3, **({"POOLVIZ_CLASS": redis} if redis else {})) as found:
        yield found


def got(three: Balanced, path: str, **headers: str) -> "tuple[int, dict[str, str], bytes]":
    request = urllib.request.Request(f"{three.front.address}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:
            return reply.status, dict(reply.headers), reply.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def cookies(three: Balanced, count: int) -> list[str]:
    """What nginx gives to so many who come for the first time."""
    given = (got(three, "/")[1]["Set-Cookie"] for _person in range(count))
    return [one.partition(";")[0] for one in given]


def test_who_comes_first_gets_a_cookie_and_stays_with_one_server(three: Balanced) -> None:
    people = cookies(three, 20)
    assert len(set(people)) == 20
    assert "Set-Cookie" not in got(three, "/", Cookie=people[0])[1]
    before = len(three.requests())
    for person in people:
        for _time in range(3):
            assert got(three, "/_stcore/host-config", Cookie=person)[0] == 200
    served = [one[2] for one in three.written("/_stcore/host-config", before, 60)]
    assert [len(set(served[at : at + 3])) for at in range(0, len(served), 3)] == [1] * 20
    assert len(set(served)) == 3


def test_an_answer_is_computed_once_for_all(three: Balanced) -> None:
    build = json.loads(got(three, "/api/health")[2])["build"]
    path, before = f"/api/answer/{build}/windows?k=3&ceil=true", len(three.requests())
    answers = [
        got(three, path, Cookie=person, **{"Accept-Encoding": way})[2]
        for person, way in zip(
            cookies(three, 3), ("gzip", "gzip, deflate, br", "br;q=1, gzip;q=0.5"), strict=True
        )
    ]
    assert len(set(answers)) == 1
    assert [one[3] for one in three.written(path, before, 3)] == ["MISS", "HIT", "HIT"]
    unpacked = json.loads(got(three, path)[2])
    assert unpacked["grids"][1]["texts"] == ["2", "3", "5", "1"]


def test_an_answer_to_another_build_is_not_kept(three: Balanced) -> None:
    path, before = "/api/answer/old/windows?k=2", len(three.requests())
    assert [got(three, path)[0] for _time in range(2)] == [200, 200]
    assert [one[3] for one in three.written(path, before, 2)] == ["MISS"] * 2


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/script-health-check"])
def test_what_only_those_who_run_it_may_see(three: Balanced, path: str) -> None:
    assert got(three, path)[0] == 404


def test_a_class_hears_at_once_from_whichever_server(three: Balanced, redis: str) -> None:
    if not redis:
        pytest.skip("neither redis-server nor valkey-server is installed")
    listening, showing = apart_from_each_other(three)

    def post(path: str, body: dict[str, object], **headers: str) -> dict[str, str]:
        request = urllib.request.Request(
            f"{three.front.address}{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json", "Cookie": showing, **headers},
        )
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.loads(reply.read() or b"{}")

    made = post("/api/class", {})
    asked = urllib.request.Request(
        f"{three.front.address}/api/class/{made['code']}/events?secret={made['teacher']}",
        headers={"Cookie": listening, "Accept": "text/event-stream"},
    )
    with urllib.request.urlopen(asked, timeout=10) as events:
        assert json.loads(data_of(events).removeprefix("data:"))["open"] is False
        teacher = {"Authorization": f"Bearer {made['teacher']}"}
        began = time.monotonic()
        post(f"/api/class/{made['code']}/show", {"topic": "flat_index", "seed": 1, "level": 1}, **teacher)
        assert "flat_index" in data_of(events)
        assert time.monotonic() - began < 5


def data_of(events: Any) -> str:
    """The data of the next event of a stream."""
    while not (line := events.readline().decode()).startswith("data:"):
        assert line, "the stream ended"
    return line


def apart_from_each_other(three: Balanced) -> tuple[str, str]:
    """Two visitors whom nginx sends to two servers."""
    found: dict[str, str] = {}
    for person in cookies(three, 12):
        before = len(three.requests())
        got(three, "/_stcore/health", Cookie=person)
        found[three.written("/_stcore/health", before, 1)[0][2]] = person
    return tuple(found.values())[:2]  # type: ignore[return-value]


def test_a_new_version_is_rolled_out_without_an_error_seen_by_anybody(three: Balanced) -> None:
    statuses: Counter[int] = Counter()
    build = json.loads(got(three, "/api/health")[2])["build"]
    people, stop = cookies(three, PEOPLE), threading.Event()

    def ask(number: int) -> None:
        asked = 0
        while not stop.is_set():
            asked += 1
            k = 1 + (asked * PEOPLE + number) % 60
            path = ("/", f"/api/answer/{build}/pictures?k={k}", "/_stcore/health", "/api/health")[asked % 4]
            statuses[got(three, path, Cookie=people[number])[0]] += 1
            time.sleep(0.05)

    asking = [threading.Thread(target=ask, args=(number,)) for number in range(PEOPLE)]
    for one in asking:
        one.start()
    try:
        for number in range(3):
            three.restart(number)
    finally:
        stop.set()
        for one in asking:
            one.join()
    assert set(statuses) == {200}, statuses
    assert statuses[200] > 50


def test_sessions_of_a_server_that_is_killed_go_on_at_another(three: Balanced) -> None:
    """Each visitor changes a number, loses its server, comes back with its address, and sees the same."""

    async def visit() -> list[str]:
        people = cookies(three, PEOPLE)
        arrived = [await sessions.arrive(three.front, "training", "epochs=3", cookie=one) for one in people]
        wrong = sessions.errors([run for _visitor, run in arrived])
        three.servers[0].process.kill()
        three.servers[0].process.wait(20)
        lost = 0
        for person, (visitor, _run) in zip(people, arrived, strict=True):
            run = await sessions.change(visitor, 4, "epochs")
            if run.errors:
                lost += 1
                visitor, run = await sessions.arrive(three.front, "training", visitor.query, cookie=person)
                assert visitor.query == "epochs=3"
                run = await sessions.change(visitor, 4, "epochs")
            wrong += run.errors
            assert visitor.query == "epochs=4"
            await sessions.leave(visitor)
        assert lost < PEOPLE, "the sessions of the other servers were not disturbed"
        return wrong

    assert apart(visit()) == []


def test_one_server_of_three_is_enough(three: Balanced) -> None:
    """After the test above one is gone already."""
    end(three.servers[1].process)
    assert {got(three, "/api/health", Cookie=person)[0] for person in cookies(three, 6)} == {200}
