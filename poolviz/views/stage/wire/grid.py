"""A grid of a stage: numbers, a picture or a plot, and what is drawn around it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from torch import Tensor

from poolviz.views.stage.wire.rule import Rule
from poolviz.views.stage.wire.travel import KEPT, OPTIONAL, named

Mark = Literal["", "lost", "kept", "misplaced", "unread", "shared", "differs", "zeroed"]
Span = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """The cells drawn around an input, on each side; `padding` of them are padding, those beyond overhang.

    `symbol` stands in the padding; it is struck where an average does not count it, and `means` is the key of
    what the legend says of it. `deep` is the padding in depth.
    """

    top: int
    bottom: int
    left: int
    right: int
    padding: tuple[int, int]
    symbol: str
    struck: bool
    means: str
    front: int = field(default=0, metadata=OPTIONAL)
    back: int = field(default=0, metadata=OPTIONAL)
    deep: int = field(default=0, metadata=OPTIONAL)


@dataclass(frozen=True)
class FixedPoint:
    """Numbers beside pixels: whole numbers of 16 bits in base64, and what one of them is worth."""

    data: str
    scale: float


@dataclass(frozen=True)
class Picture:
    """Pixels in base64, row-major, channels last; `numbers` where the pixels are not the numbers themselves.

    A blank one is known by its size alone.
    """

    channels: Literal[1, 3]
    pixels: str
    numbers: FixedPoint | None
    blank: bool = field(default=False, metadata=OPTIONAL)


@dataclass(frozen=True)
class Plot:
    """A row drawn along an axis of positions, which all plots of a stage share.

    Heights are from 0 to 1, None where not finite; `levels` are the numbers written beside it. A pooled value
    has the span of its window and the slot in which it is drawn. `behind` is the id of a plot drawn faintly.
    """

    kind: Literal["bars", "line"]
    start: int = field(metadata=named("from"))
    end: int = field(metadata=named("to"))
    heights: Sequence[float | None]
    zero: float
    levels: Sequence[tuple[str, float]]
    spans: Sequence[Span] | None
    slots: Sequence[Span] | None
    weight: float
    behind: str


@dataclass(frozen=True)
class FieldFormula:
    """The receptive field of a map by the formula: of rows and of columns."""

    size: tuple[int, int]
    jump: tuple[int, int]
    start: tuple[int | float, int | float]


@dataclass(frozen=True)
class Grid:
    """A grid of cells, `depth` slices deep; grids of one `space` share the cursor.

    Cells have `texts` and `shades` from 0 to 1, or a picture has pixels; `copy` is what the clipboard gets.
    A `note` stands where a layer is refused. After so many columns `split` draws a line. `numbers` is the
    tensor that is shown.
    """

    id: str
    space: str
    title: str
    rows: int
    cols: int
    caption: str = ""
    depth: int | None = field(default=None, metadata=OPTIONAL)
    texts: Sequence[str] | None = field(default=None, metadata=OPTIONAL)
    shades: Sequence[float | None] | None = field(default=None, metadata=OPTIONAL)
    copy: str = field(default="", metadata=OPTIONAL)
    marks: Sequence[Mark] = field(default=(), metadata=OPTIONAL)
    frame: Frame | None = field(default=None, metadata=OPTIONAL)
    rule: Rule | None = field(default=None, metadata=OPTIONAL)
    picture: Picture | None = field(default=None, metadata=OPTIONAL)
    plot: Plot | None = field(default=None, metadata=OPTIONAL)
    receptive_field: FieldFormula | None = field(default=None, metadata=OPTIONAL | named("field"))
    note: str = field(default="", metadata=OPTIONAL)
    editable: bool = field(default=False, metadata=OPTIONAL)
    split: int = field(default=0, metadata=OPTIONAL)
    numbers: Tensor | None = field(default=None, repr=False, compare=False, metadata=KEPT)
