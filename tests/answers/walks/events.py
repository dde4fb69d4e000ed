"""What happens on a page, as its address tells it: a field set, a line typed, a repair taken, a link."""

import json
import random
from collections import deque
from typing import Any
from urllib.parse import parse_qsl

from poolviz.answers.pages import ANSWERED
from poolviz.answers.settings.fields import Field, text_of
from poolviz.answers.settings.kinds import Choice, Decimal, Power, Switch, Whole
from poolviz.pooling.devices import CPU
from poolviz.server.answer.route import answered

MATRICES = (
    "1 2;3 4", "7", "1 2\n3", "", "nan inf;-inf 0", "[[1, 2], [3, 4]]", "a", "1 1e999", "0 " * 300,
    "1,5;2,5\n3;4", "tensor([[1., 2.], [3., 4.]])", "1 2;3 4;;5 6;7 8", "1;2;3\n4;5;6", "9" * 20_001,
)  # fmt: skip
LINES = (
    "nn.MaxPool2d(3, 2, 1)", "nn.AvgPool2d((2, 3), ceil_mode=True)", "nn.MaxPool2d(1, 2, 3, 4)",
    "nn.MaxPool2d(())", "nn.MaxPool2d(None)", "nn.AvgPool2d(2, divisor_override='a')", "nn.MaxPool3d(2)",
    "nn.AdaptiveAvgPool2d(-1)", "nn.LPPool2d(float('inf'), 2)", "F.max_pool2d(x, 2)", "nn.AvgPool1d(4)",
    "nn.FractionalMaxPool2d(2, output_size=3)", "(pool): MaxPool2d(kernel_size=2, stride=2)", "x" * 500,
    "(" * 499, "nn.MaxPool2d(2)\x00", "  ",
)  # fmt: skip
PROGRAMS = (
    "net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(338, 2))",
    "class Net(nn.Module):\n  def forward(self, x):\n    return F.max_pool2d(x, 2)",
    "import torchvision\nnet = torchvision.models.resnet18()", "nn.MaxPool2d(2)\nnn.ReLU()",
    "while True: pass",
)  # fmt: skip
ODD = (
    "<img src=x onerror=alert(1)>", "**b** `c` $x$", "\x00", "true", "0", "-1", "3", "1e9", "9" * 50,
    "−∞，（）你好\u202e", "\ud800", "inf",
)  # fmt: skip
TEXTS = (*MATRICES, *LINES, *PROGRAMS, *ODD)
STATUS = (200, 400, 413, 422)
# Where a visit begins: on small pictures, of which all that is said holds as well. And how often a page is
# visited: those that take longest least, since ten thousand events are to take seconds.
STARTS = {"pictures": {"size": "64"}, "adaptive": {"size": "64"}}
VISITS = {"windows": 6, "volumes": 5, "unpooling": 4, "frameworks": 4, "batches": 2, "practise": 2}


class Session:
    """One visitor of the pages that an address answers, and what was done lately."""

    def __init__(self, seed: int) -> None:
        self.choose = random.Random(seed)
        self.done: deque[str] = deque(maxlen=12)
        self.fixes: list[dict[str, str]] = []
        self.go()

    def step(self) -> int:
        """Let one thing happen, and return the status of what is answered."""
        acts = (self.set_field, self.type_line, self.repair, self.follow, self.go)
        act = self.choose.choices(acts, weights=(70, 8, 8, 10, 4))[0]
        repaired = act == self.repair and bool(self.fixes)
        act()
        said = answered(ANSWERED[self.page], self.address, CPU)
        body = json.loads(said.body)
        assert said.status in ((200, 413) if repaired else STATUS), said.status
        assert isinstance(body, dict)
        for one in body.get("unreadable", ()):  # a page takes the usual value in its place
            self.address.pop(one["key"], None)
        self.fixes = [
            dict(parse_qsl(fix["address"][1:], keep_blank_values=True))
            for fix in self._refused(body).get("fixes", ())
        ]
        for grid in body.get("grids", ()):
            assert grid.get("texts") is None or len(grid["texts"]) == _cells(grid)
        return said.status

    def _refused(self, body: Any) -> dict[str, Any]:
        return (body.get("bar") or {}).get("refused") or body.get("refused") or {}

    def set_field(self) -> None:
        key, field = self.choose.choice(list(ANSWERED[self.page].fields().items()))
        self.address[key] = self._value(field)
        self.done.append(f"{self.page} {key} = {self.address[key]!r:.80}")

    def _value(self, field: Field) -> str:
        kind = field.kind
        if self.choose.random() < 0.05:
            return self.choose.choice(TEXTS)
        if isinstance(kind, Whole):
            near = min(kind.highest, kind.lowest + 9)
            numbers = [self.choose.randint(kind.lowest, near) for _time in range(4)]
            numbers += [kind.lowest, kind.highest, self.choose.randint(kind.lowest, kind.highest)]
            return "" if field.empty and self.choose.random() < 0.2 else str(self.choose.choice(numbers))
        if isinstance(kind, Choice):
            return self.choose.choice(list(kind.values))
        if isinstance(kind, Switch):
            return self.choose.choice(("true", "false"))
        if isinstance(kind, Decimal | Power):
            return self.choose.choice(("0.5", "1", "2", "0", "inf", "-3"))
        return self.choose.choice((*TEXTS, *[self._matrix()] * 8, text_of(field.default)))

    def _matrix(self) -> str:
        rows, cols = self.choose.randint(1, 16), self.choose.randint(1, 16)
        return "\n".join(" ".join(str(self.choose.randint(-9, 9)) for _ in range(cols)) for _ in range(rows))

    def type_line(self) -> None:
        self.address["line"] = self.choose.choice(LINES)
        self.done.append(f"{self.page} line {self.address['line']!r:.80}")

    def repair(self) -> None:
        if self.fixes:
            own = {"line": "", **dict.fromkeys(ANSWERED[self.page].fields(), "")}
            kept = {key: said for key, said in self.address.items() if key not in own}
            self.address = kept | self.choose.choice(self.fixes)
            self.done.append(f"{self.page} repair {self.address!s:.200}")

    def follow(self) -> None:
        fields = list(ANSWERED[self.page].fields())
        keys = self.choose.sample(fields, k=self.choose.randint(0, min(8, len(fields))))
        self.address = {key: self.choose.choice(TEXTS) for key in keys} | self.choose.choice(
            ({}, {"lang": "zh"})
        )
        self.done.append(f"follow {self.page} {self.address!s:.300}")

    def go(self) -> None:
        pages = sorted(ANSWERED)
        (self.page,) = self.choose.choices(pages, [VISITS.get(page, 1) for page in pages])
        self.address = dict(STARTS.get(self.page, {}))
        self.done.append(f"go to {self.page}")


def _address(link: str) -> dict[str, str]:
    return dict(parse_qsl(link[1:], keep_blank_values=True))


def _cells(grid: dict[str, Any]) -> int:
    return int(grid["rows"]) * int(grid["cols"]) * int(grid.get("depth") or 1)
