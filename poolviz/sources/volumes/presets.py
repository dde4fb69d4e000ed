"""Volumes worth looking at, each with a layer and what to see in it."""

import torch
from torch import Tensor

from poolviz.sources.matrices.presets import Preset
from poolviz.sources.volumes.text import random_volume, write_volume
from poolviz.texts import N_


def counting(depth: int, rows: int, cols: int) -> Tensor:
    """Return the volume 0, 1, 2, …: every cell holds its own flat index.

    >>> counting(2, 2, 2)[1]
    tensor([[4., 5.],
            [6., 7.]])
    """
    return torch.arange(float(depth * rows * cols)).view(depth, rows, cols)


def ball(depth: int, rows: int, cols: int) -> Tensor:
    """Return a volume that is 9 in its middle and falls to 0 with the distance from there.

    >>> ball(3, 3, 3)[1]
    tensor([[3., 6., 3.],
            [6., 9., 6.],
            [3., 6., 3.]])
    """
    axes = [torch.linspace(-1, 1, length) if length > 1 else torch.zeros(1) for length in (depth, rows, cols)]
    far = sum(axis**2 for axis in torch.meshgrid(*axes, indexing="ij"))
    assert isinstance(far, Tensor)
    return (9 - 3 * far).clamp(min=0).round()


def moving_dot(frames: int, side: int) -> Tensor:
    """Return a film (frames, side, side) in which one 9 walks from corner to corner.

    >>> moving_dot(3, 3)[1]
    tensor([[0., 0., 0.],
            [0., 9., 0.],
            [0., 0., 0.]])
    """
    film = torch.zeros(frames, side, side)
    for frame in range(frames):
        at = round(frame * (side - 1) / max(frames - 1, 1))
        film[frame, at, at] = 9
    return film


def _text(volume: Tensor) -> str:
    return write_volume(volume, rows=";")


_RANDOM = random_volume((4, 4, 4), seed=6)
_TIES = "1 7 0 2;3 0 7 1;2 1 0 4;0 3 1 2;;0 2 7 1;7 1 0 3;1 0 4 4;2 2 0 1"

VOLUME_PRESETS: tuple[Preset, ...] = (
    Preset(
        "random",
        N_("4×4×4, halved"),
        N_(
            "A window of 2 is a cube of 8 cells: 4 in one slice and 4 in the next. The largest of the 8 wins."
        ),
        _text(_RANDOM),
        "nn.MaxPool3d(2)",
    ),
    Preset(
        "counting",
        N_("Every cell holds its own index"),
        N_("Cell (d, h, w) holds d·H·W + h·W + w. So output and indices show the same numbers."),
        _text(counting(3, 4, 4)),
        "nn.MaxPool3d(2, stride=1)",
    ),
    Preset(
        "moving-dot",
        N_("A film of a moving dot"),
        N_(
            "The slices are frames. A window of (3, 1, 1) reads one cell in 3 frames: the dot leaves a trail."
        ),
        _text(moving_dot(6, 6)),
        "nn.MaxPool3d((3, 1, 1), stride=1, padding=(1, 0, 0))",
    ),
    Preset(
        "frames-kept",
        N_("As many frames, but smaller"),
        N_("With (1, 2, 2) each frame is pooled by itself, as MaxPool2d would: the slices never meet."),
        _text(moving_dot(6, 6)),
        "nn.MaxPool3d((1, 2, 2))",
    ),
    Preset(
        "ball",
        N_("A ball, padded"),
        N_("Padding lies in depth too: in front of d = 0 and behind the last slice stand slices of −∞."),
        _text(ball(5, 5, 5)),
        "nn.MaxPool3d(3, stride=2, padding=1)",
    ),
    Preset(
        "ties",
        N_("Equal values in two slices"),
        N_("The scan runs slice by slice, then row by row. The 7 of d = 0 comes before those of d = 1."),
        _TIES,
        "nn.MaxPool3d(2)",
    ),
    Preset(
        "negative",
        N_("All negative"),
        N_("A corner window has 8 cells inside and 19 taps in the padding. Its maximum stays negative."),
        _text(random_volume((3, 4, 4), seed=2) - 10),
        "nn.MaxPool3d(3, stride=2, padding=1)",
    ),
    Preset(
        "average-ones",
        N_("Average of ones: 8/27 in the corner"),
        N_("Padding counts as 0 on three axes: 8 ones of 27 taps. Switch off count_include_pad and it is 1."),
        _text(torch.ones(4, 4, 4)),
        "nn.AvgPool3d(3, stride=2, padding=1)",
    ),
    Preset(
        "average-refused",
        N_("AvgPool3d refuses where MaxPool3d does not"),
        N_("With its padding the input holds a window of 5, but AvgPool3d needs one to fit without padding."),
        _text(_RANDOM),
        "nn.AvgPool3d(5, stride=1, padding=2)",
    ),
    Preset(
        "dropped",
        N_("The dropped slice"),
        N_(
            "Rounding up gives a third output in depth. It would start behind the last slice: torch drops it."
        ),
        _text(counting(4, 5, 5)),
        "nn.MaxPool3d((1, 3, 3), stride=(2, 2, 2), ceil_mode=True)",
    ),
    Preset(
        "global",
        N_("Global average"),
        N_("One average of all cells: in video networks it often stands before the last layer."),
        _text(ball(4, 4, 4)),
        "nn.AdaptiveAvgPool3d(1)",
    ),
    Preset(
        "adaptive",
        N_("Adaptive: unequal windows"),
        N_("5 rows become 3: windows of 2, 3 and 2 rows that share cells. Depth and width have their own."),
        _text(counting(4, 5, 5)),
        "nn.AdaptiveMaxPool3d((2, 3, 2))",
    ),
    Preset(
        "norm",
        N_("A norm of eight values"),
        N_("LPPool3d(2, 2) squares 8 values, adds them up and takes the root: neither average nor maximum."),
        _text(counting(2, 4, 4)),
        "nn.LPPool3d(2, 2)",
    ),
    Preset(
        "fractional",
        N_("Fractional: drawn at random"),
        N_(
            "Three windows on every axis, but where each begins is drawn at random. Another seed "
            "gives other windows."
        ),
        _text(random_volume((5, 7, 7), seed=1)),
        "nn.FractionalMaxPool3d(2, output_size=3)",
    ),
)
