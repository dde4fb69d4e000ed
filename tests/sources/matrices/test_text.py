"""What people type or paste becomes the matrix they mean, or one sentence that says where it does not."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from poolviz.errors import PoolvizError
from poolviz.sources.matrices.text import parse_matrix, random_matrix, with_cell, write_matrix


@pytest.mark.parametrize(
    "text",
    [
        "1 2 0;0 1 2",
        "1 2 0\n0 1 2",
        "1 2 0\r\n0 1 2\r\n",
        "  1,2,0 ;\n\n 0, 1 ,2, ",
        "1\t2\t0\n0\t1\t2",
        "1，2、0；0，1，2",
        "１　２　０；０　１　２",
        "[[1, 2, 0], [0, 1, 2]]",
        "[[1 2 0]\n [0 1 2]]",
        "[[1, 2,\n  0], [0, 1,\n 2],]",
        "[1, 2, 0], [0, 1, 2]",
        "[1 2 0; 0 1 2]",
        "[[[[1, 2, 0], [0, 1, 2]]]]",
        "tensor([[1., 2., 0.],\n        [0., 1., 2.]])",
        "torch.tensor([[1, 2, 0], [0, 1, 2]], dtype=torch.float32)",
        "x = torch.tensor([[1, 2, 0], [0, 1, 2]], device='cuda:0', requires_grad=True)",
        "np.array([[1e0, +2, 0.0], [-0, 1, .2e1]])",
        "tensor([[1., 2., 0.], [0., 1., 2.]], grad_fn=<MulBackward0>)",
    ],
)
def test_many_ways_to_write_one_matrix(text: str) -> None:
    assert parse_matrix(text).tolist() == [[1, 2, 0], [0, 1, 2]]
    assert parse_matrix(text).dtype == torch.float32


def test_nan_infinity_and_the_minus_of_typesetting() -> None:
    row = parse_matrix("nan inf -inf ∞ −∞ −1.5 torch.inf NaN")[0].tolist()
    assert math.isnan(row[0])
    assert row[1:7] == [math.inf, -math.inf, math.inf, -math.inf, -1.5, math.inf]
    assert math.isnan(row[7])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "`matrix` must have at least one number, but it is empty"),
        (" ;\n; ", "`matrix` must have at least one number, but it is empty"),
        ("[[]]", "`matrix` must have at least one number, but it is empty"),
        ("1 2;3", "`matrix` must have rows of one length, but row 2 has 1 numbers and row 1 has 2"),
        ("1 2;3 x", "`matrix` must hold numbers, nan or inf, but row 2, column 2 is 'x'"),
        ("1/2", "`matrix` must hold numbers, nan or inf, but row 1, column 1 is '1/2'"),
        ("1,,2", "`matrix` must hold numbers, nan or inf, but row 1, column 2 is ''"),
        ("1 2²", "`matrix` must hold numbers, nan or inf, but row 1, column 2 is '2²'"),
        ("1_0", "`matrix` must hold numbers, nan or inf, but row 1, column 1 is '1_0'"),
        ("1 1e60", "`matrix` must fit into float32, but row 1, column 2 is 1e60"),
        ("1;-1e999", "`matrix` must fit into float32, but row 2, column 1 is -1e999"),
        ("1 " * 17, "`matrix` must have at most 16 columns, but row 1 has 17"),
        ("1;" * 17, "`matrix` must have at most 16 rows, but got 17"),
        ("1" * 20_001, "`matrix` must be at most 20000 characters long, but got 20001"),
        ("[[1, 2], [3, 4]", "`matrix` must have brackets around each row and around all of it, but got "),
        ("[[1]], [[2]]", "`matrix` must have brackets around each row and around all of it, but got "),
        ("• [1]", "`matrix` must have brackets around each row and around all of it, but got "),
        (None, "`matrix` must be text, but got NoneType"),
    ],
)
def test_what_is_no_matrix_is_said_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        parse_matrix(text)
    assert str(caught.value).startswith(sentence)


def test_long_text_is_quoted_short() -> None:
    with pytest.raises(PoolvizError) as caught:
        parse_matrix("<script>" * 1000)
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize(
    "text", ["1" * 19_000 + "x", "[" * 20_000, "[1" * 10_000, "," * 20_000, ", " * 10_000]
)
@pytest.mark.timeout(5)
def test_no_text_takes_long(text: str) -> None:
    with pytest.raises(PoolvizError):
        parse_matrix(text)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([[1, 2, 0], [0, 1, 2]], "1 2 0;0 1 2"),
        ([[0.1, -2.5, 1e10, 1e-5]], "0.1 -2.5 1e10 1e-5"),
        ([[3.4028234663852886e38, 1e-45]], "3.4028235e38 1e-45"),
        ([[1234567, 16777216, -0.0]], "1234567 16777216 -0"),
        ([[math.nan, math.inf, -math.inf]], "nan inf -inf"),
    ],
)
def test_writing_is_short(values: list[list[float]], text: str) -> None:
    assert write_matrix(torch.tensor(values)) == text


def test_rows_on_lines_of_their_own() -> None:
    assert write_matrix(torch.eye(2), rows="\n") == "1 0\n0 1"


@pytest.mark.parametrize("matrix", [torch.zeros(2), torch.zeros(0, 2), None])
def test_only_a_matrix_is_written(matrix: torch.Tensor) -> None:
    with pytest.raises(PoolvizError, match="`matrix` must have rows and columns"):
        write_matrix(matrix)


def test_an_unknown_separator_is_refused() -> None:
    with pytest.raises(PoolvizError, match="`rows` must be a semicolon or a newline, but got '/'"):
        write_matrix(torch.eye(2), rows="/")


@given(
    st.lists(
        st.lists(st.floats(width=32), min_size=3, max_size=3),
        min_size=1,
        max_size=4,
    )
)
def test_reading_undoes_writing_bit_by_bit(values: list[list[float]]) -> None:
    matrix = torch.tensor(values, dtype=torch.float32)
    again = parse_matrix(write_matrix(matrix))
    known = ~matrix.isnan()
    assert torch.equal(known, ~again.isnan())
    assert torch.equal(matrix[known].view(torch.int32), again[known].view(torch.int32))


@given(st.text(alphabet="0123456789.,;-+einfa[]() \n\t∞−，", max_size=60) | st.text(max_size=40))
def test_any_text_gives_a_matrix_or_a_sentence(text: str) -> None:
    try:
        matrix = parse_matrix(text)
    except PoolvizError:
        return
    assert matrix.dim() == 2
    assert 1 <= min(matrix.shape) <= max(matrix.shape) <= 16


def test_random_matrices_are_whole_numbers_fixed_by_their_seed() -> None:
    matrix = random_matrix(16, 16, seed=1)
    assert torch.equal(matrix, random_matrix(16, 16, seed=1))
    assert not torch.equal(matrix, random_matrix(16, 16, seed=2))
    assert matrix.dtype == torch.float32
    assert sorted(set(matrix.flatten().tolist())) == list(range(10))
    assert set(random_matrix(4, 4, seed=1, low=-1, high=-1).flatten().tolist()) == {-1}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rows": 0}, "`rows` must be a whole number from 1 to 16, but got 0"),
        ({"cols": 17}, "`cols` must be a whole number from 1 to 16, but got 17"),
        ({"seed": -1}, "`seed` must be a whole number from 0 to 9223372036854775807, but got -1"),
        ({"seed": "x" * 99}, "`seed` must be a whole number"),
        ({"low": 3, "high": 2}, "`high` must be a whole number from 3 to 16777216, but got 2"),
        ({"rows": True}, "`rows` must be a whole number from 1 to 16, but got True"),
    ],
)
def test_random_matrices_have_bounds(changes: dict[str, int], sentence: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        random_matrix(**{"rows": 3, "cols": 3, "seed": 0, **changes})
    assert str(caught.value).startswith(sentence)


def test_one_cell_changes_in_a_copy() -> None:
    matrix = torch.zeros(2, 2)
    assert with_cell(matrix, 1, 0, " −2.5 ").tolist() == [[0, 0], [-2.5, 0]]
    assert with_cell(matrix, 1, 0, "∞").tolist() == [[0, 0], [math.inf, 0]]
    assert matrix.tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("row", "col", "text", "sentence"),
    [
        (0, 0, "1 2", "`text` must be a number, nan or inf, but got '1 2'"),
        (0, 0, "", "`text` must be a number, nan or inf, but got ''"),
        (0, 0, "1e39", "`text` must fit into float32, but got 1e39"),
        (2, 0, "1", "`row` must be a whole number from 0 to 1, but got 2"),
        (0, -1, "1", "`col` must be a whole number from 0 to 1, but got -1"),
    ],
)
def test_a_cell_takes_one_number(row: int, col: int, text: str, sentence: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        with_cell(torch.zeros(2, 2), row, col, text)
    assert str(caught.value) == sentence
