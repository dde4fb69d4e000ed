"""What people paste, as each country and program writes it: read right, offered in two ways, or refused."""

import math
from collections.abc import Callable

import pytest

from poolviz import PoolvizError
from poolviz.sources.matrices.text import parse_matrix, readings
from poolviz.sources.signals.signals import parse_signal
from poolviz.sources.volumes.text import parse_volume

PLAIN = [[1.5, 2.5], [3.5, 4.5]]
WHOLE = [[1, 2], [3, 4]]
READ = {
    "German": ("1,5\t2,5\n3,5\t4,5", PLAIN),
    "German, thousands": ("1.234,5\t2,5\n3,5\t4,5", [[1234.5, 2.5], [3.5, 4.5]]),
    "German, powers": ("1,5E+03\t2,5\n3,5\t4,5", [[1500, 2.5], [3.5, 4.5]]),
    "German, a list": ("1,5, 2,5\n3,5, 4,5", PLAIN),
    "French": ("1\u202f234,5\t2,5\n3,5\t4,5", [[1234.5, 2.5], [3.5, 4.5]]),
    "French, no tabs": ("1\u00a0234,5 2\u00a0345,5\n3,5 4,5", [[1234.5, 2345.5], [3.5, 4.5]]),
    "French, whole": ("1\u202f234 2\u202f345\n3\u202f456 4\u202f567", [[1234, 2345], [3456, 4567]]),
    "French, plain spaces": ("1 000 2 000\n3 000 4 050", [[1000, 2000], [3000, 4050]]),
    "French, in a link": ("1 000 2 000;3 000 4 050", [[1000, 2000], [3000, 4050]]),
    "Swiss": ("1'234.5\t2’000\n3.5\t4.5", [[1234.5, 2000], [3.5, 4.5]]),
    "Chinese": ("１，２、３；４，５，６", [[1, 2, 3], [4, 5, 6]]),
    "Chinese brackets": ("【【1，2】，【3，4】】", WHOLE),
    "Indian": ("1,23,456\t2\n3\t12,34,567.5", [[123456, 2], [3, 1234567.5]]),
    "quoted": ('"1,5";"2,5"\n"3,5";"4,5"', PLAIN),
    "quoted between commas": ('"1,5","2,5"\n"3,5","4,5"', PLAIN),
    "quoted thousands": ('"1,234",5\n"2,345",6', [[1234, 5], [2345, 6]]),
    "pandas": ("     a    b\n0  1.5  2.5\n1  3.5  4.5", PLAIN),
    "pandas, sorted": ("   a  b\n7  1  2\n3  3  4", WHOLE),
    "pandas, words in a name": ("   my col    b\n0     1.5  2.5\n1     3.5  4.5", PLAIN),
    "pandas, one row": ("   0  1\n0  5  6", [[5, 6]]),
    "pandas, from 1": ("   0  1\n1  1  2\n2  3  4", WHOLE),
    "to_csv": (",a,b\n0,1.5,2.5\n1,3.5,4.5", PLAIN),
    "a time and values": ("t  v\n0  1.5\n1  2.5", [[0, 1.5], [1, 2.5]]),
    "names of one space": ("a b\n1 2\n3 4", WHOLE),
    "MATLAB, continued": ("A = [1 2 ...\n 3; 4 5 6]", [[1, 2, 3], [4, 5, 6]]),
    "MATLAB, remarks": ("A = [1 2 % first 9\n 3 4]; % all", WHOLE),
    "Python, remarks": ("x = [[1, 2],  # row 0\n     [3, 4]]", WHOLE),
    "axes in front": ("torch.tensor([[1., 2.], [3., 4.]]).unsqueeze(0).unsqueeze(0)", WHOLE),
    "a view": ("torch.tensor([1, 2, 3, 4]).view(1, 1, 2, 2)", WHOLE),
    "options": (
        "tensor([[1., 2.],\n        [3., 4.]], device='cuda:0',\n       grad_fn=<AddBackward0>)",
        WHOLE,
    ),
    "a program behind": ("x = torch.tensor([[1, 2], [3, 4]])\npool = nn.MaxPool2d(2)\npool(x)", WHOLE),
}
REFUSED = [
    "[[0 1 2 ... 7 8 9]\n [0 1 2 ... 7 8 9]]", "[[0 1]\n [2 3]\n ...\n [8 9]]", "1 2 … 9", "1 2 ... 9",
    "tensor([[0, 1, 2,  ..., 7, 8, 9]])", "tensor([[0., 1.],\n        ...,\n        [8., 9.]])",
    "    a  ...   z\n0   1  ...   2\n1   3  ...   4",
    "torch.tensor([[1, 2]]) * 2", "torch.tensor([[1, 2], [3, 4]]).T", "-torch.tensor([[1, 2]])",
    "2 * [1 2; 3 4]", "[1 2; 3 4]'", "[1 2; 3 4] + 1", "torch.Size([2, 3])", "torch.tensor([[1.7, 2]]).int()",
    "torch.tensor([[1, 2], [3, 4]]).sum(0)", "[[1, 2], [3, 4]]]",
    "1 2 3\n[4 5 6]", "1,5\t(2,5)", "3 * [1 2]",
    "NA 1\nN/A 2", "NA\t1\nNA\t2", ";2\n3;4", "1;;3\n4;;6", "1\t\t3\n4\t5\t6", "50%\t25%", "(1)\t2",
    "1/2 3/4", "1.2.2020\t3", "1.5万 2", "0x10 2", "1_000 2", "½ 1", "1+2j 3", "[[1, null]]",
    r"\begin{pmatrix} \frac{1}{2} & 2 \\ 3 & 4 \end{pmatrix}",
    r"\begin{pmatrix} 1 & \cdots & 2 \end{pmatrix}",
]  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_what_is_pasted_is_read_right(case: str) -> None:
    text, right = READ[case]
    assert parse_matrix(text).tolist() == right


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_whole_matrix_is_refused(text: str) -> None:
    with pytest.raises(PoolvizError):
        parse_matrix(text)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("1 234,5 2 345,5", [[1234.5, 2345.5]]),
        ("1.234\t2.345\n3.456\t4.567", [[1234, 2345], [3456, 4567]]),
        ("1,5, 2,5", [[1, 5, 2, 5]]),
        ("1,234\t5,678", [[1, 234, 5, 678]]),
        ("12,34,567", [[1234567]]),
    ],
)
def test_what_can_be_read_in_two_ways_offers_the_other(text: str, other: list[list[float]]) -> None:
    assert other in [one.matrix.tolist() for one in readings(text)[1:]]
    assert all(one.rules for one in readings(text)[1:])


def test_a_print_that_is_cut_says_so() -> None:
    with pytest.raises(PoolvizError, match=r"\.\.\. stands for some that were left out; print all of them"):
        parse_matrix("tensor([[0, 1, 2,  ..., 7, 8, 9]])")


def test_a_missing_number_of_pandas_stays_one() -> None:
    assert math.isnan(parse_matrix("     a    b\n0  1.5  NaN\n1  3.5  4.5")[0, 1])


def test_signals_and_volumes_read_the_same() -> None:
    assert parse_signal("1,5, 2,5").tolist() == [1.5, 2.5]
    assert parse_signal("1\u202f234,5 2\u00a0345,5").tolist() == [1234.5, 2345.5]
    assert parse_signal("1 000 2 050").tolist() == [1000, 2050]
    assert parse_signal("100 200 012,5").tolist() != [100200]
    assert parse_volume("1\u202f234 2\n3 4\n\n5 6\n7 8").tolist() == [[[1234, 2], [3, 4]], [[5, 6], [7, 8]]]
    assert parse_volume("1 000 2 000;3 000 4 000").tolist() == [[[1000, 2000], [3000, 4000]]]


@pytest.mark.parametrize("read", [parse_signal, parse_volume])
def test_a_print_that_is_cut_is_refused_everywhere(read: Callable[[str], object]) -> None:
    with pytest.raises(PoolvizError, match=r"\.\.\. stands for some"):
        read("tensor([0., 1., ..., 8.])")


def test_the_words_of_a_signal_are_numbers_or_the_first_that_is_none_is_said() -> None:
    with pytest.raises(PoolvizError, match="`signal` must hold numbers, nan or inf, but number"):
        parse_signal('1,23,4561 000;"1,23,456[[1, 2], [3, 4]],4')
