"""A page as a function of its address: what its bar tells becomes settings."""

import pytest

from poolviz.answers.pages import ANSWERED

WINDOWS = ANSWERED["windows"]


def test_a_bar_tells_settings_of_a_layer_as_texts():
    told = {"values": {"k": "3", "ceil": "true", "p": "1", "s": 2, "x": "1 2", "lang": "zh"}}
    assert WINDOWS.told(told, {}) == ({"k": 3, "ceil": True, "p": 1}, "")


@pytest.mark.parametrize(
    ("page", "key", "text", "remark"),
    [
        ("windows", "k", "300", "`kernel_size` must be a whole number from 0 to 256."),
        ("windows", "p", "many", "`padding` must be a whole number from -1 to 128."),
        ("signals", "k", "2.5", "`kernel_size` must be a whole number from 0 to 256."),
        ("adaptive", "ah", "1e9", "`output_size` must be a whole number from -99 to 9999."),
    ],
)
def test_an_unreadable_text_changes_nothing_and_it_is_said_what_it_must_be(page, key, text, remark):
    answers = ANSWERED[page]
    present = {name: field.default for name, field in answers.fields().items()}
    assert answers.told({"values": {key: text}}, present) == ({}, remark)


@pytest.mark.parametrize("told", [{}, {"values": None}, {"values": {}}, {"line": 3}])
def test_a_bar_that_tells_nothing_changes_nothing(told):
    assert WINDOWS.told(told, {"k": 5}) == ({}, "")


def test_a_bar_tells_a_line_of_code_and_a_remark_says_how_torch_writes_it():
    values, remark = WINDOWS.told({"line": "F.max_pool2d(x, 3)"}, {"x": "1 2", "k": 5})
    assert (values["layer"], values["k"]) == ("MaxPool2d", 3)
    assert "x" not in values
    assert remark == "In torch.nn this is nn.MaxPool2d(3)."


def test_a_line_that_cannot_be_read_changes_nothing_and_says_why():
    values, remark = WINDOWS.told({"line": "nn.Conv2d(1, 2, 3)", "values": {"k": "3"}}, {})
    assert values == {}
    assert "Conv2d" in remark


def test_a_page_without_a_bar_is_told_nothing():
    assert ANSWERED["practise"].told({"values": {"k": "3"}, "line": "nn.MaxPool2d(3)"}, {}) == ({}, "")
