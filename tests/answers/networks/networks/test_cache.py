"""What is kept of networks is bounded in bytes, and goes a network at a time."""

import gc
import threading
import weakref
from typing import Any

import pytest
import torch
from torch import Tensor

from poolviz.answers.networks.networks import models
from poolviz.answers.networks.networks.cache import Cache
from poolviz.answers.networks.networks.page import answer, fields
from poolviz.answers.settings.fields import read
from poolviz.errors import PoolvizError

KIB = 1024


def kept(kib: int) -> Tensor:
    return torch.zeros(kib * KIB // 4)


def test_what_is_kept_is_made_once() -> None:
    cache = Cache(100 * KIB)
    first = cache.part("a", "x", lambda: kept(10))
    assert cache.part("a", "x", lambda: kept(10)) is first
    assert len(cache) == 1


def test_bytes_are_those_of_tensors_wherever_they_are_held_and_each_counts_once() -> None:
    cache, numbers = Cache(100 * KIB), kept(20)
    cache.part("a", "x", lambda: {"grids": [numbers, (numbers[:8], torch.nn.Linear(1, 1))]})
    assert 20 * KIB < cache.size < 30 * KIB
    before = cache.size
    cache.part("a", "y", lambda: numbers[4:])
    assert cache.size < before + KIB
    cache.part("b", "x", lambda: torch.empty(10**9, device="meta"))
    assert cache.size < before + 2 * KIB


def test_the_network_unused_longest_goes_as_a_whole() -> None:
    cache = Cache(100 * KIB)
    for name in ("a", "b", "c"):
        cache.part(name, "x", lambda: kept(20))
        cache.part(name, "y", lambda: kept(10))
    cache.part("a", "x", lambda: kept(99))  # used again
    cache.part("d", "x", lambda: kept(20))
    assert cache.size <= 100 * KIB
    made: list[str] = []
    for name in ("a", "c", "d", "b"):
        cache.part(name, "x", lambda name=name: made.append(name) or kept(1))
    assert made == ["b"]


def test_one_network_that_is_too_large_keeps_what_came_last() -> None:
    cache = Cache(100 * KIB)
    for channel in range(20):
        cache.part("a", channel, lambda: kept(30))
        assert cache.size <= 100 * KIB
    cache.part("a", "huge", lambda: kept(300))
    assert len(cache) == 1


def test_what_is_refused_is_not_kept() -> None:
    cache = Cache(KIB)

    def refused() -> Any:
        raise PoolvizError("no")

    for _time in range(2):
        with pytest.raises(PoolvizError):
            cache.part("a", "x", refused)
    assert cache.part("a", "x", lambda: "made") == "made"


def test_several_sessions_at_once_get_the_same() -> None:
    cache, together, found = Cache(100 * KIB), threading.Barrier(8), []

    def make() -> Tensor:
        together.wait()
        return kept(1)

    threads = [threading.Thread(target=lambda: found.append(cache.part("a", "x", make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(one) for one in found}) == 1


def test_other_weights_again_and_again_keep_no_more_than_may_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    most = 20 * KIB**2
    monkeypatch.setattr(models, "KEPT", Cache(most))
    network = {"show": "own", "code": "nn.Conv2d(1, 4, 3)\nnn.MaxPool2d(2)", "ih": "256", "iw": "256"}
    traces = []
    for draw in range(12):
        values, problems = read(fields(), network | {"weights": str(draw)})
        assert not problems
        shown: Any = answer(values)
        assert not shown.run.input.is_meta
        traces.append(weakref.ref(shown.run))
        del shown
        assert models.KEPT.size <= most
    gc.collect()
    alive = [run for one in traces if (run := one()) is not None]
    one = sum(step.output.nbytes for step in alive[-1].steps)
    assert len(alive) * one <= most
    assert 0 < len(alive) < 8
