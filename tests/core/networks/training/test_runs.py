"""Training: it learns, the same seed gives the same, and all kinds meet the same pictures."""

import itertools
from dataclasses import replace
from types import SimpleNamespace

import pytest
import torch
from torch import nn

from poolviz.networks.training import runs
from poolviz.networks.training.messages import Told
from poolviz.networks.training.networks import KINDS
from poolviz.networks.training.runs import (
    Examples,
    Lesson,
    Plan,
    accuracy,
    accuracy_moved,
    compare,
    moved,
    seeded,
    train,
)


def striped(count, seed):
    """Pictures (N, 1, 8, 8) of noise with a stripe: across is class 0, down is class 1."""
    draw = torch.Generator().manual_seed(seed)
    pictures = torch.rand(count, 1, 8, 8, generator=draw)
    labels = torch.arange(count) % 2
    for picture, label in zip(pictures, labels, strict=True):
        at = int(torch.randint(8, (), generator=draw))
        picture[0].narrow(int(label), at, 1).add_(2)
    return Examples(pictures, labels)


LESSON = Lesson(striped(60, 0), striped(40, 1), classes=2, batch=10)


def told(plan, seeds=1):
    """What compare tells but for the times, which no two runs share."""
    return [timeless(one) for one in compare([LESSON] * seeds, plan)]


def timeless(one):
    return replace(one, elapsed=0.0, epoch=replace(one.epoch, seconds=0.0)) if isinstance(one, Told) else one


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_learns(kind):
    epochs = list(train(seeded(kind, LESSON, 0), LESSON, Plan([kind], 12, 0.05), 0))
    assert [one.number for one in epochs] == list(range(13))
    assert epochs[-1].loss < 0.5 * epochs[0].loss
    assert epochs[-1].test > 0.8


def test_the_same_seed_gives_the_same_and_another_gives_other():
    plan = Plan(["max"], 3, 0.02)
    first, again = told(plan, seeds=2), told(plan, seeds=2)
    assert first == again
    seeds = [[one.epoch.loss for one in first[1:] if one.seed == seed] for seed in (0, 1)]
    assert seeds[0] != seeds[1]


def test_a_kind_learns_the_same_alone_and_beside_others():
    alone, beside = told(Plan(["average"], 2, 0.02)), told(Plan(["max", "average", "none"], 2, 0.02))
    assert [one for one in beside[1:] if one.kind == "average"] == alone[1:]


def test_the_state_of_torchs_generator_is_left_alone():
    torch.manual_seed(5)
    expected = torch.rand(1)
    torch.manual_seed(5)
    told(Plan(["max"], 1, 0.02))
    assert torch.equal(torch.rand(1), expected)


def test_kinds_advance_together_and_seeds_follow_each_other():
    messages = list(compare([LESSON, LESSON], Plan(["max", "none"], 2, 0.02)))
    order = [(one.seed, one.epoch.number, one.kind) for one in messages[1:]]
    assert order == [(s, e, k) for s in (0, 1) for e in (0, 1, 2) for k in ("max", "none")]
    assert [one.epoch.number for one in messages[1:] if one.epoch.moved is not None] == [2] * 4
    elapsed = [one.elapsed for one in messages[1:]]
    assert elapsed == sorted(elapsed)


def test_an_epochs_loss_is_the_mean_over_pictures_also_with_a_smaller_last_batch():
    """Without learning an epoch meets what all pictures at once say: 60 of them are 8 batches of 7, and 4."""
    before, after = train(seeded("max", LESSON, 0), replace(LESSON, batch=7), Plan(["max"], 1, 0.0), 0)
    assert after.loss == pytest.approx(before.loss)
    assert (after.train, after.test) == (before.train, before.test)


def test_what_is_known_before():
    first = next(compare([LESSON], Plan(["max", "none"], 1, 0.02)))
    assert (first.train, first.test, first.classes) == (60, 40, 2)
    assert first.parameters == {"max": 80 + 1168 + 2 * (16 * 4 + 1), "none": 80 + 1168 + 2 * (16 * 64 + 1)}
    convolutions = 8 * 64 * 9, 16 * 16 * 72, 16 * 64 * 72
    assert first.multiply_adds == {
        "max": convolutions[0] + convolutions[1] + 2 * 16 * 4,
        "none": convolutions[0] + convolutions[2] + 2 * 16 * 64,
    }


def test_it_is_torchs_sgd_with_momentum_over_pictures_in_the_order_of_the_seed():
    """The loop as a tutorial has it, line by line."""
    network, order = seeded("average", LESSON, 3), torch.Generator().manual_seed(5)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9)
    x, y = LESSON.train.pictures, LESSON.train.labels
    met = []
    with torch.no_grad():
        answers = network(x)
        met.append((nn.CrossEntropyLoss()(answers, y).item(), (answers.argmax(1) == y).float().mean().item()))
    for _epoch in range(2):
        total, right = 0.0, 0
        for places in torch.randperm(60, generator=order).split(10):
            answers = network(x[places])
            loss = nn.CrossEntropyLoss()(answers, y[places])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total, right = total + loss.item() * 10, right + int((answers.argmax(1) == y[places]).sum())
        met.append((total / 60, right / 60))
    epochs = list(train(seeded("average", LESSON, 3), LESSON, Plan(["average"], 2, 0.05), 5))
    assert [(one.loss, one.train) for one in epochs] == [pytest.approx(pair) for pair in met]
    assert epochs[-1].test == accuracy(network, LESSON.test)
    assert epochs[-1].moved == accuracy_moved(network, LESSON.test)
    assert [one.moved for one in epochs[:-1]] == [None, None]


@pytest.mark.parametrize(("device", "seconds"), [("cpu", 2), ("meta", 5)])
def test_seconds_are_the_processors_own_on_a_cpu_and_the_clocks_elsewhere(
    device: str, seconds: int, monkeypatch: pytest.MonkeyPatch
):
    clocks = {"process_time": itertools.count(0, 2).__next__, "perf_counter": itertools.count(0, 5).__next__}
    monkeypatch.setattr(runs, "time", SimpleNamespace(**clocks))
    plan = Plan(["max"], 2, 0.05, torch.device(device))
    epochs = list(train(seeded("max", LESSON, 0), LESSON, plan, 0))
    assert [one.seconds for one in epochs] == [0, seconds, seconds]


def test_what_has_passed_since_the_beginning_is_told_with_each_epoch(monkeypatch: pytest.MonkeyPatch):
    clocks = {"process_time": itertools.count(0, 2).__next__, "perf_counter": itertools.count(7, 5).__next__}
    monkeypatch.setattr(runs, "time", SimpleNamespace(**clocks))
    messages = list(compare([LESSON], Plan(["max", "none"], 1, 0.02)))
    assert [one.elapsed for one in messages[1:]] == [5, 10, 15, 20]


def test_accuracy_counts_what_is_right():
    class Brightest(torch.nn.Module):
        def forward(self, x):
            return x.flatten(1)

    pictures = torch.eye(4).view(4, 1, 1, 4)
    assert accuracy(Brightest(), Examples(pictures, torch.tensor([0, 1, 2, 0]))) == 0.75


def test_moved_by_is_the_mean_of_eight_directions():
    class Left(torch.nn.Module):
        def forward(self, x):
            return torch.stack([x[:, 0, 1, 0], x[:, 0, 1, 1:].amax(1)], 1)

    picture = torch.zeros(1, 1, 3, 3)
    picture[0, 0, 1, 1] = 1
    found = accuracy_moved(Left(), Examples(picture, torch.tensor([0])), by=1)
    # Wrong only when the bright cell moves right; where it leaves the row the scores tie, and the first wins.
    assert found == pytest.approx(7 / 8)


def test_moved_repeats_the_border():
    x = torch.arange(9.0).view(1, 1, 3, 3)
    assert moved(x, 1, 0).view(3, 3).tolist() == [[0, 1, 2], [0, 1, 2], [3, 4, 5]]
    assert moved(x, 0, -2).view(3, 3).tolist() == [[2, 2, 2], [5, 5, 5], [8, 8, 8]]
    assert torch.equal(moved(x, 0, 0), x)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.accelerator.is_available(), reason="no accelerator")
def test_an_accelerator_learns_too():
    device = torch.accelerator.current_accelerator()
    messages = list(compare([LESSON], Plan(list(KINDS), 12, 0.05, device)))
    assert all(one.epoch.test > 0.8 for one in messages[1:] if one.epoch.moved is not None)


def test_all_pictures_go_to_the_device_of_the_plan(monkeypatch: pytest.MonkeyPatch):
    asked = []
    monkeypatch.setattr(Examples, "to", lambda self, device: asked.append((len(self.labels), device)) or self)
    there = torch.device("meta")
    list(compare([LESSON, LESSON], Plan(["max"], 1, 0.02, there)))
    assert asked == [(60, there), (40, there)] * 2


def test_a_network_is_trained_where_its_pictures_are():
    there = Lesson(
        *(one.to(torch.device("meta")) for one in (LESSON.train, LESSON.test)), classes=2, batch=10
    )
    with pytest.raises(
        RuntimeError, match=r"item\(\) cannot be called on meta tensors"
    ):  # which count nothing
        next(train(seeded("max", LESSON, 0), there, Plan(["max"], 1, 0.05), 0))


def test_pictures_and_labels_go_along():
    there = LESSON.train.to(torch.device("meta"))
    assert there.pictures.is_meta
    assert there.labels.is_meta
    assert (there.pictures.shape, there.labels.shape) == ((60, 1, 8, 8), (60,))
