"""What is said of a line that makes no layer, word by word."""

from typing import Any

import pytest
import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.call import LONGEST_LINE, call_in
from poolviz.pooling.code.functional import _documented
from poolviz.pooling.code.keras import keras_class, torch_arguments
from poolviz.pooling.code.line import code, parse, value_code
from poolviz.pooling.code.source import shortened

PLAIN = "every argument must be a plain number, tuple, True, False or None, but got"
ONE_CALL = "the line must be one call such as nn.MaxPool2d(3, 2, padding=1)"
LONG = "nn.MaxPool2d(" + 50 * "2" + ")"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (None, "the line must be text such as nn.MaxPool2d(3), but got NoneType"),
        (nn.MaxPool2d(2), "the line must be text such as nn.MaxPool2d(3), but got MaxPool2d"),
        ("  ,", f"{ONE_CALL}, but it is empty"),
        ("x" * 501, "the line must have at most 500 characters, but has 501"),
        ("nn.MaxPool2d(2", "the line must be Python, but Python cannot read nn.MaxPool2d(2"),
        (LONG[:-1], f"the line must be Python, but Python cannot read {LONG[:39]}…"),
        ("2 + 3", f"{ONE_CALL}, but got 2 + 3"),
        ("import torch", f"{ONE_CALL}, but got import torch"),
        (f"({LONG}, {LONG})", f"{ONE_CALL}, but got {f'({LONG}'[:39]}…"),
        ("nn.MaxPool2d(2); nn.MaxPool2d(2)", f"{ONE_CALL}, but got nn.MaxPool2d(2); nn.MaxPool2d(2)"),
    ],
    ids=lambda given: repr(given)[:30],
)
def test_what_is_no_call_is_said_back(line: Any, said: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        call_in(line)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "nn.Conv2d(2)",
            "the line must call a pooling layer such as nn.MaxPool2d, but calls Conv2d",
        ),
        (
            f"{'x' * 41}(2)",
            f"the line must call a pooling layer such as nn.MaxPool2d, but calls {'x' * 39}…",
        ),
        ("nn.MaxPool2d(**{})", f"{PLAIN} **"),
        ("MaxPooling2D(**{})", f"{PLAIN} **"),
        ("F.max_pool2d(x, **{})", f"{PLAIN} **"),
        ("MaxPooling2D('a')", f"{PLAIN} 'a'"),
        ("MaxPooling2D(2, 'b')", f"{PLAIN} 'b'"),
        (
            "F.max_pool2d(x, 2, 2, 0, 1, False, False, 9)",
            "F.max_pool2d takes at most 7 arguments without a name, but got 8",
        ),
        (
            "F.max_unpool1d(x, i, 2, 2, 0, (4,), 9)",
            "F.max_unpool1d takes at most 6 arguments without a name, but got 7",
        ),
        (
            "MaxPooling2D(2, 2, 'valid', None, 'pool', 3)",
            "MaxPooling2D takes at most 5 arguments without a name, but got 6",
        ),
        (
            "GlobalMaxPool2D('channels_first', True, 3)",
            "GlobalMaxPool2D takes at most 2 arguments without a name, but got 3",
        ),
        (
            "AdaptiveAveragePooling2D(2, None, 3)",
            "AdaptiveAveragePooling2D takes at most 2 arguments without a name, but got 3",
        ),
        (
            "MaxPooling2D(2, padding='same')",
            'Keras\'s padding="same" depends on the size of the input, which no layer of torch does: '
            "use F.pad before nn.MaxPool2d",
        ),
        (
            "AveragePooling3D(padding='SAME')",
            'Keras\'s padding="same" depends on the size of the input, which no layer of torch does: '
            "use F.pad before nn.AvgPool3d",
        ),
    ],
    ids=lambda given: given[:30],
)
def test_what_makes_no_layer_is_said_back(line: str, said: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        parse(line)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("name", "positional", "named", "given"),
    [
        ("MaxPooling2D", [], {}, {"kernel_size": 2}),
        ("MaxPooling2D", [3, 2, "valid", None, "pool"], {}, {"kernel_size": 3, "stride": 2}),
        ("MaxPooling2D", [3, 2, "VALID"], {"dtype": "float32"}, {"kernel_size": 3, "stride": 2}),
        ("AvgPool1D", [], {"pool_size": 4, "strides": 3}, {"kernel_size": 4, "stride": 3}),
        ("GlobalMaxPooling1D", ["channels_first", True], {}, {"output_size": 1}),
        ("GlobalMaxPooling1D", [], {"keepdims": True, "name": "end"}, {"output_size": 1}),
        ("AdaptiveMaxPooling2D", [(2, 3), "channels_last"], {}, {"output_size": (2, 3)}),
        ("AdaptiveMaxPooling2D", [], {"output_size": 3}, {"output_size": 3}),
        ("MaxPooling2D", [], {"trainable": False, "input_shape": (4, 4, 1), "data": 3}, None),
    ],
)
def test_what_torch_takes_for_kerass_arguments(
    name: str, positional: list, named: dict, given: dict | None
) -> None:
    wanted = {"kernel_size": 2, "data": 3} if given is None else given
    assert torch_arguments(name, positional, named) == wanted


@pytest.mark.parametrize(
    ("name", "cls"),
    [
        ("MaxPooling1D", nn.MaxPool1d),
        ("MaxPool3D", nn.MaxPool3d),
        ("AveragePooling2D", nn.AvgPool2d),
        ("AvgPool2D", nn.AvgPool2d),
        ("GlobalAveragePooling3D", nn.AdaptiveAvgPool3d),
        ("AdaptiveMaxPooling1D", nn.AdaptiveMaxPool1d),
        ("MaxPooling4D", None),
        ("MaxPooling2d", None),
        ("MinPooling2D", None),
    ],
)
def test_the_layer_of_torch_that_does_what_kerass_does(name: str, cls: type[nn.Module] | None) -> None:
    assert keras_class(name) is cls


def test_the_longest_line_is_read() -> None:
    line = "nn.MaxPool2d(2)".ljust(LONGEST_LINE - 1, "#") + "#"
    assert len(line) == 500
    assert code(parse(line)) == "nn.MaxPool2d(2)"


def test_a_text_of_forty_characters_is_quoted_whole() -> None:
    assert shortened("x" * 40) == "x" * 40
    assert shortened("x" * 41) == "x" * 39 + "…"
    assert shortened("\ud800a") == "?a"


def test_what_python_cannot_write_is_three_dots() -> None:
    assert value_code((16**4000, 2)) == "…"
    assert value_code(16**4000) == hex(16**4000)


def test_a_function_of_which_nothing_is_documented_has_no_known_arguments() -> None:
    assert _documented("pool", "pool(input, kernel_size, stride=None) -> Tensor") == [
        "input",
        "kernel_size",
        "stride",
    ]
    assert _documented("pool", "") == []


@pytest.mark.parametrize(
    ("samples", "written"),
    [
        (torch.tensor(0.1), "torch.tensor(0.1)"),
        (torch.tensor([[0.1, 1 / 3]]), "torch.tensor([[0.1, 0.33333334]])"),
        (
            torch.tensor([0.1 + 0.2], dtype=torch.float64),
            "torch.tensor([0.30000000000000004], dtype=torch.float64)",
        ),
        (torch.tensor([0.1], dtype=torch.bfloat16), "torch.tensor([0.1], dtype=torch.bfloat16)"),
        (torch.tensor([1, 2]), "torch.tensor([1, 2], dtype=torch.int64)"),
        (torch.tensor(True), "torch.tensor(True, dtype=torch.bool)"),
        (torch.tensor([float("nan")]), 'torch.tensor([float("nan")])'),
        (torch.tensor([]), "torch.tensor([])"),
    ],
    ids=str,
)
def test_a_tensor_has_few_digits_and_the_dtype_that_torch_would_not_choose(
    samples: Tensor, written: str
) -> None:
    assert value_code(samples) == written
