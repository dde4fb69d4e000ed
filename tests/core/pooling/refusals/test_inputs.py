"""What can be given for a tensor, and what is refused in words that name it."""

import warnings

import pytest
import torch
from torch import nn

from poolviz import PoolvizError, explain, framework_pool, input_gradient

np = pytest.importorskip("numpy", reason="arrays are numpy's")
LIST = [[[1, 2, 0], [0, 1, 2], [5, 2, 1]]]
LAYER = nn.AvgPool2d(2, ceil_mode=True)
WANTED = explain(LAYER, torch.tensor(LIST, dtype=torch.float32)).output


@pytest.mark.parametrize(
    "x",
    [
        LIST,
        (tuple(map(tuple, LIST[0])),),
        np.array(LIST, dtype=np.float32),
        np.array(LIST, dtype=">f4"),
        np.array(LIST, dtype=np.float32)[:, ::-1][:, ::-1],
        np.asfortranarray(np.array(LIST, dtype=np.float32)),
    ],
)
def test_lists_and_arrays_are_taken(x):
    made = explain(LAYER, x)
    assert made.output.dtype == torch.float32
    assert torch.equal(made.output, WANTED)


def test_an_array_keeps_its_dtype_and_is_copied():
    array = np.array(LIST, dtype=np.float64)
    made = explain(LAYER, array)
    array[:] = 0
    assert made.input.dtype == torch.float64
    assert float(made.input.sum()) == 14


def test_an_array_that_cannot_be_written_is_taken_without_a_warning(recwarn):
    array = np.array(LIST, dtype=np.float32)
    array.flags.writeable = False
    assert torch.equal(explain(LAYER, array).output, WANTED)
    assert not recwarn.list


def test_a_tensor_is_taken_as_it_is():
    x = torch.tensor(LIST, dtype=torch.float32)
    assert explain(LAYER, x).input is x


def test_what_else_takes_tensors_takes_lists():
    assert framework_pool("max", [LIST], 2, 2).output.flatten().tolist() == [2, 2, 5, 1]
    assert input_gradient(nn.MaxPool1d(2), [[1, 4]]).grad_input.tolist() == [[0, 1]]
    unpooled = explain(nn.MaxUnpool1d(2), [[3, 7]], [[1, 3]])
    assert unpooled.output.tolist() == [[0, 3, 0, 7]]


@pytest.mark.parametrize(
    "x",
    [
        [[1, 2], [3]],
        [["a", "b"]],
        [[None]],
        [[1j]],
        "1 2 3",
        None,
        5,
        {1: 2},
        object(),
        np.array([["a"]]),
        np.array([[{}]]),
    ],
)
def test_all_else_is_refused_in_our_words(x):
    with pytest.raises(
        PoolvizError, match="`x` must be a tensor, an array of numbers, or lists of equal length"
    ):
        explain(LAYER, x)


def test_indices_are_named_where_they_are_refused():
    with pytest.raises(PoolvizError, match="`indices` must be a tensor"):
        explain(nn.MaxUnpool1d(2), [[3, 7]], [[1], [3, 2]])
    with pytest.raises(PoolvizError) as caught:
        explain(nn.MaxUnpool1d(2), [[3, 7]], [[1.5, 3.5]])
    assert caught.value.torch_message


def test_lists_of_too_few_axes_are_refused_by_torch():
    with pytest.raises(PoolvizError) as caught:
        explain(LAYER, LIST[0])
    assert caught.value.torch_message


def test_a_tensor_without_numbers_has_a_shape_and_no_cells() -> None:
    explanation = explain(nn.MaxPool2d(2), torch.zeros(1, 1, 4, 4, device="meta"))
    assert explanation.output.shape == (1, 1, 2, 2)
    for ask in (lambda: explanation.cell((0, 0, 0, 0)), explanation.to_rows, lambda: list(explanation)):
        with pytest.raises(PoolvizError, match="`x` is on the meta device and has no numbers"):
            ask()


def test_what_is_quantized_or_nested_is_refused_with_what_to_pass() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # both are on their way, out or in
        quantized = torch.quantize_per_tensor(torch.rand(1, 4, 4), 0.1, 0, torch.quint8)
        nested = torch.nested.nested_tensor([torch.rand(1, 4, 4), torch.rand(1, 6, 6)])
    with pytest.raises(PoolvizError, match=r"is quantized: pass its dequantize\(\)"):
        explain(nn.AvgPool2d(2), quantized)
    with pytest.raises(PoolvizError, match="`x` must have one shape, but is nested"):
        explain(nn.AvgPool2d(2), nested)
