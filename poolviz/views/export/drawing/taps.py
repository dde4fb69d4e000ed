"""The taps of a window on one axis: start, step and count."""

from poolviz.views.stage.wire.link import Taps


def within(taps: Taps, low: int, high: int) -> range:
    """Return the positions of the taps that are at least `low` and below `high`.

    >>> list(within((-1, 2, 4), 0, 5))
    [1, 3]
    >>> list(within((3, 0, 1), 0, 5)), list(within((3, 1, 0), 0, 5))
    ([3], [])
    """
    start, step, count = taps
    by = step or 1
    first = max(0, -((start - low) // by))
    end = min(count, -((start - high) // by))
    return range(start + first * by, start + max(first, end) * by, by)


def last(taps: Taps) -> int:
    """Return the position of the last tap."""
    return taps[0] + taps[1] * (taps[2] - 1)


def touches(taps: Taps, at: int) -> bool:
    """Return whether one of the taps lies at a position."""
    start, step, count = taps
    return count > 0 and start <= at <= last(taps) and (at - start) % (step or 1) == 0
