"""Work of another process in which no file can grow beyond what the test says."""

import resource
from collections.abc import Iterator
from typing import Any

from poolviz.sources.datasets import events


def write(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (request["most"], request["most"]))
    yield from events.write(request)
