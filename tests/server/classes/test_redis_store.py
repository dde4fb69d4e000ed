"""Several servers share their classes through Redis; each test has a real redis-server of its own."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from poolviz.server.classes.storage.redis_store import WHERE, place_of
from tests.server.classes.conftest import QUESTION
from tests.server.classes.live import Live, free_port, running


class Redis:
    """A redis-server that keeps nothing on a disk."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        if program is None:
            pytest.skip("neither redis-server nor valkey-server is installed")
        self.port = free_port()
        command = [
            program,
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            str(folder),
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


@pytest.fixture
def redis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Redis]:
    pytest.importorskip("redis")
    found = Redis(tmp_path)
    monkeypatch.setenv(WHERE, found.url)
    yield found
    found.stop()


@pytest.fixture
def pair(redis: Redis, tmp_path: Path) -> Iterator[list[Live]]:
    """Two servers that share their classes."""
    with ExitStack() as stack:
        yield [stack.enter_context(running(tmp_path / name)) for name in ("one", "two")]


def opened(live: Live) -> tuple[str, str]:
    made = live.call("POST", "")[1]
    return f"/{made['code']}", made["teacher"]


def test_what_one_server_is_told_the_listeners_of_the_other_hear(pair: list[Live]) -> None:
    one, two = pair
    path, teacher = opened(one)
    student = two.call("POST", f"{path}/join", sent={"name": "Ana"})[1]["student"]
    with closing(one.listen(path, teacher)) as screen, closing(two.listen(path, student)) as seat:
        assert screen.until(students=1)["students"] == seat.until(students=1)["students"] == 1
        one.call("POST", f"{path}/show", teacher, QUESTION)
        began = time.monotonic()
        assert seat.until(number=1)["question"] == QUESTION | {"round": 1}
        assert time.monotonic() - began < 5  # pushed, not found at the next heartbeat; make bench measures it
        assert two.call("POST", f"{path}/answer", student, {"number": 1, "answer": "8 8"})[0] == 200
        assert screen.until(answers=1)["histogram"][0]["mistakes"] == {"rounded_up": 1}
        one.call("DELETE", path, teacher)
        while seat.event().get("event") != "ended":
            pass
    assert two.call("GET", f"{path}/reason", teacher)[0] == 404


def test_answers_at_both_servers_are_all_counted_and_none_twice(pair: list[Live]) -> None:
    path, teacher = opened(pair[0])
    with ThreadPoolExecutor(16) as threads:
        students = list(
            threads.map(lambda i: pair[i % 2].call("POST", f"{path}/join")[1]["student"], range(100))
        )
        pair[1].call("POST", f"{path}/show", teacher, QUESTION)
        began = time.monotonic()
        replies = list(
            threads.map(
                lambda i: pair[i % 2].call(
                    "POST", f"{path}/answer", students[i % 100], {"number": 1, "answer": f"{7 + i % 2} 7"}
                )[0],
                range(140),
            )
        )
    print(f"140 answers at two servers in {time.monotonic() - began:.2f} s")
    assert len(set(students)) == 100
    assert replies == [200] * 140
    for live in pair:
        state = live.call("POST", f"{path}/close", teacher)[1]
        assert (state["students"], state["answers"]) == (100, 100)
        assert [bar["count"] for bar in state["histogram"][0]["answers"]] == [50, 50]


def test_a_class_goes_on_at_the_other_server_where_one_is_killed(pair: list[Live]) -> None:
    path, teacher = opened(pair[0])
    student = pair[0].call("POST", f"{path}/join")[1]["student"]
    pair[0].call("POST", f"{path}/show", teacher, QUESTION)
    assert pair[0].call("POST", f"{path}/answer", student, {"number": 1, "answer": "7 7"})[0] == 200
    pair[0].kill()
    state = pair[1].call("POST", f"{path}/close", teacher)[1]
    assert (state["answers"], state["histogram"][0]["right"]) == (1, 1)


def test_without_redis_the_server_says_so_and_goes_on_when_it_is_back(redis: Redis, tmp_path: Path) -> None:
    with running(tmp_path / "one") as live:
        assert live.call("POST", "")[0] == 201
        redis.stop()
        status, said = live.call("POST", "")
        assert status == 503
        assert f"redis://127.0.0.1:{redis.port}" in said["error"]
        again = subprocess.Popen(
            [*redis.process.args],  # type: ignore[misc]
            stdout=subprocess.DEVNULL,
            env=os.environ,
        )
        try:
            for _try in range(50):
                if live.call("POST", "")[0] == 201:
                    break
                time.sleep(0.1)
            assert live.call("POST", "")[0] == 201
        finally:
            again.terminate()
            again.wait()


def test_no_password_is_ever_said() -> None:
    assert place_of("redis://ann:secret@host:6379/0") == "redis://host:6379/0"
