"""What people type as an answer, and what it says."""

import math
from fractions import Fraction

import pytest
import torch

from poolviz.errors import PoolvizError
from poolviz.questions import parsing
from poolviz.questions.kinds import KINDS

NO_NUMBER = "the answer must be a number, such as 7, 2.5 or 5/2, but got"
NO_ROWS = "the answer must be rows of numbers, all of the same length, but got"


@pytest.mark.parametrize(
    "text", ["3x4", "(3, 4)", "3, 4", "3 × 4", "３×４", "3、4", "[3,4]", "torch.Size([3, 4])", "3*4"]
)
def test_a_size_as_people_write_it(text: str) -> None:
    assert parsing.whole_numbers(text) == (3, 4)


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
        (".5", 0.5, True),
        ("1000001", 1e6, True),
        ("1000002", 1e6, False),
        ("0.000001", 0, True),
        ("2/1000000", 0, False),
        ("1" + "0" * 300, 1e300, True),
        (" " * 1999 + "7", 7, True),
        ("inf", -math.inf, False),
        ("inf", 7, False),
        ("nan", 7, False),
        ("7", math.nan, False),
    ],
)
def test_a_number_as_people_write_it(text: str, answer: float, right: bool) -> None:
    try:
        assert parsing.number(text).says(answer) is right
    except PoolvizError:
        assert not right


def test_numbers_of_python_and_of_torch() -> None:
    assert parsing.number(torch.tensor(2.5)).says(2.5)
    assert parsing.number(Fraction(1, 3)).says(1 / 3)
    assert parsing.number(torch.tensor(1.0) / 3).says(1 / 3)
    assert not parsing.number(2).says(2.5)


def test_an_empty_answer_is_said_to_be_empty() -> None:
    for read in (parsing.number, parsing.whole_numbers, parsing.matrix):
        for empty in ("", " ", "\u3000"):
            with pytest.raises(PoolvizError, match="the answer is empty"):
                read(empty)


@pytest.mark.parametrize(
    "hostile", ["a", "1/0", "--1", "1e999", "½", "٣", "1 2", None, [], {}, True, object()]
)
def test_what_is_no_number_is_refused(hostile: object) -> None:
    with pytest.raises(PoolvizError, match="the answer must be a number"):
        parsing.number(hostile)


def test_cells_as_text_and_as_values() -> None:
    wanted = frozenset({(0, 1), (2, 3)})
    for given in ("(0, 1) (2, 3)", "0 1; 2 3", [[0, 1], [2, 3]], {(2, 3), (0, 1)}, "(2,3)，(0,1)"):
        assert parsing.cells(given, 2) == wanted
    assert parsing.cells("", 2) == parsing.cells([], 2) == frozenset()
    with pytest.raises(PoolvizError, match="cells"):
        parsing.cells("0 1 2", 2)


def test_a_matrix_as_text_and_as_values() -> None:
    for given in (
        "2 3\n5 1",
        "2 3; 5 1",
        "[[2, 3], [5, 1]]",
        [[2, 3], [5, 1]],
        torch.tensor([[2.0, 3], [5, 1]]),
    ):
        assert [[float(one.value) for one in row] for row in parsing.matrix(given)] == [[2, 3], [5, 1]]
    for one_row in ("1 2", "[1, 2]", "1 2;\n", [1, 2], torch.tensor([1, 2])):
        assert [[int(one.value) for one in row] for row in parsing.matrix(one_row)] == [[1, 2]]
    for wrong in ("1 2; 3", [[]], [[1], [2, 3]], "a b"):
        with pytest.raises(PoolvizError, match="the answer must be"):
            parsing.matrix(wrong)


@pytest.mark.parametrize("text", ["abc", "3 x abc", "inf, 2"])
def test_what_is_no_size_is_told_how_one_is_written(text: str) -> None:
    with pytest.raises(PoolvizError, match="must be whole numbers"):
        parsing.whole_numbers(text)


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("choice", "1 2", "the answer must be one of the choices, but got 1 2"),
        ("choice", "1 " * 30, "the answer must be one of the choices, but got " + "1 " * 20),
        ("code", 12, "the answer must be a line of code, but got 12"),
        ("cells", "0 1 2", "the answer must be cells, such as (0, 1) (2, 3), but got 0 1 2"),
        ("cells", "none", "the answer must be cells, such as (0, 1) (2, 3), but got none"),
        ("size", "a b", "the answer must be whole numbers, such as (3, 4), but got a b"),
        ("cells", 7, "the answer must be cells, such as (0, 1) (2, 3), but got 7"),
        ("cells", [(0, 1, 2)], "the answer must be cells, such as (0, 1) (2, 3), but got [(0, 1, 2)]"),
        ("cells", [(0, 1), (2,)], "the answer must be cells, such as (0, 1) (2, 3), but got [(0, 1), (2,)]"),
        ("size", [], "the answer must be whole numbers, such as (3, 4), but got []"),
        ("size", "２ b", "the answer must be whole numbers, such as (3, 4), but got ２ b"),
        ("number", "a" * 41, f"{NO_NUMBER} {'a' * 40}"),
        ("number", "1/0", f"{NO_NUMBER} 1/0"),
        ("number", None, f"{NO_NUMBER} None"),
        ("number", torch.zeros(2), f"{NO_NUMBER} tensor([0., 0.])"),
        ("number", "9" * 302, "the answer holds a number that is too large"),
        ("number", -(10**301), "the answer holds a number that is too large"),
        ("number", "9" * 2001, "the answer must be at most 2000 characters long"),
        ("cells", "9" * 2001, "the answer must be at most 2000 characters long"),
        ("matrix", "1 a", f"{NO_NUMBER} a"),
        ("matrix", "1 2; 3", f"{NO_ROWS} 1 2; 3"),
        ("matrix", [[]], f"{NO_ROWS} [[]]"),
        ("matrix", 7, f"{NO_ROWS} 7"),
    ],
)
def test_what_cannot_be_read_is_said_back(kind: str, given: object, said: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        KINDS[kind].read(given, ())
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("kind", "answer", "written"),
    [
        ("number", -0.5, "−0.5"),
        ("number", float("-inf"), "−∞"),
        ("size", (7, 8), "7 × 8"),
        ("cells", {(2, 3), (0, 1)}, "(0, 1), (2, 3)"),
        ("matrix", [[1.0, -2.5], [3.0, 4.0]], "1 −2.5; 3 4"),
    ],
)
def test_an_answer_as_it_is_written_is_read_as_the_same(kind: str, answer: object, written: str) -> None:
    assert KINDS[kind].write(answer) == written
    assert KINDS[kind].same(KINDS[kind].read(written, answer), answer)


@pytest.mark.parametrize("given", ["1.5", "2, 2.5", "inf", "3, −∞", [3, math.nan], [0.5, math.inf], "a"])
def test_what_is_no_whole_number_is_refused(given: object) -> None:
    with pytest.raises(PoolvizError, match=r"^the answer must be whole numbers, such as \(3, 4\), but got "):
        parsing.whole_numbers(given)


def test_a_fraction_is_exact_whatever_its_upper_part_shows() -> None:
    assert [parsing.number(text).places for text in ("2.50", "3", "3.", "5/2", "1.5/2")] == [
        2,
        None,
        None,
        None,
        None,
    ]


def test_a_line_of_code_is_the_same_however_it_is_written() -> None:
    same = KINDS["code"].same
    assert same("torch.nn.MaxPool2d(kernel_size=3)", "nn.MaxPool2d(3)")
    assert not same("nn.MaxPool2d(3, 1)", "nn.MaxPool2d(3)")
