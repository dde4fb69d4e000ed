"""The examples of curriculum.md, section A, literally: what the notes show, poolviz says too."""

import pytest
import torch
from torch import nn
from torch.nn import functional

from poolviz import PoolvizError, code, explain, functional_code, parse
from poolviz.pooling.sizes.shapes import chain, output_sizes
from poolviz.pooling.windows import readings

X5 = torch.tensor(
    [
        [1.0, 2.0, 0.0, 3.0, 1.0],
        [0.0, 1.0, 2.0, 3.0, 1.0],
        [1.0, 2.0, 1.0, 0.0, 0.0],
        [5.0, 2.0, 3.0, 1.0, 1.0],
        [2.0, 1.0, 0.0, 1.0, 1.0],
    ]
)[None]


def rows(tensor: torch.Tensor, digits: int = 3) -> list[list[float]]:
    """Return the one plane of `tensor`, rounded as the notes print it."""
    return [
        [round(value, digits) for value in row]
        for row in tensor.squeeze().reshape(tensor.shape[-2:]).tolist()
    ]


MAX_OF_X5 = {
    "nn.MaxPool2d(3, ceil_mode=True)": [[2, 3], [5, 1]],
    "nn.MaxPool2d(3)": [[2]],
    "nn.MaxPool2d(3, stride=1)": [[2, 3, 3], [5, 3, 3], [5, 3, 3]],
    "nn.MaxPool2d(3, stride=3)": [[2]],
    "nn.MaxPool2d(2)": [[2, 3], [5, 3]],
    "nn.MaxPool2d(2, ceil_mode=True)": [[2, 3, 1], [5, 3, 1], [2, 1, 1]],
    "nn.MaxPool2d(2, stride=1, dilation=2)": [[1, 3, 1], [5, 3, 3], [2, 2, 1]],
    "nn.AvgPool2d(3, ceil_mode=True)": [[1.111, 1.333], [2.167, 1]],
    "nn.AdaptiveMaxPool2d(3)": [[2, 3, 3], [5, 3, 3], [5, 3, 1]],
    "nn.AdaptiveAvgPool2d(3)": [[1, 1.833, 2], [1.833, 1.667, 1], [2.5, 1.333, 1]],
}


@pytest.mark.parametrize("line", MAX_OF_X5)
def test_the_matrix_of_the_notes(line):
    assert rows(explain(parse(line), X5).output) == MAX_OF_X5[line]


def test_indices_are_flat_row_major_in_the_unpadded_plane():
    explanation = explain(nn.MaxPool2d(3, ceil_mode=True), X5)
    assert rows(explanation.indices) == [[1, 3], [15, 18]]
    assert [explanation.cell((0, r, c)).winner for r in (0, 1) for c in (0, 1)] == [
        (0, 1),
        (0, 3),
        (3, 0),
        (3, 3),
    ]


def test_the_sixth_index_is_the_seventh_element_whatever_the_padding_and_the_channel():
    x = torch.zeros(2, 4, 4)
    x[1, 1, 2] = 6.0
    explanation = explain(nn.MaxPool2d(3, stride=2, padding=1), x)
    assert explanation.indices[1, 1, 1] == 6
    assert explanation.cell((1, 1, 1)).winner == (1, 2)


def test_a_partial_window_takes_the_maximum_of_what_is_inside():
    cell = explain(nn.MaxPool2d(3, ceil_mode=True), X5).cell((0, 1, 1))
    assert cell.members == ((3, 3), (3, 4), (4, 3), (4, 4))
    assert (cell.padding, cell.winner, cell.divisor, float(cell.value)) == (5, (3, 3), None, 1.0)


def test_one_window_maximum_and_average():
    window = torch.tensor([[[1.0, 3.0], [2.0, 4.0]]])
    assert explain(nn.MaxPool2d(2), window).output.item() == 4
    assert explain(nn.AvgPool2d(2), window).output.item() == 2.5


@pytest.mark.parametrize(("counted", "divisor", "value"), [(True, 9, 0.444), (False, 4, 1.0)])
def test_padding_counted_or_not(counted, divisor, value):
    cell = explain(nn.AvgPool2d(3, 2, padding=1, count_include_pad=counted), X5).cell((0, 0, 0))
    assert (cell.divisor, cell.padding, round(float(cell.value), 3)) == (divisor, 5, value)


def test_what_hangs_over_beyond_the_padding_never_counts():
    explanation = explain(nn.AvgPool1d(3, 2, padding=1, ceil_mode=True), torch.ones(1, 6))
    assert [explanation.cell((0, o)).divisor for o in range(4)] == [3, 3, 3, 2]
    assert rows(explanation.output) == [[0.667, 1, 1, 0.5]]


@pytest.mark.parametrize(
    ("line", "shape_in", "shape_out"),
    [
        ("nn.MaxPool2d(2)", (64, 224, 224), (64, 112, 112)),
        ("nn.MaxPool2d(2)", (1, 5, 5), (1, 2, 2)),
        ("nn.MaxPool2d(3, stride=2)", (20, 16, 50, 32), (20, 16, 24, 15)),
        ("nn.MaxPool2d((3, 2), stride=(2, 1))", (20, 16, 50, 32), (20, 16, 24, 31)),
        ("nn.MaxPool2d(2, stride=1)", (20, 16, 50, 32), (20, 16, 49, 31)),
        ("nn.MaxPool2d(3)", (1, 6, 6), (1, 2, 2)),
        ("nn.MaxPool2d(3, 2)", (1, 6, 6), (1, 2, 2)),
        ("nn.MaxPool2d(3, 2, ceil_mode=True)", (1, 6, 6), (1, 3, 3)),
        ("nn.MaxPool2d(3, 3, padding=1)", (1, 6, 6), (1, 2, 2)),
        ("nn.MaxPool2d(3, dilation=2)", (1, 6, 6), (1, 1, 1)),
        ("nn.MaxPool2d(3, ceil_mode=True)", (64, 3, 32, 32), (64, 3, 11, 11)),
        ("nn.MaxPool2d(3)", (64, 3, 32, 32), (64, 3, 10, 10)),
        ("nn.MaxPool2d(1, 2, ceil_mode=True)", (1, 32, 32), (1, 16, 16)),
    ],
)
def test_shapes_of_the_notes(line, shape_in, shape_out):
    layer = parse(line)
    assert tuple(explain(layer, torch.zeros(shape_in)).output.shape) == shape_out
    assert tuple(size.size for size in output_sizes(layer, shape_in[-2:])) == shape_out[-2:]
    assert chain([layer], shape_in)[0].shape_out == shape_out


def test_a_corner_of_negatives_is_never_beaten_by_the_padding():
    corner = torch.tensor([[[-0.9, -0.5], [-0.3, -0.1711]]])
    cell = explain(nn.MaxPool2d(3, 1, padding=1), corner).cell((0, 0, 0))
    assert (cell.padding, cell.winner, round(float(cell.value), 4)) == (5, (1, 1), -0.1711)
    zero_padded = functional.pad(corner, (1, 1, 1, 1))
    assert explain(nn.MaxPool2d(3, 1), zero_padded).cell((0, 0, 0)).value == 0


def test_adaptive_windows_differ_in_size_and_overlap():
    axis = explain(nn.AdaptiveMaxPool2d(3), X5).axes[0]
    assert [axis.taps(output) for output in range(3)] == [range(0, 2), range(1, 4), range(3, 5)]
    assert readings(axis) == [1, 2, 1, 2, 1]


def test_adaptive_pooling_to_one_is_the_mean_and_the_maximum_of_all():
    assert explain(nn.AdaptiveAvgPool2d(1), X5).output.item() == pytest.approx(1.4)
    assert torch.mean(X5).item() == pytest.approx(1.4)
    assert explain(nn.AdaptiveMaxPool2d(1), X5).output.item() == torch.max(X5).item() == 5


def test_a_constructor_checks_almost_nothing_the_call_does():
    layer = parse("nn.MaxPool2d(1, 2, 3, 4)")
    assert repr(layer) == "MaxPool2d(kernel_size=1, stride=2, padding=3, dilation=4, ceil_mode=False)"
    with pytest.raises(PoolvizError) as caught:
        explain(layer, X5)
    with pytest.raises(RuntimeError) as torchs:
        layer(X5)
    assert caught.value.torch_message == str(torchs.value)
    assert "pad should be at most half" in caught.value.torch_message


def test_the_reprs_and_the_missing_argument():
    assert repr(parse("nn.MaxPool2d(1)")) == (
        "MaxPool2d(kernel_size=1, stride=1, padding=0, dilation=1, ceil_mode=False)"
    )
    with pytest.raises(PoolvizError, match="kernel_size") as caught:
        parse("nn.MaxPool2d()")
    assert isinstance(caught.value.__cause__, TypeError)


def test_padding_of_one_axis_may_be_too_much():
    with pytest.raises(PoolvizError) as caught:
        explain(nn.MaxPool2d(3, padding=(2, 1)), X5)
    assert "nn.MaxPool2d(3, padding=1)" in map(code, caught.value.fixes)


def test_module_and_function_give_identical_tensors_though_two_arguments_change_places():
    module = nn.MaxPool2d(2, 1, 0, 2, True, False)  # …, return_indices, ceil_mode
    assert module.return_indices
    assert not module.ceil_mode
    assert functional_code(module) == "F.max_pool2d(x, 2, stride=1, dilation=2, return_indices=True)"
    twin = functional.max_pool2d(X5, 2, 1, 0, 2, True, False)  # …, ceil_mode, return_indices
    assert isinstance(twin, torch.Tensor)
    explanation = explain(nn.MaxPool2d(2, 1, 0, 2), X5)
    assert torch.equal(explanation.output, functional.max_pool2d(X5, 2, 1, 0, 2))


@pytest.mark.parametrize("line", [line for line in MAX_OF_X5 if "Adaptive" not in line])
def test_the_functional_code_does_the_same(line):
    call = functional_code(parse(line), tensor="X5")
    assert torch.equal(eval(call, {"F": functional, "X5": X5}), parse(line)(X5))


@pytest.mark.parametrize("family", ["MaxPool", "AvgPool", "AdaptiveMaxPool", "AdaptiveAvgPool"])
@pytest.mark.parametrize("dims", [1, 2, 3])
def test_every_layer_runs_and_is_explained(family, dims):
    layer = parse(f"nn.{family}{dims}d(2)")
    x = torch.rand(2, 3, *[4] * dims)
    explanation = explain(layer, x)
    assert torch.equal(explanation.output, layer(x))
    cell = explanation.cell((1, 2, *[1] * dims))
    assert cell.members[0] == (2,) * dims
    assert len(cell.members) == 2**dims
    assert (cell.winner is None) == ("Avg" in family)
