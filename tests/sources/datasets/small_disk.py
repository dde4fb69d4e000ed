"""Work of another process in which no file can grow beyond what the test says."""

import resource
from collections.abc import Iterator
from dataclasses import dataclass

from poolviz.sources.datasets import events
from poolviz.sources.datasets.messages import Request, Writing


@dataclass(frozen=True)
class Small:
    """What is asked of events.write, and how many bytes a file may have at `most`."""

    request: Request
    most: int


def write(request: Small) -> Iterator[Writing]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (request.most, request.most))
    yield from events.write(request.request)
