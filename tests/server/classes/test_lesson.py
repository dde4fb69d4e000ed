"""A class from its opening to its end, route by route, as each of its people sees it."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from poolviz.server.routes import routes
from tests.server.classes.conftest import QUESTION, Server


def test_a_lesson_with_two_votes(server: Server) -> None:
    path, teacher = server.opened()
    ana, bo = server.joined(path, "Ana"), server.joined(path)
    start = {"number": 0, "open": False, "revealed": False, "students": 2, "answers": 0}
    assert server.state(path, teacher) == server.state(path, ana) == start

    server.did(path, "show", teacher, {"address": "windows?k=3&ceil=true"})
    assert server.state(path, bo) == start | {"show": {"address": "windows?k=3&ceil=true"}}

    asked = server.did(path, "show", teacher, QUESTION)
    assert (asked["number"], asked["open"], asked["show"]["address"][:7]) == (1, True, "windows")
    assert asked["question"] == QUESTION | {"round": 1}
    assert server.did(path, "answer", ana, {"number": 1, "answer": "7 x 7"}) == {"number": 1}
    server.did(path, "answer", bo, {"number": 1, "answer": [8, 8]})
    seen = server.state(path, bo)
    assert (seen["answers"], "histogram" in seen) == (2, False)
    first = {
        "round": 1,
        "answers": [
            {"answer": "7 × 7", "count": 1, "right": True, "mistake": None},
            {"answer": "8 × 8", "count": 1, "right": False, "mistake": "rounded_up"},
        ],
        "others": 0,
        "right": 1,
        "mistakes": {"rounded_up": 1},
    }
    assert server.state(path, teacher)["histogram"] == [first]

    assert server.did(path, "close", teacher)["open"] is False
    second = server.did(path, "again", teacher)
    assert (second["number"], second["open"], second["answers"]) == (2, True, 0)
    assert second["question"] == QUESTION | {"round": 2}
    for student in (ana, bo):
        server.did(path, "answer", student, {"number": 2, "answer": "(7, 7)"})
    server.did(path, "reveal", teacher)
    revealed = server.state(path, ana)
    assert (revealed["open"], revealed["revealed"], revealed["answers"]) == (False, True, 2)
    assert revealed["histogram"][0] == first
    assert (revealed["histogram"][1]["round"], revealed["histogram"][1]["right"]) == (2, 2)

    server.did(path, "show", teacher, {"address": "sizes"})
    assert "question" not in server.state(path, bo)
    reply = server.call("GET", f"{path}/results.csv", teacher)
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig")))) == [
        [
            "number",
            "name",
            "1 output_size seed 1 level 1 round 1",
            "1 output_size seed 1 level 1 round 2",
        ],
        ["1", "Ana", "7 x 7", "(7, 7)"],
        ["2", "", "8 × 8", "(7, 7)"],
    ]
    assert server.call("DELETE", path, teacher).status_code == 204
    for secret in (teacher, ana):
        assert server.call("GET", f"{path}/events", secret).status_code == 404


def test_a_choice_is_read_in_the_results_by_its_number_and_text(server: Server) -> None:
    path, teacher = server.opened()
    ana = server.joined(path, "Ana")
    server.did(path, "show", teacher, {"topic": "max_or_mean", "seed": 1, "level": 1})
    server.did(path, "answer", ana, {"number": 1, "answer": "1"})
    text = server.call("GET", f"{path}/results.csv", teacher).content.decode("utf-8-sig")
    assert text.splitlines()[1] == "1,Ana,2. nn.AvgPool2d(2)"


def test_the_teacher_alone_is_told_what_the_projector_shows(server: Server) -> None:
    path, teacher = server.opened()
    student = server.joined(path)
    assert server.call("POST", f"{path}/wall", teacher, {"answers": True}).status_code == 409
    assert server.did(path, "show", teacher, QUESTION)["wall"] is False
    assert server.did(path, "wall", teacher, {"answers": True})["wall"] is True
    assert server.did(path, "wall", teacher, {"answers": True})["wall"] is True
    assert "wall" not in server.state(path, student)
    assert server.did(path, "wall", teacher, {"answers": False})["wall"] is False
    server.did(path, "wall", teacher, {"answers": True})
    assert server.did(path, "close", teacher)["wall"] is True
    assert server.did(path, "again", teacher)["wall"] is False
    server.did(path, "reveal", teacher)
    assert "wall" not in server.state(path, student)
    for sent in ({"answers": 1}, {"answers": None}, {}, {"answers": True, "more": 1}):
        assert server.call("POST", f"{path}/wall", teacher, sent).status_code == 400


def test_the_plan_is_the_teachers_on_every_screen(server: Server) -> None:
    path, teacher = server.opened()
    student = server.joined(path)
    assert "plan" not in server.state(path, teacher)
    page, size = {"address": "windows?k=3"}, {"address": "sizes?k=2"}
    server.did(path, "plan", teacher, {"add": page})
    server.did(path, "plan", teacher, {"add": QUESTION})
    server.did(path, "plan", teacher, {"add": size})
    server.did(path, "plan", teacher, {"at": 2})
    state = server.state(path, teacher)
    assert (state["plan"], state["step"]) == ([page, QUESTION, size], 2)
    server.did(path, "plan", teacher, {"remove": 1})
    server.did(path, "plan", teacher, {"remove": 9})
    server.did(path, "plan", teacher, {"remove": 2})
    state = server.state(path, teacher)
    assert (state["plan"], state["step"]) == ([QUESTION], 1)
    assert server.did(path, "plan", teacher, {"at": 100})["step"] == 1
    assert not {"plan", "step"} & server.state(path, student).keys()


@pytest.mark.parametrize(
    "sent",
    [
        *({}, {"add": 1}, {"add": {}}, {"add": QUESTION, "at": 1}, {"at": -1}, {"at": 101}, {"remove": "1"}),
        *({"add": {"address": "nowhere"}}, {"add": QUESTION | {"seed": -7}}, {"add": QUESTION | {"more": 1}}),
    ],
    ids=str,
)
def test_a_plan_holds_what_can_be_put_before_a_class(server: Server, sent: dict[str, Any]) -> None:
    path, teacher = server.opened()
    assert server.call("POST", f"{path}/plan", teacher, sent).status_code == 400
    assert "plan" not in server.state(path, teacher)


def test_a_plan_has_at_most_100_steps(server: Server) -> None:
    path, teacher = server.opened()
    for _step in range(100):
        server.did(path, "plan", teacher, {"add": {"address": "windows"}})
    full = server.call("POST", f"{path}/plan", teacher, {"add": QUESTION})
    assert (full.status_code, full.json()["error"]) == (409, "a plan has at most 100 steps")


def test_a_page_that_is_shown_leaves_a_question_that_is_still_worked_on(server: Server) -> None:
    path, teacher = server.opened()
    server.did(path, "show", teacher, QUESTION)
    assert server.did(path, "show", teacher, {"address": "sizes?k=2"})["open"] is True
    server.did(path, "close", teacher)
    assert server.did(path, "show", teacher, {"address": "windows"})["question"] == QUESTION | {"round": 1}


def test_the_answer_may_be_replaced_while_the_round_is_open(server: Server) -> None:
    path, teacher = server.opened()
    student = server.joined(path)
    server.did(path, "show", teacher, QUESTION)
    for answer in ("8 8", "6 6", "7 7"):
        server.did(path, "answer", student, {"number": 1, "answer": answer})
    state = server.state(path, teacher)
    assert (state["answers"], state["histogram"][0]["right"]) == (1, 1)
    server.did(path, "close", teacher)
    late = server.call("POST", f"{path}/answer", student, {"number": 1, "answer": "1 1"})
    assert late.status_code == 409
    assert late.json() == {"error": "this round is closed; the answer was not counted"}
    assert server.state(path, teacher)["histogram"] == state["histogram"]


def test_an_answer_to_an_earlier_round_is_not_counted_in_this_one(server: Server) -> None:
    path, teacher = server.opened()
    student = server.joined(path)
    server.did(path, "show", teacher, QUESTION)
    server.did(path, "close", teacher)
    server.did(path, "again", teacher)
    assert server.call("POST", f"{path}/answer", student, {"number": 1, "answer": "7 7"}).status_code == 409
    assert server.state(path, teacher)["answers"] == 0


@pytest.mark.parametrize("answer", ["many", "", "9" * 1000, 10**400, [[["7"]]], "<script>"], ids=repr)
def test_an_answer_that_cannot_be_read_is_not_wrong(server: Server, answer: object) -> None:
    path, teacher = server.opened()
    student = server.joined(path)
    server.did(path, "show", teacher, QUESTION)
    reply = server.call("POST", f"{path}/answer", student, {"number": 1, "answer": answer})
    assert reply.status_code == 400
    assert reply.json()["error"].startswith("the answer ")
    assert server.state(path, teacher)["answers"] == 0


def test_a_choice_that_is_not_offered_is_not_wrong(server: Server) -> None:
    path, teacher = server.opened()
    student = server.joined(path)
    server.did(path, "show", teacher, {"topic": "max_or_mean", "seed": 0, "level": 1})
    reply = server.call("POST", f"{path}/answer", student, {"number": 1, "answer": 99})
    assert (reply.status_code, "one of the choices" in reply.json()["error"]) == (400, True)
    server.did(path, "answer", student, {"number": 1, "answer": 0})


def test_a_second_tab_is_the_same_student_under_the_newest_name(server: Server) -> None:
    path, teacher = server.opened()
    student = server.joined(path, "Ana")
    again = server.call("POST", f"{path}/join", student, {"name": "Ana B."})
    assert (again.status_code, again.json()) == (200, {"student": student})
    assert server.state(path, teacher)["students"] == 1
    assert "1,Ana B." in server.call("GET", f"{path}/results.csv", teacher).text


def test_two_teachers_classes_are_apart(server: Server) -> None:
    (one, first), (other, second) = server.opened(), server.opened()
    server.did(one, "show", first, QUESTION)
    assert server.state(other, second)["number"] == 0
    assert server.call("POST", f"{one}/close", second).status_code == 403


def test_acts_without_a_question_or_out_of_turn(server: Server) -> None:
    path, teacher = server.opened()
    for what in ("close", "reveal", "again"):
        reply = server.call("POST", f"{path}/{what}", teacher)
        assert (reply.status_code, reply.json()["error"]) == (409, "no question has been asked yet")
    server.did(path, "show", teacher, QUESTION)
    assert server.call("POST", f"{path}/again", teacher).status_code == 409
    assert server.did(path, "close", teacher) == server.did(path, "close", teacher)


def test_the_code_is_read_as_people_type_it(server: Server) -> None:
    path, _teacher = server.opened()
    assert server.call("POST", f"/{path[1:4].lower()}-{path[4:]}/join").status_code == 201


def test_below_a_path_it_is_the_same_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    with TestClient(Starlette(routes=routes("pool"))) as client:
        made = client.post("/pool/api/class").json()
        assert client.post(f"/api/class/{made['code']}/join").status_code == 201
    assert (tmp_path / "classes.db").exists()


def test_the_reason_is_the_teachers_at_once_and_the_students_when_it_is_revealed(server: Server) -> None:
    path, teacher = server.opened()
    student = server.joined(path)
    assert server.call("GET", f"{path}/reason", teacher).status_code == 409
    server.did(path, "show", teacher, QUESTION)
    assert server.call("GET", f"{path}/reason", teacher).json()["because"].endswith(": 7 × 7.")
    assert server.call("GET", f"{path}/reason", student).status_code == 409
    assert server.call("GET", f"{path}/reason").status_code == 401
    server.did(path, "close", teacher)
    assert server.call("GET", f"{path}/reason", student).status_code == 409
    server.did(path, "reveal", teacher)
    said = server.call("GET", f"{path}/reason?lang=zh", student).json()
    assert said["because"] != server.call("GET", f"{path}/reason", student).json()["because"]
    assert said["mistakes"]
