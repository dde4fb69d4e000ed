"""A stage as a figure of matplotlib, and figures as PNG, SVG and PDF."""

import io
import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from poolviz.errors import PoolvizError
from poolviz.texts import N_
from poolviz.views.export.cursor.lit import Look
from poolviz.views.export.cursor.look import look
from poolviz.views.export.cursor.scene import Scene, channel_of
from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.grids import block_artists, pixels
from poolviz.views.export.drawing.legend import legend_artists, legend_lines
from poolviz.views.export.drawing.letters import readable
from poolviz.views.export.drawing.overlay import overlay
from poolviz.views.export.drawing.sheet import MARGIN, Sheet, sheet
from poolviz.views.stage.wire.stage import Stage

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SENTENCE, LEADING = 24, 1.45  # px, and lines of it
SHARPNESS = 200  # dots an inch of a PNG: twice the px that everything is laid out in
FORMATS = ("png", "svg", "pdf")
# Figures are drawn one at a time: thirty sessions share the cores, and the others' pages come first.
DRAWING = threading.RLock()
# Without the day the same stage gives the same file.
UNDATED: Mapping[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}


def draw_stage(stage: Stage, cursor: object = None, vector: bool = True) -> "Figure":
    """Return a stage as a figure; `cursor` {grid, d, r, c, channel} is the cell that is lit, if any.

    One that is not for a `vector` file is drawn faster where there are many numbers.

    >>> from poolviz.views.stage.pooling import input_stage
    >>> import torch
    >>> len(draw_stage(input_stage(torch.eye(2))).axes)
    1
    """
    scene = Scene(readable(stage), channel_of(cursor))
    at = scene.cursor(cursor)
    found = None if at is None else look(scene, *at)
    plan = sheet(scene)
    lines = [] if found is None else sentence_lines(found, plan)
    legend = legend_lines(scene, found, plan.width)
    below = (len(lines) * SENTENCE * LEADING + 20 if lines else 0) + len(legend) * 40
    figure, axes = base(scene, plan, below, vector)
    if found is not None:
        light(axes, plan, found)
        paint.put(axes, sentences(lines, plan))
    paint.put(axes, legend_artists(legend, plan.foot + below - len(legend) * 40 - 12))
    return figure


def base(scene: Scene, plan: Sheet, below: float, vector: bool) -> tuple["Figure", "Axes"]:
    """Return a figure with all grids of the scene, and room of `below` px under them."""
    figure, axes = paint.blank(plan.width, plan.foot + below)
    for block in plan.blocks:
        paint.put(axes, block_artists(scene, block, vector))
    for pane in plan.panes:
        if pane.grid.kind == "picture" and pane.grid.rows * pane.grid.cols:
            wide, tall = pane.grid.cols * pane.ux, pane.grid.rows * pane.uy
            extent = (pane.x, pane.x + wide, pane.y + tall, pane.y)
            axes.imshow(pixels(pane), extent=extent, aspect="auto", interpolation="nearest", zorder=1.5)
    return figure, axes


def light(axes: "Axes", plan: Sheet, found: Look) -> list["Artist"]:
    """Draw what a cursor lights up over the grids, and return it."""
    artists = [one for pane in plan.panes for one in overlay(pane, found)]
    for one in artists:
        one.set_zorder(4)
    return paint.put(axes, artists)


def sentence_lines(found: Look, plan: Sheet) -> list[str]:
    """Return what is said of a cell, in lines that keep to the width."""
    width = plan.width - 2 * MARGIN
    return [part for said in found.lines for part in paint.lines_of(said, width, SENTENCE)]


def sentences(lines: Sequence[str], plan: Sheet) -> list["Artist"]:
    """Return the sentences below the grids."""
    return [
        paint.word(MARGIN, plan.foot + (number + 0.5) * SENTENCE * LEADING, text, SENTENCE, ha="left")
        for number, text in enumerate(lines)
    ]


def saved(figure: "Figure", kind: str) -> bytes:
    """Return a figure as a file of `kind`, one of FORMATS; raises PoolvizError for others."""
    if kind not in FORMATS:
        raise PoolvizError(N_("`kind` must be one of {known}, but got {got}"), known=FORMATS, got=kind)
    file = io.BytesIO()
    quick: dict[str, Any] = {"pil_kwargs": {"compress_level": 3}} if kind == "png" else {}
    figure.savefig(file, format=kind, dpi=SHARPNESS, metadata=UNDATED[kind], facecolor=paint.GROUND, **quick)
    return file.getvalue()


def stage_file(stage: Stage, kind: str, cursor: object = None) -> bytes:
    """Return a stage as PNG, SVG or PDF; raises PoolvizError for another `kind`."""
    with DRAWING:
        return saved(draw_stage(stage, cursor, vector=kind != "png"), kind)
