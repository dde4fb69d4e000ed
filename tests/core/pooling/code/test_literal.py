"""What stands for a number in a line is read as Python computes it; all else is said back."""

import ast
import math
from typing import Any

import pytest
import torch

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import parse
from poolviz.pooling.code.literal import literal, word

READ: dict[str, Any] = {
    "1": 1,
    "-3": -3,
    "+2": 2,
    "--2": 2,
    "1.5": 1.5,
    "True": True,
    "None": None,
    "()": (),
    "(1, 2)": (1, 2),
    "[1, (2, None)]": [1, (2, None)],
    "2 + 3": 5,
    "2 - 3": -1,
    "2 * 3": 6,
    "7 / 2": 3.5,
    "7 // 2": 3,
    "7 % 4": 3,
    "2 ** 3": 8,
    "2 ** -1": 0.5,
    "2 + 3 * 4 - 1": 13,
    "2.0 ** 64": 2.0**64,
    "2.0 ** -64": 2.0**-64,
    "2 ** 62": 2**62,
    "9223372036854775807": 2**63 - 1,
    "-9223372036854775807": 1 - 2**63,
    "inf": math.inf,
    "math.inf": math.inf,
    "-torch.inf": -math.inf,
    "float('inf')": math.inf,
    "float('-inf')": -math.inf,
    "float('+infinity')": math.inf,
    "(float('inf'), 1)": (math.inf, 1),
}


@pytest.mark.parametrize("text", READ)
def test_numbers_are_read_as_python_computes_them(text: str) -> None:
    found = literal(node(text))
    assert (type(found), found) == (type(READ[text]), READ[text])


def node(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize("text", ["nan", "np.nan", "float('nan')", "-float('-nan')"])
def test_what_is_no_number_is_a_float_too(text: str) -> None:
    assert math.isnan(literal(node(text)))


@pytest.mark.parametrize(
    "text",
    [
        *("2 ** 63", "9223372036854775808", "-9223372036854775808", "2 ** 65", "2.0 ** 65", "2.0 ** (-65)"),
        *("int('inf')", "str('nan')", "f('inf')", "inf('inf')"),
        *("float()", "float('inf', 1)", "float(1)", "float('1')", "float('--inf')", "float('Inf')"),
        *("x", "x.info", "inf.x", "'2'", "b'2'", "1j", "...", "{}", "{1}", "[x]", "(1, 'a')"),
        *("not 1", "~1", "1 << 2", "1 < 2", "True + 1", "-True", "1 and 2", "1 if 2 else 3"),
        *("1 / 0", "1 // 0", "0 ** (-1)", "1.0 ** x", "torch.tensor([1.0])"),
    ],
)
def test_all_else_is_said_back(text: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        literal(node(text))
    assert str(caught.value) == (
        f"every argument must be a plain number, tuple, True, False or None, but got {text}"
    )


def test_words_are_words_and_all_else_is_read() -> None:
    assert [word(node(text)) for text in ("'same'", "2", "(1, 2)", "-inf")] == ["same", 2, (1, 2), -math.inf]


@pytest.mark.parametrize(
    ("text", "samples"),
    [
        ("torch.tensor([[0.5]])", torch.tensor([[0.5]])),
        ("tensor((0.5, 0.25))", torch.tensor([0.5, 0.25])),
        ("torch.tensor([1 / 4], dtype=torch.float64)", torch.tensor([0.25], dtype=torch.float64)),
        ("torch.tensor([1], dtype=torch.float16)", torch.tensor([1], dtype=torch.float16)),
        ("torch.tensor([0.5], dtype=bfloat16)", torch.tensor([0.5], dtype=torch.bfloat16)),
    ],
)
def test_samples_may_be_a_tensor(text: str, samples: torch.Tensor) -> None:
    found = literal(node(text), samples=True)
    assert found.dtype == samples.dtype
    assert torch.equal(found, samples)


@pytest.mark.parametrize(
    "text",
    [
        "torch.tensor([0.5], [0.5])",
        "torch.tensor()",
        "torch.tensor([0.5], device=0)",
        "torch.tensor([1], dtype=torch.int8)",
        "torch.tensor([1.0], dtype=torch.float32, device=0)",
        "torch.tensor([1.0], dtype=1)",
        "torch.zeros([1])",
        "torch.tensor",
    ],
)
def test_samples_that_are_no_tensor_of_floats(text: str) -> None:
    with pytest.raises(PoolvizError, match="every argument must be a plain number"):
        literal(node(text), samples=True)


def test_samples_of_a_function_are_read_by_place_and_by_name() -> None:
    samples = torch.tensor([[[0.25, 0.5]]])
    for line in (
        "F.fractional_max_pool2d(x, 2, 3, None, False, torch.tensor([[[0.25, 0.5]]]))",
        "F.fractional_max_pool2d(x, 2, 3, _random_samples=torch.tensor([[[0.25, 0.5]]]))",
    ):
        assert torch.equal(parse(line)._random_samples, samples)
    with pytest.raises(PoolvizError, match=r"but got torch\.tensor\(3\)$"):
        parse("F.fractional_max_pool2d(x, 2, torch.tensor(3))")
