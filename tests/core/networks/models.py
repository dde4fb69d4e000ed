"""Models that several tests make: any function as a forward, a view of a fixed size, maps that meet again."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn


class Calls(nn.Module):
    """A model whose forward is one function of the input and its layers; without these it has no children."""

    def __init__(self, function: Callable[..., Any], *layers: nn.Module) -> None:
        super().__init__()
        self.function = function
        if layers:
            self.layers = nn.ModuleList(layers)

    def forward(self, x: Tensor) -> Any:
        return self.function(x, *getattr(self, "layers", ()))


class Viewed(nn.Module):
    """The convolutions of LeNet, whose forward says x.view(-1, 400): 32 × 32 is the size that fits."""

    def __init__(self) -> None:
        super().__init__()
        self.front = nn.Sequential(nn.Conv2d(3, 6, 5), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.MaxPool2d(2))
        self.fc = nn.Linear(400, 10)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc(self.front(x).view(-1, 400))


class Joined(nn.Module):
    """Half a U-Net: maps meet again where the sides halve without a remainder."""

    def __init__(self, by: int = 4, up: int = 4) -> None:
        super().__init__()
        self.pool, self.up = nn.MaxPool2d(by), nn.Upsample(scale_factor=up)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([x, self.up(self.pool(x))], 1)
