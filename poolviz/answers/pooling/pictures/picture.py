"""A picture as a page pools it: its pixels, the channels shown, how a program loads it."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from poolviz.texts import N_
from poolviz.views.words.programs.pictures import Opening

COLOUR = "colour"
CHANNELS = {
    COLOUR: N_("Colour"),
    "red": N_("Red"),
    "green": N_("Green"),
    "blue": N_("Blue"),
    "grey": N_("Grey"),
}


@dataclass(frozen=True, eq=False)
class Picture:
    """`pixels`, uint8 (3 or 1, H, W), the `opening` of a program that loads them, what is said of them in
    `lines`, and which of CHANNELS is pooled.
    """

    pixels: Tensor
    opening: Opening
    lines: tuple[str, ...] = ()
    channel: str = COLOUR

    @property
    def grey(self) -> bool:
        """Whether the picture has one channel only."""
        return self.pixels.shape[0] == 1

    @property
    def x(self) -> Tensor:
        """What is pooled: (1, 3 or 1, H, W), from 0 to 255, float32."""
        return in_channels(self.pixels, self.channel)[None].float()

    def with_channel(self, channel: str) -> "Picture":
        """Return this picture in one of CHANNELS; a grey one has no other."""
        return replace(self, channel=COLOUR if self.grey else channel)


def in_channels(pixels: Tensor, channel: str) -> Tensor:
    """Return uint8 `pixels` (3, H, W) in one of CHANNELS; a grey picture (1, H, W) stays as it is.

    Grey is as Pillow's mode L has it.

    >>> in_channels(torch.tensor([[[255]], [[0]], [[0]]], dtype=torch.uint8), "grey")
    tensor([[[76]]], dtype=torch.uint8)
    """
    if pixels.shape[0] == 1 or channel == COLOUR:
        return pixels
    if channel == "grey":
        weights = torch.tensor([19595, 38470, 7471])[:, None, None]
        return (((pixels.long() * weights).sum(0, keepdim=True) + 2**15) >> 16).byte()
    place = ["red", "green", "blue"].index(channel)
    return pixels[place : place + 1]
