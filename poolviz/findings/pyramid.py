"""Spatial pyramid pooling: a picture of any size as one vector of fixed length."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation, explain
from poolviz.texts import N_

MOST_LEVELS = 5
FINEST = 16


@dataclass(frozen=True, eq=False)
class Pyramid:
    """The `explanations` of one input, one for each of `levels`: level n is pooled to n × n."""

    levels: tuple[int, ...]
    explanations: tuple[Explanation, ...]

    @property
    def vector(self) -> Tensor:
        """All levels flattened and joined, (N, C·Σn²): level by level, in each channel by channel."""
        return torch.cat([explanation.output.flatten(1) for explanation in self.explanations], dim=1)

    @property
    def parts(self) -> tuple[int, ...]:
        """How many numbers of the vector each level gives."""
        return tuple(explanation.output[0].numel() for explanation in self.explanations)


def pyramid(
    x: Tensor,
    levels: Sequence[int],
    kind: Callable[[int], nn.Module] = nn.AdaptiveMaxPool2d,
) -> Pyramid:
    """Return the pyramid of `x` (N, C, H, W); each level n is kind(n), at work on all of `x`.

    He, Zhang, Ren, Sun: Spatial Pyramid Pooling in Deep Convolutional Networks for Visual
    Recognition, 2014. PoolvizError where torch refuses a level.

    >>> [pyramid(torch.zeros(1, 3, *plane), (1, 2, 4)).vector.shape[1] for plane in [(48, 37), (9, 64)]]
    [63, 63]
    """
    return Pyramid(tuple(levels), tuple(explain(kind(level), x) for level in levels))


def vector_length(levels: Sequence[int], channels: int) -> int:
    """Return the length of the vector, C·Σn², whatever the size of the picture.

    >>> vector_length((1, 2, 4), channels=256)
    5376
    """
    return channels * sum(level * level for level in levels)


def read_levels(text: str) -> tuple[int, ...]:
    """Return the levels that `text` lists: 1 to 5 whole numbers from 1 to 16, between commas or spaces.

    PoolvizError where it does not. Brackets around them are forgiven.

    >>> read_levels("1, 2, 4")
    (1, 2, 4)
    """
    words = [word for word in re.split(r"[\s,;，、；]+", text.strip().strip("()[]（）")) if word]
    if not 1 <= len(words) <= MOST_LEVELS:
        raise PoolvizError(
            N_("`levels` must be 1 to {most} whole numbers, but got {got}"), most=MOST_LEVELS, got=len(words)
        )
    return tuple(_level(word) for word in words)


def _level(word: str) -> int:
    if not (re.fullmatch(r"[0-9]{1,3}", word) and 1 <= int(word) <= FINEST):
        raise PoolvizError(
            N_("`levels` must be whole numbers from 1 to {finest}, but got {got}"),
            finest=FINEST,
            got=word if len(word) <= 20 else word[:19] + "…",
        )
    return int(word)
