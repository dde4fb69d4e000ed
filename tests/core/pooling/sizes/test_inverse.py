"""The layers found for a wanted size, every one of them tried on torch's meta device."""

import itertools
from pathlib import Path

import pytest
import torch

from poolviz import PoolvizError, code
from poolviz.pooling.refusals.repairs import changed
from poolviz.pooling.sizes.shapes import layers_for


def torch_size(layer, plane):
    """Return torch's output plane."""
    return tuple(layer(torch.empty(1, *plane, device="meta")).shape[1:])


@pytest.mark.parametrize("kind", ["MaxPool1d", "MaxPool2d", "AvgPool2d", "MaxPool3d", "AvgPool3d"])
def test_every_layer_found_gives_the_wanted_size(kind):
    dims = int(kind[-2])
    for length, wanted in itertools.product((1, 2, 5, 8, 13, 32), (1, 2, 3, 5, 7, 16)):
        found = layers_for(length, wanted, kind=kind, limit=12)
        assert len(set(map(code, found))) == len(found) <= 12
        assert found or wanted > length, (length, wanted)
        for layer in found:
            assert type(layer).__name__ == kind
            assert torch_size(layer, (length,) * dims) == (wanted,) * dims, layer


@pytest.mark.parametrize("wanted", range(1, 41))
def test_every_smaller_size_can_be_had(wanted):
    for length in (40, 224, 10**9):
        layer = layers_for(length, wanted, limit=1)[0]
        assert torch_size(layer, (length, length)) == (wanted, wanted)


@pytest.mark.parametrize(
    ("length", "wanted", "first"),
    [
        (32, 16, "nn.MaxPool2d(2)"),
        (5, 2, "nn.MaxPool2d(2)"),
        (10, 1, "nn.MaxPool2d(10)"),
        (5, 5, "nn.MaxPool2d(3, stride=1, padding=1)"),
        (5, 3, "nn.MaxPool2d(3, stride=1)"),
        (5, 6, "nn.MaxPool2d(2, stride=1, padding=1)"),
        (224, 112, "nn.MaxPool2d(2)"),
    ],
)
def test_the_simplest_layer_comes_first(length, wanted, first):
    assert code(layers_for(length, wanted)[0]) == first


def test_kinds_of_answers_alternate():
    lines = [code(layer) for layer in layers_for(32, 16)]
    assert any("padding" in line for line in lines)
    assert any("dilation" in line for line in lines)
    assert any("ceil_mode" in line for line in lines)


def test_ceil_mode_is_offered_only_where_it_matters():
    for length, wanted in ((32, 16), (33, 16), (7, 3), (50, 24)):
        rounded_up = [layer for layer in layers_for(length, wanted, limit=30) if layer.ceil_mode]
        assert rounded_up
        for layer in rounded_up:
            assert torch_size(changed(layer, ceil_mode=False), (length, length)) != (wanted, wanted)


@pytest.mark.parametrize(
    ("plane", "wanted"),
    [
        ((50, 32), (24, 15)),
        ((50, 32), (24, 31)),
        ((224, 112), (7, 7)),
        ((10**9, 3), (5, 3)),
        ((9, 4), (9, 1)),
    ],
)
def test_layers_for_a_plane(plane, wanted):
    found = layers_for(plane, wanted, limit=10)
    assert found
    assert all(torch_size(layer, plane) == wanted for layer in found)


def test_one_setting_for_both_axes_where_there_is_one():
    assert "nn.MaxPool2d(3, stride=2)" in map(code, layers_for((50, 32), (24, 15)))


def test_the_inverse_refuses_what_makes_no_sense():
    assert layers_for(5, 50) == []
    assert code(layers_for(9, 4, kind="AdaptiveAvgPool1d")[0]) == "nn.AdaptiveAvgPool1d(4)"
    for arguments, match in ((((5, 5), (0, 1)), "wanted"), (((5,), (1, 1)), "plane")):
        with pytest.raises(PoolvizError, match=match):
            layers_for(*arguments)
    with pytest.raises(PoolvizError, match="Conv2d"):
        layers_for(5, 2, kind="Conv2d")


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("AdaptiveMaxPool2d", ["nn.AdaptiveMaxPool2d((3, 4))"]),
        ("AdaptiveAvgPool2d", ["nn.AdaptiveAvgPool2d((3, 4))"]),
        ("FractionalMaxPool2d", [f"nn.FractionalMaxPool2d({k}, output_size=(3, 4))" for k in (2, 3, 4, 5)]),
        ("LPPool2d", ["nn.LPPool2d(2, 2)", "nn.LPPool2d(2, (3, 2), stride=2)"]),
        ("AvgPool2d", ["nn.AvgPool2d(2)", "nn.AvgPool2d((3, 2), stride=2)"]),
    ],
)
def test_layers_of_every_kind_are_told_what_they_need(kind, lines):
    assert [code(layer) for layer in layers_for((7, 8), (3, 4), kind=kind)][: len(lines)] == lines


KEPT = [
    block.splitlines() for block in Path(__file__).with_name("found.txt").read_text("utf-8").split("\n\n")
]


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept[0])
def test_the_ten_layers_found_and_their_order_are_those_that_are_kept(kept):
    """One line is what is asked, kind and sizes; the others are the arguments of the layers found."""
    kind, _, sizes = kept[0].partition(" ")
    plane, wanted = (tuple(map(int, side.split(","))) for side in sizes.split("->"))
    assert [code(layer) for layer in layers_for(plane, wanted, kind=kind)] == [
        f"nn.{kind}{arguments}" for arguments in kept[1:]
    ]


def test_without_a_kind_and_a_limit_ten_max_poolings_of_planes_are_found():
    assert layers_for(32, 16)[0].kernel_size == 2
    assert [type(layer).__name__ for layer in layers_for(32, 16)] == ["MaxPool2d"] * 10


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"plane": (5, 5), "wanted": (0, 1)}, "`wanted` must be 2 sizes of at least 1, but got (0, 1)"),
        ({"plane": (5,), "wanted": (1, 1)}, "`plane` must be 2 sizes of at least 1, but got (5,)"),
        ({"plane": 5, "wanted": (1, 1, 1)}, "`wanted` must be 2 sizes of at least 1, but got (1, 1, 1)"),
        ({"plane": 5, "wanted": 2.5}, "`wanted` must be 2 sizes of at least 1, but got 2.5"),
        (
            {"plane": (5.5, 5), "wanted": 2, "kind": "MaxPool3d"},
            "`plane` must be 3 sizes of at least 1, but got (5.5, 5)",
        ),
        (
            {"plane": 5, "wanted": 2, "kind": "Conv2d"},
            "`kind` must be a pooling layer such as MaxPool2d, but got Conv2d",
        ),
        (
            {"plane": 5, "wanted": 2, "kind": "MaxUnpool2d"},
            "`kind` must be a pooling layer such as MaxPool2d, but got MaxUnpool2d",
        ),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_named(given, said):
    with pytest.raises(PoolvizError) as caught:
        layers_for(**given)
    assert str(caught.value) == said
