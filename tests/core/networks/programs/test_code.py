"""Networks are read from code without running it: every form, every refusal, and any text at all."""

import contextlib
import random
import textwrap
import time

import pytest
import torch
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.networks.programs.code import leaves, network_code, parse_network, read_network
from poolviz.networks.programs.layers import View, functions, layer_code
from tests.core.networks.programs.programs import (
    MNIST_CNN,
    NET,
    NET_OF_FUNCTIONS,
    PROGRAMS,
    SIMPLE_CNN,
    TUDUI,
)


def shapes(model: nn.Module, *shape: int) -> list[tuple[int, ...]]:
    """Return the shape that comes out of each layer, on the meta device."""
    x, found = torch.zeros(shape, device="meta"), []
    for _name, layer in leaves(model):
        x = layer(x)
        found.append(tuple(x.shape))
    return found


def names(model: nn.Module) -> list[str]:
    return [name for name, _layer in leaves(model)]


def refused(text: str) -> str:
    with pytest.raises(PoolvizError) as caught:
        parse_network(text)
    return str(caught.value)


# ------------------------------------------------------------------ what is read


def test_the_nets_of_the_tutorials():
    net = parse_network(NET)
    assert names(net) == ["conv1", "pooling", "relu", "conv2", "pooling_2", "relu_2", "view", "fc"]
    assert shapes(net, 1, 1, 28, 28)[-2:] == [(1, 320), (1, 10)]
    assert sum(weights.numel() for weights in net.parameters()) == 260 + 5020 + 3210
    twin = parse_network(NET_OF_FUNCTIONS)
    assert shapes(twin, 1, 1, 28, 28) == shapes(net, 1, 1, 28, 28)


def test_simple_cnn_has_the_names_that_its_program_gives():
    model = parse_network(SIMPLE_CNN)
    assert names(model)[:3] == ["layer1.conv1", "layer1.relu1", "layer1.pool1"]
    assert names(model)[-1] == "layer4.f3"
    assert shapes(model, 1, 3, 32, 32)[-6:-4] == [(1, 2048), (1, 512)]
    assert dict(leaves(model))["layer1.relu1"].inplace


def test_the_network_for_mnist_and_its_arithmetic():
    model = parse_network(MNIST_CNN)
    assert dict(leaves(model))["fc.0"].in_features == 2048
    assert shapes(model, 1, 1, 28, 28)[-1] == (1, 10)


def test_a_class_with_one_layer_and_no_import():
    assert repr(parse_network(TUDUI)[0]) == repr(nn.MaxPool2d(3, ceil_mode=True))


@pytest.mark.parametrize(
    "text",
    [
        "nn.Conv2d(1, 6, 5)\nnn.ReLU()\nnn.MaxPool2d(2)",
        "nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2)",
        "  nn.Conv2d(1, 6, 5),\n  nn.ReLU(),\n  nn.MaxPool2d(2),",
        "Conv2d（1，6，5）；ReLU（）；MaxPool2d（2）",
        "[nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2)]",
        "nn.Sequential(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2))",
        "model = torch.nn.Sequential(*[nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2)])",
        ">>> net = nn.Sequential(nn.Conv2d(1, 6, 5),\n...     nn.ReLU(), nn.MaxPool2d(2))\n>>> print(net)",
        "```python\nm = nn.Sequential()\nm.append(nn.Conv2d(1, 6, 5))\nm.append(nn.ReLU())\n"
        "m.append(nn.MaxPool2d(2))\n```",
        "n = 2 * 3\nk = 5\nnn.Conv2d(1, n, kernel_size=k)\nnn.ReLU()\nnn.MaxPool2d(k // 2)",
        "x = torch.rand(1, 1, 28, 28)\nnn.Conv2d(1, 6, 5)\nnn.ReLU()\nnn.MaxPool2d(2)\nprint(model(x).shape)",
    ],
)
def test_ways_to_write_one_chain(text: str):
    model = parse_network(text)
    assert [repr(layer) for _name, layer in leaves(model)] == [
        "Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1))",
        "ReLU()",
        "MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)",
    ]


def test_names_of_an_ordered_dict_and_of_lines():
    ordered = 'nn.Sequential(OrderedDict([("conv", nn.Conv2d(1, 2, 3)), ("pool", nn.MaxPool2d(2))]))'
    assert names(parse_network(ordered)) == ["conv", "pool"]
    assert names(parse_network("self.conv = nn.Conv2d(1, 2, 3)\npool = nn.MaxPool2d(2)")) == ["conv", "pool"]
    assert names(parse_network('nn.Sequential(OrderedDict({"a": nn.ReLU()}))')) == ["a"]


FORWARDS = {
    "x = self.pool(F.relu(self.conv(x)))\nreturn torch.flatten(x, 1)": ["conv", "relu", "pool", "flatten"],
    "return F.max_pool2d(self.conv(x), 2).flatten(1)": ["conv", "max_pool2d", "flatten"],
    "x = nn.ReLU()(self.conv(x))\nreturn x": ["conv", "relu"],
    "y = self.conv(x)\nz = torch.sigmoid(y)\nprint(z.shape)\nreturn z.contiguous()": ["conv", "sigmoid"],
    "n, c, h, w = x.shape\nx = self.conv(x)\nreturn x.reshape(n, -1)": ["conv", "reshape"],
    "x = self.conv(x)\nreturn x.view(-1, 6 * self.n)": ["conv", "view"],
    "x = self.conv(x)\nreturn x.mean((2, 3))": ["conv", "mean", "flatten"],
    "x = F.dropout(self.conv(x), p=0.3, training=self.training)\nreturn F.log_softmax(x, dim=1)": [
        "conv",
        "dropout",
        "log_softmax",
    ],
    "'''About it.'''\nx = self.pool(self.pool(self.conv(x)))\nreturn x": ["conv", "pool", "pool_2"],
}


def written(forward: str) -> str:
    body = textwrap.indent(forward, " " * 8)
    init = "self.conv = nn.Conv2d(3, 6, 5)\n        self.pool = nn.MaxPool2d(2)\n        self.n = 64"
    head = f"class A(nn.Module):\n    def __init__(self, n=1):\n        {init}\n"
    return f"{head}    def forward(self, x):\n{body}\n"


@pytest.mark.parametrize("forward", FORWARDS)
def test_forwards_that_are_a_chain(forward: str):
    model = parse_network(written(forward))
    assert names(model) == FORWARDS[forward]
    assert shapes(model, 2, 3, 12, 12)


def test_functions_take_their_own_order_of_arguments():
    model = parse_network(written("return F.max_pool2d(x, 3, 2, 1, 1, True)"))
    assert model[0].ceil_mode
    assert not model[0].return_indices
    assert parse_network(written("return F.lp_pool2d(x, 2, 3)"))[0].norm_type == 2
    assert all(name.startswith(("relu", "leaky")) or cls for name, (cls, _order) in functions().items())


def test_a_view_of_so_many_features_changes_the_batch_as_in_torch():
    model = parse_network(written("return x.view(-1, 320)"))
    assert shapes(model, 1, 320, 2, 2) == [(4, 320)]


def test_weights_cost_nothing():
    start = time.perf_counter()
    model = parse_network("nn.Linear(10**6, 10**6)")
    assert next(model.parameters()).device.type == "meta"
    assert time.perf_counter() - start < 1


# ------------------------------------------------------------------ what is refused


def test_a_program_without_its_indentation_is_told_so():
    flat = "\n".join(line.strip() for line in NET.splitlines())
    assert refused(flat).startswith("line 4: Python expects other indentation here")
    assert "copied from a page" in refused(flat)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "at least one layer"),
        ("# nothing", "at least one layer"),
        ("nn.Conv2d(1, 2", "line 1: Python cannot read"),
        ("nn.ReLU()\nnn.LSTM(3, 3)", "line 2: expected a layer"),
        ("nn.ReLU()\nfor i in range(3): pass", "line 2: expected a layer"),
        ("nn.Linear(3)", "line 1: torch refuses the arguments of Linear: missing a required argument"),
        ("nn.Linear(0, 3)", "in_features must be at least 1"),
        ("nn.Conv2d(3, 4, 0)", "kernel_size must be at least 1"),
        ("nn.Conv2d(3, 4, 3, groups=2)", "in_channels must be divisible by groups"),
        (
            "nn.Linear(n, 3)",
            "line 1: every argument must be a number, a tuple, True, False or None, but got n",
        ),
        ("nn.Linear(9**9**9, 3)", "line 1: every argument must be a number"),
        ("nn.Linear(9**20, 3)", "a number must be from −1,000,000,000 to 1,000,000,000, but got 9 ** 20"),
        ("nn.Linear(1 // 0, 3)", "every argument must be a number"),
        ("nn.Linear(*[3, 4])", "every argument must be a number"),
        ("nn.Linear(**{})", "but got **"),
        ("nn.MaxPool2d('same')", "kernel_size must be a number, but got 'same'"),
        ("nn.MaxPool2d(2, return_indices=True)", "`return_indices` gives a pair"),
        ("nn.MaxUnpool2d(2)", "expected a layer"),
        ("a = nn.Sequential()\na.append(a)", "line 2: a Sequential cannot hold itself"),
        ("a = nn.Sequential()\na.add_module('x.y', nn.ReLU())", "line 2: no layer can be called 'x.y'"),
        ("nn.ReLU().append(nn.ReLU())", "only a Sequential that has a name"),
        ("nn.Sequential(OrderedDict([1, 2]))", "OrderedDict must hold pairs"),
        ("nn.ReLU()\n" * 201, "at most 200 layers"),
        ("x" * 20_001, "at most 20000 characters"),
        ("nn.Linear(" + "-" * 5000 + "1, 2)", "Python cannot read"),
        ("nn.ReLU()" + ".a" * 300, "nested too deeply"),
        ("nn.Sequential(" * 30 + ")" * 30, "nested at most 20 deep"),
        ("__import__('os').system('x')", "line 1: expected a layer"),
        ("nn.Linear(__import__('os').getpid(), 3)", "every argument must be a number"),
    ],
    ids=range(29),
)
def test_what_cannot_be_read_is_said_with_its_line(text: str, said: str):
    assert said in refused(text)


@pytest.mark.parametrize(
    ("forward", "line", "got"),
    [
        ("return x + self.conv(x)", 7, "x + self.conv(x)"),
        ("y = self.conv(x)\nreturn torch.cat([x, y], 1)", 8, "torch.cat([x, y], 1)"),
        ("if x.size(0) > 1:\n    x = self.conv(x)\nreturn x", 7, "if x.size(0) > 1:"),
        ("for layer in self.layers:\n    x = layer(x)\nreturn x", 7, "for layer in self.layers:"),
        ("x += 1\nreturn x", 7, "x += 1"),
        ("return self.unknown(x)", 7, "self.unknown(x)"),
        ("return x, x", 7, "(x, x)"),
        ("return x.view(3, x.size(0))", 7, "x.view(3, x.size(0))"),
        ("return self.pool(x, 2)", 7, "self.pool(x, 2)"),
        ("return [self.conv(y) for y in x]", 7, "[self.conv(y) for y in x]"),
    ],
)
def test_a_forward_that_is_no_chain_is_said_with_its_line(forward: str, line: int, got: str):
    said = refused(written(forward))
    assert said.startswith(f"line {line}: forward must be one chain")
    assert got in said


def test_a_branch_that_goes_back_is_said():
    said = refused(written("y = self.conv(x)\nreturn self.conv(x)"))
    assert said == "line 8: forward goes back to what came before conv; only a chain can be read"


def test_a_forward_that_returns_nothing():
    assert refused(written("x = self.conv(x)")) == "line 6: forward must return what comes out"


# ------------------------------------------------------------------ and written again


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_is_written_reads_as_the_same_network(name: str):
    model = parse_network(PROGRAMS[name])
    text = network_code(model, (1, 3, 32, 32))
    assert repr(parse_network(text)) == repr(model)
    assert text.endswith("x = torch.rand(1, 3, 32, 32)\nprint(model(x).shape)")


def test_what_is_written_runs(capsys: pytest.CaptureFixture[str]):
    model = parse_network(written("x = self.pool(self.conv(x))\nreturn x.view(-1, 96)"))
    exec(network_code(model, (2, 3, 12, 12)), {})
    assert capsys.readouterr().out == "torch.Size([2, 96])\n"


@pytest.mark.parametrize(
    "line",
    [
        "nn.Conv2d(3, 32, (3, 5), stride=2, padding='same', bias=False, groups=1)".replace("stride=2, ", ""),
        "nn.BatchNorm2d(16, eps=0.001, momentum=None)",
        "nn.Dropout(0.3, inplace=True)",
        "nn.LayerNorm((3, 3))",
        "nn.ZeroPad2d((1, 2, 3, 4))",
        "nn.LPPool2d(float('inf'), 2)",
        "nn.AvgPool2d(3, ceil_mode=True, count_include_pad=False)",
        "nn.Upsample(scale_factor=2, mode='bilinear')",
        "nn.ConvTranspose2d(4, 2, 3, stride=2, output_padding=1)",
        "nn.AdaptiveAvgPool2d((None, 7))",
        "nn.LeakyReLU(0.2)",
    ],
)
def test_a_layer_reads_as_it_is_written(line: str):
    layer = parse_network(line)[0]
    assert repr(parse_network(layer_code(layer))[0]) == repr(layer)


def test_a_number_in_the_text_is_changed_where_it_stands():
    reading = read_network("特征 = 3\nnn.Flatten()  # 展平\nfc = nn.Linear(特征 * 4, 10)  # 全连接")
    layer = dict(leaves(reading.model))["fc"]
    assert reading.changed(layer, "in_features", 320) == (
        "特征 = 3\nnn.Flatten()  # 展平\nfc = nn.Linear(320, 10)  # 全连接"
    )
    assert "nn.Linear(特征 * 4, 7)" in str(reading.changed(layer, "out_features", 7))
    assert reading.changed(layer, "bias", 1) is None
    assert reading.changed(nn.Linear(1, 1), "in_features", 1) is None


# ------------------------------------------------------------------ any text at all


def only_poolviz_errors(text: str) -> None:
    with contextlib.suppress(PoolvizError):
        parse_network(text)


@pytest.mark.parametrize("name", PROGRAMS)
def test_mutated_programs_are_read_or_refused_in_a_sentence(name: str):
    draw, text = random.Random(3), PROGRAMS[name]
    for _time in range(80):
        at, end = sorted(draw.choices(range(len(text)), k=2))
        cut = text[at : min(end, at + draw.randint(0, 30))]
        place = draw.randrange(len(text))
        only_poolviz_errors(
            text.replace(cut, "", 1) if draw.random() < 0.5 else text[:place] + cut + text[place:]
        )


@pytest.mark.parametrize(
    "text",
    [
        "nn.Linear(" + "(" * 90 + "1" + ")" * 90 + ", 2)",
        "nn.Linear(" + "1+" * 4000 + "1, 2)",
        "a = nn.Sequential(nn.ReLU(), nn.ReLU())\n"
        + "\n".join(f"a{n} = nn.Sequential(a{n - 1 if n else ''}, a{n - 1 if n else ''})" for n in range(40)),
        "x = 10**9\n" + "x = x * x\n" * 500,
        written("return " + "self.pool(" * 70 + "x" + ")" * 70),
        "nn.ReLU();" * 2200,
    ],
    ids=range(6),
)
def test_no_text_takes_long(text: str):
    start = time.perf_counter()
    only_poolviz_errors(text)
    assert time.perf_counter() - start < 1


def test_the_view_layer_says_its_shape():
    assert layer_code(View(None, -1)) == "View(None, -1)"
    assert repr(parse_network("View(None, 4)")[0]) == "View(None, 4)"
