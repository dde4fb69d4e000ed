"""Matrices as spreadsheets, LaTeX, Markdown, MATLAB and Python write them, and texts that mean two things."""

import pytest
import torch

from poolviz.errors import PoolvizError
from poolviz.sources.matrices.text import parse_matrix, readings

ONE = [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    "text",
    [
        # MATLAB
        "[1 2; 3 4]",
        "A = [1 2; 3 4];",
        "A = [1, 2; ...\n     3, 4]",
        "A =\n\n     1     2\n     3     4\n",
        "ans =\n   1   2\n   3   4",
        # LaTeX
        r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}",
        r"$$\left[\begin{array}{cc} 1 & 2 \\ 3 & 4 \\ \end{array}\right]$$",
        "\\begin{pmatrix}\n1 & 2 \\\\[2pt]\n3 & 4\n\\end{pmatrix}",
        r"\begin{tabular}{cc} \hline 1 & 2 \\ \hline 3 & 4 \\ \hline \end{tabular}",
        # Markdown
        "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
        "a | b\n:--|--:\n1 | 2\n3 | 4",
        "| 1 | 2 |\n| 3 | 4 |",
        "+---+---+\n| 1 | 2 |\n+---+---+\n| 3 | 4 |\n+---+---+",
        # spreadsheets and pandas
        "a\tb\n1\t2\n3\t4",
        "\ta\tb\nx\t1\t2\ny\t3\t4",
        "Mo\t1\t2\nTu\t3\t4",
        "   0  1\n0  1  2\n1  3  4",
        "   a  b\nx  1  2\ny  3  4",
        "1,0\t2,0\n3,0\t4,0",
        "1;2\n3;4",
        "1,0;2,0\n3,0;4,0",
        # Python
        "((1, 2), (3, 4))",
        "x = (1, 2), (3, 4)",
        "np.array([[1, 2], [3, 4]], np.float32)",
        "x = np.array(((1, 2), (3, 4)), dtype=float)",
        "np.array([[1, 2], [3, 4]], order='C').astype(np.float32)",
        "torch.tensor([[1, 2], [3, 4]], dtype=torch.float32).cuda()",
        "torch.Tensor([[1, 2], [3, 4]])",
        "x: tensor([[1., 2.],\n        [3., 4.]], device='cuda:0')",
        "Out[3]: \ntensor([[1., 2.],\n        [3., 4.]])",
        "In [2]: x = torch.tensor([[1, 2], [3, 4]])",
        ">>> torch.tensor([[1, 2], [3, 4]])",
        "Parameter containing:\ntensor([[1., 2.],\n        [3., 4.]], requires_grad=True)",
        "tf.constant([[1, 2], [3, 4]], shape=[2, 2])",
        "tf.Tensor(\n[[1 2]\n [3 4]], shape=(2, 2), dtype=int32)",
        "<tf.Tensor: shape=(2, 2), dtype=int32, numpy=\narray([[1, 2],\n       [3, 4]], dtype=int32)>",
        "tensor([[1., 2.],\n        [3., 4.]], size=(2, 2), grad_fn=<ViewBackward0>)",
        "jnp.asarray([[1, 2], [3, 4]])",
    ],
)
def test_many_programs_write_one_matrix(text: str) -> None:
    assert parse_matrix(text).tolist() == ONE


# ------------------------------------------------------------------ two meanings


def meanings(text: str) -> list[tuple[str, list[list[float]]]]:
    return [(", ".join(one.rules), one.matrix.tolist()) for one in readings(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "1,5\t2,5",
            [
                ("a comma is the decimal point", [[1.5, 2.5]]),
                ("a comma stands between two numbers", [[1, 5, 2, 5]]),
            ],
        ),
        (
            "1;2;3\n4;5;6",
            [
                ("a semicolon stands between two columns", [[1, 2, 3], [4, 5, 6]]),
                ("a semicolon ends a row", [[1], [2], [3], [4], [5], [6]]),
            ],
        ),
        (
            "1,000 2,000",
            [
                ("a comma sets thousands apart", [[1000, 2000]]),
                ("a comma is the decimal point", [[1, 2]]),
                ("a comma stands between two numbers", [[1, 0, 2, 0]]),
            ],
        ),
        ("1 2;3 4", [("", ONE)]),
        (
            "1,5\n3,5",
            [
                ("a comma stands between two numbers", [[1, 5], [3, 5]]),
                ("a comma is the decimal point", [[1.5], [3.5]]),
            ],
        ),
        (
            "1,5 3.51e5\n2,5 4.2e3",
            [
                ("a comma is the decimal point", [[1.5, 351000], [2.5, 4200]]),
                ("a comma stands between two numbers", [[1, 5, 351000], [2, 5, 4200]]),
            ],
        ),
        (
            "1,5 2 3 4",
            [
                ("a comma stands between two numbers", [[1, 5, 2, 3, 4]]),
                ("a comma is the decimal point", [[1.5, 2, 3, 4]]),
            ],
        ),
        (
            "1,5e3;2\n3;4",
            [
                ("a comma is the decimal point, a semicolon stands between two columns", [[1500, 2], [3, 4]]),
                ("a comma is the decimal point, a semicolon ends a row", [[1500], [2], [3], [4]]),
            ],
        ),
        ("1,2,3\n4,5,6", [("", [[1, 2, 3], [4, 5, 6]])]),
        ("1, 2\n3, 4", [("", ONE)]),
        ("1 2;\n3 4;", [("", ONE)]),
        ("1;\n2;", [("", [[1], [2]])]),
        ("[1,5 2,5]", [("", [[1, 5, 2, 5]])]),
    ],
)
def test_what_can_mean_two_things_is_read_as_the_likely_one_and_offers_the_other(
    text: str, found: list[tuple[str, list[list[float]]]]
) -> None:
    assert meanings(text) == found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.234,5\t2,5", [[1234.5, 2.5]]),
        ("1,234.5\t2,000", [[1234.5, 2000]]),
        ("0,125 0,250", [[0.125, 0.25]]),
        ("-1,5 2\n3 4,5", [[-1.5, 2], [3, 4.5]]),
        ("1,5;2;0\n0;1,25;2\n5;2;1", [[1.5, 2, 0], [0, 1.25, 2], [5, 2, 1]]),
        ("1,5;2;0\n3;4,5;1", [[1.5, 2, 0], [3, 4.5, 1]]),
        ("1;2;3\n4;5,5;6", [[1, 2, 3], [4, 5.5, 6]]),
        ("1.234,5e2\t1\n-2.345,5e-2\t+2", [[123450, 1], [-23.455, 2]]),
        ("1.234,5\t2.345\n1,5\t3.51e5", [[1234.5, 2345], [1.5, 351000]]),
        ("1,5\t2.25\n2,5\t1.234", [[1, 5, 2.25], [2, 5, 1.234]]),
        ("1 234,5\t2\n2\u202f345,5\t3", [[1234.5, 2], [2345.5, 3]]),
        ("1'234.5 2’000", [[1234.5, 2000]]),
        ("| 1,5 | 3.51e5 |\n|---|---|\n| 2,5 | 4 |", [[1.5, 351000], [2.5, 4]]),
    ],
)
def test_marks_of_decimals_and_of_thousands(text: str, values: list[list[float]]) -> None:
    assert parse_matrix(text).equal(torch.tensor(values))


def test_of_several_planes_each_can_be_chosen() -> None:
    found = readings("tensor([[[1., 2.],\n         [3., 4.]],\n\n        [[5., 6.],\n         [7., 8.]]])")
    assert [(one.plane, one.planes) for one in found] == [(1, 2), (2, 2)]
    assert [one.matrix.tolist() for one in found] == [ONE, [[5, 6], [7, 8]]]
    assert len(readings("[[[[1, 2]]], [[[3, 4]]]]")) == 2


@pytest.mark.parametrize(
    "text", ["return [1, 2] if x else [3]", "[1, 2] + [3, 4]", r"\frac{1}{2}", "hello [1, 2] world 3"]
)
def test_what_is_no_matrix_stays_refused(text: str) -> None:
    with pytest.raises(PoolvizError):
        parse_matrix(text)
