"""What trained networks say, in words and rows: a table, what follows from it, and what does not."""

from collections.abc import Sequence
from typing import Any

from poolviz.networks.training.messages import Epoch, Outline
from poolviz.networks.training.networks import Stage
from poolviz.networks.training.runs import MOVED_BY
from poolviz.networks.training.verdicts import Summary, Trainings, best, margin, sign_chance, versus
from poolviz.texts import N_, _
from poolviz.views.words.numbers import short
from poolviz.views.words.programs.training import layer_code

Row = dict[str, Any]
KIND_NAMES = {
    "max": N_("max pooling"),
    "average": N_("average pooling"),
    "strided": N_("strided convolution"),
    "none": N_("no pooling"),
}


def percent(share: float, digits: int = 0) -> str:
    """Return a share as people say it.

    >>> percent(0.955, 1), percent(0.5)
    ('95.5 %', '50 %')
    """
    return f"{100 * share:.{digits}f} %"


def result_rows(kinds: Sequence[str], outline: Outline | None, found: Sequence[Summary]) -> list[Row]:
    """Return one row a kind: accuracy and spread, on moved pictures, size and time; – while unknown."""
    done = {one.kind: one for one in found}
    return [_result_row(kind, outline, done.get(kind)) for kind in kinds]


def _result_row(kind: str, outline: Outline | None, one: Summary | None) -> Row:
    parameters = None if outline is None else outline.parameters.get(kind)
    work = None if outline is None else outline.multiply_adds.get(kind)
    several = one is not None and len(one.accuracies) > 1
    low, high = (min(one.accuracies), max(one.accuracies)) if one else (0.0, 0.0)
    return {
        _("network"): _(KIND_NAMES[kind]),
        _("test accuracy"): percent(one.mean, 1) if one else "–",
        _("from – to"): f"{100 * low:.0f} – {percent(high)}" if several else "–",
        _("moved by {by}").format(by=MOVED_BY): percent(one.mean_moved, 1) if one else "–",
        _("parameters"): "–" if parameters is None else f"{parameters:,}",
        _("multiply-adds"): "–" if work is None else f"{work:,}",
        _("ms per epoch"): short(round(1000 * one.seconds)) if one else "–",
    }


def epoch_rows(found: Trainings) -> list[Row]:
    """Return one row an epoch of every training told so far."""
    return [
        _epoch_row(kind, seed, epoch)
        for kind, seeds in found.items()
        for seed, epochs in enumerate(seeds)
        for epoch in epochs
    ]


def _epoch_row(kind: str, seed: int, epoch: Epoch) -> Row:
    return {
        _("network"): _(KIND_NAMES[kind]),
        _("seed"): seed,
        _("epoch"): epoch.number,
        _("loss"): round(epoch.loss, 4),
        _("training accuracy"): round(epoch.train, 4),
        _("test accuracy"): round(epoch.test, 4),
        _("seconds"): round(epoch.seconds, 4),
    }


def stage_rows(stages: Sequence[Stage]) -> list[Row]:
    """Return one row a layer of a network: its code, what comes out, what it costs."""
    return [
        {
            _("layer"): layer_code(stage.layer),
            _("output of one picture"): str(stage.shape),
            _("parameters"): f"{stage.parameters:,}",
            _("multiply-adds"): f"{stage.multiply_adds:,}",
        }
        for stage in stages
    ]


def findings(found: Sequence[Summary], outline: Outline) -> list[str]:
    """Return what the finished trainings say: the best, each other kind beside it, moved pictures, costs."""
    first = best(found)
    said = [
        _("Best on average: **{kind}**, {mean} of the test pictures.").format(
            kind=_(KIND_NAMES[first.kind]), mean=percent(first.mean, 1)
        )
    ]
    said += [_beside(first, other) for other in found if other.kind != first.kind]
    return said if len(found) == 1 else [*said, _moved(found), _costs(found, outline)]


def _beside(first: Summary, other: Summary) -> str:
    pair = versus(first, other)
    seeds = pair.ahead + pair.behind + pair.equal
    if seeds == 1:
        text = _("{kind}: {gap} points lower. With a single seed, nobody can know whether that is chance.")
    elif pair.apart:
        text = _(
            "{kind}: {gap} points lower, behind in all {seeds} seeds. Two equally good networks "
            "would be this one-sided in {chance} of such experiments."
        )
    elif pair.ahead == seeds:
        text = _(
            "{kind}: {gap} points lower, behind in all {seeds} seeds, but the two ranges overlap: "
            "**these seeds cannot tell them apart**."
        )
    else:
        text = _(
            "{kind}: {gap} points lower, behind in {ahead} of {seeds} seeds: **these seeds cannot "
            "tell them apart**."
        )
    return text.format(
        kind=_(KIND_NAMES[other.kind]),
        gap=f"{100 * pair.gap:.1f}",
        ahead=pair.ahead,
        seeds=seeds,
        chance=percent(pair.chance, 1),
    )


def _moved(found: Sequence[Summary]) -> str:
    lost = {one.kind: one.mean - one.mean_moved for one in found}
    least, most = min(lost, key=lost.__getitem__), max(lost, key=lost.__getitem__)
    return _(
        "When the test pictures move by {by} pixels, {least} loses least ({few} points) and {most} most "
        "({many} points)."
    ).format(
        by=MOVED_BY,
        least=_(KIND_NAMES[least]),
        few=f"{100 * lost[least]:.1f}",
        most=_(KIND_NAMES[most]),
        many=f"{100 * lost[most]:.1f}",
    )


def _costs(found: Sequence[Summary], outline: Outline) -> str:
    quick, slow = min(found, key=lambda one: one.seconds), max(found, key=lambda one: one.seconds)
    parameters = {one.kind: outline.parameters[one.kind] for one in found}
    return _("{slow} took {times} times as long as {quick} and had {more} times as many parameters.").format(
        slow=_(KIND_NAMES[slow.kind]).capitalize(),
        times=short(round(slow.seconds / quick.seconds, 1)),
        quick=_(KIND_NAMES[quick.kind]),
        more=short(round(parameters[slow.kind] / parameters[quick.kind], 1)),
    )


def limits(found: Sequence[Summary], outline: Outline, faces: bool) -> list[str]:
    """Return what does not follow from the finished trainings, with the numbers that are the reason."""
    first, tested = best(found), outline.test
    low, high = margin(first.mean, tested)
    seeds = len(first.accuracies)
    said = [
        _(
            "{tested} test pictures: one picture is {one} points. Getting {mean} of them right means "
            "{low} to {high} of all such pictures, with 95 % confidence."
        ).format(
            tested=f"{tested:,}",
            one=short(100 / tested),
            mean=percent(first.mean, 1),
            low=percent(low),
            high=percent(high),
        ),
        _(
            "Seeds: {seeds}. If two networks were equally good, one would still be ahead in every "
            "seed in {chance} of such experiments."
        ).format(seeds=seeds, chance=percent(sign_chance(seeds, 0), 1)),
        _(
            "One network with two convolutions, {train} training pictures, one learning rate: more "
            "layers, more pictures or another rate can change the order."
        ).format(train=f"{outline.train:,}"),
    ]
    return (
        [*said, _("Faces sit in the middle of their pictures, which asks little of pooling.")]
        if faces
        else said
    )


def judged_guess(guess: str, found: Sequence[Summary]) -> str:
    """Return how the learner's guess fared; `guess` is a kind, or "same" for none better than the others."""
    first = best(found)
    apart = [one.kind for one in found if one.kind != first.kind and versus(first, one).apart]
    if guess == "same":
        if not apart:
            return _("You guessed that none is clearly better, and that is what happened.")
        return _("You guessed that none is clearly better, but {kind} was ahead of {others}.").format(
            kind=_(KIND_NAMES[first.kind]), others=", ".join(_(KIND_NAMES[kind]) for kind in apart)
        )
    values = {"guess": _(KIND_NAMES[guess]), "kind": _(KIND_NAMES[first.kind])}
    if guess in apart:
        return _("You guessed {guess}, but {kind} was ahead of it in every seed.").format(**values)
    if guess not in [one.kind for one in found]:
        return _("You guessed {guess}, which did not take part.").format(**values)
    if guess != first.kind or len(apart) < len(found) - 1:
        return _(
            "You guessed {guess}. It may be best, but these seeds cannot tell it from the others."
        ).format(**values)
    return _("You guessed {guess}, and you were right.").format(**values)
