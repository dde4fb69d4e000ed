"""The notes' training: what is asked for, the table beside their figures, what it says."""

from pathlib import Path
from typing import Any

import pytest

from poolviz.answers.networks.notes import answer, epoch_rows, findings, share_done
from poolviz.answers.networks.training import fields
from poolviz.networks.training.notes import NotesEpoch, NotesMessage, NotesOutline, NotesRequest, Underway
from tests.answers.addresses import values_at
from tests.sources.datasets import mnist_like

REQUEST = NotesRequest(("max", "average"))
OUTLINE = NotesOutline(9000, 1000, {"max": 2_328_298, "average": 2_328_298, "none": 52_659_946})


def at(**link: Any) -> Any:
    return answer(values_at(fields(), **link))


def epoch(pool: str, number: int, test: float, evaluated: float = 0.97, seconds: float = 10) -> NotesEpoch:
    return NotesEpoch(pool, number, 0.9, test, evaluated, seconds, 10.0 * number)


def run(**last: float) -> list[NotesMessage]:
    epochs = [epoch(pool, number, test) for pool, test in last.items() for number in (1, 2, 3)]
    return [OUTLINE, *epochs]


def test_max_and_average_unless_the_link_says_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    found = at()
    assert (found.request, found.missing, found.ready) == (REQUEST, True, False)
    assert found.plan == "2 × 3 epochs in batches of 100, with 2,328,298, 2,328,298 parameters."
    mnist_like.make_folder(tmp_path)
    assert at().ready
    assert at(notes_max="false", notes_average="false").plan == "Choose at least one network."
    assert at(notes_none="true").request.pools == ("max", "average", "none")


def test_rows_stand_beside_the_figures_of_the_notes() -> None:
    rows = epoch_rows(REQUEST, [OUTLINE, epoch("max", 1, 0.98), Underway("max", 2, 40, 90, 0.95, 14)])
    assert [(row["epoch"], row["training accuracy"], row["test accuracy"]) for row in rows[:3]] == [
        ("1", "0.9000", "0.9800"),
        ("2", "0.9500 (40 / 90)", "–"),
        ("3", "–", "–"),
    ]
    assert [(row["the notes: training"], row["the notes: test"]) for row in rows[:4]] == [
        ("0.9646", "0.9869"),
        ("0.9866", "0.9909"),
        ("0.9917", "0.9880"),
        ("", ""),
    ]


def test_how_far_a_run_is() -> None:
    assert share_done(REQUEST, []) == 0
    assert share_done(REQUEST, [OUTLINE, epoch("max", 1, 0.98), Underway("max", 2, 45, 90, 0.95, 14)]) == 0.25
    assert share_done(REQUEST, run(max=0.98, average=0.98)) == 1


def test_nothing_is_said_before_a_network_has_finished() -> None:
    assert findings([]) == findings([OUTLINE, epoch("max", 1, 0.98), epoch("max", 2, 0.98)]) == []


@pytest.mark.parametrize(("test", "where"), [(0.984, "**within**"), (0.95, "**outside**")])
def test_the_result_beside_that_of_the_notes(test: float, where: str) -> None:
    said = findings(run(max=test))[0]
    assert said.startswith("The notes print 98.8 % after three epochs; here it is ")
    assert said.endswith(f"theirs lies {where}. They learned from 60,000 pictures, here there are 9,000.")


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (0.981, "−0.3 points from max pooling, 3 pictures of 1,000. **The test does not tell them apart.**"),
        (0.9, "−8.4 points from max pooling, 84 pictures of 1,000. That is more than chance of the test."),
    ],
)
def test_a_difference_is_weighed_against_chance(test: float, said: str) -> None:
    assert findings(run(max=0.984, average=test))[1] == f"Average pooling: {said}"


def test_costs_without_pooling_and_what_eval_changes() -> None:
    told = [*run(max=0.984), *[epoch("none", number, 0.98, seconds=95) for number in (1, 2, 3)]]
    _theirs, _apart, costs, evaluation, _once = findings(told)
    assert costs == (
        "Without pooling, the network has 22.6 times as many parameters, 52,659,946 instead of 2,328,298, "
        "nearly all of them in the first Linear, and an epoch took 9.5 times as long."
    )
    assert evaluation.endswith("max pooling has 97.0 % instead of 98.4 %.")
    assert "Without pooling the network has 52,659,946 parameters." in findings(told[:1] + told[4:])
