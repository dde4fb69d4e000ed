"""The sweep over all windows as a GIF, one frame for each output, as the stage plays it."""

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from poolviz.errors import PoolvizError
from poolviz.texts import N_, _
from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.letters import readable
from poolviz.views.export.drawing.sheet import MARGIN, Sheet, sheet
from poolviz.views.export.figure import DRAWING, LEADING, SENTENCE, base, light, sentence_lines, sentences
from poolviz.views.stage.wire.snapshot import Taken
from poolviz.views.stage.wire.stage import Stage

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from PIL.Image import Image

WIDEST = 1100  # px of a frame
STEP, END = 900, 2500  # ms a frame, and the last
COLOURS = 128


def sweep_note(taken: Taken) -> str:
    """Return what is to be said of the sweep before it is made: that windows are left out; else nothing."""
    shown = len(taken.played)
    if shown == taken.outputs:
        return ""
    return _("{shown} of all {all} windows, evenly spread").format(shown=shown, all=taken.outputs)


def sweep(stage: Stage, taken: Taken) -> bytes:
    """Return the sweep over the windows of a stage as a GIF, with a frame for each that is played.

    PoolvizError where the stage has no windows.
    """
    with DRAWING:
        return written(list(frames(stage, taken)))


def frames(stage: Stage, taken: Taken) -> Iterator["Image"]:
    """Give the frames: what stays is drawn once, and over it what each window lights up.

    PoolvizError where the stage has no windows.
    """
    if not taken.played:
        raise PoolvizError(N_("`stage` must have windows to go over, but this stage has none"))
    stage = readable(stage)
    plan = sheet(stage)
    lines = [sentence_lines(one.lit.lines, plan) for one in taken.played]
    below = (max(map(len, lines)) + 1) * SENTENCE * LEADING + 20
    figure, axes = base(stage, plan, below, vector=False)
    figure.set_dpi(paint.DPI * min(1.0, WIDEST / plan.width))
    canvas: Any = figure.canvas
    canvas.draw()
    empty = canvas.copy_from_bbox(figure.bbox)
    first: Image | None = None
    for one, said in zip(taken.played, lines, strict=True):
        counted = stage.texts.position.format(i=one.output + 1, n=taken.outputs)
        canvas.restore_region(empty)
        lit = light(axes, plan, one.lit, stage.texts.first_mark)
        _over(figure, [*lit, *paint.put(axes, [*sentences(said, plan), _count(plan, below, counted)])])
        frame = _flat(canvas, first)
        first = first or frame
        yield frame


def _over(figure: "Figure", artists: Sequence["Artist"]) -> None:
    """Draw what a window lights up over what stays, once."""
    for artist in artists:
        figure.draw_artist(artist)
        artist.remove()


def _count(plan: Sheet, below: float, text: str) -> Any:
    y = plan.foot + below - SENTENCE
    return paint.word(plan.width - MARGIN, y, text, SENTENCE * 0.85, paint.QUIET, ha="right")


def _flat(canvas: Any, first: "Image | None") -> "Image":
    """Return what is on the canvas in few colours, those of the first frame."""
    import numpy as np
    from PIL import Image

    shown = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3].copy())
    if first is None:
        return shown.quantize(COLOURS, method=Image.Quantize.MEDIANCUT)
    return shown.quantize(palette=first, dither=Image.Dither.NONE)


def written(frames: Sequence["Image"]) -> bytes:
    """Return frames as a GIF that begins anew."""
    file = io.BytesIO()
    durations = [STEP] * (len(frames) - 1) + [END]
    frames[0].save(
        file, "GIF", save_all=True, append_images=frames[1:], duration=durations, loop=0, optimize=False
    )
    return file.getvalue()
