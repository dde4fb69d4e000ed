"""A part of a picture, cut from its middle."""

from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class Box:
    """A rectangle of pixels, its `top` and `left` counted from 0."""

    top: int
    left: int
    height: int
    width: int

    def of(self, pixels: Tensor) -> Tensor:
        """Return this part of `pixels` (…, H, W)."""
        return pixels[..., self.top : self.top + self.height, self.left : self.left + self.width]


def middle(plane: Sequence[int], wanted: Sequence[int]) -> Box:
    """Return the middle of `plane` (H, W), as large as `wanted` or as the plane where that is smaller.

    >>> middle((64, 64), (48, 100))
    Box(top=8, left=0, height=48, width=64)
    """
    height, width = (min(pair) for pair in zip(plane, wanted, strict=True))
    return Box((plane[0] - height) // 2, (plane[1] - width) // 2, height, width)
