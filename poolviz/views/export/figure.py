"""A stage as a figure of matplotlib, and figures as PNG, SVG and PDF."""

import io
import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from poolviz.errors import PoolvizError
from poolviz.texts import N_, _
from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.grids import block_artists
from poolviz.views.export.drawing.legend import legend_artists, legend_lines
from poolviz.views.export.drawing.letters import letters, readable
from poolviz.views.export.drawing.overlay import overlay
from poolviz.views.export.drawing.scene import kind, pixels
from poolviz.views.export.drawing.sheet import MARGIN, Sheet, sheet
from poolviz.views.stage.wire.snapshot import Lit, SaidLine
from poolviz.views.stage.wire.stage import Stage

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SENTENCE, LEADING = 24, 1.45  # px, and lines of it
SHARPNESS = 200  # dots an inch of a PNG: twice the px that everything is laid out in
FORMATS = ("png", "svg", "pdf")
NOTHING = Lit()
MOST_WORDS = 20_000  # numbers of a drawing: each takes half a millisecond, and 700 bytes of SVG
# Where a sentence cannot be written, English is what can.
UNWRITTEN = "Some sentences are left out: this machine has no font for their signs."
# Figures are drawn one at a time: thirty sessions share the cores, and the others' pages come first.
DRAWING = threading.RLock()
# Without the day the same stage gives the same file.
UNDATED: Mapping[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}


def draw_stage(stage: Stage, lit: Lit = NOTHING, vector: bool = True) -> "Figure":
    """Return a stage as a figure; `lit` is what is lit and said on it.

    One that is not for a `vector` file is drawn faster where there are many numbers.

    >>> from poolviz.views.stage.pooling import input_stage
    >>> import torch
    >>> len(draw_stage(input_stage(torch.eye(2))).axes)
    1
    """
    stage = readable(stage)
    plan = sheet(stage)
    lines = sentence_lines(lit.lines, plan)
    legend = legend_lines(stage.texts, lit.signs, plan.width)
    below = (len(lines) * SENTENCE * LEADING + 20 if lines else 0) + len(legend) * 40
    figure, axes = base(stage, plan, below, vector)
    light(axes, plan, lit, stage.texts.first_mark)
    paint.put(axes, sentences(lines, plan))
    paint.put(axes, legend_artists(legend, plan.foot + below - len(legend) * 40 - 12))
    return figure


def base(stage: Stage, plan: Sheet, below: float, vector: bool) -> tuple["Figure", "Axes"]:
    """Return a figure with all grids of the stage, and room of `below` px under them."""
    figure, axes = paint.blank(plan.width, plan.foot + below)
    for block in plan.blocks:
        paint.put(axes, block_artists(stage, block, vector))
    for pane in plan.panes:
        if kind(pane.grid) == "picture" and pane.grid.rows * pane.grid.cols:
            wide, tall = pane.grid.cols * pane.ux, pane.grid.rows * pane.uy
            extent = (pane.x, pane.x + wide, pane.y + tall, pane.y)
            shown = pixels(pane.grid)
            axes.imshow(shown, extent=extent, aspect="auto", interpolation="nearest", zorder=1.5)
    return figure, axes


def light(axes: "Axes", plan: Sheet, lit: Lit, first: str) -> list["Artist"]:
    """Draw what is lit over the grids, and return it; `first` is the mark of the first of equal cells."""
    artists = [one for pane in plan.panes for one in overlay(pane, lit, first)]
    for one in artists:
        one.set_zorder(4)
    return paint.put(axes, artists)


def sentence_lines(said: Sequence[SaidLine], plan: Sheet) -> list[str]:
    """Return what is said of a cell, in lines that keep to the width; what no font writes is left out."""
    written = letters()
    parts = [[f"{line.label}: " if line.label else "", line.said, f"   {line.note}"] for line in said]
    kept = ["".join(part for part in line if written.can_write(part)).rstrip() for line in parts]
    lines = [text for text in kept if text]
    if not all(written.can_write(part) for line in parts for part in line):
        lines.append(UNWRITTEN)
    width = plan.width - 2 * MARGIN
    return [part for text in lines for part in paint.lines_of(text, width, SENTENCE)]


def sentences(lines: Sequence[str], plan: Sheet) -> list["Artist"]:
    """Return the sentences below the grids."""
    return [
        paint.word(MARGIN, plan.foot + (number + 0.5) * SENTENCE * LEADING, text, SENTENCE, ha="left")
        for number, text in enumerate(lines)
    ]


def saved(figure: "Figure", ending: str) -> bytes:
    """Return a figure as a file with an `ending` of FORMATS; PoolvizError for others."""
    if ending not in FORMATS:
        raise PoolvizError(N_("`ending` must be one of {known}, but got {got}"), known=FORMATS, got=ending)
    file = io.BytesIO()
    quick: dict[str, Any] = {"pil_kwargs": {"compress_level": 3}} if ending == "png" else {}
    look = {"dpi": SHARPNESS, "metadata": UNDATED[ending], "facecolor": paint.GROUND, **quick}
    figure.savefig(file, format=ending, **look)
    return file.getvalue()


def drawing_note(stage: Stage, ending: str) -> str:
    """Return why a stage is not drawn as such a file, empty where it is."""
    if ending == "png" or sum(len(grid.texts or ()) for grid in stage.grids) <= MOST_WORDS:
        return ""
    return _("too many numbers for a drawing, take PNG or HTML")


def stage_file(stage: Stage, ending: str, lit: Lit = NOTHING) -> bytes:
    """Return a stage with what is `lit` as a file of PNG, SVG or PDF; PoolvizError for another `ending`."""
    with DRAWING:
        return saved(draw_stage(stage, lit, vector=ending != "png"), ending)
