"""What several tests of the sources need."""

from collections.abc import Iterator

import pytest

from tests.sources.datasets.cifar_server import Served, serving


@pytest.fixture
def served() -> Iterator[Served]:
    """A server on this machine that is up during the test."""
    with serving() as what:
        yield what
