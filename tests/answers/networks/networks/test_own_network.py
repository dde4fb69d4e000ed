"""A network of one's own as the page shows it: run in the sandbox, named, mended, made longer and shorter."""

import time
from typing import Any

import pytest
import torch

from poolviz.answers.networks.networks.own_network import (
    OwnNetwork,
    UnfitNetwork,
    names,
    with_next,
    without_last,
)
from poolviz.answers.networks.networks.page import answer, fields
from poolviz.answers.settings.fields import read
from poolviz.errors import PoolvizError
from tests.sources.programs.programs import MNIST_CNN, NET, PROGRAMS, SIMPLE_CNN
from tests.sources.speed import processor_seconds

LENET = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc = nn.Linear(400, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = x.view(-1, 400)
        return self.fc(x)"""
TWO = """class Small(nn.Module):
    def forward(self, x):
        return F.max_pool2d(x, 2)

class Large(nn.Module):
    def forward(self, x):
        return F.max_pool2d(x, 3)
"""


def values(code: str, side: int = 28, **more: Any) -> dict[str, Any]:
    link = {"show": "own", "code": code, "ih": side, "iw": side, **more}
    found, problems = read(fields(), {key: str(value) for key, value in link.items()})
    assert not problems
    return found


def shown(code: str, side: int = 28, **more: Any) -> Any:
    return answer(values(code, side, **more))


def layers(found: OwnNetwork) -> list[str]:
    return [row["layer"] for row in found.rows]


def runs(program: str) -> tuple[int, ...]:
    """Return the shape that a program prints."""
    said: list[Any] = []
    exec(program, {"print": said.append})
    return tuple(said[-1])


# ------------------------------------------------------------------ programs as people post them


@pytest.mark.parametrize(("name", "side"), [("net", 28), ("functions", 28), ("simple", 32), ("mnist", 28)])
def test_the_tutorials_fit_their_own_size_and_the_program_runs(name: str, side: int):
    found = shown(PROGRAMS[name], side)
    assert isinstance(found, OwnNetwork)
    assert found.rows[-1]["shape out"] == "10"
    if name == "simple":
        assert runs(found.program) == (1, 10)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("pool = nn.MaxPool2d(2)\nx = pool(pool(x))", ["nn.MaxPool2d(2)", "nn.MaxPool2d(2)"]),
        (
            "class Reshape(nn.Module):\n    def forward(self, x):\n        return x.view(-1, 1, 28, 28)\n"
            "net = nn.Sequential(Reshape(), nn.Conv2d(1, 6, 5), nn.AvgPool2d(2))",
            ["view()", "nn.Conv2d(1, 6, 5)", "nn.AvgPool2d(2)"],
        ),
        ("ch = 4\nch *= 2\nnn.Conv2d(1, ch, 3)", ["nn.Conv2d(1, 8, 3)"]),
        (
            "Net(\n  (conv): Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1))\n  (pool): MaxPool2d(2)\n)",
            ["nn.Conv2d(1, 6, 5)", "nn.MaxPool2d(2)"],
        ),
        ("for _ in range(2):\n    x = F.avg_pool2d(x, 2)", ["nn.AvgPool2d(2)", "nn.AvgPool2d(2)"]),
    ],
)
def test_what_runs_is_what_is_shown(code: str, said: list[str]):
    assert layers(shown(code)) == said


def test_two_networks_in_one_text_can_be_chosen():
    assert names(values(TWO)) == ("Small", "Large")
    assert names(values(TWO, of="Large")) == ("Large", "Small")
    assert layers(shown(TWO)) == ["nn.MaxPool2d(2)"]
    assert layers(shown(TWO, of="Large")) == ["nn.MaxPool2d(3)"]
    assert layers(shown(TWO, of="Gone")) == ["nn.MaxPool2d(2)"]
    assert runs(shown(TWO, of="Large").program) == (1, 1, 9, 9)
    assert names(values("nn.ReLU()\nnn.MaxPool2d(2)")) == ()


@pytest.mark.parametrize(
    ("code", "line", "said"),
    [
        ("nn.ReLU()\nnn.Conv2d(1, 2", 2, "Python cannot read"),
        ("nn.ReLU()\nnn.MaxPool2d(k)", 2, "nothing here says what k is"),
        ("nn.ReLU()\nnn.MaxPool2d()", 2, "kernel_size"),
        ("nn.ReLU()\n\nnn.Linear(open('x').read(), 3)", 3, "open"),
    ],
)
def test_what_cannot_be_run_is_said_with_its_line(code: str, line: int, said: str):
    with pytest.raises(PoolvizError, match=said) as caught:
        shown(code)
    assert caught.value.line == line


def test_a_program_that_never_ends_is_run_once():
    code = "while True:\n    pass"
    for longest in (5.0, 0.2):
        start = time.perf_counter()
        with pytest.raises(PoolvizError, match="did not come to an end in time"):
            shown(code)
        assert time.perf_counter() - start < longest


# ------------------------------------------------------------------ the batch


@pytest.mark.parametrize(("side", "right"), [(52, 1600), (28, 256), (512, 250000)])
def test_the_batch_must_stay_and_the_size_that_fits_is_said(side: int, right: int):
    found = shown(LENET, side)
    assert isinstance(found, UnfitNetwork)
    assert (found.misfit.name, found.misfit.features, found.misfit.right) == ("view", 400, right)
    assert found.fitting == (32, 32)
    assert isinstance(shown(LENET, 32), OwnNetwork)


def test_the_rows_that_torchs_loss_refuses():
    found = shown(LENET, 52)
    assert found.misfit.message == "Expected input batch_size (4) to match target batch_size (1)."
    assert found.misfit.line is None
    assert shown(LENET, 28).misfit.line == 12


def test_the_table_shows_the_batch_where_it_changes():
    found = shown("x = x.view(4, -1)\nx = F.relu(x)\nx = x.view(1, -1)")
    assert [row["shape out"] for row in found.rows] == ["(4, 196)", "(4, 196)", "784"]


# ------------------------------------------------------------------ what mends it


def test_a_number_is_changed_where_it_stands():
    code = "特征 = 3\nnn.Conv2d(3, 4, 3)\nnn.Flatten()  # 展平\nfc = nn.Linear(特征 * 4, 10)  # 全连接"
    found = shown(code, 4)
    assert found.repaired == code.replace("特征 * 4", "16")
    assert found.misfit.line == 4
    assert isinstance(shown(found.repaired, 4), OwnNetwork)


def test_a_change_that_does_not_mend_is_not_offered():
    assert shown("net = nn.Sequential(nn.Linear(5, 28), nn.Linear(5, 28))").repaired is not None
    assert shown("net = nn.Sequential(*[nn.Linear(5, 28) for _ in range(2)])").repaired is None


# ------------------------------------------------------------------ longer and shorter


def test_a_layer_behind_any_kind_of_program():
    assert with_next(values("nn.ReLU(),"), "ReLU") == "nn.ReLU()\nnn.ReLU()"
    grown = with_next(values(NET), "ReLU")
    assert grown.splitlines()[0] == "conv1 = nn.Conv2d(1, 10, 5)"
    assert grown.splitlines()[-3:] == ["view = nn.Flatten()", "fc = nn.Linear(320, 10)", "nn.ReLU()"]
    assert layers(shown(grown))[-3:] == ["nn.Flatten()", "nn.Linear(320, 10)", "nn.ReLU()"]


@pytest.mark.parametrize(("code", "side"), [(SIMPLE_CNN, 32), (MNIST_CNN, 28)])
def test_a_program_as_a_chain_does_the_same(code: str, side: int):
    longer = with_next(values(code, side), "ReLU")
    shorter = without_last(values(longer, side))
    ours, theirs = shown(shorter, side), shown(code, side)
    assert [row["shape out"] for row in ours.rows] == [row["shape out"] for row in theirs.rows]
    assert ours.run.parameters == theirs.run.parameters


def test_the_last_layer_goes_though_it_refuses_its_input():
    assert without_last(values("nn.MaxPool2d(2)\nnn.Linear(3, 3)")) == "nn.MaxPool2d(2)"


def test_branches_are_no_chain():
    with pytest.raises(PoolvizError, match="add is not a step of a chain"):
        with_next(values("y = F.relu(x)\nx = x + y"), "ReLU")


# ------------------------------------------------------------------ weights


def test_the_same_seed_draws_the_weights_of_torch():
    code = "nn.Conv2d(1, 2, 3)"
    torch.manual_seed(3)
    layer: Any = shown(code, weights=3).run.model
    assert torch.equal(layer.weight, torch.nn.Conv2d(1, 2, 3).weight)
    other: Any = shown(code, weights=4).run.model
    assert not torch.equal(layer.weight, other.weight)


@pytest.mark.parametrize(
    "code",
    [
        "nn.LocalResponseNorm(1100)",
        "x = F.local_response_norm(x, 1100)",
        "\n".join(["nn.Upsample(scale_factor=1, mode='bicubic')"] * 40),
    ],
)
def test_what_would_keep_others_waiting_is_shown_by_its_shapes(code: str):
    assert processor_seconds(lambda: shown(code, 512)) < 1.5
    assert shown(code, 512).run.input.is_meta


RECURRENT = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.pool = nn.MaxPool2d(2)
        self.lstm = nn.LSTM(14, 8)
        self.fc = nn.Linear(8, 3)

    def forward(self, x):
        x = self.pool(x).squeeze(1).permute(1, 0, 2)  # times, batch, features
        out, _ = self.lstm(x)
        t, b, h = out.size()
        return self.fc(out.view(t * b, h)).view(t, b, -1)"""


def test_rows_that_are_times_are_no_split_batch():
    assert isinstance(shown(RECURRENT), OwnNetwork)


def test_a_network_that_cannot_do_without_its_pools_is_shown_all_the_same():
    found = shown(RECURRENT, bare="true")
    assert isinstance(found, OwnNetwork)
    assert found.bare is None
    assert "Without the pools this network would not run: the step lstm" in found.summary
    assert found.rows[0]["shape out"] == "1 × 14 × 14"


@pytest.mark.parametrize("layer", ["Linear(196, 2)", "LSTM(196, 2)"])
def test_the_name_of_a_layer_is_no_link(layer: str):
    name = '("[click](http://2130706433)", nn.' + layer + ")"
    first = '("a", nn.MaxPool2d(2)), ("b", nn.Flatten())'
    found = shown(f"net = nn.Sequential(OrderedDict([{first}, {name}]))")
    assert "](http" not in found.summary
    assert "click" in found.summary
