"""What is kept of a class: all that was confirmed, over restarts and kills, and nothing when it is over."""

import asyncio
import http.client
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from poolviz.server.classes import hub, rooms
from poolviz.server.classes.refusals import RefusedError
from poolviz.server.classes.routes import class_routes
from poolviz.server.classes.state import snapshot
from poolviz.server.classes.storage import tables
from poolviz.server.classes.storage.store import FILE, Store
from tests.server.classes.conftest import QUESTION, Server
from tests.server.classes.live import running


def tables_of(folder: Path) -> Iterator[int]:
    with closing(sqlite3.connect(folder / FILE)) as db:
        for table in ("class", "student", "round", "answer", "wall", "plan"):
            yield db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def lesson(server: Server) -> tuple[str, str, str]:
    path, teacher = server.opened()
    student = server.joined(path, "Wilhelmina")
    server.did(path, "show", teacher, QUESTION)
    server.did(path, "answer", student, {"number": 1, "answer": "7 7"})
    server.did(path, "wall", teacher, {"answers": True})
    server.did(path, "plan", teacher, {"add": QUESTION})
    return path, teacher, student


def test_another_server_on_the_same_data_goes_on(server: Server, tmp_path: Path) -> None:
    path, teacher, student = lesson(server)
    before = server.state(path, teacher)
    after = Store(lambda: tmp_path)
    with TestClient(Starlette(routes=class_routes(store=after))) as client:
        again = Server(client)
        assert again.state(path, teacher) == before
        again.did(path, "answer", student, {"number": 1, "answer": "8 8"})
        assert again.did(path, "close", teacher)["histogram"][0]["mistakes"] == {"rounded_up": 1}
    after.close()


def test_a_file_of_an_older_server_goes_on(server: Server, tmp_path: Path, store: Store) -> None:
    path, teacher, _student = lesson(server)
    store.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.execute("DROP TABLE wall")
    after = Store(lambda: tmp_path)
    with TestClient(Starlette(routes=class_routes(store=after))) as client:
        assert Server(client).did(path, "wall", teacher, {"answers": True})["wall"] is True
    after.close()


def test_300_answers_at_once_are_all_counted_and_none_twice(server: Server) -> None:
    path, teacher = server.opened()
    with ThreadPoolExecutor(30) as threads:
        students = list(threads.map(lambda _number: server.joined(path), range(300)))
        server.did(path, "show", teacher, QUESTION)
        answers = [(student, side) for student, side in zip(students, [7, 8] * 150, strict=True)]
        began = time.monotonic()
        replies = list(
            threads.map(
                lambda one: (
                    server.call(
                        "POST", f"{path}/answer", one[0], {"number": 1, "answer": [one[1], one[1]]}
                    ).status_code
                ),
                [*answers, *answers[:50]],
            )
        )
    print(f"350 answers in {time.monotonic() - began:.2f} s")
    assert replies == [200] * 350
    state = server.state(path, teacher)
    assert (state["students"], state["answers"]) == (300, 300)
    assert [bar["count"] for bar in state["histogram"][0]["answers"]] == [150, 150]
    assert len(set(students)) == 300


def test_a_server_killed_in_the_middle_of_a_round_loses_no_confirmed_answer(tmp_path: Path) -> None:
    confirmed: set[int] = set()
    with running(tmp_path) as live:
        made = live.call("POST", "")[1]
        path, teacher = f"/{made['code']}", made["teacher"]
        students = [live.call("POST", f"{path}/join")[1]["student"] for _student in range(40)]
        live.call("POST", f"{path}/show", teacher, QUESTION)
        enough = threading.Event()

        def give(number: int) -> None:
            try:
                status, _reply = live.call(
                    "POST", f"{path}/answer", students[number], {"number": 1, "answer": "7 7"}
                )
            except (OSError, http.client.HTTPException):  # it is dead, perhaps within its reply
                return
            if status == 200:
                confirmed.add(number + 1)
            if len(confirmed) >= 10:
                enough.set()

        with ThreadPoolExecutor(8) as threads:
            given = [threads.submit(give, number) for number in range(40)]
            assert enough.wait(60)
            live.kill()
            for one in given:
                one.result()
    assert len(confirmed) >= 10
    with running(tmp_path) as live:
        status, text = live.call("GET", f"{path}/results.csv", teacher)
        rows = [line.split(",") for line in text.splitlines()[1:]]
        assert (status, len(rows)) == (200, 40)
        assert confirmed <= {int(row[0]) for row in rows if row[2] == "7 7"}
        late = next(number for number in range(40) if rows[number][2] == "") if len(confirmed) < 40 else 0
        assert live.call("POST", f"{path}/answer", students[late], {"number": 1, "answer": "7 7"})[0] == 200


def test_nothing_is_left_of_a_class_that_was_ended(server: Server, tmp_path: Path) -> None:
    path, teacher, _student = lesson(server)
    assert list(tables_of(tmp_path)) == [1, 1, 1, 1, 1, 1]
    assert b"Wilhelmina" in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    server.call("DELETE", path, teacher)
    assert list(tables_of(tmp_path)) == [0, 0, 0, 0, 0, 0]
    assert b"Wilhelmina" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_a_class_is_over_after_24_hours(
    server: Server, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, teacher, student = lesson(server)
    later = time.time() + 24 * 3600 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    for secret in (teacher, student):
        assert server.call("GET", f"{path}/events", secret).status_code == 404
    assert server.call("POST", f"{path}/join").status_code == 404
    store.close()
    after = Store(lambda: tmp_path)
    assert after.exists()
    class_routes(store=after)  # a server that starts removes it, asked or not
    after.close()
    assert list(tables_of(tmp_path)) == [0, 0, 0, 0, 0, 0]
    assert b"Wilhelmina" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_a_listener_of_a_class_whose_time_is_over_is_told_so(store: Store) -> None:
    async def told() -> list[bytes]:
        code, _secret = await store.do(rooms.opened)
        await store.do(
            lambda db: db.execute("UPDATE class SET made = ?", [time.time() - tables.KEPT + 0.2]) and None
        )
        heard = hub.Hub(store).events(code, 0, True, "")
        return [re.findall(rb"event: (\w+)", event)[0] async for event in heard]

    assert asyncio.run(told()) == [b"state", b"ended"]


def test_one_operation_that_fails_takes_no_other_with_it(store: Store) -> None:
    async def together() -> list[object]:
        code, _secret = await store.do(rooms.opened)
        works = [rooms.joined(code, "a"), rooms.again(code), rooms.joined("X", "b"), rooms.joined(code, "c")]
        results = await asyncio.gather(*map(store.do, works), return_exceptions=True)
        state = await store.do(snapshot(code))
        assert state is not None
        return [*(type(one) for one in results), '"students":2' in state.teacher, state.version]

    assert asyncio.run(together()) == [str, RefusedError, RefusedError, str, True, 3]


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.touch()
    store = Store(lambda: folder)
    with TestClient(Starlette(routes=class_routes(store=store))) as client:
        reply = client.post("/api/class")
        assert (reply.status_code, "cannot be kept" in reply.json()["error"]) == (503, True)
        folder.unlink()
        assert client.post("/api/class").status_code == 503  # what waited for the file is refused once more
        assert client.post("/api/class").status_code == 201
    store.close()
