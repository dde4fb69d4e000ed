"""The index that torch gives a maximum: counted row by row in the plane without its padding."""

import random
from typing import Any

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.pooling.layers import setting
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` gets the input shown, {height} rows of {width}. With return_indices=True, "
    "which index does torch give for the output at row {row}, column {col} (counted from 0)?"
)
RIGHT = N_(
    "The maximum lies at row {r}, column {c} of the input: {r} · {width} + {c} = {answer}, "
    "counted row by row from 0, without the padding."
)
MISTAKES = {
    "padded": N_("You counted in the padded plane. torch counts in the input without its padding."),
    "columns": N_("You counted column by column. torch counts row by row."),
    "from_1": N_("You counted from 1. torch counts from 0."),
    "in_window": N_("You counted inside the window. The index counts in the whole plane."),
    "through_channels": N_("You went on counting from channel to channel. Each plane is counted from 0."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a layer, its input, and an output of it."""
    height, width = rng.randint(4, 6), rng.randint(4, 6)
    kernel_size = rng.choice((2, 3))
    given: dict[str, Any] = {
        1: {},
        2: {"stride": rng.choice((1, 2))},
        3: {"padding": 1, "stride": rng.choice((1, 2))},
    }[level]
    layer = nn.MaxPool2d(kernel_size, **given)
    channels = 2 if level == 3 else 1
    x = plane(rng, channels * height, width).view(1, channels, height, width)
    made = explain(layer, x)
    channel = channels - 1
    row, col = (rng.randrange(size) for size in made.output.shape[-2:])
    cell = made.cell((0, channel, row, col))
    assert cell.winner is not None
    assert made.indices is not None
    (r, c), padding = cell.winner, setting(layer, "padding", 0)
    answer = int(made.indices[0, channel, row, col])
    mistakes = {
        "columns": c * height + r,
        "from_1": answer + 1,
        "in_window": cell.members.index(cell.winner),
    }
    if padding:
        mistakes["padded"] = (r + padding) * (width + 2 * padding) + c + padding
    if channel:
        mistakes["through_channels"] = channel * height * width + answer
    values = {"layer": code(layer), "height": height, "width": width, "row": row, "col": col, "r": r, "c": c}
    return Task(answer, mistakes, values, layer, x)


TOPIC = Topic("flat_index", "number", "windows", TEXT, RIGHT, MISTAKES, draw)
