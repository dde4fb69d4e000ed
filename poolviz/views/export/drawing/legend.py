"""The signs of a figure and what they mean, below it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.grids import COLOURS, SYMBOLS
from poolviz.views.export.drawing.paint import DROP, LINE, QUIET, SOFT, TARGET, WINDOW, WINNER, Rect
from poolviz.views.export.drawing.sheet import MARGIN
from poolviz.views.stage.wire.snapshot import Sign
from poolviz.views.stage.wire.texts import Texts

if TYPE_CHECKING:
    from matplotlib.artist import Artist

SIGN, TYPE, BETWEEN = 24, 19, 30
Item = tuple[str, str, float]  # look, text, where it begins
DRAWN: dict[str, Callable[[Rect], "Artist"]] = {
    "window": lambda rect: paint.box(rect, WINDOW, 4),
    "readers": lambda rect: paint.box(rect, WINDOW, 4),
    "winner": lambda rect: paint.ring(rect, WINNER, 4),
    "tie": lambda rect: paint.ring(rect, WINNER, 2.5, "dashed"),
    "taker": lambda rect: paint.ring(rect, WINNER, 4),
    "target": lambda rect: paint.box(rect, TARGET, 4),
    "dropped": lambda rect: paint.box(rect, DROP, 3, "dashed"),
    "gap": lambda rect: paint.hatched([rect], "///", QUIET, "none"),
    "padding": lambda rect: paint.rects([rect], SOFT),
    "overhang": lambda rect: paint.hatched([rect], "///", LINE, paint.GROUND),
    "mark-unread": lambda rect: paint.hatched([rect], "\\\\\\", LINE, "none"),
}


def legend_lines(texts: Texts, signs: Sequence[Sign], width: float) -> list[list[Item]]:
    """Return the signs with their texts, in lines that keep to the width."""
    lines: list[list[Item]] = []
    x = float(width)
    for sign in signs:
        text = vars(texts)[sign.key]
        wide = SIGN + 10 + sum(TYPE * (1.0 if ord(one) > 0x2E00 else 0.58) for one in text) + BETWEEN
        if x + wide > width - MARGIN:
            lines.append([])
            x = float(MARGIN)
        lines[-1].append((sign.look, text, x))
        x += wide
    return lines


def legend_artists(lines: Sequence[Sequence[Item]], top: float) -> Iterator["Artist"]:
    """Give the signs and their meanings, from `top` on."""
    for number, items in enumerate(lines):
        y = top + number * 40
        for look, text, x in items:
            rect = (x, y, float(SIGN), float(SIGN))
            yield from [DRAWN[look](rect)] if look in DRAWN else _letter(look, rect)
            yield paint.word(x + SIGN + 10, y + SIGN / 2, text, TYPE, QUIET, ha="left")


def _letter(look: str, rect: Rect) -> Iterator["Artist"]:
    """Give the sign of a mark, or the 0 of a place to which nothing returns."""
    mark = look.removeprefix("mark-")
    colour, sign = COLOURS.get(mark, QUIET), "0" if look == "empty" else SYMBOLS.get(mark, "•")
    yield paint.box(rect, colour, 2)
    yield paint.word(rect[0] + SIGN / 2, rect[1] + SIGN / 2, sign, 17, colour)
