"""The notes' training: their network, their way to measure, and what is told on the way."""

import itertools
from types import SimpleNamespace

import pytest
import torch
from torch import nn

from poolviz.networks.training import notes
from poolviz.networks.training.notes import (
    BATCH,
    NotesEpoch,
    NotesOutline,
    NotesRequest,
    Underway,
    _batches,
    notes_network,
    parameters,
    train_as_notes,
)
from poolviz.networks.training.runs import Examples

X = torch.zeros(2, 1, 28, 28)


def digits(count: int) -> Examples:
    """Pictures whose one bright row says the label."""
    labels = torch.arange(count) % 10
    pictures = torch.zeros(count, 1, 28, 28, dtype=torch.uint8)
    for number, label in enumerate(labels.tolist()):
        pictures[number, 0, 2 * label + 4] = 255
    return Examples(pictures, labels)


def test_pools_are_all_that_differs() -> None:
    most, mean = notes_network("max"), notes_network("average")
    pairs = zip(most.modules(), mean.modules(), strict=True)
    changed = [(type(a), type(b)) for a, b in pairs if type(a) is not type(b)]
    assert changed == [(nn.MaxPool2d, nn.AvgPool2d)] * 2
    assert parameters("max") == parameters("average") == 2_328_298


def test_without_pools_the_first_linear_is_as_large_as_it_must_be() -> None:
    with torch.device("meta"):
        network = notes_network("none")
    assert network.fc[0].in_features == 128 * 20 * 20
    assert network(X.to("meta")).shape == (2, 10)
    assert parameters("none") == 52_659_946


def test_pictures_go_in_as_the_notes_normalise_them() -> None:
    """ToTensor, then Normalize([0.5], [0.5]): 0 is −1 and 255 is 1. 250 are two batches of 100, and 50."""
    batches = list(_batches(notes_network("max"), digits(250)))
    assert [tuple(x.shape) for x, _ in batches] == [(100, 1, 28, 28), (100, 1, 28, 28), (50, 1, 28, 28)]
    assert batches[0][0][3, 0, 9:12, 0].tolist() == [-1, 1, -1]
    assert batches[2][1].tolist() == list(range(10)) * 5


def test_batches_go_where_the_network_is() -> None:
    ((pictures, labels),) = _batches(notes_network("max").to("meta"), digits(2))
    assert (pictures.is_meta, labels.is_meta) == (True, True)


def test_a_network_is_trained_where_the_request_says() -> None:
    messages = train_as_notes(digits(2), digits(2), NotesRequest(("max",), device="meta"))
    assert isinstance(next(messages), NotesOutline)
    with pytest.raises(
        RuntimeError, match=r"item\(\) cannot be called on meta tensors"
    ):  # which count nothing
        next(messages)


def test_batches_of_pictures_without_labels_are_refused() -> None:
    some = Examples(digits(150).pictures, digits(90).labels)
    with pytest.raises(ValueError, match="shorter"):
        list(_batches(notes_network("max"), some))


def test_fewer_pictures_than_a_batch_are_one_step_an_epoch() -> None:
    train, test = digits(4), digits(2)
    outline, *epochs = train_as_notes(train, test, NotesRequest(("max",)))
    assert outline == NotesOutline(4, 2, {"max": 2_328_298})
    assert [(type(one), one.pool, one.number) for one in epochs] == [
        (NotesEpoch, "max", number) for number in (1, 2, 3)
    ]
    torch.manual_seed(0)
    answers = notes_network("max")((train.pictures.float() / 255 - 0.5) / 0.5)
    assert epochs[0].train == float((answers.argmax(1) == train.labels).double().mean())
    assert [one.elapsed for one in epochs] == sorted(one.elapsed for one in epochs)
    assert all(0 < one.seconds <= one.elapsed for one in epochs)


def test_each_pool_is_told_with_its_seconds_and_what_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clocks are read once at the beginning, and three times an epoch: 10 s between two looks."""
    monkeypatch.setattr(notes, "time", SimpleNamespace(perf_counter=itertools.count(7, 10).__next__))
    monkeypatch.setattr(notes, "notes_network", lambda _pool: nn.Sequential(nn.Flatten(), nn.Linear(784, 10)))
    request = NotesRequest(("max", "none"), seed=1)
    assert request.total == 6
    _outline, *epochs = train_as_notes(digits(4), digits(2), request)
    assert [(one.pool, one.number) for one in epochs] == [
        (pool, number) for pool in ("max", "none") for number in (1, 2, 3)
    ]
    assert [one.seconds for one in epochs] == [10] * 6
    assert [one.elapsed for one in epochs] == [30, 60, 90, 120, 150, 180]
    torch.manual_seed(1)
    answers = nn.Linear(784, 10)((digits(4).pictures.float() / 255 - 0.5).flatten(1) / 0.5)
    right = float((answers.argmax(1) == digits(4).labels).double().mean())
    assert [epochs[0].train, epochs[3].train] == [right, right]


@pytest.fixture(scope="module")
def told() -> list:
    return list(train_as_notes(digits(1200), digits(200), NotesRequest(("max",))))


def test_what_is_told_in_order(told: list) -> None:
    assert told[0] == NotesOutline(1200, 200, {"max": 2_328_298})
    assert [type(one) for one in told[1:]] == [Underway, NotesEpoch] * 3
    assert [(one.number, one.done, one.batches) for one in told[1::2]] == [
        (1, 10, 12),
        (2, 10, 12),
        (3, 10, 12),
    ]
    assert [one.number for one in told[2::2]] == [1, 2, 3]
    assert [one.elapsed for one in told[1:]] == sorted(one.elapsed for one in told[1:])
    assert told[-1].test > 0.9


def test_the_same_again(told: list) -> None:
    messages = train_as_notes(digits(1200), digits(200), NotesRequest(("max",)))
    again = next(one for one in messages if isinstance(one, NotesEpoch))
    assert (again.train, again.test, again.evaluated) == (told[2].train, told[2].test, told[2].evaluated)


def test_accuracies_are_the_notes_own(told: list) -> None:
    """Their loop, line by line: right answers counted in training mode, in training and in the test."""
    torch.manual_seed(0)
    model = notes_network("max")
    optimizer = torch.optim.Adam(model.parameters())
    learned, known = 0.0, 0.0
    train, test = digits(1200), digits(200)
    for images, labels in zip(train.pictures.split(BATCH), train.labels.split(BATCH), strict=True):
        output = model((images.float() / 255 - 0.5) / 0.5)
        optimizer.zero_grad()
        nn.CrossEntropyLoss()(output, labels).backward()
        optimizer.step()
        learned += int(torch.sum(torch.max(output, 1)[1] == labels)) / 100
    with torch.no_grad():
        for images, labels in zip(test.pictures.split(BATCH), test.labels.split(BATCH), strict=True):
            output = model((images.float() / 255 - 0.5) / 0.5)
            known += int(torch.sum(torch.max(output, 1)[1] == labels)) / 100
    assert (told[2].train, told[2].test) == (pytest.approx(learned / 12), pytest.approx(known / 2))
