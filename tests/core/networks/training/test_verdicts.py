"""Verdicts: what a few seeds can tell apart, and how sure a few test pictures make one."""

import itertools
import math

import pytest

from poolviz.networks.training.messages import Epoch, Outline, Told
from poolviz.networks.training.verdicts import (
    Summary,
    best,
    margin,
    seconds_left,
    sign_chance,
    summaries,
    trainings,
    versus,
)


def kind(name, *accuracies):
    return Summary(name, accuracies, accuracies, 1.0)


def told(name, seed, number, test, moved=None, elapsed=0.0):
    return Told(name, seed, elapsed, Epoch(number, 0.5, 0.5, test, float(number), moved))


OUTLINE = Outline(100, 100, 2, {}, {})
MESSAGES = [
    OUTLINE,
    told("max", 0, 0, 0.5),
    told("none", 0, 0, 0.4),
    told("max", 0, 1, 0.9, moved=0.7),
    told("none", 0, 1, 0.8, moved=0.5),
    told("max", 1, 0, 0.5),
]


def test_trainings_by_kind_and_seed():
    found = trainings(MESSAGES)
    assert [[one.test for one in epochs] for epochs in found["max"]] == [[0.5, 0.9], [0.5]]
    assert [len(epochs) for epochs in found["none"]] == [2]


def test_only_finished_trainings_count():
    assert summaries(trainings(MESSAGES)) == [
        Summary("max", (0.9,), (0.7,), 1.0),
        Summary("none", (0.8,), (0.5,), 1.0),
    ]
    assert summaries(trainings(MESSAGES[:3])) == []


def test_the_best_is_the_highest_mean():
    assert best([kind("a", 0.9, 0.8), kind("b", 1.0, 0.8), kind("c", 0.7, 1.0)]).kind == "b"


def test_ahead_in_every_seed_and_no_overlap_is_apart():
    found = versus(kind("a", 0.95, 0.97, 0.96), kind("b", 0.90, 0.94, 0.93))
    assert (found.ahead, found.behind, found.equal, found.apart) == (3, 0, 0, True)
    assert found.gap == pytest.approx(0.11 / 3)
    assert found.chance == 0.25


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        ((0.95, 0.97), (0.94, 0.96), (2, 0, 0)),  # ahead in both, but 0.95 is below 0.96
        ((0.95, 0.90), (0.91, 0.92), (1, 1, 0)),
        ((0.9, 0.9), (0.9, 0.9), (0, 0, 2)),
        ((1.0,), (0.5,), (1, 0, 0)),  # one seed tells nothing
        ((0.9, 0.95), (0.8, 0.9), (2, 0, 0)),  # they touch
        ((0.8, 0.9), (0.9, 0.95), (0, 2, 0)),
    ],
)
def test_what_seeds_do_not_tell_apart(first, second, counts):
    found = versus(kind("a", *first), kind("b", *second))
    assert (found.ahead, found.behind, found.equal) == counts
    assert not found.apart


def test_a_kind_that_has_fewer_seeds_is_compared_over_those():
    found = versus(kind("a", 0.9, 0.9, 0.1), kind("b", 0.8, 0.8))
    assert (found.ahead, found.gap) == (2, pytest.approx(0.1))


def test_two_seeds_that_do_not_overlap_are_apart_either_way():
    assert versus(kind("a", 0.9, 0.8), kind("b", 0.7, 0.6)).apart
    assert versus(kind("a", 0.6, 0.7), kind("b", 0.8, 0.9)).apart


@pytest.mark.parametrize("tosses", range(9))
def test_the_sign_test_counts_all_throws_of_fair_coins(tosses):
    for ahead in range(tosses + 1):
        behind = tosses - ahead
        throws = [sum(throw) for throw in itertools.product((0, 1), repeat=tosses)]
        extreme = sum(abs(2 * heads - tosses) >= abs(ahead - behind) for heads in throws)
        assert sign_chance(ahead, behind) == pytest.approx(extreme / len(throws))


def test_margin_is_where_the_share_is_196_deviations_away():
    for share, pictures in ((0.95, 100), (0.5, 60), (1.0, 100), (0.0, 7)):
        for bound in margin(share, pictures):
            deviation = math.sqrt(bound * (1 - bound) / pictures)
            assert abs(share - bound) == pytest.approx(1.96 * deviation, abs=1e-7)
    assert margin(1.0, 100)[1] == pytest.approx(1.0)
    assert all(margin(1.0, pictures)[1] <= 1.0 for pictures in range(1, 200))
    assert all(margin(0.0, pictures)[0] >= 0.0 for pictures in range(1, 200))


def test_seconds_left_of_a_steady_run():
    messages = [
        OUTLINE,
        told("max", 0, 0, 0.5, elapsed=1.0),
        told("max", 0, 1, 0.5, elapsed=3.0),
        told("max", 0, 2, 0.5, elapsed=5.0),
    ]
    assert seconds_left(messages, 10) == pytest.approx(20.0)
    assert seconds_left(messages[:2], 10) is None
