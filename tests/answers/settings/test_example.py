"""Which example is on a page: the one whose settings are all there, however they were written."""

from typing import Any

import pytest

from poolviz.answers.findings.compare.examples import EXAMPLES as COMPARED
from poolviz.answers.findings.frameworks.cases import FRAMEWORK_CASES
from poolviz.answers.pooling import signals, windows
from poolviz.answers.pooling.examples import VOLUMES, WINDOWS
from poolviz.answers.pooling.signals import EXAMPLES as SIGNALS
from poolviz.answers.pooling.unpooling.cases import CASES
from poolviz.answers.settings.example import Example, current
from poolviz.answers.settings.fields import read, whole, words, written

ONE = Example("one", "One", "", {"x": "1 2"})
BOTH = Example("both", "Both", "", {"x": "1 2", "k": 3})
FIELDS = {"x": words(same=str.split), "k": whole(2, 0, 9)}


@pytest.mark.parametrize(
    ("x", "k", "found"),
    [("1 2", 3, BOTH), (" 1  2", 3, BOTH), ("1 2", 2, ONE), ("2 1", 3, None), ("", 2, None)],
)
def test_the_first_whose_settings_are_all_equal(x: str, k: int, found: Example | None) -> None:
    assert current((BOTH, ONE), {"x": x, "k": k}, FIELDS) is found


@pytest.mark.parametrize("one", WINDOWS, ids=lambda one: one.key)
def test_an_example_of_windows_opens_by_its_link(one: Example) -> None:
    link = written(one.link, windows.fields())
    values, problems = read(windows.fields(), link)
    assert not problems
    assert windows.example(values) is one


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        ({"k": 3, "ceil": True}, "x5-ceil"),
        ({"k": 3, "ceil": True, "s": 3}, "x5-ceil"),  # the stride that is left out
        ({"apart": True, "k": 3, "kw": 3, "ceil": True}, "x5-ceil"),
        ({"layer": "AvgPool2d", "k": 3, "ceil": True, "d": 2, "to": 5}, "x5-average"),  # has no dilation
        ({"k": 3, "ceil": True, "x": "[1, 2, 0, 3, 1], [0, 1, 2, 3, 1]"}, None),
        ({"k": 3, "ceil": True, "d": 2}, None),
    ],
)
def test_settings_that_the_layer_does_not_take_count_for_nothing(
    settings: dict[str, Any], key: str | None
) -> None:
    found = windows.example({**read(windows.fields(), {})[0], **settings})
    assert (found and found.key) == key


def test_a_signal_is_an_example_only_where_it_comes_from_there() -> None:
    start, _problems = read(signals.fields(), {})
    found = signals.example({**start, "sig": "noise"})
    assert found is not None
    assert found.title == "Noise"
    assert signals.example({**start, "sig": "noise", "src": "numbers"}) is None


def every_example() -> list[Example]:
    return [
        *WINDOWS,
        *VOLUMES,
        *SIGNALS,
        *CASES,
        *FRAMEWORK_CASES,
        *(one for section in COMPARED.values() for one in section),
    ]


def test_every_example_asks_a_question_of_its_own_and_no_lesson_asks() -> None:
    asked = [one.asks for one in every_example()]
    assert all(one.endswith("?") for one in asked), [one.title for one in every_example() if not one.asks]
    assert [one.lesson for one in every_example() if "?" in one.lesson] == []
    own = {(one.asks, one.title) for one in every_example()}
    assert len({asks for asks, _title in own}) >= len(own) - 2  # ties and the fractional are asked of both
