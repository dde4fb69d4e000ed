"""What the Output size page shows for an address: sizes, refusals, the inverse, chains."""

import pytest
from hypothesis import given, settings

from poolviz.answers.pooling.sizes import (
    answer,
    chain_row,
    chained,
    curve_lengths,
    fields,
    inverse,
)
from poolviz.answers.settings.fields import Values, read
from poolviz.answers.settings.language import translations
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.sizes.shapes import output_sizes
from poolviz.texts import speak
from tests.answers.addresses import addresses, values_at

FIELDS = fields()


def at(**address: str) -> Values:
    """The values of an address without a problem."""
    return values_at(FIELDS, **address)


def test_the_size_that_comes_out() -> None:
    found = answer(at(n="20", c="16", h="50", w="32", apart="true", k="3", kw="2", s="2", sw="1"))
    assert found.line == "(20, 16, 50, 32) → (20, 16, 24, 31)"
    assert code(found.layer) == "nn.MaxPool2d((3, 2), stride=(2, 1))"
    assert [(size.axis, size.length, size.size) for size in found.sizes] == [("H", 50, 24), ("W", 32, 31)]
    assert (found.plane, found.refusal) == ((50, 32), None)


def test_a_plane_that_no_memory_holds_has_a_size() -> None:
    found = answer(at(c="100000", h="100000", w="99999"))
    assert found.line == "(1, 100000, 100000, 99999) → (1, 100000, 50000, 49999)"


def test_a_layer_that_torch_refuses_has_none() -> None:
    found = answer(at(k="3", p="2"))
    assert (found.sizes, found.line) == ((), "")
    assert found.refusal is not None
    assert "pad should be at most half of effective kernel size" in str(found.refusal.torch_message)
    assert "nn.MaxPool2d(3, padding=1)" in [code(fix) for fix in found.refusal.fixes]


def test_layers_for_a_wanted_size() -> None:
    values = at(layer="AvgPool2d", to_h="11", to_w="11")
    found = inverse(values)
    assert code(found[0]) == "nn.AvgPool2d(3, padding=1)"
    for layer in found:
        assert [size.size for size in output_sizes(layer, answer(values).plane)] == [11, 11]
    assert inverse(at(to_h="40000", to_w="3")) == []


def test_a_chain_stops_where_torch_refuses() -> None:
    steps = chained(at(chain="nn.MaxPool2d(8)\nnn.MaxPool3d((1, 40, 2))\nnn.MaxPool2d(2)"))
    assert [chain_row(step) for step in steps] == [
        {"layer": "nn.MaxPool2d(8)", "shape in": "(1, 3, 32, 32)", "shape out": "(1, 3, 4, 4)"},
        {"layer": "nn.MaxPool3d((1, 40, 2))", "shape in": "(1, 3, 4, 4)", "shape out": "✗"},
    ]
    assert [step.plane for step in steps] == [(32, 32), (3, 4, 4)]
    assert chained(at(chain="")) == []


def test_a_line_that_is_no_layer_is_an_error() -> None:
    with pytest.raises(PoolvizError, match="line 2"):
        chained(at(chain="nn.MaxPool2d(2)\nx"))


def test_the_lengths_of_the_curve_begin_at_one() -> None:
    assert list(curve_lengths(1)) == list(range(1, 12))
    assert (curve_lengths(32)[0], curve_lengths(32)[-1]) == (22, 42)


def test_a_table_in_chinese() -> None:
    speak(translations("zh"))
    (row, *_others) = [chain_row(step) for step in chained(at())]
    assert list(row) == ["层", "输入形状", "输出形状"]


@settings(max_examples=60, deadline=None)
@given(addresses(FIELDS))
def test_whatever_the_address_says_there_is_a_size_or_a_refusal(address: dict[str, str]) -> None:
    values, _problems = read(FIELDS, address)
    found = answer(values)
    assert bool(found.line) != (found.refusal is not None)
    lines = [line.partition("#")[0].strip(" ,()[]") for line in values["chain"].splitlines()]
    if any(lines) and not any("nn." in line for line in lines):
        with pytest.raises(PoolvizError, match=r"line [0-9]"):
            chained(values)
