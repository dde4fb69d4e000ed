"""The networks of the notes and of the literature by name; those of torchvision where it is installed."""

import pytest

from poolviz.networks.classics import SMALL, Network
from poolviz.sources.networks.zoo import ZOO


def network(name: str) -> Network:
    """Return a network by its name; the test is skipped where its package is missing."""
    if name in {one.name for one in ZOO}:
        need_torchvision()
    return next(one for one in (*SMALL, *ZOO) if one.name == name)


def need_torchvision() -> None:
    """Skip the test that calls this where torchvision is not installed."""
    pytest.importorskip("torchvision", reason="the network is torchvision's")
