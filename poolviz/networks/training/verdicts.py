"""What a few trainings of each kind say about the kinds, and with how much chance in it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from poolviz.networks.training.messages import Epoch, Message, Told

Trainings = dict[str, list[list[Epoch]]]


@dataclass(frozen=True)
class Summary:
    """The finished trainings of one kind, in the order of their seeds; accuracies are shares."""

    kind: str
    accuracies: tuple[float, ...]
    moved: tuple[float, ...]
    seconds: float  # of one epoch, on average

    @property
    def mean(self) -> float:
        """The mean test accuracy."""
        return fmean(self.accuracies)

    @property
    def mean_moved(self) -> float:
        """The mean test accuracy on moved pictures."""
        return fmean(self.moved)


@dataclass(frozen=True)
class Versus:
    """One kind beside another, seed by seed: the mean `gap`, how often it was ahead, behind and equal.

    `chance` is how often two equal kinds would be as one-sided; `apart` says whether one was ahead in
    every seed, and more: the accuracies of the two, at least two each, do not overlap.
    """

    gap: float
    ahead: int
    behind: int
    equal: int
    chance: float
    apart: bool


def trainings(messages: Sequence[Message]) -> Trainings:
    """Return the epochs told so far by kind and by seed, from the messages of training.compare.

    >>> first = Epoch(0, loss=0.7, train=0.5, test=0.5, seconds=0.0)
    >>> trainings([Told("max", 0, 0.1, first)]) == {"max": [[first]]}
    True
    """
    found: Trainings = {}
    for told in messages:
        if isinstance(told, Told):
            of_kind = found.setdefault(told.kind, [])
            if len(of_kind) == told.seed:
                of_kind.append([])
            of_kind[told.seed].append(told.epoch)
    return found


def summaries(found: Trainings) -> list[Summary]:
    """Return what the finished trainings of each kind came to; a kind without one is left out."""
    return [_summary(kind, done) for kind, some in found.items() if (done := finished(some))]


def finished(some: Sequence[Sequence[Epoch]]) -> list[Sequence[Epoch]]:
    """Return those of one kind's trainings that have told their last epoch."""
    return [epochs for epochs in some if epochs[-1].moved is not None]


def best(found: Sequence[Summary]) -> Summary:
    """Return the one with the highest mean accuracy, the first of equals."""
    return max(found, key=lambda one: one.mean)


def versus(first: Summary, second: Summary) -> Versus:
    """Compare two kinds over the seeds that both have finished.

    >>> a, b = Summary("a", (0.9, 1.0), (), 1.0), Summary("b", (0.75, 0.5), (), 1.0)
    >>> versus(a, b).apart, versus(a, b).chance
    (True, 0.5)
    """
    pairs = list(zip(first.accuracies, second.accuracies, strict=False))
    ahead, behind = sum(a > b for a, b in pairs), sum(a < b for a, b in pairs)
    low, high = sorted((first.accuracies, second.accuracies))
    return Versus(
        fmean(a - b for a, b in pairs),
        ahead,
        behind,
        len(pairs) - ahead - behind,
        sign_chance(ahead, behind),
        len(pairs) > 1 and max(low) < min(high),
    )


def sign_chance(ahead: int, behind: int) -> float:
    """Return how probable it is that fair coins fall at least as one-sidedly: the two-sided sign test.

    >>> sign_chance(3, 0), sign_chance(2, 1), sign_chance(5, 0)
    (0.25, 1.0, 0.0625)
    """
    tosses = ahead + behind
    tail = sum(math.comb(tosses, heads) for heads in range(max(ahead, behind), tosses + 1))
    return min(1.0, 2 * tail / 2**tosses)


def margin(share: float, pictures: int) -> tuple[float, float]:
    """Return the bounds within which the true accuracy lies with 95 %: Wilson's interval (1927).

    `share` of `pictures` test pictures were right.

    >>> [round(bound, 3) for bound in margin(0.95, 100)]
    [0.888, 0.978]
    """
    z = 1.96
    spread = z**2 / pictures
    centre = (share + spread / 2) / (1 + spread)
    reach = z / (1 + spread) * math.sqrt(share * (1 - share) / pictures + spread / (4 * pictures))
    return max(0.0, centre - reach), min(1.0, centre + reach)


def trained(messages: Sequence[Message]) -> list[Told]:
    """Return the epochs told so far that trained something, all but those before the first step."""
    return [told for told in messages if isinstance(told, Told) and told.epoch.number]


def seconds_left(messages: Sequence[Message], total: int) -> float | None:
    """Return the seconds that the rest of `total` trained epochs takes; None before the first is told.

    >>> seconds_left([Told("max", 0, 2.0, Epoch(1, loss=0.7, train=0.5, test=0.5, seconds=1.9))], 4)
    6.0
    """
    done = trained(messages)
    return done[-1].elapsed / len(done) * (total - len(done)) if done else None


def _summary(kind: str, done: Sequence[Sequence[Epoch]]) -> Summary:
    last = [epochs[-1] for epochs in done]
    spent = [epoch.seconds for epochs in done for epoch in epochs if epoch.number]
    moved = tuple(one.moved for one in last if one.moved is not None)
    return Summary(kind, tuple(one.test for one in last), moved, fmean(spent))
