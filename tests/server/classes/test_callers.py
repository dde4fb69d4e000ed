"""Every wrong caller of every route, every body that is none, and the limits."""

import json

import pytest
from starlette.testclient import TestClient

from poolviz.server.classes import bodies, rooms
from poolviz.server.classes.guard import tries
from poolviz.server.classes.guard.secrets import LENGTH, LETTERS, drawn_code
from poolviz.server.classes.guard.tries import Tries
from poolviz.server.classes.routes import HANDLERS
from tests.server.classes.conftest import QUESTION, Server

TEACHERS = [
    ("POST", "/show", QUESTION),
    ("POST", "/close", None),
    ("POST", "/reveal", None),
    ("POST", "/again", None),
    ("POST", "/wall", {"answers": True}),
    ("POST", "/plan", {"add": QUESTION}),
    ("GET", "/results.csv", None),
    ("DELETE", "", None),
]
STUDENTS = [("POST", "/answer", {"number": 1, "answer": "7 7"})]
BOTH = [("GET", "/events", None), ("GET", "/reason", None)]
INSIDE = [*TEACHERS, *STUDENTS, *BOTH]
ANYBODY = {("POST", ""), ("POST", "/join")}


def test_no_route_is_left_out_here() -> None:
    routes = {(method, path.removeprefix("/{code}")) for method, path, _handler in HANDLERS}
    assert routes == {(method, what) for method, what, _sent in INSIDE} | ANYBODY


@pytest.mark.parametrize(("method", "what", "sent"), TEACHERS, ids=lambda one: str(one))
def test_nobody_but_the_teacher(server: Server, method: str, what: str, sent: object) -> None:
    path, teacher = server.opened()
    student = server.joined(path)
    server.did(path, "show", teacher, QUESTION)
    before = server.state(path, teacher)
    reply = server.call(method, path + what, student, sent)
    assert reply.status_code == 403
    assert reply.json()["error"] == "only the teacher of this class can do this"
    assert server.state(path, teacher) == before


@pytest.mark.parametrize(("method", "what", "sent"), INSIDE, ids=lambda one: str(one))
def test_strangers(server: Server, method: str, what: str, sent: object) -> None:
    path, teacher = server.opened()
    student = server.joined(path)
    wrong = [
        "x",
        student + "x",
        student[:-1],
        "2." + student[2:],
        "0.",
        "é",
        "1." + teacher,
        teacher.swapcase(),
    ]
    for secret in wrong:
        headers = {"Authorization": f"Bearer {secret}".encode()}
        assert server.call(method, path + what, json=sent, headers=headers).status_code == 403, secret
    nothing = server.call(method, path + what, json=sent)
    assert (nothing.status_code, nothing.headers["www-authenticate"]) == (401, "Bearer")
    assert server.call(method, f"/{drawn_code()}{what}", teacher, sent).status_code == 404


@pytest.mark.parametrize(("method", "what", "sent"), INSIDE, ids=lambda one: str(one))
def test_who_belongs_to_another_class(server: Server, method: str, what: str, sent: object) -> None:
    (path, teacher), (other, its_teacher) = server.opened(), server.opened()
    server.joined(path)
    its_student = server.joined(other)  # the first one, as of this class
    for one, secret in ((path, teacher), (other, its_teacher)):
        server.did(one, "show", secret, QUESTION)
        server.did(one, "reveal", secret)
    before = server.state(path, teacher)
    for secret in (its_teacher, its_student):
        reply = server.call(method, path + what, secret, sent)
        assert (reply.status_code, reply.json()["error"]) == (403, "the secret is not one of this class")
    assert server.state(path, teacher) == before


def test_a_student_learns_the_reason_when_it_is_revealed(server: Server) -> None:
    path, teacher = server.opened()
    student = server.joined(path)
    server.did(path, "show", teacher, QUESTION)
    early = server.call("GET", f"{path}/reason", student)
    assert (early.status_code, early.json()["error"]) == (409, "the answer has not been revealed yet")
    server.did(path, "close", teacher)
    assert server.call("GET", f"{path}/reason", student).status_code == 409
    server.did(path, "reveal", teacher)
    assert "because" in server.call("GET", f"{path}/reason", student).json()


def test_a_secret_in_the_address_is_for_events_alone(server: Server) -> None:
    path, teacher = server.opened()
    once = {"Accept": "application/json"}
    assert server.call("GET", f"{path}/events?secret={teacher}", headers=once).status_code == 200
    assert server.call("GET", f"{path}/results.csv?secret={teacher}").status_code == 401
    assert server.call("DELETE", f"{path}?secret={teacher}").status_code == 401


def test_a_teacher_does_not_answer(server: Server) -> None:
    path, teacher = server.opened()
    server.did(path, "show", teacher, QUESTION)
    reply = server.call("POST", f"{path}/answer", teacher, {"number": 1, "answer": "7 7"})
    assert (reply.status_code, server.state(path, teacher)["answers"]) == (403, 0)


@pytest.mark.parametrize(
    "sent",
    [
        [],
        {},
        {"address": "windows", "topic": "output_size"},
        {"address": 3},
        {"address": "https://elsewhere.example/"},
        {"address": "//elsewhere.example"},
        {"address": "javascript:alert(1)"},
        {"address": "windows?x=<b>"},
        {"address": "w?" + "x" * 3_000},
        {"address": "windowz?k=3"},
        {"address": "windows?k=99999"},
        {"address": "windows?layer=Conv2d"},
        {**QUESTION, "topic": "nothing"},
        {**QUESTION, "topic": ["output_size"]},
        {**QUESTION, "seed": "1"},
        {**QUESTION, "seed": 2**60},
        {**QUESTION, "seed": -7},
        {**QUESTION, "seed": 1_000_000},
        {**QUESTION, "level": 0},
        {"topic": "value:windows?k=3", "seed": 1, "level": 1},
        {**QUESTION, "level": 4},
        {**QUESTION, "level": True},
        {**QUESTION, "more": 1},
    ],
    ids=str,
)
def test_what_cannot_be_shown(server: Server, sent: object) -> None:
    path, teacher = server.opened()
    reply = server.call("POST", f"{path}/show", teacher, sent)
    assert reply.status_code == 400
    assert set(reply.json()) == {"error"}
    assert server.state(path, teacher)["number"] == 0


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"\xff",
        b"[" * 4_000,
        b'{"number": NaN, "answer": 1}',
        b'{"number": 1}',
        b'{"number": 1, "answer": {}}',
    ],
    ids=lambda content: str(content[:30]),
)
def test_bodies_that_are_none(server: Server, content: bytes) -> None:
    path, teacher = server.opened()
    student = server.joined(path)
    server.did(path, "show", teacher, QUESTION)
    assert server.call("POST", f"{path}/answer", student, content=content).status_code == 400


def test_a_body_that_is_too_large(server: Server) -> None:
    path, _teacher = server.opened()
    for content in (b" " * (bodies.MOST_BYTES + 1), (b" " * 1_000 for _chunk in range(10))):
        assert server.call("POST", f"{path}/join", content=content).status_code == 413


@pytest.mark.parametrize("name", [3, [], "a" * 41], ids=str)
def test_a_name_that_is_none(server: Server, name: object) -> None:
    path, _teacher = server.opened()
    assert server.call("POST", f"{path}/join", json={"name": name}).status_code == 400


def test_names_are_text_and_stay_with_the_teacher(server: Server) -> None:
    path, teacher = server.opened()
    names = ["<b>Bo</b>", "=1+1", "小明\u202e\n 2", "\ud800x"]
    students = [
        server.call("POST", f"{path}/join", content=f'{{"name": {json.dumps(name)}}}'.encode())
        for name in names
    ]
    assert [reply.status_code for reply in students] == [201] * 4
    lines = server.call("GET", f"{path}/results.csv", teacher).content.decode("utf-8-sig").splitlines()
    assert lines == ["number,name", "1,<b>Bo</b>", "2,'=1+1", "3,小明 2", "4,x"]
    assert "Bo" not in str(server.state(path, teacher)) + str(
        server.state(path, students[1].json()["student"])
    )


def test_refusals_speak_chinese(server: Server) -> None:
    reply = server.call("GET", f"/{drawn_code()}/events?lang=zh")
    assert reply.json()["error"] == "没有课堂使用这个代码；它可能已经结束"


def test_codes_are_guessed_a_few_times_only(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tries, "monotonic", lambda: 100.0)
    path, teacher = server.opened()
    student = server.joined(path)
    tried = [server.call("POST", f"/{drawn_code()}/join").status_code for _try in range(32)]
    assert tried == [404] * 30 + [429] * 2
    refused = server.call("POST", f"{path}/join")  # a right guess tells nothing now
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "20")
    assert server.call("GET", f"{path}/events").status_code == 429
    assert server.state(path, teacher)["students"] == 1
    assert server.call("POST", f"{path}/join", student).status_code == 200


def test_another_address_may_go_on(server: Server) -> None:
    path, _teacher = server.opened()
    with TestClient(server.client.app, client=("192.0.2.9", 1)) as other:
        assert {other.post("/api/class/B/join").status_code for _try in range(31)} == {404, 429}
    assert server.call("POST", f"{path}/join").status_code == 201


def test_tries_come_back_and_few_addresses_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(tries, "monotonic", lambda: now[0])
    monkeypatch.setattr(tries, "REMEMBERED", 2)
    some = Tries(2, every=10.0)
    for address in ("2001:db8::1", "2001:db8::2"):
        assert some.wait(address) == 0
        some.count(address)
    assert some.wait("2001:db8::3") == 10
    now[0] += 10
    assert some.wait("2001:db8::4") == 0
    for address in ("192.0.2.1", "192.0.2.2"):
        some.count(address)
    assert len(some._used) == 2


def test_codes_are_many() -> None:
    assert len(LETTERS) ** LENGTH > 1e9
    assert len({drawn_code() for _code in range(1_000)}) == 1_000


def test_as_many_classes_and_students_as_can_be(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "MOST_CLASSES", 2)
    monkeypatch.setattr(rooms, "MOST_STUDENTS", 3)
    monkeypatch.setattr(rooms, "MOST_ROUNDS", 1)
    (path, teacher), _other = server.opened(), server.opened()
    full = server.call("POST", "")
    assert (full.status_code, full.json()["error"]) == (
        503,
        "at most 2 classes can be open at once; end one, or try again later",
    )
    student, _second, _third = (server.joined(path) for _student in range(3))
    full = server.call("POST", f"{path}/join")
    assert (full.status_code, full.json()["error"]) == (
        409,
        "this class is full: at most 3 students can join",
    )
    assert server.call("POST", f"{path}/join", student).status_code == 200
    server.did(path, "show", teacher, QUESTION)
    assert server.call("POST", f"{path}/show", teacher, QUESTION).status_code == 409
    assert server.call("DELETE", path, teacher).status_code == 204
    server.opened()


def test_the_limits_are_those_that_are_promised() -> None:
    assert (rooms.MOST_CLASSES, rooms.MOST_STUDENTS) == (50, 500)


def test_an_address_opens_so_many_classes(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tries, "monotonic", lambda: 100.0)
    statuses = [server.call("POST", "").status_code for _class in range(31)]
    assert statuses == [201] * 30 + [429]
