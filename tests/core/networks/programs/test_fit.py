"""Which layer refuses an input and what it should be, against torch; chains that grow and shrink."""

import pytest
import torch
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.networks.programs.chain import NEXT, chain_lines, longer, next_line, shorter
from poolviz.networks.programs.code import leaves, parse_network, read_network
from poolviz.networks.programs.fit import fitting_side, input_of, misfit, require_drawable, with_weights, work
from poolviz.networks.trace import trace
from tests.core.networks.programs.programs import MNIST_CNN, NET, SIMPLE_CNN

WRONG = "nn.Conv2d(3, 16, 3)\nnn.MaxPool2d(2)\nnn.Flatten()\nnn.Linear(400, 10)"


@pytest.mark.parametrize(
    ("text", "channels", "side", "name"),
    [(NET, 1, 28, "fc"), (SIMPLE_CNN, 3, 32, "layer4.fc1"), (MNIST_CNN, 1, 28, "fc.0")],
)
def test_the_tutorials_fit_their_own_size_alone(text: str, channels: int, side: int, name: str):
    model = parse_network(text)
    assert input_of(model) == (channels, 2)
    assert misfit(model, (1, channels, side, side)) is None
    assert misfit(model, (1, channels, side - 8, side - 8)).name == name
    assert fitting_side(model, channels, 2, name) == side


def test_the_right_in_features_in_torchs_own_words():
    reading = read_network(WRONG)
    found = misfit(reading.model, (1, 3, 32, 32))
    assert (found.name, found.shape, found.argument, found.right) == ("3", (1, 3600), "in_features", 3600)
    with pytest.raises(RuntimeError) as caught:
        nn.Linear(400, 10)(torch.zeros(1, 3600))
    assert found.message == str(caught.value)
    mended = read_network(reading.changed(found.layer, "in_features", found.right))
    assert misfit(mended.model, (1, 3, 32, 32)) is None
    assert fitting_side(reading.model, 3, 2, "3") == 12


@pytest.mark.parametrize(
    ("text", "shape", "argument", "right"),
    [
        ("nn.Conv2d(3, 8, 3)\nnn.Conv2d(4, 8, 3)", (1, 3, 9, 9), "in_channels", 8),
        ("nn.Conv2d(3, 8, 3)\nnn.BatchNorm2d(3)", (1, 3, 9, 9), "num_features", 8),
        ("nn.Linear(5, 2)", (1, 1, 4, 4), "in_features", 4),
        ("nn.MaxPool2d(2)\nnn.MaxPool2d(4)", (1, 1, 4, 4), None, None),
        ("nn.MaxPool2d(3, padding=2)", (1, 1, 9, 9), None, None),
        ("nn.Conv1d(1, 1, 3)\nnn.Conv2d(1, 1, 1)\nnn.Conv3d(1, 1, 1)", (1, 1, 9), None, None),
        ("nn.Upsample()", (1, 1, 4, 4), None, None),
    ],
)
def test_what_refuses_and_what_it_should_be(
    text: str, shape: tuple[int, ...], argument: str | None, right: int | None
):
    found = misfit(parse_network(text), shape)
    assert found is not None
    assert found.message
    assert (found.argument, found.right) == (argument, right)


def test_no_size_helps_where_the_layer_wants_another_number():
    model = parse_network("nn.AdaptiveAvgPool2d(2)\nnn.Flatten()\nnn.Linear(5, 2)")
    assert fitting_side(model, 1, 2, "2") is None
    assert fitting_side(parse_network("nn.MaxPool2d(2)\nnn.MaxPool2d(2)"), 1, 2, "1") == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nn.BatchNorm2d(7)", (7, 2)),
        ("nn.MaxPool1d(2)", (1, 1)),
        ("nn.ReLU()", (1, 2)),
        ("nn.Flatten()\nnn.Linear(4, 2)\nnn.BatchNorm1d(2)", (1, 2)),
        ("nn.Conv3d(2, 3, 1)", (2, 3)),
    ],
)
def test_what_the_input_must_be(text: str, said: tuple[int, int]):
    assert input_of(parse_network(text)) == said


def test_work_is_known_before_it_is_done():
    assert work(parse_network("nn.Conv2d(1, 10, 5)"), (1, 1, 28, 28)) == (260 + 784 + 5760, 5760 * 25)
    assert work(parse_network("nn.MaxPool2d(2)"), (1, 1, 4, 4)) == (20, 16)
    assert work(parse_network("nn.LocalResponseNorm(10**9)"), (1, 1, 4, 4))[1] == 16 * 10**9
    held, _done = work(parse_network("nn.Flatten()\nnn.Linear(10**6, 10**6)"), (1, 1, 1000, 1000))
    assert held > 10**12


def test_a_map_too_large_to_be_drawn():
    with pytest.raises(
        PoolvizError, match="the map of 0 would have 2,004 cells a side; this page draws at most 640"
    ):
        require_drawable(parse_network("nn.ZeroPad2d(1000)"), (1, 1, 4, 4))


def test_the_same_seed_draws_the_same_weights():
    model = parse_network("nn.Conv2d(1, 2, 3)\nnn.PReLU()\nnn.BatchNorm2d(2)")
    first, second, other = (with_weights(model, seed) for seed in (3, 3, 4))
    assert torch.equal(first[0].weight, second[0].weight)
    assert not torch.equal(first[0].weight, other[0].weight)
    assert first[1].weight.tolist() == [0.25]
    torch.manual_seed(3)
    assert torch.equal(first[0].weight, nn.Conv2d(1, 2, 3).weight)
    assert model[0].weight.is_meta


# ------------------------------------------------------------------ chains


@pytest.mark.parametrize("kind", NEXT)
def test_every_next_layer_takes_what_comes(kind: str):
    text = "nn.Conv2d(3, 6, 3)"
    shape = (1, 6, 10, 10)
    grown = longer(text, next_line(kind, shape))
    assert misfit(parse_network(grown), (1, 3, 12, 12)) is None
    assert shorter(grown) == text


def test_a_layer_behind_any_kind_of_program():
    assert longer("", "nn.ReLU()") == "nn.ReLU()"
    assert longer("nn.ReLU(),", "nn.ReLU()") == "nn.ReLU()\nnn.ReLU()"
    grown = longer(NET, "nn.Softmax(dim=1)")
    assert grown.splitlines()[0] == "conv1 = nn.Conv2d(1, 10, 5)"
    assert [name for name, _layer in leaves(parse_network(grown))][-3:] == ["view", "fc", "8"]
    assert misfit(parse_network(grown), (1, 1, 28, 28)) is None


def test_a_program_as_a_chain_does_the_same():
    model = parse_network(SIMPLE_CNN)
    chain = parse_network(chain_lines(model))
    assert [repr(layer) for _name, layer in leaves(chain)] == [repr(layer) for _name, layer in leaves(model)]


def test_an_unknown_next_layer():
    with pytest.raises(PoolvizError, match="`kind` must be one of Conv2d, ReLU"):
        next_line("LSTM", (1, 1))


def test_padding_of_fewer_sides_than_the_plane_has_is_traced():
    text = "nn.ZeroPad2d((1, 2))\nnn.MaxPool2d(2)"
    run = trace(parse_network(text), torch.zeros(1, 1, 4, 4, device="meta"))
    assert run.steps[0].shape_out == (1, 1, 4, 7)
    assert run.steps[0].fields is None
