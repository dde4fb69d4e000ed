"""Networks as people post them, with what stands around them: each beside Python itself.

posts.txt holds them: name, shape of the input, what the network is called; Python runs what stands before
#---behind.
"""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import torch
from torch import nn

from poolviz import trace, trace_program
from poolviz.networks.seeds import seeded
from tests.sources.programs.alike import outputs, steps
from tests.sources.programs.programs import MNIST_CNN, NET, SIMPLE_CNN
from tests.sources.speed import processor_seconds

BEHIND = "#---behind\n"
POSTS = {
    post.partition(" |")[0]: post
    for post in (Path(__file__).parent / "posts.txt").read_text("utf-8").split("### ")[1:]
}


class LightningModule(nn.Module):
    def save_hyperparameters(self) -> None:
        self.hparams: Any = SimpleNamespace(**sys._getframe(1).f_locals)


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the posts import beside torch, as far as a network needs it."""
    for name in ("pytorch_lightning", "lightning", "torchmetrics", "d2l", "d2l.torch", "yaml"):
        module = ModuleType(name)
        vars(module).update(LightningModule=LightningModule, Accuracy=lambda **_words: None, torch=module)
        monkeypatch.setitem(sys.modules, name, module)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.usefixtures("packages")
@pytest.mark.parametrize("name", POSTS)
def test_a_posted_network_is_what_python_makes_of_it(name: str) -> None:
    head, _line, text = POSTS[name].partition("\n")
    _name, sides, net = (part.strip() for part in head.split("|"))
    shape = tuple(map(int, sides.split()))
    with seeded(1):
        x = torch.randint(0, 50, shape).float() if len(shape) == 2 else torch.rand(shape)
    with seeded(2):
        run = trace_program(text.replace(BEHIND, ""), x.clone())
    names: dict[str, Any] = {"__name__": "program"}
    with seeded(0):
        exec(text.partition(BEHIND)[0], names)
        model = eval(net, names)
    with seeded(2):
        other = trace(model, x.clone())
    assert steps(run) == steps(other)
    assert run.parameters == other.parameters
    for mine, theirs in zip(outputs(run.output), outputs(other.output), strict=True):
        assert torch.equal(mine, theirs)


@pytest.mark.parametrize(("text", "channels"), [(NET, 1), (MNIST_CNN, 1), (SIMPLE_CNN, 3)])
def test_a_usual_network_takes_fifty_milliseconds(text: str, channels: int) -> None:
    x = torch.zeros(1, channels, 32 if channels == 3 else 28, 32 if channels == 3 else 28)
    trace_program(text, x)
    assert processor_seconds(lambda: trace_program(text, x), times=5) < 0.05
