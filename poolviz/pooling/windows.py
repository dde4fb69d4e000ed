"""Where each output looks along one axis. A window on one axis is a `range` of input positions.

A window of an n-d layer is the product of one window per axis, so a layer's windows cost
O(H + W) to keep, and one of them is expanded only when somebody looks at it.
"""

from dataclasses import dataclass
from typing import Protocol


class Axis(Protocol):
    """One axis of a layer at work: `length` inputs, `outputs` windows."""

    @property
    def length(self) -> int: ...
    @property
    def outputs(self) -> int: ...
    def taps(self, output: int) -> range:
        """Return every position the window reads, the ones outside the input too."""

    def counted(self, output: int) -> int:
        """Return how many positions an average counts that also counts padding."""


@dataclass(frozen=True)
class Sliding:
    """Windows of `kernel_size` taps, `dilation` apart, one every `stride` positions.

    `dropped` is the output that ceil_mode would add if it did not start in the right padding.

    >>> axis = Sliding(length=5, outputs=2, kernel_size=3, stride=3, padding=0, dilation=1)
    >>> axis.taps(1), members(axis, 1), axis.counted(1)
    (range(3, 6), range(3, 5), 2)
    """

    length: int
    outputs: int
    kernel_size: int
    stride: int
    padding: int = 0
    dilation: int = 1
    dropped: int | None = None

    def taps(self, output: int) -> range:
        start = output * self.stride - self.padding
        return range(start, start + (self.kernel_size - 1) * self.dilation + 1, self.dilation)

    def counted(self, output: int) -> int:
        # What ceil_mode hangs over beyond the padding never counts (ATen's avg_pool2d).
        start = output * self.stride - self.padding
        return min(start + self.kernel_size, self.length + self.padding) - start


@dataclass(frozen=True)
class Adaptive:
    """Windows that share `length` inputs out among `outputs`, unequal and overlapping if need be.

    Source of the bounds: ATen's adaptive_avg_pool, start_index and end_index.

    >>> [Adaptive(length=5, outputs=3).taps(o) for o in range(3)]
    [range(0, 2), range(1, 4), range(3, 5)]
    """

    length: int
    outputs: int

    def taps(self, output: int) -> range:
        return range(output * self.length // self.outputs, -(-(output + 1) * self.length // self.outputs))

    def counted(self, output: int) -> int:
        return len(self.taps(output))


@dataclass(frozen=True)
class Listed:
    """Windows of `kernel_size` taps side by side, wherever `starts` says that each begins.

    >>> axis = Listed(length=5, starts=(0, 1, 3), kernel_size=2)
    >>> axis.outputs, axis.taps(2)
    (3, range(3, 5))
    """

    length: int
    starts: tuple[int, ...]
    kernel_size: int

    @property
    def outputs(self) -> int:
        return len(self.starts)

    def taps(self, output: int) -> range:
        return range(self.starts[output], self.starts[output] + self.kernel_size)

    def counted(self, output: int) -> int:
        return len(self.taps(output))


def members(axis: Axis, output: int) -> range:
    """Return the taps of a window that lie in the input; an empty range where none does.

    >>> members(Sliding(length=2, outputs=1, kernel_size=2, stride=2, padding=1, dilation=3), 0)
    range(2, 2, 3)
    """
    taps = axis.taps(output)
    before = max(0, -(taps.start // taps.step))
    inside = taps[before:]
    return range(inside.start, min(inside.stop, axis.length), taps.step) if inside else inside


def readings(axis: Axis) -> list[int]:
    """Return in how many windows each input position lies.

    >>> readings(Sliding(length=5, outputs=2, kernel_size=3, stride=2))
    [1, 1, 2, 1, 1]
    """
    counts = [0] * axis.length
    for output in range(axis.outputs):
        for position in members(axis, output):
            counts[position] += 1
    return counts


def readers(axis: Axis, position: int) -> list[int]:
    """Return the outputs whose window reads `position`.

    >>> readers(Sliding(length=5, outputs=2, kernel_size=3, stride=2), 2)
    [0, 1]
    """
    return [output for output in range(axis.outputs) if position in members(axis, output)]
