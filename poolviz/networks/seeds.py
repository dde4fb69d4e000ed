"""Random numbers that a seed decides, where torch draws from the one generator that all threads share."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import torch

_DRAWING = threading.RLock()


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let torch draw on the CPU as after torch.manual_seed(seed), and leave its generator as it was found.

    >>> with seeded(3):
    ...     first = torch.rand(2)
    >>> with seeded(3):
    ...     torch.equal(first, torch.rand(2))
    True
    """
    with _DRAWING, torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        yield
