"""What topics draw in the same way: planes of whole numbers, a value for height and one for width."""

import random
from collections.abc import Sequence

import torch
from torch import Tensor


def plane(draw: random.Random, rows: int, cols: int, lowest: int = 0, highest: int = 9) -> Tensor:
    """Return one plane of whole numbers from `lowest` to `highest`, (1, 1, rows, cols), float32.

    >>> plane(random.Random(0), 2, 2).shape
    torch.Size([1, 1, 2, 2])
    """
    values = [[float(draw.randint(lowest, highest)) for _col in range(cols)] for _row in range(rows)]
    return torch.tensor([[values]])


def pair(draw: random.Random, values: Sequence[int], apart: bool) -> tuple[int, int]:
    """Return two of `values`, for height and width; the same one twice unless they may come `apart`.

    >>> pair(random.Random(1), (2, 3), apart=False)
    (2, 2)
    """
    high = draw.choice(values)
    return high, draw.choice(values) if apart else high
