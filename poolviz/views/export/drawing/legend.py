"""The signs of a figure and what they mean, below it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from poolviz.views.export.cursor.lit import Look
from poolviz.views.export.cursor.scene import Scene
from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.grids import COLOURS, SYMBOLS
from poolviz.views.export.drawing.paint import DROP, LINE, QUIET, SOFT, TARGET, WINDOW, WINNER, Rect
from poolviz.views.export.drawing.sheet import MARGIN

if TYPE_CHECKING:
    from matplotlib.artist import Artist

SIGN, TYPE, BETWEEN = 24, 19, 30
Item = tuple[str, str, float]  # role, text, where it begins
PADDINGS = {"−∞": ("max", "max"), "0": ("zero", "struck"), "": ("mixed", "mixed_struck")}  # counted, struck
TAKEN = {"largest": "legend_largest", "smallest": "legend_smallest"}
DRAWN: dict[str, Callable[[Rect], "Artist"]] = {
    "window": lambda rect: paint.box(rect, WINDOW, 4),
    "winner": lambda rect: paint.ring(rect, WINNER, 4),
    "tie": lambda rect: paint.ring(rect, WINNER, 2.5, "dashed"),
    "taker": lambda rect: paint.ring(rect, WINNER, 4),
    "target": lambda rect: paint.box(rect, TARGET, 4),
    "dropped": lambda rect: paint.box(rect, DROP, 3, "dashed"),
    "gap": lambda rect: paint.hatched([rect], "///", QUIET, "none"),
    "padding": lambda rect: paint.rects([rect], SOFT),
    "overhang": lambda rect: paint.hatched([rect], "///", LINE, paint.GROUND),
}


def legend_lines(scene: Scene, found: Look | None, width: float) -> list[list[Item]]:
    """Return the signs that are drawn, in lines that keep to the width."""
    lines: list[list[Item]] = []
    x = float(width)
    for role, key in _signs(scene, found):
        text = scene.texts.get(key, "")
        wide = SIGN + 10 + sum(TYPE * (1.0 if ord(sign) > 0x2E00 else 0.58) for sign in text) + BETWEEN
        if x + wide > width - MARGIN:
            lines.append([])
            x = float(MARGIN)
        lines[-1].append((role, text, x))
        x += wide
    return lines


def legend_artists(lines: Sequence[Sequence[Item]], top: float) -> Iterator["Artist"]:
    """Give the signs and their meanings, from `top` on."""
    for number, items in enumerate(lines):
        y = top + number * 40
        for role, text, x in items:
            rect = (x, y, float(SIGN), float(SIGN))
            if role in DRAWN:
                yield DRAWN[role](rect)
            elif role == "unread":
                yield paint.hatched([rect], "\\\\\\", LINE, "none")
            else:
                yield paint.box(rect, COLOURS.get(role, QUIET), 2)
                yield paint.word(
                    x + SIGN / 2, y + SIGN / 2, SYMBOLS.get(role, "•"), 17, COLOURS.get(role, QUIET)
                )
            yield paint.word(x + SIGN + 10, y + SIGN / 2, text, TYPE, QUIET, ha="left")


def _signs(scene: Scene, found: Look | None) -> Iterator[tuple[str, str]]:
    """Give (role, key of its text) in the order of the stage's legend."""
    if found is not None:
        lit = {lit.role for lit in found.windows} | {mark.role for mark in found.marks}
        steps = [step for lit in found.windows for _at, step, n in lit.window.axes if n > 1]
        of = next((grid.rule["of"] for grid in scene.grids if "of" in grid.rule), "")
        if lit & {"window", "reader"}:
            yield "window", "legend_window"
        if any(step > 1 for step in steps):
            yield "gap", "legend_gap"
        names = {"winner": TAKEN.get(of, "legend_winner")} | {
            n: f"legend_{n}" for n in ("tie", "taker", "target")
        }
        yield from ((role, key) for role, key in names.items() if role in lit)
        if "dropped" in lit:
            yield from _dropped(scene)
    yield from _around(scene)
    marks = dict.fromkeys(mark for grid in scene.grids for mark in grid.data.get("marks") or [] if mark)
    yield from ((mark, f"mark_{mark}") for mark in marks)


def _dropped(scene: Scene) -> Iterator[tuple[str, str]]:
    for link in scene.links:
        names = ("depth", "rows", "cols")[-len(link.get("axes", ())) :]
        for name, axis in zip(names, link.get("axes", ()), strict=False):
            if axis["dropped"]:
                yield "dropped", f"legend_dropped_{name}"


def _around(scene: Scene) -> Iterator[tuple[str, str]]:
    frames = [grid.around for grid in scene.grids]
    padded = [framed for framed in frames if framed["deep"] or any(framed["padding"])]
    kinds = {PADDINGS[framed["symbol"]][framed["struck"]] for framed in padded}
    for kind in sorted(kinds):
        yield "padding", f"legend_padding_{kind}"
    if any(_beyond(framed) for framed in frames):
        yield "overhang", "legend_overhang"


def _beyond(framed: dict) -> bool:
    high, wide = framed["padding"]
    rows, cols = max(framed["top"], framed["bottom"]), max(framed["left"], framed["right"])
    return rows > high or cols > wide or max(framed["front"], framed["back"]) > framed["deep"]
