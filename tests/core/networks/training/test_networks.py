"""Small networks: the same but for what makes their planes smaller."""

import pytest
import torch
from torch import nn

from poolviz import PoolvizError
from poolviz.networks.training.networks import KINDS, small_network, stages

FACE, COLOUR = (1, 25, 25), (3, 32, 32)


def count(network):
    return sum(one.numel() for one in network.parameters())


@pytest.mark.parametrize("shape", [FACE, COLOUR, (1, 1, 1), (2, 7, 12)])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_a_score_to_each_class(kind, shape):
    assert small_network(kind, shape, 10)(torch.rand(4, *shape)).shape == (4, 10)


@pytest.mark.parametrize("shape", [FACE, COLOUR])
def test_all_that_make_planes_smaller_have_the_same_parameters(shape):
    assert len({count(small_network(kind, shape, 2)) for kind in ("max", "average", "strided")}) == 1


def test_the_parameters_of_both_data_sets():
    assert [count(small_network(kind, FACE, 2)) for kind in ("max", "none")] == [2818, 21250]
    assert [count(small_network(kind, COLOUR, 10)) for kind in ("max", "none")] == [11642, 165242]


def test_the_same_seed_gives_pooled_networks_the_same_weights():
    made = []
    for kind in ("max", "average", "strided"):
        torch.manual_seed(3)
        made.append(small_network(kind, FACE, 2))
    for others in zip(*(network.parameters() for network in made), strict=True):
        assert all(torch.equal(others[0], other) for other in others)


def test_only_the_downsampling_differs():
    layers = {kind: [type(layer).__name__ for layer in small_network(kind, FACE, 2)] for kind in KINDS}
    assert layers["max"] == ["Conv2d", "ReLU", "MaxPool2d"] * 2 + ["Flatten", "Linear"]
    assert layers["average"] == ["Conv2d", "ReLU", "AvgPool2d"] * 2 + ["Flatten", "Linear"]
    assert layers["strided"] == layers["none"] == ["Conv2d", "ReLU"] * 2 + ["Flatten", "Linear"]
    strides = {
        kind: [one.stride for one in small_network(kind, FACE, 2) if "Conv" in str(one)] for kind in KINDS
    }
    assert strides["strided"] == [(2, 2), (2, 2)]
    assert strides["max"] == strides["average"] == strides["none"] == [(1, 1), (1, 1)]


def test_stages_of_max_pooling_on_a_face():
    found = stages(small_network("max", FACE, 2), FACE)
    assert [stage.shape for stage in found] == [
        (8, 25, 25), (8, 25, 25), (8, 13, 13), (16, 13, 13), (16, 13, 13), (16, 7, 7), (784,), (2,),
    ]  # fmt: skip
    assert [stage.parameters for stage in found] == [80, 0, 0, 1168, 0, 0, 0, 1570]
    assert [stage.multiply_adds for stage in found] == [45000, 0, 0, 194688, 0, 0, 0, 1568]


@pytest.mark.parametrize("kind", KINDS)
def test_shapes_are_those_that_torch_computes(kind):
    network, x = small_network(kind, (2, 9, 6), 3), torch.rand(1, 2, 9, 6)
    for stage in stages(network, (2, 9, 6)):
        x = stage.layer(x)
        assert stage.shape == x.shape[1:]
        if isinstance(stage.layer, nn.Conv2d):
            assert stage.multiply_adds == x.numel() * stage.layer.weight[0].numel()


def test_an_unknown_kind():
    with pytest.raises(PoolvizError) as caught:
        small_network("min", FACE, 2)
    assert str(caught.value) == "`kind` must be one of max, average, strided, none, but got min"
