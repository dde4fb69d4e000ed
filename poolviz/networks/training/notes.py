"""The notes' own training: their network for MNIST, trained and measured as they do it."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from poolviz.networks.classics import MnistCNN
from poolviz.networks.seeds import seeded
from poolviz.networks.training.runs import Examples

EPOCHS, BATCH = 3, 100
EVERY = 10  # batches between two looks
CHANNELS, FEATURES = 128, 1024  # of the last map, and behind the first Linear
SIDE_WITHOUT = 20  # of the last map where nothing pools: 28 → 26 → 24 → 22 → 20
POOLS: dict[str, Callable[[], nn.Module]] = {
    "max": lambda: nn.MaxPool2d(kernel_size=2, stride=2),
    "average": lambda: nn.AvgPool2d(kernel_size=2, stride=2),
    "none": nn.Identity,
}
# What the notes print after each epoch of max pooling: accuracy in training, and in the test.
PRINTED = (
    (0.9646166666666718, 0.9868999999999996),
    (0.9865833333333389, 0.9908999999999998),
    (0.9917000000000039, 0.9879999999999994),
)


@dataclass(frozen=True)
class NotesRequest:
    """Which of POOLS to train with, one after the other, and where."""

    pools: tuple[str, ...]
    device: str = "cpu"
    seed: int = 0

    @property
    def total(self) -> int:
        """How many epochs it has in all."""
        return len(self.pools) * EPOCHS


@dataclass(frozen=True)
class NotesOutline:
    """What is known before: numbers of pictures, parameters of each network."""

    train: int
    test: int
    parameters: Mapping[str, int]


@dataclass(frozen=True)
class Underway:
    """An epoch (from 1) on its way: `done` of `batches`, and the training accuracy so far."""

    pool: str
    number: int
    done: int
    batches: int
    train: float
    elapsed: float


@dataclass(frozen=True)
class NotesEpoch:
    """What an epoch came to: accuracies as the notes measure them, and the test's by model.eval()."""

    pool: str
    number: int
    train: float
    test: float
    evaluated: float
    seconds: float
    elapsed: float


NotesMessage = NotesOutline | Underway | NotesEpoch


def notes_network(pool: str) -> nn.Module:
    """Return the notes' network for MNIST with one of POOLS; without any its Linear is as large as it must.

    >>> sum(one.numel() for one in notes_network("average").parameters())
    2328298
    """
    network = MnistCNN()
    network.layer2[-1], network.layer4[-1] = POOLS[pool](), POOLS[pool]()
    if pool == "none":
        network.fc[0] = nn.Linear(CHANNELS * SIDE_WITHOUT**2, FEATURES)
    return network


def train_as_notes(train: Examples, test: Examples, request: NotesRequest) -> Iterator[NotesMessage]:
    """Train with each pool of `request` as the notes do, and tell how far it is.

    Pictures are uint8 (N, 1, 28, 28). Adam with torch's defaults, batches of 100 in the order of the set.
    """
    began = time.perf_counter()
    yield NotesOutline(
        len(train.labels), len(test.labels), {pool: parameters(pool) for pool in request.pools}
    )
    for pool in request.pools:
        with seeded(request.seed):
            network = notes_network(pool).to(request.device)
        optimizer = torch.optim.Adam(network.parameters())
        for number in range(1, EPOCHS + 1):
            yield from _epoch(network, optimizer, (train, test), pool, number, began)


def parameters(pool: str) -> int:
    """Return how many parameters the network has with one of POOLS; nothing is allocated."""
    with torch.device("meta"):
        return sum(one.numel() for one in notes_network(pool).parameters())


def _epoch(
    network: nn.Module,
    optimizer: torch.optim.Optimizer,
    data: tuple[Examples, Examples],
    pool: str,
    number: int,
    began: float,
) -> Iterator[NotesMessage]:
    train, test = data
    start, right, total = time.perf_counter(), 0, 0
    batches = -(-len(train.labels) // BATCH)
    for done, (pictures, labels) in enumerate(_batches(network, train), start=1):
        answers = network(pictures)
        optimizer.zero_grad()
        F.cross_entropy(answers, labels).backward()
        optimizer.step()
        right, total = right + _right(answers, labels), total + len(labels)
        if done % EVERY == 0:
            yield Underway(pool, number, done, batches, right / total, time.perf_counter() - began)
    seconds = time.perf_counter() - start
    evaluated = _accuracy(network.eval(), test)
    # The notes test in training mode: each batch is normalised by itself, and moves the running means.
    tested = _accuracy(network.train(), test)
    yield NotesEpoch(pool, number, right / total, tested, evaluated, seconds, time.perf_counter() - began)


def _batches(network: nn.Module, examples: Examples) -> Iterator[tuple[Tensor, Tensor]]:
    device = next(network.parameters()).device
    for pictures, labels in zip(examples.pictures.split(BATCH), examples.labels.split(BATCH), strict=True):
        # As ToTensor and Normalize([0.5], [0.5]) do.
        yield ((pictures.to(device).float() / 255) - 0.5) / 0.5, labels.to(device)


def _accuracy(network: nn.Module, examples: Examples) -> float:
    with torch.no_grad():
        right = sum(_right(network(pictures), labels) for pictures, labels in _batches(network, examples))
    return right / len(examples.labels)


def _right(answers: Tensor, labels: Tensor) -> int:
    return int((answers.argmax(1) == labels).sum())
