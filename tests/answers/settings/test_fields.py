"""The fields of a link: what is written is read back the same, and nothing else is read."""

import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from poolviz.answers.pooling import sizes
from poolviz.answers.pooling.windows import PANELS
from poolviz.answers.settings.fields import LONGEST, Field, Fields, flag, one_of, whole, words, written
from poolviz.answers.settings.language import LANGUAGES
from poolviz.errors import PoolvizError

FIELDS = {
    **sizes.fields(),
    "lang": one_of(LANGUAGES),
    "panel": one_of(PANELS),
    "x": words("1 2\n3 4"),
    "large": flag(),
}


def link(fields: Fields, state: dict[str, Any]) -> dict[str, str]:
    """What the address says of the fields when the session holds `state`."""
    return written({key: state.get(key, field.default) for key, field in fields.items()}, fields)


def values_of(field: Field) -> some.SearchStrategy[Any]:
    """Values that the widget of a field can hold."""
    if isinstance(field.default, bool):
        return some.booleans()
    if isinstance(field.default, str):
        texts = power_texts() if readable(field, "-inf") else some.text(max_size=60)
        return (
            texts
            if readable(field, "any text") or readable(field, "-inf")
            else some.sampled_from(choices(field))
        )
    low, high = limits(field)
    if isinstance(low, float):
        return some.integers(round(low * 100), round(high * 100)).map(lambda number: number / 100)
    numbers = some.integers(low, high)
    return numbers | some.none() if field.default is None else numbers


def power_texts() -> some.SearchStrategy[str]:
    return some.sampled_from(["1", "3", "0.5", "-2", "inf", "-inf"])


def limits(field: Field) -> tuple[int, int]:
    with pytest.raises(PoolvizError) as refused:
        field.read("\x00")
    return refused.value.values["lowest"], refused.value.values["highest"]


def readable(field: Field, text: str) -> bool:
    try:
        field.read(text)
    except ValueError:
        return False
    return True


def choices(field: Field) -> list[str]:
    with pytest.raises(PoolvizError) as refused:
        field.read("\x00")
    return refused.value.values["names"].split(", ")


@pytest.mark.parametrize("key", FIELDS)
@settings(max_examples=25)
@given(data=some.data())
def test_what_is_written_is_read_back_the_same(key: str, data: some.DataObject) -> None:
    field = FIELDS[key]
    value = data.draw(values_of(field))
    address = link({key: field}, {key: value})
    assert (key in address) == (value != field.default)
    if key in address:
        assert field.read(address[key]) == value


def test_a_link_holds_only_what_is_not_the_default() -> None:
    assert link(FIELDS, {}) == {}
    assert link(FIELDS, {key: field.default for key, field in FIELDS.items()}) == {}
    held = {"k": 3, "s": None, "p": 0, "ceil": True, "count_pad": False, "layer": "AvgPool2d", "x": "7"}
    assert link(FIELDS, held) == {
        "layer": "AvgPool2d",
        "k": "3",
        "ceil": "true",
        "count_pad": "false",
        "x": "7",
    }


def test_a_stride_that_was_cleared_is_no_news_but_an_emptied_matrix_is() -> None:
    assert link({"s": whole(None, 0, 9), "x": words("1 2")}, {"s": None, "x": ""}) == {"x": ""}
    assert whole(None, 0, 9).read("") is None
    assert words("1 2").read("") == ""


def test_a_text_too_long_to_be_read_stays_out_of_the_link() -> None:
    field = words("")
    assert len(link({"x": field}, {"x": "1" * LONGEST})["x"]) == field.read("1" * 20_000).__len__() == 20_000
    assert link({"x": field}, {"x": "1" * 20_001}) == {}
    assert link({"x": words("", 5)}, {"x": "123456"}) == {}
    with pytest.raises(PoolvizError, match="at most 20000 characters"):
        field.read("1" * 20_001)


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("9", 9), ("-3", -3), ("007", 7), ("-0", 0), ("000000009", 9)]
)
def test_whole_numbers(text: str, number: int) -> None:
    assert whole(1, -3, 9).read(text) == number


@pytest.mark.parametrize(
    "text",
    [
        *["", "-", "--3", "+3", "10", "-4", "0000000009", "0000000000000099", "1.0", "1e0", "0x1", "1_0"],
        *[" 1", "1\n", "٣", "３", "²", "½", "nan", "true", "None", "9" * 5000, "-" * 5000, "\x00", "<b>"],
    ],
)
def test_what_is_no_whole_number_in_its_range_is_refused_with_the_range(text: str) -> None:
    with pytest.raises(PoolvizError, match="a whole number from -3 to 9"):
        whole(1, -3, 9).read(text)


@given(some.text(alphabet=string.printable, max_size=12))
def test_any_text_gives_a_number_in_its_range_or_a_sentence(text: str) -> None:
    field = whole(1, -3, 9)
    assert not readable(field, text) or -3 <= field.read(text) <= 9


@pytest.mark.parametrize("text", ["True", "1", "yes", "", " true", "true\n", "wahr"])
def test_a_flag_is_true_or_false_and_nothing_else(text: str) -> None:
    assert flag().default is False
    assert flag(True).default is True
    assert [flag().read("true"), flag().read("false")] == [True, False]
    with pytest.raises(PoolvizError, match="one of true, false"):
        flag().read(text)


def test_one_of_names() -> None:
    field = one_of(("max", "mean"), "mean")
    assert field.default == "mean"
    assert field.read("max") == "max"
    with pytest.raises(PoolvizError, match="one of max, mean"):
        field.read("MAX")


@pytest.mark.parametrize("key", FIELDS)
@settings(max_examples=25)
@given(text=some.text(max_size=30))
def test_no_text_of_a_link_breaks_a_field(key: str, text: str) -> None:
    field = FIELDS[key]
    assert not readable(field, text) or readable(
        field, link({key: field}, {key: field.read(text)}).get(key, text)
    )
