"""The library alone: what explain() costs beside the layer itself.

explain: float32 of shape (1, 3, 1080, 1920); the layer and explain take turns, the ratio is of their
medians. Its windows: both axes built again from the finished output. trace: the notes' SimpleCNN, the model
in eval mode without gradients and trace in turn.
"""

import statistics
import time
from collections.abc import Callable, Sequence

import torch
from report import Line
from torch import nn

from poolviz import explain, parse, trace
from poolviz.networks.classics import SimpleCNN
from poolviz.pooling.layouts import axes_at
from poolviz.views.export.figure import stage_file
from poolviz.views.export.page import html_page
from poolviz.views.export.sweep import sweep
from poolviz.views.stage.pooling import pooling_stage
from poolviz.views.stage.wire.snapshot import Lit, Played, SaidLine, Taken

MOST_RATIO = 1.1
MOST_WINDOWS = 0.1
MOST_FILE = 5000


def measure(rounds: int) -> list[Line]:
    x = torch.rand(1, 3, 1080, 1920, generator=torch.Generator().manual_seed(0))
    layers = {"max": nn.MaxPool2d(3, 2, 1), "average": nn.AvgPool2d(3, 2, 1)}
    timed = [line for name, layer in layers.items() for line in _lines(name, layer, x, rounds)]
    timed += [_traced(batch, rounds) for batch in (1, 64)]
    return [*timed, *_taken_away(max(3, rounds // 10))]


def _taken_away(rounds: int) -> list[Line]:
    """What the files of the Windows page's first stage take to make."""
    data = pooling_stage(explain(parse("nn.MaxPool2d(3, 1)"), torch.rand(1, 1, 5, 5)))
    lit = Lit(lines=[SaidLine("", "max(1, 2, 3) = 3", "at row 0, column 2")])
    taken = Taken(lit, lit, 9, [Played(number, lit) for number in range(9)])
    works: dict[str, Callable[[], object]] = {
        "PNG": lambda: stage_file(data, "png", lit),
        "GIF of 9 windows": lambda: sweep(data, taken),
        "HTML": lambda: html_page(data),
    }
    found = []
    for name, work in works.items():
        work()
        took = statistics.median(_milliseconds(work) for _round in range(rounds))
        found.append(
            Line(
                f"stage of a 5×5 matrix taken away as {name}",
                f"< {MOST_FILE} ms",
                f"{took:.0f} ms",
                took < MOST_FILE,
            )
        )
    return found


def _traced(batch: int, rounds: int) -> Line:
    model = SimpleCNN().eval()
    x = torch.rand(batch, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        alone, traced = _medians((lambda: model(x), lambda: trace(model, x)), rounds)
    said = f"{traced / alone:.2f} ({traced:.2f} ms to {alone:.2f} ms)"
    return Line(f"trace(model, x) to model(x), SimpleCNN, batch of {batch}", "–", said)


def _lines(name: str, layer: nn.Module, x: torch.Tensor, rounds: int) -> list[Line]:
    alone, explained, windows = _times(layer, x, rounds)
    ratio = explained / alone
    return [
        Line(
            f"explain(layer, x) to layer(x), {name}, 1080×1920",
            f"≤ {MOST_RATIO}",
            f"{ratio:.3f} ({explained:.2f} ms to {alone:.2f} ms)",
            ratio <= MOST_RATIO,
        ),
        Line(f"its windows, {name}", f"< {MOST_WINDOWS} ms", f"{windows:.4f} ms", windows < MOST_WINDOWS),
    ]


def _times(layer: nn.Module, x: torch.Tensor, rounds: int) -> tuple[float, float, float]:
    """The medians, in ms, of the layer, of explain and of building the windows, taken in turn."""
    lengths, sizes = x.shape[-2:], layer(x).shape[-2:]

    def windows() -> object:
        return axes_at(layer, lengths, sizes)

    alone, explained, built = _medians((lambda: layer(x), lambda: explain(layer, x), windows), rounds)
    return alone, explained, built


def _medians(works: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """The median of each, in ms, taken in turn."""
    times = [[_milliseconds(work) for work in works] for _round in range(rounds + 2)]
    return [statistics.median(column) for column in zip(*times[2:], strict=True)]


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
