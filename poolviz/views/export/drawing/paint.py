"""Rectangles, rings and texts on a sheet, in px; colours are those of the stage in the light."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from poolviz.views.export.drawing.letters import letters

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path

DPI = 100
POINTS = 72 / DPI  # a px in points
GROUND, INK, QUIET, LINE, SOFT, SHADE = "#ffffff", "#25272f", "#5e6067", "#dadadc", "#f3f5f8", "#3d8fc4"
WINDOW, WINNER, TARGET, DROP = "#0072b2", "#d55e00", "#009e73", "#b2568f"
MOST_TEXTS = 120  # numbers of a grid that are texts of their own
EM = 100
DEEPEST = 0.44  # how much of SHADE the largest number has
Rect = tuple[float, float, float, float]  # left, top, width, height


def blank(width: float, height: float) -> tuple["Figure", "Axes"]:
    """Return an empty figure of so many px, and its axes whose units are px from the upper left corner."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    mpl.rcParams["svg.hashsalt"] = "poolviz"  # so that the same stage gives the same file
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=GROUND)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.axis("off")
    return figure, axes


def shaded(share: float | None) -> tuple[float, float, float]:
    """Return the colour of a cell: white for the smallest number, SHADE's tint for the largest."""
    from matplotlib.colors import to_rgb

    part = (share or 0.0) * DEEPEST
    red, green, blue = to_rgb(SHADE)
    return 1 + (red - 1) * part, 1 + (green - 1) * part, 1 + (blue - 1) * part


def rects(rectangles: Sequence[Rect], fill: Any = "none", edge: Any = LINE, width: float = 1.0) -> "Artist":
    """Return rectangles as one artist; `fill` is a colour, or one for each."""
    from matplotlib.collections import PolyCollection

    corners = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)] for x, y, w, h in rectangles]
    return PolyCollection(corners, facecolors=fill, edgecolors=edge, linewidths=width * POINTS)


def hatched(rectangles: Sequence[Rect], hatch: str, colour: str = QUIET, ground: str = SOFT) -> "Artist":
    """Return hatched rectangles as one artist."""
    made: Any = rects(rectangles, ground, colour, 0)
    made.set_hatch(hatch)
    made.set_alpha(0.8)
    return made


def box(
    rect: Rect, colour: str, width: float, style: str = "solid", inset: float = 0.0, fill: Any = None
) -> "Artist":
    """Return the outline of a rectangle; `fill` is a colour with its share, (colour, 0.1)."""
    from matplotlib.patches import Rectangle

    x, y, w, h = rect
    inset = min(inset, w / 3, h / 3)
    return Rectangle(
        (x + inset, y + inset),
        w - 2 * inset,
        h - 2 * inset,
        facecolor=fill or "none",
        edgecolor=colour,
        linewidth=width * POINTS,
        linestyle=style,
    )


def ring(rect: Rect, colour: str, width: float, style: str = "solid") -> "Artist":
    """Return a ring inside a rectangle."""
    from matplotlib.patches import Ellipse

    x, y, w, h = rect
    middle = (x + w / 2, y + h / 2)
    return Ellipse(
        middle,
        w * 0.88,
        h * 0.88,
        facecolor="none",
        edgecolor=colour,
        linewidth=width * POINTS,
        linestyle=style,
    )


def word(
    x: float, y: float, text: str, size: float, colour: str = INK, otherwise: str = "", **look: Any
) -> "Artist":
    """Return a text of `size` px whose middle line is at (x, y); ha, va, weight as matplotlib has them.

    `otherwise` is written where no font of this machine has the signs of `text`.
    """
    from matplotlib.text import Text

    placed = {"ha": "center", "va": "center_baseline"} | look
    family, shown = list(letters().families), letters().written(text, otherwise)
    # A $ would begin a formula.
    return Text(x, y, shown, fontsize=size * POINTS, color=colour, family=family, parse_math=False, **placed)


def numbers(
    spots: Sequence[tuple[float, float]], texts: Sequence[str], size: float, many: bool
) -> Iterator["Artist"]:
    """Give numbers whose middles are at `spots`: as texts, or where they are `many` as one drawing of all.

    matplotlib takes about 2 ms a text: three grids of 32 × 32 took 7 s. A drawing is for PNG and GIF alone:
    in SVG and PDF it would be five times as large.
    """
    if not many:
        yield from (word(x, y, text, size) for (x, y), text in zip(spots, texts, strict=True))
        return
    from matplotlib.collections import PathCollection

    paths = [outline(text, x, y, size) for (x, y), text in zip(spots, texts, strict=True)]
    yield PathCollection(paths, facecolors=INK, linewidths=0)


def outline(text: str, x: float, y: float, size: float) -> "Path":
    """Return the outline of a text of Latin letters and signs whose middle is at (x, y)."""
    import numpy as np
    from matplotlib.path import Path

    glyphs = [_glyph(sign) for sign in letters().written(text)] or [_glyph(" ")]
    starts = np.cumsum([0.0, *(advance for _corners, _codes, advance in glyphs)])
    corners = np.concatenate(
        [np.add(one, (at, 0)) for (one, _c, _a), at in zip(glyphs, starts, strict=False)]
    )
    codes = np.concatenate([one for _corners, one, _advance in glyphs])
    # A digit is about 0.73 em high; y leads down.
    return Path((corners - (starts[-1] / 2, 0.365)) * (size, -size) + (x, y), codes)


@cache
def _glyph(sign: str) -> tuple[Any, Any, float]:
    """Return a sign's corners, in em from its lower left corner, what they mean, and how wide it is."""
    from matplotlib.font_manager import FontProperties, findfont, get_font
    from matplotlib.textpath import TextPath

    font = FontProperties(family=letters().families[0])
    loaded = get_font(findfont(font))
    loaded.set_size(EM, 72)
    wide = loaded.load_char(ord(sign)).linearHoriAdvance / 65536
    drawn = TextPath((0, 0), sign, size=EM, prop=font)
    return drawn.vertices.reshape(-1, 2) / EM, drawn.codes, wide / EM


def line(points: Sequence[tuple[float, float]], colour: str = LINE, width: float = 1.0) -> "Artist":
    """Return one line through points; it breaks where a point is nan."""
    from matplotlib.lines import Line2D

    xs, ys = zip(*points, strict=True) if points else ((), ())
    return Line2D(xs, ys, color=colour, linewidth=width * POINTS)


def put(axes: "Axes", artists: Iterator["Artist"] | Sequence["Artist"]) -> list["Artist"]:
    """Put artists on the axes, and return them."""
    done = list(artists)
    for one in done:
        one.set_clip_on(False)
        axes.add_artist(one)
    return done


def lines_of(text: str, most: float, size: float) -> list[str]:
    """Return `text` in lines of at most `most` px; a Chinese sign is twice as wide as a letter.

    >>> lines_of("max(1, 2, 0) = 2", 115, 20)
    ['max(1, 2,', '0) = 2']
    """
    found, current, wide = [], "", 0.0
    for part in _parts(text):
        width = sum(size * (1.0 if ord(sign) > 0x2E00 else 0.56) for sign in part)
        if current.strip() and wide + width > most:
            found.append(current.strip())
            current, wide = "", 0.0
        current, wide = current + part, wide + width
    return [*found, current.strip()] if current.strip() else found


def _parts(text: str) -> Iterator[str]:
    """Give the pieces after which a line may break: words with their space, each Chinese sign."""
    piece = ""
    for sign in text:
        piece += sign
        if sign == " " or ord(sign) > 0x2E00:
            yield piece
            piece = ""
    if piece:
        yield piece
