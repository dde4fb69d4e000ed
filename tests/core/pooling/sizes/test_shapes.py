"""Output sizes against torch on the meta device, of one layer and along a chain."""

import itertools
import math
import random

import pytest
import torch
from torch import nn

from poolviz import PoolvizError, code, parse
from poolviz.pooling.refusals.repairs import accepts
from poolviz.pooling.sizes.shapes import AxisSize, chain, output_sizes, parse_chain, sizes_by_length
from poolviz.pooling.windows import members


def torch_size(layer, plane):
    """Return torch's output plane, None where it refuses."""
    if not accepts(layer, (1, *plane)):
        return None
    return tuple(layer(torch.empty(1, *plane, device="meta")).shape[1:])


def sizes_or_none(layer, plane):
    try:
        return tuple(size.size for size in output_sizes(layer, plane))
    except PoolvizError:
        return None


GRID = list(itertools.product((1, 2, 3, 4, 7), (None, 1, 2, 3, 5, 9), (0, 1, 2, 3), (1, 2, 3), (False, True)))


@pytest.mark.parametrize("length", [1, 2, 5, 6, 12, 33])
def test_every_size_is_torchs(length):
    for k, s, p, d, c in GRID:
        layer = nn.MaxPool1d(k, s, p, d, ceil_mode=c)
        assert sizes_or_none(layer, (length,)) == torch_size(layer, (length,)), (layer, length)


@pytest.mark.parametrize("kind", ["MaxPool2d", "AvgPool2d", "MaxPool3d", "AvgPool3d", "AvgPool1d"])
def test_planes_and_volumes(kind):
    numbers, dims = random.Random(kind), int(kind[-2])
    for _ in range(300):
        k, s, p, plane = (
            tuple(numbers.randint(*limits) for _ in range(dims))
            for limits in ((1, 4), (1, 4), (0, 2), (1, 9))
        )
        layer = getattr(nn, kind)(k, s, p, ceil_mode=numbers.random() < 0.6)
        assert sizes_or_none(layer, plane) == torch_size(layer, plane), (layer, plane)


@pytest.mark.parametrize("length", [10**9, 10**9 - 1, 999_999_937])
@pytest.mark.parametrize(
    "line", ["nn.MaxPool2d(3, 2, padding=1, ceil_mode=True)", "nn.AvgPool2d(1, 2, ceil_mode=True)"]
)
def test_a_length_of_a_thousand_million(line, length):
    layer = parse(line)
    assert sizes_or_none(layer, (length, 7)) == torch_size(layer, (length, 7))


def test_the_drop_fires_where_the_formula_and_torch_differ():
    fired = 0
    for length, (k, s, p, d, c) in itertools.product((1, 2, 5, 12), GRID):
        layer = nn.MaxPool1d(k, s, p, d, ceil_mode=c)
        real = torch_size(layer, (length,))
        if real is None:
            continue
        (size,) = output_sizes(layer, (length,))
        formula = (math.ceil if c else math.floor)(size.numerator / size.stride) + 1
        assert size.before_drop == formula
        assert size.dropped == (real[0] == formula - 1) == (size.drop_start is not None)
        assert not size.dropped or size.drop_start >= length
        fired += size.dropped
    assert fired > 50


@pytest.mark.parametrize(("length", "p"), [(32, 0), (2, 0), (5, 0), (9, 1)])
def test_what_follows_from_the_settings(length, p):
    for k, s, d, c in itertools.product((2, 3, 5), (1, 2, 4, 6), (1, 2), (False, True)):
        if not accepts(nn.MaxPool1d(k, s, p, d, ceil_mode=c), (1, length)):
            continue
        size = AxisSize("L", length, k, s, p, d, c)
        read = {position for o in range(size.size) for position in members(size.windows, o)}
        assert [at for run in size.unread for at in run] == [at for at in range(length) if at not in read]
        last = size.windows.taps(size.size - 1)[-1]
        assert size.overhang == max(0, last + 1 - (length + p))
        assert size.extent == d * (k - 1) + 1
        assert size.limit == length + p
        assert size.windows.dropped == (size.size if size.dropped else None)


def test_ceil_mode_does_not_cover_everything():
    (size,) = output_sizes(nn.MaxPool1d(1, 2, ceil_mode=True), (6,))
    assert (size.before_drop, size.dropped, size.drop_start, size.size) == (4, True, 6, 3)
    assert size.unread == (range(1, 2), range(3, 4), range(5, 6))
    assert AxisSize("L", 10**9, 2, 2).unread is None


def test_unread_stays_quick_at_the_longest_list():
    assert AxisSize("L", 2**14, 2**13, 1, dilation=1).unread == ()
    assert AxisSize("L", 2**14, 2**12, 1, dilation=3).unread == ()


def test_a_refusal_carries_torchs_words_and_repairs():
    layer = nn.MaxPool2d(3, padding=2)
    with pytest.raises(PoolvizError) as caught:
        output_sizes(layer, (6, 6))
    with pytest.raises(RuntimeError) as torchs:
        layer(torch.zeros(1, 6, 6))
    assert caught.value.torch_message == str(torchs.value)
    assert str(caught.value) == (
        f"torch refuses nn.MaxPool2d(3, padding=2) on an input of shape (1, 6, 6): {torchs.value}"
    )
    assert code(caught.value.fixes[0]) == "nn.MaxPool2d(3, padding=1)"


def test_adaptive_layers_have_no_formula():
    assert output_sizes(nn.AdaptiveAvgPool2d(3), (7, 7)) == ()


@pytest.mark.parametrize("kind", ["MaxPool2d", "AvgPool2d", "AvgPool3d", "MaxPool1d"])
@pytest.mark.parametrize("ceil_mode", [False, True])
def test_the_curve_of_sizes(kind, ceil_mode):
    layer = getattr(nn, kind)(3, 2, 1, ceil_mode=ceil_mode)
    dims = int(kind[-2])
    expected = [(torch_size(layer, (length,) * dims) or [None])[0] for length in range(20)]
    assert sizes_by_length(layer, dims - 1, range(20)) == expected


def test_the_curve_of_an_impossible_layer_is_empty():
    for layer in (nn.MaxPool2d(3, padding=2), nn.MaxPool2d(2.5), nn.MaxPool2d(2, 0)):
        assert sizes_by_length(layer, 0, [4, 5]) == [None, None]
    assert sizes_by_length(nn.AdaptiveMaxPool2d((3, None)), 1, [4, 5]) == [4, 5]
    with pytest.raises(PoolvizError, match="`dim`"):
        sizes_by_length(nn.MaxPool2d(2), 2, [4])


def test_a_chain_of_layers():
    layers = parse_chain("nn.MaxPool2d(2)\nnn.AvgPool2d(3, 2, padding=1)\n\nnn.AdaptiveAvgPool2d(1)")
    steps = chain(layers, (64, 3, 32, 32))
    assert [step.shape_out for step in steps] == [(64, 3, 16, 16), (64, 3, 8, 8), (64, 3, 1, 1)]
    assert [size.size for size in steps[1].sizes] == [8, 8]
    assert steps[1].shape_in == steps[0].shape_out
    assert all(step.error is None for step in steps)


def test_a_chain_stops_where_torch_does():
    steps = chain([nn.MaxPool2d(2, return_indices=True)] * 4, (1, 5, 5))
    assert [step.shape_out for step in steps] == [(1, 2, 2), (1, 1, 1), None]
    assert "Output size is too small" in steps[-1].error.torch_message
    assert steps[-1].error.fixes


def test_a_chain_as_people_paste_it():
    text = "nn.Sequential(\n    nn.MaxPool2d(2),  # 14\n    nn.AvgPool2d(2),\n)"
    assert [code(layer) for layer in parse_chain(text)] == ["nn.MaxPool2d(2)", "nn.AvgPool2d(2)"]
    assert parse_chain("") == []


def test_an_error_in_a_chain_names_its_line():
    with pytest.raises(PoolvizError, match=r"line 3: .*Conv2d") as caught:
        parse_chain("nn.MaxPool2d(2)\n\nnn.Conv2d(1, 2, 3)")
    assert isinstance(caught.value.values["problem"], PoolvizError)
    with pytest.raises(PoolvizError) as caught:
        parse_chain("\nnn.MaxPool2d(2)\nnn.LPPool2d(2)  # three")
    with pytest.raises(TypeError) as torchs:
        nn.LPPool2d(2)  # type: ignore[call-arg]
    assert caught.value.torch_message == str(torchs.value)
    assert str(caught.value) == f"line 3: torch refuses these arguments: {torchs.value}"
    with pytest.raises(PoolvizError, match="at most 20"):
        parse_chain("nn.MaxPool2d(1)\n" * 21)


@pytest.mark.parametrize("dim", [-1, 2])
def test_an_axis_that_a_layer_does_not_pool_is_named(dim):
    with pytest.raises(PoolvizError) as caught:
        sizes_by_length(nn.MaxPool2d(2), dim, [4])
    assert str(caught.value) == f"`dim` must be at least 0 and less than 2, but got {dim}"


def test_a_chain_of_more_layers_than_may_be():
    assert len(parse_chain("nn.MaxPool2d(1)\n" * 20)) == 20
    with pytest.raises(PoolvizError) as caught:
        parse_chain("nn.MaxPool2d(1)\n" * 21)
    assert str(caught.value) == "a chain must have at most 20 layers"
