"""How the cells of one space lie in another: windows, or single places."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from poolviz.views.stage.wire.travel import named

# A window on one axis: its first tap, the step from tap to tap, how many taps.
Taps = tuple[int, int, int]


@dataclass(frozen=True)
class Axis:
    """The windows on one axis, one an output, and the one that torch drops."""

    taps: Sequence[Taps]
    dropped: Taps | None


@dataclass(frozen=True)
class WindowLink:
    """From each cell of a space to its window in another: a part an axis, depth first where there is one."""

    source: str = field(metadata=named("from"))
    target: str = field(metadata=named("to"))
    axes: Sequence[Axis]


@dataclass(frozen=True)
class PlaceLink:
    """From each cell of a space to one cell of another, by its flat index."""

    source: str = field(metadata=named("from"))
    target: str = field(metadata=named("to"))
    places: Sequence[int]


Link = WindowLink | PlaceLink
