"""What topics draw in the same way: planes of whole numbers, a value for height and one for width."""

import random
from collections.abc import Sequence

import torch
from torch import Tensor

from poolviz.pooling.explanation import Explanation
from poolviz.pooling.windows import readings


def plane(rng: random.Random, rows: int, cols: int, lowest: int = 0, highest: int = 9) -> Tensor:
    """Return one plane of whole numbers from `lowest` to `highest`, (1, 1, rows, cols), float32.

    >>> plane(random.Random(0), 2, 2).shape
    torch.Size([1, 1, 2, 2])
    """
    values = [[float(rng.randint(lowest, highest)) for _col in range(cols)] for _row in range(rows)]
    return torch.tensor([[values]])


def pair(rng: random.Random, values: Sequence[int], apart: bool) -> tuple[int, int]:
    """Return two of `values`, for height and width; the same one twice unless they may come `apart`.

    >>> pair(random.Random(1), (2, 3), apart=False)
    (2, 2)
    """
    high = rng.choice(values)
    return high, rng.choice(values) if apart else high


def cells_read(made: Explanation, times: int) -> set[tuple[int, int]]:
    """Return the cells of a plane that so many windows read: none (0), one (1), or several (2).

    >>> from torch import nn
    >>> from poolviz.pooling.explanation import explain
    >>> sorted(cells_read(explain(nn.MaxPool2d(2), torch.zeros(1, 1, 2, 3)), 0))
    [(0, 2), (1, 2)]
    """
    rows, cols = (readings(axis) for axis in made.axes)
    counts = {(r, c): high * wide for r, high in enumerate(rows) for c, wide in enumerate(cols)}
    return {place for place, count in counts.items() if min(count, 2) == times}
