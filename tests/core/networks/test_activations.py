"""ReLU, Sigmoid and Dropout on the tutorials' numbers, and what becomes of their input."""

import pytest
import torch
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.networks.activations import apply_layer

X = torch.tensor([[1.0, -0.5], [-1.0, 3.0]])
NINE = torch.arange(1.0, 10.0).reshape(3, 3)


def test_relu_and_sigmoid_of_the_tutorials():
    relu = apply_layer(nn.ReLU(), X).output
    assert relu.tolist() == [[1, 0], [0, 3]]
    rounded = [[0.7311, 0.3775], [0.2689, 0.9526]]
    assert torch.allclose(apply_layer(nn.Sigmoid(), X).output, torch.tensor(rounded), atol=5e-5)
    assert apply_layer(nn.Sigmoid(), relu).output[0, 1] == 0.5


@pytest.mark.parametrize("inplace", [True, False])
def test_inplace_overwrites_the_input(inplace: bool):
    found = apply_layer(nn.ReLU(inplace), X)
    assert found.before.tolist() == [[1, -0.5], [-1, 3]]
    assert torch.equal(found.after, found.output) == inplace
    assert found.shares == inplace
    assert X.tolist() == [[1, -0.5], [-1, 3]]


@pytest.mark.parametrize("inplace", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_dropout_doubles_what_survives_as_torch_does_with_the_seed(inplace: bool, seed: int):
    found = apply_layer(nn.Dropout(0.5, inplace), NINE, seed, training=True)
    torch.manual_seed(seed)
    assert torch.equal(found.output, nn.functional.dropout(NINE, 0.5))
    assert set((found.output / NINE).flatten().tolist()) <= {0.0, 2.0}
    assert torch.equal(found.drawn * NINE, found.output)
    assert torch.equal(found.after, found.output if inplace else NINE)


def test_what_dropout_draws_is_of_its_own_share():
    layer = nn.Dropout(0.2)
    found = apply_layer(layer, NINE, seed=2, training=True)
    assert set(found.drawn.flatten().tolist()) == {0.0, 1.25}
    assert torch.equal(found.drawn * NINE, found.output)
    assert found.layer is layer


def test_dropout_in_eval_mode_changes_nothing():
    found = apply_layer(nn.Dropout(0.5), NINE, training=False)
    assert torch.equal(found.output, NINE)
    assert found.drawn is None


def test_the_generator_is_left_as_it_was():
    torch.manual_seed(1)
    first = torch.rand(1)
    torch.manual_seed(1)
    apply_layer(nn.Dropout(), NINE, seed=9, training=True)
    assert torch.equal(torch.rand(1), first)


def test_a_layer_that_changes_the_shape_is_refused():
    with pytest.raises(PoolvizError) as caught:
        apply_layer(nn.MaxPool2d(2), torch.zeros(1, 4, 4))
    assert str(caught.value) == "`layer` must work cell by cell, but MaxPool2d changes the shape"


def test_without_a_seed_it_is_drawn_as_with_0_and_without_training_nothing_is():
    drawn = [apply_layer(nn.Dropout(), NINE, *seed, training=True).output for seed in ((), (0,), (1,))]
    assert torch.equal(drawn[0], drawn[1])
    assert not torch.equal(drawn[0], drawn[2])
    assert torch.equal(apply_layer(nn.Dropout(), NINE).output, NINE)


@pytest.mark.parametrize("was", [True, False])
@pytest.mark.parametrize("training", [True, False])
def test_a_layer_is_left_in_its_mode_also_where_it_fails(was: bool, training: bool):
    layer = nn.BatchNorm1d(2).train(was)
    apply_layer(layer, X, training=training)
    assert layer.training == was
    with pytest.raises(ValueError, match="expected 2D or 3D input"):
        apply_layer(layer, X[0], training=training)
    assert layer.training == was
