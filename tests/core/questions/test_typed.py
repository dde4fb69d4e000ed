"""What people type as an answer, and what it says."""

import math
from fractions import Fraction

import pytest
import torch

from poolviz.errors import PoolvizError
from poolviz.questions import typed


@pytest.mark.parametrize(
    "text", ["3x4", "(3, 4)", "3, 4", "3 × 4", "３×４", "3、4", "[3,4]", "torch.Size([3, 4])", "3*4"]
)
def test_a_size_as_people_write_it(text: str) -> None:
    assert typed.whole_numbers(text) == (3, 4)


@pytest.mark.parametrize(
    ("text", "answer", "right"),
    [
        ("2.50", 2.5, True),
        ("5/2", 2.5, True),
        ("2.5", 2.5, True),
        ("2,5", 2.5, False),
        ("0.44", 4 / 9, True),
        ("0.444", 4 / 9, True),
        ("0.4", 4 / 9, True),
        ("0.45", 4 / 9, False),
        ("0", 4 / 9, False),
        ("4/9", 4 / 9, True),
        ("－3", -3, True),
        ("-inf", -math.inf, True),
        ("−∞", -math.inf, True),
        ("nan", math.nan, True),
        ("1.", 1, True),
        ("16777217", 16777217, True),
    ],
)
def test_a_number_as_people_write_it(text: str, answer: float, right: bool) -> None:
    try:
        assert typed.number(text).says(answer) is right
    except PoolvizError:
        assert not right


def test_numbers_of_python_and_of_torch() -> None:
    assert typed.number(torch.tensor(2.5)).says(2.5)
    assert typed.number(Fraction(1, 3)).says(1 / 3)
    assert typed.number(torch.tensor(1.0) / 3).says(1 / 3)
    assert not typed.number(2).says(2.5)


@pytest.mark.parametrize(
    "hostile", ["", "a", "1/0", "--1", "1e999", "½", "٣", "1 2", None, [], {}, True, object()]
)
def test_what_is_no_number_is_refused(hostile: object) -> None:
    with pytest.raises(PoolvizError, match="the answer must be a number"):
        typed.number(hostile)


def test_cells_as_text_and_as_values() -> None:
    wanted = frozenset({(0, 1), (2, 3)})
    for given in ("(0, 1) (2, 3)", "0 1; 2 3", [[0, 1], [2, 3]], {(2, 3), (0, 1)}, "(2,3)，(0,1)"):
        assert typed.cells(given, 2) == wanted
    assert typed.cells("", 2) == typed.cells([], 2) == frozenset()
    with pytest.raises(PoolvizError, match="cells"):
        typed.cells("0 1 2", 2)


def test_a_matrix_as_text_and_as_values() -> None:
    for given in (
        "2 3\n5 1",
        "2 3; 5 1",
        "[[2, 3], [5, 1]]",
        [[2, 3], [5, 1]],
        torch.tensor([[2.0, 3], [5, 1]]),
    ):
        assert [[float(one.value) for one in row] for row in typed.matrix(given)] == [[2, 3], [5, 1]]
    for wrong in ("", "1 2; 3", [[]], [[1], [2, 3]], "a b"):
        with pytest.raises(PoolvizError, match="the answer must be"):
            typed.matrix(wrong)
