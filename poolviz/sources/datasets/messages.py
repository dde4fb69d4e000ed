"""What is said between a page and work on all batches of a set in another process."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Request:
    """A `layer`, as code, at work on all batches of the set `data`; on the CPU alone where `cpu`."""

    data: str
    layer: str
    cpu: bool = False


@dataclass(frozen=True)
class Writing:
    """How many of `batches` are `done` and in `folder`, `seconds` after the first began."""

    folder: str
    batches: int
    done: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Speed:
    """The pictures a second, `rate`, that a `way` of reading and pooling them reached on a `device`."""

    way: str
    device: str
    rate: float
