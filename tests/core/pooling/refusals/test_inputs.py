"""What can be given for a tensor, and what is refused in words that name it."""

import warnings

import pytest
import torch
from torch import nn

from poolviz import PoolvizError, explain, framework_pool, input_gradient
from poolviz.pooling.refusals.inputs import as_shape, as_tensor, require_numbers, several_in

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


TAKEN = "must be a tensor, an array of numbers, or lists of equal length, but got"


@pytest.mark.parametrize(
    ("x", "said"),
    [
        ("1 2 3", f"`x` {TAKEN} str"),
        (None, f"`x` {TAKEN} NoneType"),
        ({1: 2}, f"`x` {TAKEN} dict"),
    ],
)
def test_what_is_given_in_place_of_numbers_is_said_by_its_type(x, said):
    with pytest.raises(PoolvizError) as caught:
        explain(LAYER, x)
    assert str(caught.value) == said


def test_lists_that_torch_refuses_are_refused_in_its_words():
    with pytest.raises(ValueError, match="str") as torchs:
        torch.tensor([["a"]])
    with pytest.raises(PoolvizError) as caught:
        explain(LAYER, [["a"]])
    assert str(caught.value) == f"`x` {TAKEN} list: {torchs.value}"


def test_an_array_keeps_its_numbers_whatever_its_order_in_memory():
    array = np.arange(6, dtype=">i2").reshape(2, 3).T[::-1]
    taken = as_tensor("x", array)
    assert (taken.dtype, taken.tolist()) == (torch.int16, array.tolist())
    assert taken.is_contiguous()


@pytest.mark.parametrize(
    ("given", "several"),
    [
        ((1, 2), (1, 2)),
        ([], ()),
        ("ab", ("a", "b")),
        (np.array([3, 4]), (3, 4)),
        (np.array(3), None),
        (7, None),
    ],
    ids=repr,
)
def test_what_holds_several(given, several):
    assert several_in(given) == several


@pytest.mark.parametrize("given", [(), (0,), [8, 3], np.array([1, 2]), torch.Size([4])], ids=repr)
def test_a_shape_is_whole_numbers(given):
    assert as_shape(given) == tuple(int(size) for size in given)


@pytest.mark.parametrize("given", [(1, -1), (1, 2.5), 3, None, "ab"], ids=repr)
def test_what_is_no_shape_is_said_back(given):
    with pytest.raises(PoolvizError) as caught:
        as_shape(given)
    assert str(caught.value) == f"`shape` must be whole numbers of at least 0, but got {given}"


def test_the_sentences_on_tensors_without_plain_numbers():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # both are on their way, out or in
        quantized = torch.quantize_per_tensor(torch.rand(1, 4, 4), 0.1, 0, torch.quint8)
        nested = torch.nested.nested_tensor([torch.rand(1, 4, 4), torch.rand(1, 6, 6)])
    meta = "`x` is on the meta device and has no numbers, only a shape; pass one with numbers"
    for ask, said in (
        (
            lambda: as_tensor("y", quantized),
            "`y` must hold plain numbers, but is quantized: pass its dequantize()",
        ),
        (lambda: as_tensor("y", nested), "`y` must have one shape, but is nested: pass one of its tensors"),
        (lambda: require_numbers(torch.zeros(2, device="meta")), meta),
    ):
        with pytest.raises(PoolvizError) as caught:
            ask()
        assert str(caught.value) == said
