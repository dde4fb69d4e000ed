"""Small networks that everybody meets: the notes' Net, SimpleCNN, their network for MNIST, LeNet-5."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn


class Net(nn.Module):
    """Two convolutions of 5, each pooled by one shared layer: (N, 1, 28, 28) → 320 features → 10 classes."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 10, kernel_size=5)
        self.conv2 = nn.Conv2d(10, 20, kernel_size=5)
        self.pooling = nn.MaxPool2d(2)
        self.fc = nn.Linear(320, 10)

    def forward(self, x: Tensor) -> Tensor:
        batch_size = x.size(0)
        x = nn.functional.relu(self.pooling(self.conv1(x)))
        x = nn.functional.relu(self.pooling(self.conv2(x)))
        x = x.view(batch_size, -1)
        return self.fc(x)


class SimpleCNN(nn.Module):
    """Three times convolution, ReLU, pooling: (N, 3, 32, 32) → 2048 features → 10 classes."""

    def __init__(self) -> None:
        super().__init__()
        self.layer1 = _pooled(1, 3, 32)
        self.layer2 = _pooled(2, 32, 64)
        self.layer3 = _pooled(3, 64, 128)
        self.layer4 = nn.Sequential()
        self.layer4.add_module("fc1", nn.Linear(2048, 512))
        self.layer4.add_module("fc_relu1", nn.ReLU(True))
        self.layer4.add_module("fc2", nn.Linear(512, 64))
        self.layer4.add_module("fc_relu2", nn.ReLU(True))
        self.layer4.add_module("f3", nn.Linear(64, 10))

    def forward(self, x: Tensor) -> Tensor:
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.layer4(x.view(x.size(0), -1))


def _pooled(number: int, channels: int, made: int) -> nn.Sequential:
    layer = nn.Sequential()
    layer.add_module(f"conv{number}", nn.Conv2d(channels, made, 3, padding=1))
    layer.add_module(f"relu{number}", nn.ReLU(True))
    layer.add_module(f"pool{number}", nn.MaxPool2d(2))
    return layer


class MnistCNN(nn.Module):
    """Four convolutions of 3, pooled after two and four: (N, 1, 28, 28) → 2048 features → 10 classes."""

    def __init__(self) -> None:
        super().__init__()
        self.layer1 = _normed(1, 16)
        self.layer2 = nn.Sequential(*_normed(16, 32), nn.MaxPool2d(2))
        self.layer3 = _normed(32, 64)
        self.layer4 = nn.Sequential(*_normed(64, 128), nn.MaxPool2d(2))
        self.fc = nn.Sequential(
            nn.Linear(128 * 4 * 4, 1024),
            nn.ReLU(inplace=True),
            nn.Linear(1024, 128),
            nn.Linear(128, 10),
        )

    def forward(self, x: Tensor) -> Tensor:
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.view(x.size(0), -1))


def _normed(channels: int, made: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(channels, made, kernel_size=3), nn.BatchNorm2d(made), nn.ReLU(inplace=True)
    )


class LeNet5(nn.Module):
    """LeNet-5 as it is taught today, with plain averages and a linear end: (N, 1, 32, 32) → 10 classes.

    Source: Y. LeCun et al., "Gradient-Based Learning Applied to Document Recognition", 1998. The
    paper's pools have two trained numbers a map, its C3 reads some of the maps only, its output is RBF.
    """

    def __init__(self) -> None:
        super().__init__()
        self.c1 = nn.Conv2d(1, 6, 5)
        self.s2 = nn.AvgPool2d(2)
        self.c3 = nn.Conv2d(6, 16, 5)
        self.s4 = nn.AvgPool2d(2)
        self.c5 = nn.Conv2d(16, 120, 5)
        self.f6 = nn.Linear(120, 84)
        self.output = nn.Linear(84, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = self.s2(torch.tanh(self.c1(x)))
        x = self.s4(torch.tanh(self.c3(x)))
        x = torch.tanh(self.c5(x)).flatten(1)
        return self.output(torch.tanh(self.f6(x)))


@dataclass(frozen=True)
class Network:
    """A network by its `name`: `build` makes it, `shape` (C, H, W) is what its input is."""

    name: str
    build: Callable[[], nn.Module]
    shape: tuple[int, int, int]


SMALL = (
    Network("Net", Net, (1, 28, 28)),
    Network("SimpleCNN", SimpleCNN, (3, 32, 32)),
    Network("MnistCNN", MnistCNN, (1, 28, 28)),
    Network("LeNet-5", LeNet5, (1, 32, 32)),
)
