"""Lines as people have them are read as torch reads them; all else ends in a sentence."""

import math
from collections.abc import Callable

import pytest
import torch
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.explanation import explain

READ = {
    "F.max_pool2d(x, 2)": "nn.MaxPool2d(2)",
    "x = F.max_pool2d(F.relu(self.conv1(x)), (2, 2))": "nn.MaxPool2d(2)",
    "return F.max_pool2d(x, 3, 2, 1, 1, True, False)": "nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True)",
    "torch.nn.functional.avg_pool2d(input=x, kernel_size=3)": "nn.AvgPool2d(3)",
    "F.adaptive_avg_pool2d(x, (1, 1))": "nn.AdaptiveAvgPool2d(1)",
    "F.lp_pool2d(x, 2, 3)": "nn.LPPool2d(2, 3)",
    "F.max_unpool2d(x, indices, 2, 2)": "nn.MaxUnpool2d(2)",
    "F.max_unpool2d(x, kernel_size=2, indices=i)": "nn.MaxUnpool2d(2)",
    "F.fractional_max_pool2d(x, 2, output_ratio=(0.5, 0.5))": "nn.FractionalMaxPool2d(2, output_ratio=0.5)",
    "nn.MaxPool2d(3, padding=3//2)": "nn.MaxPool2d(3, padding=1)",
    "nn.MaxPool2d(2 ** 2 - 1, stride=2 * 1, padding=(3 - 1) // 2)": "nn.MaxPool2d(3, stride=2, padding=1)",
    "(pool): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)": "nn.MaxPool2d(2)",
    "(0): AdaptiveAvgPool2d(output_size=(1, 1))": "nn.AdaptiveAvgPool2d(1)",
    "(features.2): AvgPool2d(kernel_size=3, stride=2, padding=1),": "nn.AvgPool2d(3, stride=2, padding=1)",
    "self.pool = nn.MaxPool2d(2)": "nn.MaxPool2d(2)",
    "self.pool: nn.Module = nn.MaxPool2d(2)  # halves": "nn.MaxPool2d(2)",
    ">>> m = nn.MaxPool2d(2)": "nn.MaxPool2d(2)",
    "In [3]: nn.MaxPool2d(2)": "nn.MaxPool2d(2)",
    "('pool', nn.MaxPool2d(2)),": "nn.MaxPool2d(2)",
    '"pool": nn.MaxPool2d(2),': "nn.MaxPool2d(2)",
    "nn.MaxPool2d(2), # halves": "nn.MaxPool2d(2)",
    "y = nn.MaxPool2d(2)(x)": "nn.MaxPool2d(2)",
    "tf.keras.layers.MaxPooling2D(2)": "nn.MaxPool2d(2)",
    "MaxPooling2D()": "nn.MaxPool2d(2)",
    "layers.MaxPooling2D((3, 3), strides=(2, 2), padding='valid', name='pool1')": "nn.MaxPool2d(3, stride=2)",
    "keras.layers.AveragePooling1D(pool_size=4, strides=None)": "nn.AvgPool1d(4)",
    "GlobalAveragePooling2D(data_format='channels_first')": "nn.AdaptiveAvgPool2d(1)",
    "nn.LPPool2d(float('inf'), 2)": 'nn.LPPool2d(float("inf"), 2)',
}


@pytest.mark.parametrize("line", READ)
def test_a_line_as_people_have_it_is_read(line: str) -> None:
    assert code(parse(line)) == READ[line]


def test_a_function_is_read_in_its_own_order_of_arguments() -> None:
    x = torch.arange(49.0).view(1, 7, 7)
    expected = nn.functional.max_pool2d(x, 2, 3, 0, 1, True)
    assert explain(parse("F.max_pool2d(x, 2, 3, 0, 1, True)"), x).output.equal(expected)


REFUSED = {
    "nn.FractionalMaxPool2d(2, output_ratio=(0.5,))": "torch refuses these arguments",
    "nn.AvgPool2d(torch.tensor([]), 0)": r"plain number.*got torch.tensor\(\[\]\)",
    "nn.AvgPool2d(torch.tensor(2))": "plain number.*got torch.tensor",
    "nn.MaxPool2d(0x" + 4000 * "f" + ")": "at most 500 characters",
    "nn.MaxPool2d(0x" + 400 * "f" + ")": "plain number",
    'nn.MaxPool2d("\\ud800")': "plain number",
    'nn.MaxPool2d("\ud800")': "must be Python",
    "nn.MaxPool2d('2')": "plain number.*got '2'",
    "nn.MaxPool2d({1: 2})": "plain number",
    "nn.MaxPool2d(1j)": "plain number",
    "nn.MaxPool2d(b'2')": "plain number",
    "nn.MaxPool2d(...)": "plain number",
    "nn.MaxPool2d(k)": "plain number.*got k",
    "nn.MaxPool2d([inf, x])": r"plain number.*got \[inf, x\]$",
    "nn.MaxPool2d((f([nan]), -torch.inf))": r"plain number.*got \(f\(\[nan\]\), -torch\.inf\)$",
    "nn.MaxPool2d([float('inf'), math.nan, x])": r"plain number.*got \[float\('inf'\), math\.nan, x\]$",
    "nn.MaxPool2d(9 ** 9 ** 9)": "plain number",
    "nn.MaxPool2d(2 ** 63)": "plain number",
    "nn.MaxPool2d(1 // 0)": "plain number",
    "nn.MaxPool2d(-(2 ** 64))": "plain number",
    "nn.MaxPool2d(*[2])": "plain number",
    "nn.MaxPool2d(**{})": "plain number",
    "nn.FractionalMaxPool2d(2, 3, _random_samples=torch.tensor(['a']))": "plain number",
    "nn.FractionalMaxPool2d(2, 3, _random_samples=tensor([nan, x]))": r"got tensor\(\[nan, x\]\)$",
    "nn.FractionalMaxPool2d(2, 3, _random_samples=torch.zeros([nan]))": r"got torch.zeros\(\[nan\]\)$",
    "nn.FractionalMaxPool2d(2, 3, _random_samples=torch.tensor([0.5, [1]]))": "plain number",
    "F.max_pool2d(x, 2, 2, 0, 1, False, False, 9)": "at most 7 arguments.*got 8",
    "F.max_pool2d(x)": "torch refuses these arguments",
    "F.max_pool2d()": "torch refuses these arguments",
    "MaxPooling2D(2, padding='same')": "use F.pad before nn.MaxPool2d",
    "MaxPooling2D(2, 2, 'valid', None, 'pool', 3)": "at most 5 arguments.*got 6",
    "MaxPooling2D(2, data=3)": "torch refuses these arguments",
    "MaxPooling2D('a')": "plain number",
    "self.pool(x)": "calls pool",
    "[nn.MaxPool2d(2), nn.MaxPool2d(3)]": "must be one call",
    "nn.MaxPool2d(2); nn.MaxPool2d(2)": "must be one call",
    "": "must be one call",
    "(": "must be Python",
    "\0": "must be Python",
}


@pytest.mark.parametrize("line", REFUSED)
def test_a_line_that_makes_no_layer_ends_in_a_sentence(line: str) -> None:
    with pytest.raises(PoolvizError, match=REFUSED[line]) as caught:
        parse(line)
    str(caught.value).encode()  # half a character cannot be sent to a browser


@pytest.mark.parametrize(
    "layer",
    [
        nn.MaxPool2d((2, 2, 2)),
        nn.LPPool1d((2,), 3),  # type: ignore[arg-type]
        nn.LPPool2d((2, 2), 3),  # type: ignore[arg-type]
        nn.AvgPool2d(2, divisor_override=(3, 3)),  # type: ignore[arg-type]
        nn.MaxPool2d(2, stride=(2, 2, 2)),
        nn.MaxPool2d(2, stride=2.0),
        nn.MaxPool2d((2, 2.0)),
        nn.MaxPool2d(2, padding=0.0),
        nn.MaxPool2d(2, padding=False),
        nn.MaxPool2d(2, dilation=True),
        nn.AvgPool2d(2, padding=(0, 0, 0)),
        nn.AdaptiveAvgPool2d((3, 3, 3)),
    ],
    ids=repr,
)
def test_the_line_of_an_invalid_layer_is_invalid_too(layer: nn.Module) -> None:
    x = torch.arange(36.0).view(1, 6, 6)
    with pytest.raises(PoolvizError) as of_layer:
        explain(layer, x)
    with pytest.raises(PoolvizError) as of_line:
        explain(parse(code(layer)), x)
    assert of_line.value.torch_message == of_layer.value.torch_message


def test_a_whole_number_of_thousands_of_digits_is_written_and_refused() -> None:
    layer = nn.MaxPool2d(16**4000)
    assert code(layer) == f"nn.MaxPool2d(0x1{4000 * '0'})"
    with pytest.raises(PoolvizError) as caught:
        explain(layer, torch.zeros(1, 4, 4))
    assert caught.value.fixes == ()


def test_samples_that_are_no_numbers_are_written() -> None:
    samples = torch.tensor([[[math.nan, math.inf]]])
    read = parse(code(nn.FractionalMaxPool2d(2, 3, _random_samples=samples)))
    assert torch.equal(read._random_samples.nan_to_num(), samples.nan_to_num())


def test_samples_are_of_the_type_that_their_tensor_says() -> None:
    written = "nn.FractionalMaxPool2d(2, 3, _random_samples=torch.tensor([[[0.5, 0.25]]]{}))"
    types = [parse(written.format(dtype))._random_samples.dtype for dtype in ("", ", dtype=torch.float64")]
    assert types == [torch.float32, torch.float64]


def test_what_has_no_name_is_no_layer() -> None:
    with pytest.raises(PoolvizError, match=r"such as nn.MaxPool2d, but calls \?$"):
        parse("(1)(2)")


@pytest.mark.parametrize("line", ["", "  ", ",", "(pool): "])
def test_an_empty_line_is_said_to_be_empty(line):
    with pytest.raises(PoolvizError, match=r"one call such as nn\.MaxPool2d.*, but it is empty$"):
        parse(line)


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("nn.MaxPool2d()", lambda: nn.MaxPool2d()),  # type: ignore[call-arg]
        ("nn.LPPool2d(2)", lambda: nn.LPPool2d(2)),  # type: ignore[call-arg]
        ("nn.MaxPool2d(2, size=3)", lambda: nn.MaxPool2d(2, size=3)),  # type: ignore[call-arg]
        ("F.avg_pool2d(x)", lambda: nn.AvgPool2d()),  # type: ignore[call-arg]
        ("MaxPooling2D(2, data=3)", lambda: nn.MaxPool2d(data=3, kernel_size=2)),  # type: ignore[call-arg]
        ("nn.FractionalMaxPool2d(2)", lambda: nn.FractionalMaxPool2d(2)),
    ],
)
def test_what_torch_refuses_is_said_in_its_words(line: str, call: Callable[[], object]) -> None:
    with pytest.raises((TypeError, ValueError)) as torchs:
        call()
    with pytest.raises(PoolvizError) as caught:
        parse(line)
    said = str(torchs.value)
    assert (str(caught.value), caught.value.torch_message) == (f"torch refuses these arguments: {said}", said)
    assert str(caught.value.values["message"]) == said
