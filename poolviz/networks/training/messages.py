"""What is said between a page and a training that runs in another process: what is asked, what is told."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Request:
    """A training: which `data`, `kinds` of network, and `seeds` of each, and how each is trained."""

    data: str
    kinds: tuple[str, ...]
    seeds: int
    epochs: int
    rate: float
    device: str = "cpu"

    @property
    def total(self) -> int:
        """How many epochs it has in all, of all kinds and seeds.

        >>> Request("faces", ("max", "none"), seeds=3, epochs=20, rate=0.02).total
        120
        """
        return len(self.kinds) * self.seeds * self.epochs


@dataclass(frozen=True)
class Outline:
    """What is known before: numbers of pictures and classes, parameters and multiply-adds of each kind."""

    train: int
    test: int
    classes: int
    parameters: Mapping[str, int]
    multiply_adds: Mapping[str, int]


@dataclass(frozen=True)
class Epoch:
    """What one epoch came to; number 0 is before the first step.

    `train` and `test` are accuracies, shares from 0 to 1; the last epoch has `moved`, too, that on test
    pictures that are moved. `seconds` are of training alone.
    """

    number: int
    loss: float
    train: float
    test: float
    seconds: float
    moved: float | None = None


@dataclass(frozen=True)
class Told:
    """One `epoch` of the training of one `kind` with one `seed`; `elapsed` seconds after the beginning."""

    kind: str
    seed: int
    elapsed: float
    epoch: Epoch


Message = Outline | Told
