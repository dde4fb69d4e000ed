"""Ask: what learners ask and what torch says leads to an answer, in both languages and with typing errors."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import nn

from poolviz.answers.asking.glossary import terms
from poolviz.answers.asking.messages import messages_like
from poolviz.answers.asking.questions import asked
from poolviz.answers.asking.search import MOST, search
from poolviz.answers.asking.usage import usage
from poolviz.answers.lessons.page import lessons
from poolviz.answers.pages import ANSWERED
from poolviz.answers.settings.fields import read
from tests.pages.paged import spoken

X = torch.zeros(1, 1, 5, 5)
PLACES = torch.zeros(1, 1, 2, 2, dtype=torch.long)
# What is refused; every message that torch gives for it must be known, whatever the numbers.
REFUSED: list[Callable[[], Any]] = [
    lambda: nn.MaxPool2d(3, padding=2)(X),
    lambda: nn.MaxPool2d(3, padding=2, dilation=2)(X),
    lambda: nn.AvgPool2d(3, padding=2)(X),
    lambda: nn.MaxPool1d(3, padding=2)(X[0]),
    lambda: nn.MaxPool3d(3, padding=2)(X[None]),
    lambda: nn.MaxPool2d(9)(X),
    lambda: nn.AvgPool2d(9)(X),
    lambda: nn.LPPool2d(2, 9)(X),
    lambda: nn.MaxPool1d(9)(X[0]),
    lambda: nn.AvgPool1d(9)(X[0]),
    lambda: nn.MaxPool3d(9)(X[None]),
    lambda: nn.MaxPool2d(2, stride=0)(X),
    lambda: nn.MaxPool2d(0)(X),
    lambda: nn.MaxPool2d(2, dilation=0)(X),
    lambda: nn.MaxPool2d(2, padding=-1)(X),
    lambda: nn.MaxPool2d(2)(torch.zeros(5)),
    lambda: nn.AvgPool2d(2)(torch.zeros(5)),
    lambda: nn.MaxPool2d(2)(torch.zeros(1, 1, 0, 5)),
    lambda: nn.MaxPool3d(2)(torch.zeros(5)),
    lambda: nn.MaxPool2d((2, 2, 2))(X),
    lambda: nn.MaxPool2d(2.5)(X),  # type: ignore[arg-type]
    lambda: nn.AdaptiveMaxPool2d((1, 2, 3))(X),  # type: ignore[arg-type]
    lambda: nn.FractionalMaxPool2d(2, output_size=2, output_ratio=0.5),
    lambda: nn.AvgPool2d(2, divisor_override=0)(X),
    lambda: nn.MaxUnpool2d(2)(torch.zeros(1, 1, 2, 2), PLACES + 17),
    lambda: nn.MaxUnpool2d(2)(torch.zeros(1, 1, 2, 2), PLACES.float()),
    lambda: nn.MaxUnpool2d(2)(torch.zeros(1, 1, 2, 2), PLACES, output_size=(9, 9)),
    lambda: nn.MaxUnpool2d(2)(torch.zeros(1, 1, 2, 2), PLACES[..., :1]),
    lambda: nn.MaxPool2d(),  # type: ignore[call-arg]
    lambda: nn.MaxPool2d(2)(X.bool()),
    lambda: nn.AdaptiveAvgPool2d(-1)(X),
    lambda: nn.FractionalMaxPool2d(2),
    lambda: nn.FractionalMaxPool2d(2, output_size=9)(X),
    lambda: nn.Linear(320, 10)(torch.zeros(1, 300)),
    lambda: nn.MaxPool2d(2, return_indices=True)(X).shape,
]


@pytest.mark.parametrize("refused", REFUSED)
def test_what_torch_says_is_known_alone_and_in_a_traceback(refused: Callable[[], Any]) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011
        refused()
    message = str(caught.value)
    assert [entry.kind for entry in messages_like(message)] == ["message"], message
    pasted = f"Traceback (most recent call last):\n  ...\n{type(caught.value).__name__}: {message}"
    assert search(pasted, [], "en")[0].kind == "message", message


def test_different_messages_lead_to_different_advice() -> None:
    small = messages_like(
        "Given input size: (1x5x5). Calculated output size: (1x0x0). Output size is too small"
    )
    half = messages_like("pad should be at most half of effective kernel size, but got pad=2, kernel_size=3")
    assert small[0].text != half[0].text


@pytest.mark.parametrize(
    ("refused", "axes"),
    [
        (lambda: nn.MaxPool1d(2)(X[0, 0, 0]), "1-d"),
        (lambda: nn.MaxPool2d(2)(X[0, 0, 0]), "2-d"),
        (lambda: nn.LPPool2d(2, 2)(X[0, 0]), "2-d"),
        (lambda: nn.MaxPool3d(2)(X[0]), "3-d"),
        (lambda: nn.AvgPool3d(2)(X[0, 0]), "3-d"),
    ],
)
def test_a_tensor_with_too_few_axes_is_answered_for_the_axes_of_its_layer(
    refused: Callable[[], Any], axes: str
) -> None:
    with pytest.raises((RuntimeError, IndexError)) as caught:
        refused()
    assert axes in messages_like(str(caught.value))[0].text, str(caught.value)


@pytest.mark.parametrize(
    ("text", "title"), [("步副", "步幅（stride）"), ("膨涨", "膨胀（dilation）"), ("感受也", "感受野")]
)
def test_a_wrong_character_is_forgiven(text: str, title: str) -> None:
    with spoken("zh"):
        assert title in [entry.title for entry in search(text, [], "zh")[:3]]


@pytest.mark.parametrize(
    "text", ["", "stride", "what does ceil_mode do", "the weather in Paris is very fine today"]
)
def test_what_is_no_message_is_not_taken_for_one(text: str) -> None:
    assert messages_like(text) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("recptive feild", "receptive field"),
        ("tap", "tap"),
        ("what does ceil_mode do?", "What does ceil_mode do?"),
        ("padding 0 or infinite", "Is padding 0 or −∞?"),
        ("is pooling translation invariant", "Is pooling really invariant to translation?"),
        ("max or avarage", "Max or average pooling?"),
        ("感受野", "receptive field"),
        ("count include pad", "count_include_pad"),
        ("default stride", "What is the default stride?"),
        ("worksheet", "How do I make a worksheet?"),
        ("print an exam", "How do I make a worksheet?"),
        ("projector", "How do I show a stage on a projector?"),
        ("hide the answer", "How do I share a link with the answer hidden?"),
        ("QR code", "How do I share a link with the answer hidden?"),
        ("paste from Excel", "How do I paste a matrix of my own?"),
        ("MATLAB", "How do I paste a matrix of my own?"),
        ("CIFAR picture", "How do I use a picture of my own, or one of CIFAR-10?"),
        ("upload", "How do I use a picture of my own, or one of CIFAR-10?"),
        ("own lesson", "How do I use a lesson of my own?"),
        ("powerpoint", "How do I export a figure or the numbers?"),
        ("kahoot", "How do I ask the whole class at once?"),
        ("undo", "How do I take a change back, or begin anew?"),
        ("shortcuts", "Which keys are there?"),
        ("why does avg pool change at the border", "Why does an average change at the border?"),
        ("打印试卷", "How do I make a worksheet?"),
    ],
)
def test_a_word_or_a_question_finds_its_answer(text: str, title: str) -> None:
    assert title in [entry.title for entry in search(text, [], "en")[:3]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_question_and_term_finds_itself(language: str) -> None:
    with spoken(language):
        for entry in (*asked(), *usage(), *terms()):
            found = [one.title for one in search(entry.title, [], language)[:3]]
            assert entry.title in found, entry.title


def test_all_that_is_found_leads_somewhere() -> None:
    keys = [lesson.key for lesson in lessons("en").lessons]
    for entry in (*asked(), *usage(), *terms()):
        assert entry.page in ANSWERED or entry.page in ("learn", "sizes", "training", "layers", "class")
        if entry.page == "learn":
            assert entry.settings.get("lesson", keys[0]) in keys
        elif entry.page in ANSWERED:
            assert read(ANSWERED[entry.page].fields(), entry.settings)[1] == []


def test_there_are_as_many_questions_as_learners_ask() -> None:
    assert len(asked()) == 25


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "zzqqxx", "9" * 5_000, "<script>" * 300, "[](" * 100, "🔲" * 50]
)
def test_whatever_is_asked_there_is_a_list(text: str) -> None:
    assert len(search(text, [], "en")) <= MOST


@pytest.mark.parametrize(
    ("text", "term"),
    [("什么是步幅", "步幅"), ("步幅是什么？", "步幅"), ("为什么要填充", "填充"), ("什么是感受野", "感受野")],
)
def test_how_a_chinese_question_is_asked_does_not_count(text: str, term: str) -> None:
    with spoken("zh"):
        assert all(term in f"{one.title} {one.also}" for one in search(text, [], "zh")[:3])
