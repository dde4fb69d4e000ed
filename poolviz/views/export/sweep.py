"""The sweep over all windows as a GIF, one frame for each output, as the stage plays it."""

import io
from typing import TYPE_CHECKING, Any

from poolviz.errors import PoolvizError
from poolviz.texts import N_, _
from poolviz.views.export.cursor.look import play
from poolviz.views.export.cursor.scene import Scene
from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.letters import readable
from poolviz.views.export.drawing.sheet import MARGIN, Sheet, sheet
from poolviz.views.export.figure import DRAWING, LEADING, SENTENCE, base, light, sentence_lines, sentences
from poolviz.views.stage.wire.stage import Stage

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_FRAMES = 50
WIDEST = 1100  # px of a frame
STEP, END = 900, 2500  # ms a frame, and the last
COLOURS = 128


def shown_windows(outputs: int, most: int = MOST_FRAMES) -> list[int]:
    """Return which of so many outputs have a frame, spread over all of them if there are more than `most`.

    >>> shown_windows(4), shown_windows(10, most=4)
    ([0, 1, 2, 3], [0, 3, 6, 9])
    """
    if outputs <= most:
        return list(range(outputs))
    return [round(number * (outputs - 1) / (most - 1)) for number in range(most)]


def sweep_note(stage: Stage) -> str:
    """Return what is to be said of the sweep before it is made: that windows are left out; else nothing."""
    outputs = Scene(stage).played() if stage.grids else 0
    if outputs <= MOST_FRAMES:
        return ""
    return _("{shown} of {all} windows, spread over all of them").format(shown=MOST_FRAMES, all=outputs)


def sweep(stage: Stage, channel: int = 0) -> bytes:
    """Return the sweep over the windows of a stage as a GIF; at most MOST_FRAMES windows have a frame.

    Of colour pictures it speaks of one `channel`. PoolvizError where the stage has no windows.
    """
    scene = Scene(readable(stage), channel)
    outputs = scene.played() if scene.grids else 0
    if not outputs:
        raise PoolvizError(N_("`stage` must have windows to go over, but this stage has none"))
    with DRAWING:
        return _written(_frames(scene, shown_windows(outputs), outputs))


def _frames(scene: Scene, shown: list[int], outputs: int) -> list[Any]:
    """Return the frames: what stays is drawn once, and over it what each window lights up."""
    plan = sheet(scene)
    looks = [play(scene, number) for number in shown]
    lines = [sentence_lines(found, plan) for found in looks]
    below = (max(map(len, lines)) + 1) * SENTENCE * LEADING + 20
    figure, axes = base(scene, plan, below, vector=False)
    figure.set_dpi(paint.DPI * min(1.0, WIDEST / plan.width))
    canvas: Any = figure.canvas
    canvas.draw()
    empty = canvas.copy_from_bbox(figure.bbox)
    frames: list[Any] = []
    for number, found, said in zip(shown, looks, lines, strict=True):
        canvas.restore_region(empty)
        counted = scene.texts["position"].format(i=number + 1, n=outputs)
        artists = [
            *light(axes, plan, found),
            *paint.put(axes, [*sentences(said, plan), _count(plan, below, counted)]),
        ]
        for artist in artists:
            figure.draw_artist(artist)
            artist.remove()
        frames.append(_flat(canvas, frames))
    return frames


def _count(plan: Sheet, below: float, text: str) -> Any:
    y = plan.foot + below - SENTENCE
    return paint.word(plan.width - MARGIN, y, text, SENTENCE * 0.85, paint.QUIET, ha="right")


def _flat(canvas: Any, before: list["Image"]) -> "Image":
    """Return what is on the canvas in few colours, those of the first frame."""
    import numpy as np
    from PIL import Image

    shown = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3].copy())
    if not before:
        return shown.quantize(COLOURS, method=Image.Quantize.MEDIANCUT)
    return shown.quantize(palette=before[0], dither=Image.Dither.NONE)


def _written(frames: list["Image"]) -> bytes:
    """Return frames as a GIF that begins anew."""
    file = io.BytesIO()
    durations = [STEP] * (len(frames) - 1) + [END]
    frames[0].save(
        file, "GIF", save_all=True, append_images=frames[1:], duration=durations, loop=0, optimize=False
    )
    return file.getvalue()
