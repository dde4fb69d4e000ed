"""Examples worth looking at: a matrix, a layer, and what to see in them, as plain data."""

from poolviz.errors import PoolvizError
from poolviz.sources import shortened
from poolviz.sources.matrices.preset import FIVE, SIX, Preset
from poolviz.sources.matrices.presets_by_layer import LAYER_PRESETS
from poolviz.texts import N_

_NEGATIVE = "-0.9 -0.6052 1 0.3 2;-0.1711 -1.2 0.5 1 0;2 1 0 3 1;0 1 2 1 0;1 0 1 2 4"
_ONES = ";".join(["1 1 1 1 1 1"] * 6)


def preset(key: str) -> Preset:
    """Return the preset called `key`; raises PoolvizError if there is none.

    >>> preset("x5-ceil").layer
    'nn.MaxPool2d(3, ceil_mode=True)'
    """
    for candidate in PRESETS:
        if candidate.key == key:
            return candidate
    message = N_("`preset` must be one of {allowed}, but got {got}")
    raise PoolvizError(message, allowed=", ".join(p.key for p in PRESETS), got=repr(shortened(key)))


_PRESETS: tuple[Preset, ...] = (
    Preset(
        "x5-ceil",
        N_("5×5, ceil_mode"),
        N_("The windows hang over the edge and take the largest of all cells inside, not the top left one."),
        FIVE,
        "nn.MaxPool2d(3, ceil_mode=True)",
    ),
    Preset(
        "x5-floor",
        N_("5×5, without ceil_mode"),
        N_("One whole window of 3 fits in a row of 5. Nothing reads the last two rows and columns."),
        FIVE,
        "nn.MaxPool2d(3)",
    ),
    Preset(
        "x5-overlap",
        N_("5×5 to 3×3, windows overlap"),
        N_(
            "With stride 1 the windows overlap. The 3 of the first row wins in two of them, "
            "and so does the 5."
        ),
        FIVE,
        "nn.MaxPool2d(3, stride=1)",
    ),
    Preset(
        "x5-halves",
        N_("Half of 5 is 2"),
        N_("Pooling by 2 rounds down: 5 becomes 2, and the last row and column are lost."),
        FIVE,
        "nn.MaxPool2d(2)",
    ),
    Preset(
        "x5-halves-ceil",
        N_("Half of 5 is 3 with ceil_mode"),
        N_("The same layer rounds up: 5 becomes 3, and the last windows have fewer cells."),
        FIVE,
        "nn.MaxPool2d(2, ceil_mode=True)",
    ),
    Preset(
        "x5-dilation",
        N_("Dilation spreads the window"),
        N_("A window of 2 with dilation 2 reads cells two apart, so it spans 3. Nothing is convolved."),
        FIVE,
        "nn.MaxPool2d(2, stride=1, dilation=2)",
    ),
    Preset(
        "x5-average",
        N_("Average, ceil_mode"),
        N_("Look at the divisors: 9, 6, 6 and 4. What hangs over the edge is not counted."),
        FIVE,
        "nn.AvgPool2d(3, ceil_mode=True)",
    ),
    Preset(
        "average-counted",
        N_("Average, padding counted"),
        N_("The padding counts: the first window adds up 4 cells and divides by 9, giving 0.444."),
        FIVE,
        "nn.AvgPool2d(3, stride=2, padding=1)",
    ),
    Preset(
        "average-uncounted",
        N_("Average, padding not counted"),
        N_("The same window divided by its 4 real cells gives 1. Compare the edges with the middle."),
        FIVE,
        "nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False)",
    ),
    Preset(
        "average-overhang",
        N_("The average of ones is not always one"),
        N_(
            "Padding counts; whatever ceil_mode lets hang over beyond it never does: 2/3, 1, 1, 1/2 "
            "on each axis."
        ),
        _ONES,
        "nn.AvgPool2d(3, stride=2, padding=1, ceil_mode=True)",
    ),
    Preset(
        "tour-1",
        N_("6×6 tour, 1: kernel_size"),
        N_("Only kernel_size=3 is given. The stride is then 3 too: the windows lie side by side."),
        SIX,
        "nn.MaxPool2d(3)",
    ),
    Preset(
        "tour-2",
        N_("6×6 tour, 2: stride"),
        N_("Stride 2 gives 2×2 again, but the windows overlap, and nothing reads the last column."),
        SIX,
        "nn.MaxPool2d(3, stride=2)",
    ),
    Preset(
        "tour-3",
        N_("6×6 tour, 3: ceil_mode"),
        N_("Rounded up, there is a third window on each axis. Two of its three columns are inside."),
        SIX,
        "nn.MaxPool2d(3, stride=2, ceil_mode=True)",
    ),
    Preset(
        "tour-4",
        N_("6×6 tour, 4: padding"),
        N_("Padding moves every window up and left by one: 2×2 again, but different cells share a window."),
        SIX,
        "nn.MaxPool2d(3, stride=3, padding=1)",
    ),
    Preset(
        "tour-5",
        N_("6×6 tour, 5: dilation"),
        N_("With dilation 2 the window spans 5 cells, and the stride is still 3: one window fits."),
        SIX,
        "nn.MaxPool2d(3, dilation=2)",
    ),
    Preset(
        "negative-corner",
        N_("Padding never wins"),
        N_("All of the first window is negative. Its maximum is −0.1711, not 0: the padding is −∞."),
        _NEGATIVE,
        "nn.MaxPool2d(3, padding=1)",
    ),
    Preset(
        "dropped-window",
        N_("The dropped window"),
        N_(
            "Rounding up gives 4 windows on each axis. The fourth would start in the padding and "
            "is dropped: 3."
        ),
        FIVE,
        "nn.MaxPool2d(2, stride=2, padding=1, ceil_mode=True)",
    ),
    Preset(
        "unread-cells",
        N_("Cells that no window reads"),
        N_("A stride larger than the kernel skips cells, and ceil_mode does not bring them back."),
        FIVE,
        "nn.MaxPool2d(1, stride=2, ceil_mode=True)",
    ),
    Preset(
        "ties",
        N_("Equal values: the first wins"),
        N_("Several cells hold the largest value. The index is that of the first, row by row."),
        "7 7 1 4;7 7 4 1;2 0 5 5;0 2 5 5",
        "nn.MaxPool2d(2, return_indices=True)",
    ),
    Preset(
        "nan",
        N_("NaN wins"),
        N_("A NaN beats every number, even infinity. One bad cell shows up in every window that reads it."),
        "1 2 3 4;5 nan 7 8;9 inf 2 -inf;3 4 5 6",
        "nn.MaxPool2d(2, stride=1)",
    ),
    Preset(
        "refused",
        N_("A layer that torch refuses"),
        N_(
            "This layer can be constructed and printed. When it is called, torch refuses it: the "
            "padding is too wide."
        ),
        FIVE,
        "nn.MaxPool2d(1, 2, 3, 4)",
    ),
    Preset(
        "refused-padding",
        N_("Padding of at most half the kernel"),
        N_("With a kernel of 3 the padding can be 0 or 1, whatever the dilation. The height asks for 2."),
        FIVE,
        "nn.MaxPool2d(3, padding=(2, 1))",
    ),
)

PRESETS = (*_PRESETS, *LAYER_PRESETS)
