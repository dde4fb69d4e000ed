"""What hangs on what no line says is never guessed; what is no part of the network may stay unknown."""

import re

import pytest
import torch

from poolviz import PoolvizError, trace_program
from tests.sources.programs.alike import HEAD, require_alike

ARGS = "args = parser.parse_args()\n"
POOL = "net = nn.Sequential(nn.MaxPool2d(k))"
LOOPED = "net = nn.Sequential(nn.ReLU(), *[nn.MaxPool2d(k) for k in sizes])"
GUESSES = {
    "a branch": f"k = 2\nif args.big:\n    k = 3\n{POOL}",
    "a choice": f"k = 3 if args.big else 2\n{POOL}",
    "or": f"k = args.k or 2\n{POOL}",
    "not": f"k = 2 + (not args.big)\n{POOL}",
    "is": f"k = 2 if args.k is None else 3\n{POOL}",
    "a loop": f"k = 1\nfor i in range(args.n):\n    k *= 2\n{POOL}",
    "a loop while": f"k = 1\nwhile k < args.n:\n    k *= 2\n{POOL}",
    "a list that grows": f"sizes = [2]\nfor i in args.more:\n    sizes.append(i)\n{LOOPED}",
    "a dictionary": "cfg = {'k': 2}\nif args.big:\n    cfg['k'] = 3\n"
    "net = nn.Sequential(nn.MaxPool2d(cfg['k']))",
    "a list of others": f"sizes = [2 * i for i in args.sizes]\n{LOOPED}",
    "list()": f"sizes = list(args.sizes)\n{LOOPED}",
    "sum()": f"k = 2 + sum(args.sizes)\n{POOL}",
    "enumerate()": "layers = [nn.ReLU()]\nfor i, k in enumerate(args.sizes):\n"
    "    layers.append(nn.MaxPool2d(k))\n"
    "net = nn.Sequential(*layers)",
    "a word": f"k = {{'a': 2}}.get(f'{{args.name}}', 3)\n{POOL}",
}
NET = "net = nn.Sequential(nn.MaxPool2d(2))\n"
ASIDE = {
    "losses": "losses = []\nfor images, labels in loader:\n"
    "    losses.append(criterion(net(images), labels).item())\n"
    "print(sum(losses) / len(losses))",
    "training": "def train(epoch):\n    criterion = nn.CrossEntropyLoss()\n    for x, y in loader:\n"
    "        criterion(net(x), y).backward()\n\nfor epoch in range(args.epochs):\n    train(epoch)",
    "clipping": "for x, y in loader:\n    nn.utils.clip_grad_norm_(net.parameters(), 1)",
    "one clipping": "nn.utils.clip_grad_norm_(net.parameters(), 1)",
    "a class that trains": "class Trainer:\n    def __init__(self, net, loader):\n"
    "        self.net, self.loader = net, loader\n    def fit(self):\n        for x, y in self.loader:\n"
    "            self.net(x)\n\nTrainer(net, DataLoader(data)).fit()",
    "an early end": "def main():\n    if args.evaluate:\n        validate(net)\n        return\n"
    "    print(net)\n\nmain()",
    "a device": "device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')\n"
    "if device.type == 'cuda':\n"
    "    net = nn.DataParallel(net)\nif torch.cuda.device_count() > 1:\n    net = nn.DataParallel(net)",
    "where it runs": "if args.cuda:\n    net = net.cuda()",
    "a layer that is taken away": "layers = [nn.ReLU(), nn.AvgPool2d(3)]\nlayers.pop()",
}


@pytest.mark.parametrize("case", GUESSES)
def test_what_no_line_says_is_not_guessed(case: str) -> None:
    with pytest.raises(PoolvizError, match=r"^line \d+: .*parser\.parse_args\(\)\.\w+"):
        trace_program(HEAD + ARGS + GUESSES[case], torch.rand(1, 1, 12, 12))


@pytest.mark.parametrize("case", ASIDE)
def test_what_is_no_part_of_the_network_changes_nothing(case: str) -> None:
    run = trace_program(HEAD + NET + ASIDE[case], torch.rand(1, 1, 12, 12), "net")
    assert [step.shape_out for step in run.steps] == [(1, 1, 6, 6)]


OPTIONS = """
import argparse
parser = argparse.ArgumentParser(description="a net")
parser.add_argument("--num-classes", "-n", type=int, default=10, help="classes")
parser.add_argument("--width", type=int, default="4")
parser.add_argument("--pool", default="max", choices=["max", "avg"])
parser.add_argument("--no-bn", action="store_true")
args = parser.parse_args([])
args.deep = not args.no_bn
pool = nn.MaxPool2d if args.pool == "max" else nn.AvgPool2d
net = nn.Sequential(nn.Conv2d(1, args.width, 3), *([pool(2)] if args.deep else []), nn.Flatten())
net.append(nn.Linear(100, args.num_classes))
"""


def test_the_options_of_a_program_have_their_defaults() -> None:
    run = require_alike(OPTIONS, 1, 1, 12, 12, net="net")
    assert [step.shape_out for step in run.steps] == [(1, 4, 10, 10), (1, 4, 5, 5), (1, 100), (1, 10)]


@pytest.mark.parametrize("option", ["'--k', type=int, required=True", "'k', type=int"])
def test_an_option_that_must_be_given_is_not_known(option: str) -> None:
    text = f"parser = argparse.ArgumentParser()\nparser.add_argument({option})\nargs = parser.parse_args()\n"
    with pytest.raises(PoolvizError, match=re.escape("nothing here says what args.k is")):
        trace_program("import argparse\n" + text + "net = nn.MaxPool2d(args.k)", torch.rand(1, 1, 12, 12))


@pytest.mark.parametrize(
    ("hook", "shapes"),
    [
        (
            "net[0].register_forward_hook(lambda m, i, o: o[:, :, :2])",
            [(1, 1, 4, 4), (1, 1, 2, 4), (1, 1, 2, 4)],
        ),
        (
            "net.register_forward_pre_hook(lambda m, i: (i[0][:, :, :4],))",
            [(1, 1, 4, 8), (1, 1, 2, 4), (1, 1, 2, 4)],
        ),
        (
            "seen = {}\nnet[0].register_forward_hook(lambda m, i, o: seen.update(a=o))\nprint(seen['a'])",
            [(1, 1, 4, 4)] * 2,
        ),
        ("net[0].register_forward_hook(lambda m, i, o: o * 2).remove()", [(1, 1, 4, 4)] * 2),
    ],
)
def test_a_hook_does_what_it_does(hook: str, shapes: list[tuple[int, ...]]) -> None:
    text = f"net = nn.Sequential(nn.MaxPool2d(2), nn.ReLU())\n{hook}"
    run = trace_program(HEAD + text, torch.rand(1, 1, 8, 8))
    assert [step.shape_out for step in run.steps] == shapes


def test_a_hook_of_a_single_layer() -> None:
    text = "net = nn.MaxPool2d(2)\nnet.register_forward_hook(lambda m, i, o: o * 2)"
    assert trace_program(HEAD + text, torch.ones(1, 1, 4, 4)).output.unique().tolist() == [2]


def test_a_decorator_of_ones_own_is_not_passed_over() -> None:
    text = (
        "def twice(f):\n    return lambda self, x: f(self, f(self, x))\n\n\nclass Net(nn.Module):\n"
        "    @twice\n    def forward(self, x):\n        return F.max_pool2d(x, 2)"
    )
    with pytest.raises(PoolvizError, match="@twice cannot be run here") as caught:
        trace_program(HEAD + text, torch.rand(1, 1, 8, 8))
    assert caught.value.line == 9


INITIALISED = """
def weights_init(m):
    if m.__class__.__name__.find("Conv") != -1 or isinstance(m, nn.Linear):
        nn.init.xavier_uniform_(m.weight.data)


net = nn.Sequential(
    nn.Conv2d(1, 2, 3), nn.Sequential(nn.MaxPool2d(2), nn.Conv2d(2, 3, 3)), nn.Flatten(), nn.Linear(27, 4)
)
net.apply(weights_init)
"""
RECURRENT = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(6, 4, bidirectional=True)
        for name, weight in self.lstm.named_parameters():
            nn.init.constant_(weight, 0.25 if "weight" in name else 0.5)

    def forward(self, x):
        out, (h, c) = self.lstm(x)
        return out, h, c


net = Net()
"""
KINDS = """
class Net(nn.Module):
    def forward(self, x):
        y = (x * 3).type(torch.int64)
        return y[:, :, torch.LongTensor([0, 2])], torch.FloatTensor([0.5]) * x


net = Net()
"""


@pytest.mark.parametrize(
    ("text", "shape"), [(INITIALISED, (1, 1, 12, 12)), (RECURRENT, (5, 1, 6)), (KINDS, (1, 1, 4, 4))]
)
def test_weights_and_kinds_of_numbers_are_those_of_torch(text: str, shape: tuple[int, ...]) -> None:
    require_alike(text, *shape, net="net")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            "class Net(nn.Module):\n    def forward(self, a, b):\n        return a + b",
            2,
            "forward of Net reads a, b, but a network is run on one input here; give it a forward of one",
        ),
        (
            "net = nn.Sequential(nn.LazyConv2d(8, 3))",
            1,
            "nn.LazyConv2d learns its inputs only when it runs; write",
        ),
    ],
)
def test_what_else_cannot_run_says_what_to_do(text: str, line: int, said: str) -> None:
    with pytest.raises(PoolvizError, match=re.escape(f"line {line}: {said}")):
        trace_program(text, torch.rand(1, 1, 8, 8))


def test_a_forward_that_returns_nothing_is_said() -> None:
    text = "class Net(nn.Module):\n    def forward(self, x):\n        x = F.max_pool2d(x, 2)"
    with pytest.raises(PoolvizError, match=r"^line 3: the network gives nothing back here; end its forward"):
        trace_program(text, torch.rand(1, 1, 8, 8))
