"""The output size of one axis, with every number on the way to it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from poolviz.pooling.layers import windows_before_drop
from poolviz.pooling.windows import Sliding

LONGEST_LISTED = 2**14


@dataclass(frozen=True)
class AxisSize:
    """The output size of one `axis` ("L", "H", "W", "D") and every number on the way to it.

    Positions count from the first cell of the unpadded input. Source: ATen/native/Pool.h.

    >>> size = AxisSize("H", length=32, kernel_size=1, stride=2, ceil_mode=True)
    >>> size.before_drop, size.drop_start, size.size
    (17, 32, 16)
    """

    axis: str
    length: int
    kernel_size: int
    stride: int
    padding: int = 0
    dilation: int = 1
    ceil_mode: bool = False

    @property
    def extent(self) -> int:
        """How many positions a window spans, the gaps between its taps too."""
        return self.dilation * (self.kernel_size - 1) + 1

    @property
    def numerator(self) -> int:
        """How many positions the first window can still move to the right."""
        return self.length + 2 * self.padding - self.extent

    @property
    def limit(self) -> int:
        """Where the right padding begins, counted from the first cell of the left padding."""
        return self.length + self.padding

    @property
    def before_drop(self) -> int:
        """The size by the formula alone."""
        _, length, *numbers = vars(self).values()
        return windows_before_drop(length, *numbers)

    @property
    def dropped(self) -> bool:
        """Whether torch drops the last window, because it would start in the right padding."""
        return self.ceil_mode and (self.before_drop - 1) * self.stride >= self.limit

    @property
    def drop_start(self) -> int | None:
        """Where the dropped window would start; None where none is dropped."""
        return (self.before_drop - 1) * self.stride - self.padding if self.dropped else None

    @property
    def size(self) -> int:
        """The output size, torch's."""
        return self.before_drop - self.dropped

    @property
    def overhang(self) -> int:
        """By how many positions the last window hangs over beyond the right padding."""
        return max(0, (self.size - 1) * self.stride + self.extent - self.limit - self.padding)

    @property
    def windows(self) -> Sliding:
        """The windows themselves."""
        numbers = (self.length, self.size, self.kernel_size, self.stride, self.padding, self.dilation)
        return Sliding(*numbers, dropped=self.size if self.dropped else None)

    @property
    def unread(self) -> tuple[range, ...] | None:
        """The runs of input positions that no window reads; None beyond LONGEST_LISTED positions.

        >>> AxisSize("L", length=9, kernel_size=1, stride=4).unread
        (range(1, 4), range(5, 8))
        """
        if self.length > LONGEST_LISTED:
            return None
        marks = bytearray(self.length)
        for positions in self._read():
            first = positions.start if positions.start >= 0 else positions.start % positions.step
            inside = range(first, max(0, min(positions.stop, self.length)), positions.step)
            marks[inside.start : inside.stop : inside.step] = b"\1" * len(inside)
        runs = [list(run) for _, run in itertools.groupby(range(self.length), key=marks.__getitem__)]
        return tuple(range(run[0], run[-1] + 1) for run in runs if not marks[run[0]])

    def _read(self) -> Iterator[range]:
        # Window by window or tap by tap, whichever is fewer steps: the same positions.
        windows = self.windows
        if self.size <= self.kernel_size:
            return (windows.taps(output) for output in range(self.size))
        moves = self.size * self.stride
        return (range(tap, tap + moves, self.stride) for tap in windows.taps(0))
