"""As the notes train: what is asked for, the table beside their figures, and what the difference says."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from poolviz.answers.settings.fields import Fields, Values, flag
from poolviz.networks.training.notes import (
    EPOCHS,
    PRINTED,
    NotesEpoch,
    NotesMessage,
    NotesOutline,
    NotesRequest,
    Underway,
    parameters,
)
from poolviz.networks.training.verdicts import margin
from poolviz.pooling.devices import CPU
from poolviz.sources.datasets.folder import data_folder
from poolviz.sources.datasets.mnist import MNIST
from poolviz.texts import _
from poolviz.views.words.numbers import short
from poolviz.views.words.training import KIND_NAMES, percent

FLAGS = {"max": "notes_max", "average": "notes_average", "none": "notes_none"}
Row = dict[str, str]


@dataclass(frozen=True)
class Notes:
    """What is known before a run: its `request`, the `plan` as a sentence, whether MNIST is `missing`."""

    request: NotesRequest
    plan: str
    missing: bool

    @property
    def ready(self) -> bool:
        """Whether the run can begin."""
        return bool(self.request.pools) and not self.missing


def fields() -> Fields:
    """Return the settings of this section: which pools; without any it takes long and much memory."""
    return {FLAGS["max"]: flag(True), FLAGS["average"]: flag(True), FLAGS["none"]: flag(False)}


def answer(values: Values, device: torch.device = CPU) -> Notes:
    """Return what the settings ask for, to be computed on `device`."""
    asked = NotesRequest(tuple(pool for pool, key in FLAGS.items() if values[key]), str(device))
    return Notes(asked, _plan(asked), not MNIST.available(data_folder()))


def epoch_rows(asked: NotesRequest, messages: Sequence[NotesMessage]) -> list[Row]:
    """Return a row for each epoch of each network, beside the figures of the notes; – while unknown."""
    done = {(one.pool, one.number): one for one in messages if isinstance(one, NotesEpoch)}
    last = messages[-1] if messages else None
    now = {(last.pool, last.number): last} if isinstance(last, Underway) else {}
    return [
        _row(pool, number, done.get((pool, number)), now.get((pool, number)))
        for pool in asked.pools
        for number in range(1, EPOCHS + 1)
    ]


def share_done(asked: NotesRequest, messages: Sequence[NotesMessage]) -> float:
    """Return how far a run is, from 0 to 1."""
    epochs = sum(isinstance(one, NotesEpoch) for one in messages)
    last = messages[-1] if messages else None
    part = last.done / last.batches if isinstance(last, Underway) else 0.0
    return min(1.0, (epochs + part) / asked.total)


def findings(messages: Sequence[NotesMessage]) -> list[str]:
    """Return what a run says and does not say, empty before its first network has finished."""
    outline = next((one for one in messages if isinstance(one, NotesOutline)), None)
    last = {one.pool: one for one in messages if isinstance(one, NotesEpoch) and one.number == EPOCHS}
    if outline is None or not last:
        return []
    said = [_beside_the_notes(last["max"], outline)] if "max" in last else []
    if "max" in last:
        said += [_apart(last["max"], other, outline) for pool, other in last.items() if pool != "max"]
    if "none" in last:
        said.append(_costs(last, outline))
    return [*said, _evaluation(next(iter(last.values()))), _once()]


def _plan(asked: NotesRequest) -> str:
    if not asked.pools:
        return _("Choose at least one network.")
    sizes = ", ".join(f"{parameters(pool):,}" for pool in asked.pools)
    return _("{networks} × {epochs} epochs in batches of 100, with {sizes} parameters.").format(
        networks=len(asked.pools), epochs=EPOCHS, sizes=sizes
    )


def _row(pool: str, number: int, done: NotesEpoch | None, now: Underway | None) -> Row:
    theirs = PRINTED[number - 1] if pool == "max" else None
    train = f"{now.train:.4f} ({now.done} / {now.batches})" if now is not None else "–"
    return {
        _("network"): _(KIND_NAMES[pool]),
        _("epoch"): str(number),
        _("training accuracy"): f"{done.train:.4f}" if done else train,
        _("test accuracy"): f"{done.test:.4f}" if done else "–",
        _("the notes: training"): f"{theirs[0]:.4f}" if theirs else "",
        _("the notes: test"): f"{theirs[1]:.4f}" if theirs else "",
        _("test with model.eval()"): f"{done.evaluated:.4f}" if done else "–",
        _("seconds"): f"{done.seconds:.0f}" if done else "–",
    }


def _beside_the_notes(one: NotesEpoch, outline: NotesOutline) -> str:
    low, high = margin(one.test, outline.test)
    text = _(
        "The notes print {theirs} after three epochs; here it is {ours}. With {tested} test "
        "pictures, that means {low} to {high} with 95 % confidence: theirs lies {where}."
    )
    where = _("**within**") if low <= PRINTED[-1][1] <= high else _("**outside**")
    said = text.format(
        theirs=percent(PRINTED[-1][1], 1),
        ours=percent(one.test, 1),
        tested=f"{outline.test:,}",
        low=percent(low, 1),
        high=percent(high, 1),
        where=where,
    )
    if outline.train < 60_000:
        said += " " + _("They learned from 60,000 pictures, here there are {count}.").format(
            count=f"{outline.train:,}"
        )
    return said


def _apart(first: NotesEpoch, other: NotesEpoch, outline: NotesOutline) -> str:
    """Say whether the test tells two networks apart: their intervals of confidence, on the same pictures."""
    (low, high), (other_low, other_high) = (margin(one.test, outline.test) for one in (first, other))
    text = _("{pool}: {gap} points from max pooling, {pictures} pictures of {tested}. {verdict}")
    verdict = _("That is more than chance of the test.")
    if low <= other_high and other_low <= high:
        verdict = _("**The test does not tell them apart.**")
    gap = other.test - first.test
    return text.format(
        pool=_(KIND_NAMES[other.pool]).capitalize(),
        gap=f"{100 * gap:+.1f}".replace("-", "−"),
        pictures=abs(round(gap * outline.test)),
        tested=f"{outline.test:,}",
        verdict=verdict,
    )


def _costs(last: dict[str, NotesEpoch], outline: NotesOutline) -> str:
    other = next((one for pool, one in last.items() if pool != "none"), None)
    most = outline.parameters["none"]
    if other is None:
        return _("Without pooling the network has {most} parameters.").format(most=f"{most:,}")
    return _(
        "Without pooling, the network has {times} times as many parameters, {most} instead "
        "of {least}, nearly all of them in the first Linear, and an epoch took {longer} "
        "times as long."
    ).format(
        times=short(round(most / outline.parameters[other.pool], 1)),
        most=f"{most:,}",
        least=f"{outline.parameters[other.pool]:,}",
        longer=short(round(last["none"].seconds / other.seconds, 1)),
    )


def _evaluation(one: NotesEpoch) -> str:
    return _(
        "The notes test without `model.eval()`: BatchNorm then uses the mean of each test batch of 100. With "
        "it, as one predicts a single picture, {pool} has {evaluated} instead of {tested}."
    ).format(pool=_(KIND_NAMES[one.pool]), evaluated=percent(one.evaluated, 1), tested=percent(one.test, 1))


def _once() -> str:
    return _(
        "One run of each network: another draw of the weights moves these figures by some tenths of a point. "
        "The other section compares several seeds."
    )
