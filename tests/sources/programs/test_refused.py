"""What cannot be run is said with its line, what it is and what to do."""

import re
import sys

import pytest
import torch

from poolviz import PoolvizError, trace_program
from poolviz.sources.networks.zoo import ZOO
from poolviz.sources.programs.packages import SHOWN
from poolviz.sources.programs.sandbox import session

FORWARD = """class Net(nn.Module):
  def __init__(self):
    super().__init__()
{init}
  def forward(self, x):
{body}"""
NEEDS = """class Net(nn.Module):
  def __init__(self, a, b):
    super().__init__()
  def forward(self, x):
    return x"""
FORGOT = """class Net(nn.Module):
  def __init__(self):
    self.a = nn.ReLU()
  def forward(self, x):
    return x"""
LISTED = "    for m in self.l:\n      x = m(x)\n    return self.l(x)"


def net(body: str, init: str = "    pass") -> str:
    return FORWARD.format(init=init, body=body)


def refused(text: str, *shape: int) -> PoolvizError:
    with pytest.raises(PoolvizError) as caught:
        trace_program(text, torch.zeros(shape or (1, 1, 12, 12)))
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("net = nn.Linear(unknown, 2)", 1, "nothing here says what unknown is"),
        (net("    return helper(x)"), 6, "nothing here says what helper is"),
        ("import torchvision\n" + net("    return self.f(x)", "    self.f = torchvision.models.vgg16()"), 7,
         r"torchvision\.models\.vgg16 comes from torchvision"),
        ("if args.deep:\n  net = nn.ReLU()\nelse:\n  net = nn.Tanh()", 1, r"depends on args\.deep"),
        ("for i in range(depth):\n  net = nn.ReLU()", 1, "depends on depth"),
        (NEEDS, 1, r"Net needs a, b; add a line such as net = Net\(a=…, b=…\)"),
        ("net = nn.Sequential(nn.TransformerEncoder(2, 3))", 1, "TransformerEncoder is not among"),
        ("net = nn.Convolution(1, 2)", 1, "module 'torch.nn' has no attribute 'Convolution'"),
        (net("    return torch.fft.fft(x)"), 6, r"nothing here says what torch\.fft\.fft is"),
        (net("    return x.s(0)"), 6, "'Tensor' object has no attribute 's'"),
        (net("    return x.apply_(3)"), 6, r"torch\.apply_ cannot be run here"),
        (net("    return self.missing(x)"), 6, "'Net' object has no attribute 'missing'"),
        (net(LISTED, "    self.l = nn.ModuleList([nn.ReLU()])"), 8,
         "ModuleList has no forward"),
        ("def f():\n  yield nn.ReLU()", 2, r"\(yield nn.ReLU\(\)\) cannot be run here"),
        ("raise ValueError('no')\nnet = nn.ReLU()", 1, "Python stops with ValueError: no"),
        ("a = 1\nassert a == 2, 'two'\nnet = nn.ReLU()", 2, "Python stops with AssertionError: two"),
        ("net = nn.Conv2d(1)", 1, "torch refuses the arguments of Conv2d"),
        ("net = nn.ReLU(\n", 1, "Python cannot read"),
        ("class A:\ndef f(): pass", 2, "Python expects different indentation here"),
        ("net = nn.Sequential(nn.ReLU(), [nn.ReLU()])", 1, "is not a Module subclass"),
        ("try:\n  net = nn.Linear(unknown, 3)\nexcept Exception:\n  net = nn.ReLU()", 4, "what unknown is"),
        (FORGOT, 3,
         "cannot assign module before Module.__init__"),
    ],
)  # fmt: skip
def test_with_its_line(text, line, said):
    error = refused(text)
    assert error.line == line
    assert re.search(rf"^line {line}: .*{said}", str(error)), str(error)


def test_what_torch_refuses_is_said_in_its_own_words_and_with_the_line():
    error = refused(
        net("    x = F.relu(x)\n    return self.fc(x.view(-1, 144))", "    self.fc = nn.Linear(100, 2)")
    )
    assert error.line == 7
    assert "mat1 and mat2 shapes cannot be multiplied (1x144 and 100x2)" in (error.torch_message or "")
    error = refused("net = nn.Sequential(\n    nn.Flatten(),\n    nn.Linear(3, 4))")
    assert error.line == 3
    assert "1x144 and 3x4" in (error.torch_message or "")


@pytest.mark.parametrize("text", ["", "# nothing", "x = 3", "import torch", "print('hello')"])
def test_a_text_without_a_network(text):
    assert "must" in str(refused(text))


def test_a_block_whose_forward_print_does_not_show():
    text = "Net(\n  (a): ReLU()\n  (b): Block(\n    (c): ReLU()\n  )\n)"
    assert "line 3: what print shows does not say what the forward of Block does" in str(refused(text))


def test_a_block_whose_layers_print_does_not_show():
    text = "Net(\n  (a): ReLU()\n  (b): Swish()\n)"
    assert "line 3: what print shows does not say what the forward of Swish does" in str(refused(text))


@pytest.mark.parametrize("given", [None, 3, b"nn.ReLU()"])
def test_what_is_no_text(given):
    with pytest.raises(PoolvizError, match="`text` must be text"):
        trace_program(given, torch.zeros(1, 1))
    with pytest.raises(PoolvizError, match="`x` must be a tensor, an array of numbers, or lists"):
        trace_program("nn.ReLU()", given)


def test_without_the_package_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pydantic_monty", None)
    with pytest.raises(PoolvizError, match="pip install pydantic-monty"):
        session._started.__wrapped__()


RESNET = "import torchvision.models as models\nimport torch.nn as nn\nnet = models.resnet18(pretrained=True)"
STARRED = "from torchvision.models import *\nnet = resnet18()"
WITHIN = net("    return self.b(x)", "    self.b = torchvision.models.resnet50()")
KERAS = "from tensorflow.keras import models\n\nmodel = models.Sequential()"


@pytest.mark.parametrize(
    ("text", "line", "what", "do"),
    [
        (RESNET, 3, "torchvision.models.resnet18", "poolviz trace torchvision.models:resnet18"),
        (STARRED, 2, "torchvision.models.resnet18", "poolviz trace torchvision.models:resnet18"),
        (WITHIN, 6, "torchvision.models.resnet50", "poolviz trace torchvision.models:resnet50"),
        (
            "net = torchvision.models.vgg16()",
            1,
            "torchvision.models.vgg16",
            "choose VGG16 under “Known ones”",
        ),
        (
            "import timm\nnet = timm.create_model('a')",
            2,
            "timm.create_model",
            "paste the class with its forward",
        ),
        ("from model import Net\nnet = Net()", 2, "model.Net", "paste the class with its forward"),
        (KERAS, 3, "tensorflow.keras.models.Sequential", "nn.MaxPool2d(2) for MaxPooling2D(2)"),
        ("net = torch.hub.load('a', 'b')", 1, "torch.hub.load", "paste its class"),
    ],
)
def test_what_is_not_here_is_named_with_its_line_and_what_to_do_instead(
    text: str, line: int, what: str, do: str
) -> None:
    error = refused(text, 1, 3, 12, 12)
    assert error.values["line"] == line
    assert str(error).startswith(f"line {line}: {what} ")
    assert do in str(error)


def test_a_package_that_only_stands_behind_the_network_is_no_fault() -> None:
    text = "import torchsummary\nnet = nn.Sequential(nn.MaxPool2d(2))\ntorchsummary.summary(net, (1, 4, 4))"
    assert trace_program(text, torch.zeros(1, 1, 4, 4)).steps[0].shape_out == (1, 1, 2, 2)


def test_the_networks_that_are_said_to_be_known_are() -> None:
    assert set(SHOWN.values()) == {network.name for network in ZOO}
