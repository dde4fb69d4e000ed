"""A question over HTTP: what is asked and given, and nothing that gives the answer away."""

import json

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from poolviz.questions import TOPICS, ask
from poolviz.server.question import reason
from poolviz.server.routes import routes

CHINESE = "一二三四五六七八九十的是"


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=routes()))


def test_a_question_says_what_is_asked_and_what_is_given(client: TestClient) -> None:
    said = client.get("/api/question/winner/1/1").json()
    assert said["text"] == ask("winner", 1).text()
    assert said["kind"] == "cells"
    assert [grid["id"] for grid in said["stage"]["grids"]] == ["input"]
    assert client.get("/api/question/winner/1/1?lang=zh").json()["text"] == ask("winner", 1).text("zh")


@pytest.mark.parametrize("topic", TOPICS)
def test_no_question_says_its_answer_or_its_mistakes(client: TestClient, topic: str) -> None:
    found = ask(topic, 2, 2)
    said = client.get(f"/api/question/{topic}/2/2").text
    assert said.startswith("{")
    assert json.dumps(found.because(), ensure_ascii=False) not in said
    assert not [text for text in found.betrayed().values() if json.dumps(text, ensure_ascii=False) in said]
    assert set(json.loads(said)) <= {"title", "kind", "text", "choices", "stage"}


def test_a_choice_offers_its_choices(client: TestClient) -> None:
    assert client.get("/api/question/max_or_mean/1/1").json()["choices"] == list(
        ask("max_or_mean", 1).choices
    )


@pytest.mark.parametrize(
    "path", ["nonsense/1/1", "winner/x/1", "winner/1/9", "winner/1/x", "winner/99999999999999999999999/1"]
)
def test_what_is_no_question_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/api/question/{path}").status_code == 404


def test_a_reason_leads_the_stage_to_the_cell_that_was_asked_about() -> None:
    found = ask("winner", 1)
    said = reason(found, "en")
    assert said["because"] == found.because()
    assert said["mistakes"]["last"].startswith("You took the last")
    values = found.drawn.values
    assert said["at"] == {"grid": "output", "r": values["row"], "c": values["col"]}
    assert {"input", "output"} <= {grid["id"] for grid in said["stage"]["grids"]}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_reason_points_at_a_cell_that_its_stage_has(topic: str) -> None:
    for seed in range(3):
        said = reason(ask(topic, seed), "en")
        if "at" in said:
            grid = next(one for one in said["stage"]["grids"] if one["id"] == said["at"]["grid"])
            assert said["at"]["r"] < grid["rows"]
            assert said["at"]["c"] < grid["cols"]


@pytest.mark.parametrize("seed", ["-7", "1000000", "1.5", "x", "9" * 30])
def test_a_number_that_is_none_of_a_question_is_said(client: TestClient, seed: str) -> None:
    reply = client.get(f"/api/question/winner/{seed}/1")
    assert reply.status_code == 404
    assert reply.json()["error"]


def test_the_value_of_a_stage_that_it_does_not_have_is_said(client: TestClient) -> None:
    reply = client.get("/api/question/value:windows%3Fk=3/4/1")
    assert reply.status_code == 404
    assert "numbered from 0 to 0, but got 4" in reply.json()["error"]
