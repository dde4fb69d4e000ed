"""Small networks trained on a few pictures, told epoch by epoch, and the same again for the same seed."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from poolviz.networks import seeds
from poolviz.networks.training.messages import Epoch, Message, Outline, Told
from poolviz.networks.training.networks import small_network, stages, unweighted
from poolviz.pooling.devices import CPU

MOMENTUM = 0.9
MOVED_BY = 3
_DIRECTIONS = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))


@dataclass(frozen=True, eq=False)
class Examples:
    """Pictures (N, C, H, W) in float32 and their labels (N,) from 0 on."""

    pictures: Tensor
    labels: Tensor

    def to(self, device: torch.device) -> "Examples":
        """Return the same on `device`."""
        return Examples(self.pictures.to(device), self.labels.to(device))


@dataclass(frozen=True, eq=False)
class Lesson:
    """What a network is trained and tested on; `batch` pictures go into one step."""

    train: Examples
    test: Examples
    classes: int
    batch: int

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape (C, H, W) of one picture."""
        return tuple(self.train.pictures.shape[1:])


@dataclass(frozen=True)
class Sizes:
    """What is known of a lesson before it is read: its shape (C, H, W), how many pictures of each class."""

    shape: tuple[int, int, int]
    classes: int
    train: int
    test: int
    batch: int


@dataclass(frozen=True)
class Plan:
    """How to train: the `kinds` of small networks, the learning `rate`, where it is computed."""

    kinds: Sequence[str]
    epochs: int
    rate: float
    device: torch.device = CPU


def compare(lessons: Sequence[Lesson], plan: Plan) -> Iterator[Message]:
    """Train every kind of network with every seed; yield what is compared, then each epoch of each.

    `lessons` has a lesson for each seed. All kinds of one seed see the same pictures in the same order,
    and advance together, epoch by epoch.
    """
    began = time.perf_counter()
    yield outline(lessons[0], plan.kinds)
    for seed, lesson in enumerate(lessons):
        here = Lesson(lesson.train.to(plan.device), lesson.test.to(plan.device), lesson.classes, lesson.batch)
        trainings = [train(seeded(kind, here, seed), here, plan, seed) for kind in plan.kinds]
        for epochs in zip(*trainings, strict=True):
            for kind, told in zip(plan.kinds, epochs, strict=True):
                yield Told(kind, seed, time.perf_counter() - began, told)


def outline(lesson: Lesson, kinds: Sequence[str]) -> Outline:
    """Return what is known before: numbers of pictures and classes, parameters and multiply-adds a kind."""
    costs = {kind: stages(unweighted(kind, lesson.shape, lesson.classes), lesson.shape) for kind in kinds}
    return Outline(
        train=len(lesson.train.labels),
        test=len(lesson.test.labels),
        classes=lesson.classes,
        parameters={kind: sum(one.parameters for one in found) for kind, found in costs.items()},
        multiply_adds={kind: sum(one.multiply_adds for one in found) for kind, found in costs.items()},
    )


def seeded(kind: str, lesson: Lesson, seed: int) -> nn.Sequential:
    """Return a small network for `lesson` whose weights are those of torch.manual_seed(seed)."""
    with seeds.seeded(seed):
        return small_network(kind, lesson.shape, lesson.classes)


def train(network: nn.Module, lesson: Lesson, plan: Plan, seed: int) -> Iterator[Epoch]:
    """Train `network` by SGD with momentum on the cross-entropy; yield each epoch, 0 before the first step.

    Seconds are the processor's own on a CPU; the last epoch has the accuracy on test pictures moved by
    MOVED_BY, too. The order of the pictures depends on `seed` alone.
    """
    # What else the machine does must not make one network look slow.
    clock = time.process_time if plan.device.type == "cpu" else time.perf_counter
    network = network.to(lesson.train.pictures.device)
    optimizer = torch.optim.SGD(network.parameters(), plan.rate, momentum=MOMENTUM)
    draw = torch.Generator().manual_seed(seed)
    yield _before(network, lesson)
    for epoch in range(1, plan.epochs + 1):
        began = clock()
        loss, share = _one_epoch(network, lesson, optimizer, draw)
        seconds = clock() - began
        test = accuracy(network, lesson.test)
        last = accuracy_moved(network, lesson.test) if epoch == plan.epochs else None
        yield Epoch(epoch, loss, share, test, seconds, last)


def accuracy(network: nn.Module, examples: Examples) -> float:
    """Return the share of `examples` that `network` puts into the right class."""
    with torch.no_grad():
        right = network(examples.pictures).argmax(1) == examples.labels
    return float(right.double().mean())


def accuracy_moved(network: nn.Module, examples: Examples, by: int = MOVED_BY) -> float:
    """Return the mean accuracy when all pictures move by `by` pixels, in eight directions.

    What moves in at the border repeats the border.
    """
    return sum(
        accuracy(network, Examples(moved(examples.pictures, by * down, by * right), examples.labels))
        for down, right in _DIRECTIONS
    ) / len(_DIRECTIONS)


def moved(pictures: Tensor, down: int, right: int) -> Tensor:
    """Return `pictures` (N, C, H, W) moved by so many pixels, the border repeated where none were.

    >>> moved(torch.tensor([[[[1.0, 2.0, 3.0]]]]), 0, 1)
    tensor([[[[1., 1., 2.]]]])
    """
    height, width = pictures.shape[-2:]
    wide = F.pad(pictures, (abs(right),) * 2 + (abs(down),) * 2, mode="replicate")
    top, left = abs(down) - down, abs(right) - right
    return wide[..., top : top + height, left : left + width]


def _one_epoch(
    network: nn.Module, lesson: Lesson, optimizer: torch.optim.Optimizer, draw: torch.Generator
) -> tuple[float, float]:
    """Take one step a batch; return the mean loss and the share right, as met on the way."""
    examples, total = lesson.train, len(lesson.train.labels)
    loss_sum = torch.zeros((), device=examples.labels.device)
    right = torch.zeros((), device=examples.labels.device)
    for places in torch.randperm(total, generator=draw).split(lesson.batch):
        pictures, labels = examples.pictures[places], examples.labels[places]
        answers = network(pictures)
        loss = F.cross_entropy(answers, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss_sum += loss.detach() * len(places)
        right += (answers.argmax(1) == labels).sum()
    return float(loss_sum) / total, float(right) / total


def _before(network: nn.Module, lesson: Lesson) -> Epoch:
    with torch.no_grad():
        loss = F.cross_entropy(network(lesson.train.pictures), lesson.train.labels)
    return Epoch(0, float(loss), accuracy(network, lesson.train), accuracy(network, lesson.test), 0.0)
