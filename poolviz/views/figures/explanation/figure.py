"""figure(): an Explanation for papers and slides, without an app; sweep(): all its windows as a GIF."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from poolviz.pooling.cells.cell import full_index, place
from poolviz.pooling.explanation import Explanation, require_explanation
from poolviz.pooling.refusals.inputs import several_in
from poolviz.texts import _, speaking
from poolviz.views.export.drawing.letters import letters
from poolviz.views.figures.explanation.drawing import Drawing, drawing, lit

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from PIL.Image import Image

STEP, END = 900, 2500  # ms a frame, and the last
COLOURS = 128
MOST_FRAMES = 50


def figure(explanation: Explanation, at: Sequence[int] | int | None = None, language: str = "en") -> "Figure":
    """Return a matplotlib Figure of one plane: input, output, and the indices where there are some.

    `at` is the index of an output in the plane, or in the whole output; its window, its winner and how it
    follows are shown. Without it, and of an index in the plane, it is the first plane. Texts are in
    `language`, "en" or "zh", in English where no font has the signs. PoolvizError where there is no such
    output or language, where there are no numbers, or more than can be drawn.

    >>> from torch import nn
    >>> from poolviz import explain
    >>> e = explain(nn.MaxPool2d(2), [[[1.0, 2.0], [4.0, 3.0]]])
    >>> [axes.get_title(loc="left") for axes in figure(e, at=(0, 0)).axes[1:]]
    ['Input', 'Max', 'Indices']
    """
    plane, position = _plane(explanation, at)
    with _writing(language):
        shown = drawing(plane)
        for axes, artist in [] if position is None else lit(shown, plane.cell(position)):
            _put(axes, artist)
    return shown.figure


def sweep(explanation: Explanation, path: str | Path, language: str = "en") -> Path:
    """Write a GIF to `path` in which every window of the first plane is shown in turn, and return the path.

    Of more than 50 windows so many are spread over all. PoolvizError as of `figure`.

    >>> import tempfile
    >>> from torch import nn
    >>> from poolviz import explain
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     sweep(explain(nn.MaxPool1d(2), [[1.0, 2.0, 4.0, 3.0]]), f"{folder}/pool.gif").name
    'pool.gif'
    """
    plane, _none = _plane(explanation, None)
    with _writing(language):
        frames = list(_frames(drawing(plane)))
    durations = [STEP] * (len(frames) - 1) + [END]
    target = Path(path)
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:], duration=durations, loop=0)
    return target


def shown_windows(outputs: int, most: int = MOST_FRAMES) -> list[int]:
    """Return which of so many outputs have a frame, spread over all of them if there are more than `most`.

    >>> shown_windows(4), shown_windows(10, most=4)
    ([0, 1, 2, 3], [0, 3, 6, 9])
    """
    if outputs <= most:
        return list(range(outputs))
    return [round(number * (outputs - 1) / (most - 1)) for number in range(most)]


def _plane(
    explanation: Explanation, at: Sequence[int] | int | None
) -> tuple[Explanation, tuple[int, ...] | None]:
    """Return the explanation of the plane that `at` lies in, and the index there."""
    require_explanation(explanation)
    first = (0,) * len(explanation.leading)
    shape = explanation.output.shape
    if at is None:
        return (explanation[first] if 0 not in explanation.leading else explanation), None
    several = several_in(at)
    given = (at,) if several is None else several
    if len(given) == explanation.dims:
        return explanation[first], full_index(given, shape[len(first) :], "at")
    full = full_index(given, shape, "at")
    return explanation[full[: len(first)]], full[len(first) :]


@contextmanager
def _writing(language: str) -> Iterator[None]:
    """Speak `language` in this block, or English where this machine has no font for it."""
    with speaking(language):
        known = set(map(ord, _("Input") + _("Output") + _("Indices"))) <= letters().signs
    with speaking(language if known else "en"):
        yield


def _put(axes: Any, artist: Any) -> Any:
    artist.set_clip_on(False)
    artist.set_zorder(4)
    return axes.add_artist(artist)


def _frames(shown: Drawing) -> Iterator["Image"]:
    """Return the frames: what stays is drawn once, and over it what each window lights up."""
    explanation = shown.explanation
    canvas: Any = shown.figure.canvas
    canvas.draw()
    empty = canvas.copy_from_bbox(shown.figure.bbox)
    first = None
    for number in shown_windows(len(explanation)):
        canvas.restore_region(empty)
        cell = explanation.cell(place(number, explanation.output.shape))
        for axes, artist in lit(shown, cell):
            put = _put(axes, artist)
            shown.figure.draw_artist(put)
            put.remove()
        frame = _image(canvas, first)
        first = first or frame
        yield frame


def _image(canvas: Any, first: "Image | None") -> "Image":
    """Return what is on the canvas in few colours, those of the first frame."""
    import numpy as np
    from PIL import Image

    seen = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3].copy())
    if first is None:
        return seen.quantize(COLOURS, method=Image.Quantize.MEDIANCUT)
    return seen.quantize(palette=first, dither=Image.Dither.NONE)
