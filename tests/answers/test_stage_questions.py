"""Questions about the stage that is shown: answered by torch, with what misconceptions give in its place."""

import pytest
import torch
from torch.nn.functional import max_pool2d

from poolviz.answers.stage_questions import ask_any
from poolviz.errors import PoolvizError

X = torch.tensor(
    [[1.0, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1]]
).view(1, 1, 5, 5)


def test_the_size_of_the_output_is_torchs() -> None:
    question = ask_any("size:windows?k=3&s=2&p=1", 0, 1)
    assert question.answer == tuple(max_pool2d(X, 3, 2, 1).shape[-2:]) == (3, 3)
    assert question.mistakes["padding"] == (2, 2)
    assert question.grade("2 × 2").mistake == "padding"
    assert question.grade("3, 3").right


def test_one_value_is_the_one_of_its_number() -> None:
    question = ask_any("value:windows?k=2", 3, 1)
    assert question.answer == max_pool2d(X, 2)[0, 0, 1, 1] == 3
    assert "row 1, column 1" in question.text()
    assert question.grade("1.25").mistake == "average"
    assert question.grade("5").mistake == "sum"
    average = ask_any("value:windows?layer=AvgPool2d&k=2", 0, 1)
    assert average.grade("2").mistake == "maximum"


def test_the_whole_output_is_asked_on_its_stage() -> None:
    question = ask_any("output:windows?k=2", 0, 1)
    assert question.answer == [[2, 3], [5, 3]]
    assert question.grade("2 3; 5 3").right
    assert question.grade([["1", "2"], ["2.5", "1.25"]]).mistake == "average"


def test_what_has_a_topic_is_a_topic() -> None:
    assert ask_any("winner", 1, 1).topic == "winner"


@pytest.mark.parametrize(
    "topic",
    [
        "nothing:windows",
        "size:sizes",
        "size:nowhere",
        "size:pictures",
        "size:signals",
        "size:windows?k=9",
        "size:windows?x=a+b",
        "value:windows?layer=FractionalMaxPool2d",
        ":",
    ],
)
def test_what_cannot_be_asked_about_says_so(topic: str) -> None:
    with pytest.raises(PoolvizError):
        ask_any(topic, 0, 1)
