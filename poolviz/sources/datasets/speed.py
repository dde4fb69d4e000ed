"""How many pictures a second: the tutorials' loop, this app's stream, and writing events."""

import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from poolviz.pooling.code.line import parse
from poolviz.pooling.devices import CPU, accelerator, describe
from poolviz.sources.datasets.batches import PictureSet, loaded, picture_set, stream
from poolviz.sources.datasets.cifar import CIFAR10
from poolviz.sources.datasets.folder import data_folder
from poolviz.sources.datasets.messages import Request, Speed
from poolviz.sources.datasets.mnist import MNIST

WAYS = ("loop", "stream", "events")
ROUNDS = 3
MOST_BATCHES = 40
TUTORIAL = {"cifar": CIFAR10.dataset, "mnist": MNIST.dataset}


def measure(request: Request) -> Iterator[Speed]:
    """Tell the speed of each of WAYS on the CPU, and on the accelerator where there is one and it is asked.

    PoolvizError where the data are missing or torch refuses.
    """
    layer, pictures = parse(request.layer), picture_set(request.data)
    there = None if request.cpu else accelerator()
    for device in [CPU] if there is None else [CPU, there]:
        for way in WAYS:
            best = best_rate(way, pictures, layer, device)
            yield Speed(way, describe(device), best)


def best_rate(way: str, pictures: PictureSet, layer: nn.Module, device: torch.device) -> float:
    """Return the pictures a second of the fastest of three rounds, after one to warm up."""
    data = tutorial_data(pictures)
    return max([rate(way, data, pictures, layer, device) for _round in range(ROUNDS + 1)][1:])


def tutorial_data(pictures: PictureSet) -> Any:
    """Return what a tutorial gives its DataLoader: torchvision's own set with ToTensor, where it has one."""
    if pictures.key not in TUTORIAL:
        return pictures
    from torchvision.transforms import ToTensor

    return TUTORIAL[pictures.key](data_folder(), train=False, transform=ToTensor())


def rate(way: str, data: Any, pictures: PictureSet, layer: nn.Module, device: torch.device) -> float:
    """Return the pictures a second of one round; `data` is what the tutorials' loop reads."""
    pairs = loaded(data, layer, device) if way == "loop" else stream(pictures, layer, device)
    start, done = time.perf_counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        if way == "events":
            pairs = _into_events(pairs, Path(folder))
        for x, _y in islice(pairs, MOST_BATCHES if way != "events" else MOST_BATCHES // 4):
            done += len(x)
        if device.type != "cpu":
            torch.accelerator.synchronize(device)
        return done / (time.perf_counter() - start)


def _into_events(pairs: Iterator[tuple[Tensor, Tensor]], folder: Path) -> Iterator[tuple[Tensor, Tensor]]:
    from torch.utils.tensorboard import SummaryWriter

    with SummaryWriter(str(folder)) as writer:
        for step, (x, y) in enumerate(pairs):
            writer.add_images("input", x.cpu(), step)
            writer.add_images("output", y.cpu(), step)
            writer.flush()
            yield x, y
