"""What an Explanation says, as plain text for a terminal and as JSON."""

import itertools
import json
import math
import unicodedata
from collections.abc import Sequence
from typing import Any

from torch import Tensor

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import Cell, Explanation
from poolviz.texts import _
from poolviz.views.words.cells import cell_line
from poolviz.views.words.formulas import shape_line
from poolviz.views.words.numbers import short_texts
from poolviz.views.words.reasons import reason_lines


def as_text(explanation: Explanation) -> str:
    """Return a layer, the reason for its output size, its numbers, and a line for every window.

    >>> from torch import nn
    >>> from poolviz import explain
    >>> print(as_text(explain(nn.MaxPool1d(2), [[1.0, 5.0, 2.0, 4.0]])))
    nn.MaxPool1d(2)
    (1, 4) → (1, 2)
    L: ⌊(4 + 2·0 − 1·(2 − 1) − 1) / 2⌋ + 1 = 2
    <BLANKLINE>
    Input
      1  5  2  4
    Max
      5  4
    Indices
      1  3
    <BLANKLINE>
    output  winner  value
    0       1       max(1, 5) = 5
    1       3       max(2, 4) = 4
    """
    head = [code(explanation.layer), shape_line(explanation.input.shape, explanation.output.shape)]
    planes = itertools.product(*map(range, explanation.leading))
    several = math.prod(explanation.leading) > 1
    told = [_plane(explanation[place], place if several else None) for place in planes]
    return "\n\n".join(["\n".join([*head, *reason_lines(explanation)]), *told])


def as_json(explanation: Explanation) -> str:
    """Return the same as JSON; numbers that JSON does not know are "nan", "inf" and "-inf".

    >>> from torch import nn
    >>> from poolviz import explain
    >>> json.loads(as_json(explain(nn.AvgPool1d(2), [[1.0, float("inf")]])))["output"]
    [['inf']]
    """
    indices = explanation.indices
    said = {
        "layer": code(explanation.layer),
        "input": explanation.input.tolist(),
        "output": explanation.output.tolist(),
        "indices": None if indices is None else indices.tolist(),
        "sizes": reason_lines(explanation),
        "windows": explanation.to_rows(),
    }
    return json.dumps(_plain(said), ensure_ascii=False, allow_nan=False)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of texts with their columns below each other; a Chinese sign is two places wide.

    >>> print(table([["a", "b"], ["池化", "c"]]))
    a     b
    池化  c
    """
    widths = [max(map(_wide, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(text + " " * (w - _wide(text)) for text, w in zip(row, widths, strict=True)) for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


def _plane(explanation: Explanation, place: Sequence[int] | None) -> str:
    shown = [(_("Input"), explanation.input), (_(explanation.reduction.title), explanation.output)]
    if explanation.indices is not None:
        shown.append((_("Indices"), explanation.indices))
    named = [] if place is None else [_("channel {place}").format(place=", ".join(map(str, place)))]
    grids = [f"{title}\n{_grid(plane)}" for title, plane in shown]
    return "\n".join([*named, *grids, "", table(_windows(explanation))])


def _windows(explanation: Explanation) -> list[list[str]]:
    wins = explanation.picks is not None
    head = [_("output"), *([_("winner")] if wins else []), _("value")]
    return [head, *(_window(explanation, cell, wins) for cell in explanation)]


def _window(explanation: Explanation, cell: Cell, wins: bool) -> list[str]:
    winner = [_place(cell.winner) if cell.winner else "–"] if wins else []
    return [_place(cell.index), *winner, cell_line(explanation, cell)]


def _place(place: Sequence[int]) -> str:
    return str(place[0]) if len(place) == 1 else str(tuple(place))


def _grid(plane: Tensor) -> str:
    """Return the numbers of a plane in rows, slices of a volume with an empty line between them."""
    texts, width = short_texts(plane), plane.shape[-1]
    wide = max(map(_wide, texts), default=0)
    rows = ["".join(f"  {text:>{wide}}" for text in part) for part in _parts(texts, width)]
    tall = plane.shape[-2] if plane.dim() > 1 else 1
    return "\n\n".join("\n".join(part) for part in _parts(rows, tall))


def _parts(texts: list[str], length: int) -> list[list[str]]:
    return [texts[at : at + length] for at in range(0, len(texts), max(length, 1))]


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return {name: _plain(one) for name, one in value.items()} if isinstance(value, dict) else value
