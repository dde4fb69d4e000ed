"""What small networks are trained on: labelled pictures, drawn and divided by a seed; and the work itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor

from poolviz.networks.training.messages import Outline, Request, Told
from poolviz.networks.training.notes import NotesEpoch, NotesOutline, NotesRequest, Underway, train_as_notes
from poolviz.networks.training.runs import Examples, Lesson, Plan, Sizes, compare
from poolviz.sources.datasets.cifar import CIFAR10
from poolviz.sources.datasets.dataset import Published
from poolviz.sources.datasets.folder import data_folder
from poolviz.sources.datasets.mnist import MNIST
from poolviz.sources.pictures.faces import faces
from poolviz.texts import N_


def work(request: Request) -> Iterator[Outline | Told]:
    """Train what `request` asks for, and yield as compare does.

    Raises PoolvizError where the data are missing or damaged.
    """
    lessons = [DATA_SETS[request.data].lesson(seed) for seed in range(request.seeds)]
    plan = Plan(request.kinds, request.epochs, request.rate, torch.device(request.device))
    yield from compare(lessons, plan)


def notes_work(request: NotesRequest) -> Iterator[NotesOutline | Underway | NotesEpoch]:
    """Train on MNIST as the notes do, and yield as train_as_notes does.

    Raises PoolvizError where the data are missing or damaged.
    """
    parts = (MNIST.pictures(data_folder(), train) for train in (True, False))
    train, test = (Examples(pictures, torch.tensor(labels)) for pictures, labels in parts)
    yield from train_as_notes(train, test, request)


@dataclass(frozen=True)
class DataSet:
    """Labelled pictures to learn from: title (untranslated), sizes, and what makes the lesson of a seed.

    `published` is the data set that must be in the data folder, None where nothing must.
    """

    title: str
    sizes: Sizes
    lesson: Callable[[int], Lesson]
    published: Published | None = None


def drawn(labels: Tensor, seed: int, *each: int) -> list[Tensor]:
    """Return for each number in `each` the places of so many examples a class, none of them twice.

    >>> [len(part) for part in drawn(torch.tensor([0, 1, 0, 1, 0, 1]), 0, 1, 2)]
    [2, 4]
    """
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))
    found: list[list[Tensor]] = [[] for _number in each]
    for label in labels.unique():
        own, begin = order[labels[order] == label], 0
        for part, number in zip(found, each, strict=True):
            part.append(own[begin : begin + number])
            begin += number
    return [torch.cat(part) for part in found]


def _centred(pictures: Tensor) -> Tensor:
    """Return values from 0 to 1 as values from −1 to 1."""
    return 2 * pictures - 1


def _faces(seed: int) -> Lesson:
    pictures, labels = faces()
    parts = drawn(labels, seed, FACES.train, FACES.test)
    train, test = (Examples(_centred(pictures[part]), labels[part]) for part in parts)
    return Lesson(train, test, FACES.classes, FACES.batch)


def _some(published: Published, sizes: Sizes, seed: int) -> Lesson:
    train, test = _part(published, True, seed, sizes.train), _part(published, False, 0, sizes.test)
    return Lesson(train, test, sizes.classes, sizes.batch)


def _part(published: Published, train: bool, seed: int, each: int) -> Examples:
    labels = published.labels_of(data_folder(), train)
    (places,) = drawn(labels, seed, each)
    pictures = published.pictures_at(data_folder(), train, places.tolist())
    return Examples(_centred(pictures.float() / 255), labels[places])


FACES = Sizes((1, 25, 25), classes=2, train=50, test=50, batch=20)
CIFAR = Sizes((3, 32, 32), classes=10, train=200, test=100, batch=50)
DIGITS = Sizes((1, 28, 28), classes=10, train=200, test=80, batch=50)
DATA_SETS = {
    "faces": DataSet(N_("Faces or not, 25×25 grey"), FACES, _faces),
    "cifar": DataSet(N_("CIFAR-10, 32×32 colour"), CIFAR, partial(_some, CIFAR10, CIFAR), CIFAR10),
    "mnist": DataSet(N_("MNIST, 28×28 grey"), DIGITS, partial(_some, MNIST, DIGITS), MNIST),
}
