"""Programs that were once read as others than they are: each beside Python itself."""

import pytest
import torch

from poolviz import PoolvizError, trace_program
from tests.sources.programs.alike import HEAD, require_alike

BLOCK_BEHIND = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.block = Block(4)

    def forward(self, x):
        return self.block(F.max_pool2d(F.relu(self.conv(x)), 2))


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.conv = nn.Conv2d(c, c, 3, padding=1)

    def forward(self, x):
        return F.relu(x + self.conv(x))
"""
RESHAPE = """
class Reshape(nn.Module):
    def forward(self, x):
        return x.view(-1, 1, 28, 28)


net = nn.Sequential(
    Reshape(), nn.Conv2d(1, 6, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2, stride=2), nn.Flatten(),
    nn.Linear(1176, 10)
)
"""
OWN_METHOD = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.pool = nn.MaxPool2d(2)

    def dropout(self, x):
        return F.avg_pool2d(x, 3)

    def forward(self, x):
        return self.dropout(self.pool(x))
"""
INHERITED = """
class Base(nn.Module):
    def __init__(self, k=2):
        super().__init__()
        self.pool = nn.MaxPool2d(k)

    def forward(self, x):
        return self.pool(x)


class Net(Base):
    def __init__(self):
        super(Net, self).__init__(3)
        self.unused = nn.Linear(2, 2)
"""
DEFAULT = """
class Net(nn.Module):
    def __init__(self, n=10):
        super().__init__()
        self.fc = nn.Linear(16, n)

    def forward(self, x):
        return self.fc(x.flatten(1))


net = Net(n=100)
"""
OWN_POOL = """
class MaxPool2d(nn.Module):
    def forward(self, x):
        return F.avg_pool2d(x, 2)


net = nn.Sequential(MaxPool2d(), nn.ReLU())
"""
TWO = """
class Small(nn.Module):
    def forward(self, x):
        return F.max_pool2d(x, 4)


class Large(nn.Module):
    def forward(self, x):
        return F.max_pool2d(x, 2)
"""
FLAT = """
conv1 = nn.Conv2d(1, 4, 3)
conv2 = nn.Conv2d(4, 8, 3)
pool = nn.MaxPool2d(2)
x = torch.rand(1, 1, 28, 28)
x = conv1(x)
x = pool(x)
x = conv2(x)
x = pool(x)
print(x.shape)
"""


def shapes(text: str, *shape: int, name: str | None = None) -> list[tuple[str, tuple[int, ...]]]:
    return [
        (step.name, step.shape_out) for step in trace_program(HEAD + text, torch.zeros(shape), name).steps
    ]


def test_a_helper_class_behind_the_network_is_its_part():
    run = require_alike(BLOCK_BEHIND, 1, 1, 12, 12)
    assert [step.name for step in run.steps][-3:] == ["block.conv", "block.add", "block.relu"]


def test_a_class_that_reshapes_is_one_layer_of_the_sequential():
    run = require_alike(RESHAPE, 1, 784, net="net")
    assert [step.shape_out for step in run.steps] == [
        (1, 1, 28, 28), (1, 6, 28, 28), (1, 6, 28, 28), (1, 6, 14, 14), (1, 1176), (1, 10),
    ]  # fmt: skip


def test_layers_run_in_the_order_of_their_calls_not_of_their_lines():
    assert shapes(FLAT, 1, 1, 28, 28) == [
        ("conv1", (1, 4, 26, 26)), ("pool", (1, 4, 13, 13)),
        ("conv2", (1, 8, 11, 11)), ("pool", (1, 8, 5, 5)),
    ]  # fmt: skip


def test_the_lines_take_any_input_whatever_they_make_themselves():
    assert shapes(FLAT, 2, 1, 14, 14)[-1] == ("pool", (2, 8, 2, 2))


def test_a_pool_that_is_called_twice_runs_twice():
    text = "pool = nn.MaxPool2d(2)\ny = pool(pool(x))"
    assert shapes(text, 1, 1, 8, 8) == [("pool", (1, 1, 4, 4)), ("pool", (1, 1, 2, 2))]


def test_a_method_of_its_own_is_not_the_layer_of_that_name():
    run = require_alike(OWN_METHOD, 1, 1, 12, 12)
    assert [step.name for step in run.steps] == ["pool", "avg_pool2d"]


def test_a_forward_may_be_inherited():
    run = require_alike(INHERITED, 1, 1, 12, 12)
    assert run.steps[0].shape_out == (1, 1, 4, 4)
    assert run.parameters == 6


@pytest.mark.parametrize(("lines", "channels"), [("ch = 4\nch *= 2", 8), ("ch = 4\nif True: ch = 16", 16)])
def test_numbers_are_computed_and_branches_taken(lines, channels):
    text = f"{lines}\nnet = nn.Sequential(nn.Conv2d(1, ch, 3), nn.MaxPool2d(2))"
    assert require_alike(text, 1, 1, 6, 6, net="net").output.shape == (1, channels, 2, 2)


def test_what_a_call_gives_wins_over_the_default():
    assert require_alike(DEFAULT, 1, 1, 4, 4, net="net").output.shape == (1, 100)


def test_an_own_class_named_as_a_layer_is_itself():
    run = require_alike(OWN_POOL, 1, 1, 4, 4, net="net")
    assert [step.name for step in run.steps] == ["0.avg_pool2d", "1"]


def test_of_two_networks_one_must_be_chosen():
    with pytest.raises(PoolvizError, match="several networks: Small, Large; say which with `name`") as caught:
        trace_program(HEAD + TWO, torch.zeros(1, 1, 8, 8))
    assert caught.value.values["names"] == "Small, Large"
    assert require_alike(TWO, 1, 1, 8, 8, net="Small()", name="Small").output.shape == (1, 1, 2, 2)
    assert require_alike(TWO, 1, 1, 8, 8, net="Large()", name="Large").output.shape == (1, 1, 4, 4)


def test_a_name_that_no_network_has():
    with pytest.raises(PoolvizError, match="`name` must be one of Small, Large, but got Net"):
        trace_program(HEAD + TWO, torch.zeros(1, 1, 8, 8), "Net")
    with pytest.raises(PoolvizError, match="`name` must be one of"):
        trace_program(HEAD + FLAT, torch.zeros(1, 1, 8, 8), "nothing")


def test_the_network_that_the_lines_call_is_the_one_that_is_meant():
    text = TWO + "\na = Small()\nb = Large()\nprint(b(torch.rand(1, 1, 8, 8)).shape)"
    assert require_alike(text, 1, 1, 8, 8, net="b").output.shape == (1, 1, 4, 4)
    assert require_alike(text, 1, 1, 8, 8, net="a", name="a").output.shape == (1, 1, 2, 2)
