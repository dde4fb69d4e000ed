"""Examples of norms, of adaptive and of fractional windows."""

from poolviz.sources.matrices.preset import FIVE, SIX, Preset
from poolviz.texts import N_

_ONES = ";".join(["1 1 1 1"] * 4)
_SIGNED = "3 -4 1 2;1 -2 2 3;-3 1 -1 0;-1 2 0 1"

LAYER_PRESETS: tuple[Preset, ...] = (
    Preset(
        "lp-2",
        N_("L2: the root of the squares"),
        N_("√(1 + 9 + 4 + 16) = 5.477, more than the maximum 4: every cell of the window adds to it."),
        "1 3;2 4",
        "nn.LPPool2d(2, 2)",
    ),
    Preset(
        "lp-1",
        N_("L1: a signed sum"),
        N_("torch takes no absolute value. With p = 1 the norm is the plain sum, here even negative."),
        _SIGNED,
        "nn.LPPool2d(1, 2)",
    ),
    Preset(
        "lp-3",
        N_("L3: nan for a negative sum"),
        N_("Cubes keep their sign. Where their sum is negative torch finds no third root and gives nan."),
        _SIGNED,
        "nn.LPPool2d(3, 2)",
    ),
    Preset(
        "lp-inf",
        N_("L∞: the largest absolute value"),
        N_("The −4 wins with 4. A maximum would have taken the 3."),
        _SIGNED,
        'nn.LPPool2d(float("inf"), 2)',
    ),
    Preset(
        "lp-ceil",
        N_("A norm scales up a cut-off window"),
        N_("All ones, p = 1: every sum is 9, also in the corner, where the window holds a single cell."),
        _ONES,
        "nn.LPPool2d(1, 3, ceil_mode=True)",
    ),
    Preset(
        "adaptive-max",
        N_("Adaptive: 5 cells for 3 windows"),
        N_("The windows are [0, 2) [1, 4) [3, 5): they differ in size and share cells."),
        FIVE,
        "nn.AdaptiveMaxPool2d(3)",
    ),
    Preset(
        "adaptive-mean",
        N_("Adaptive average: the divisor follows the window"),
        N_("Windows of 2 and of 3 cells a side: divisors of 4, 6 and 9."),
        FIVE,
        "nn.AdaptiveAvgPool2d(3)",
    ),
    Preset(
        "adaptive-global",
        N_("Global average"),
        N_("One window holds everything: the mean of the matrix, whatever its size."),
        FIVE,
        "nn.AdaptiveAvgPool2d(1)",
    ),
    Preset(
        "adaptive-free",
        N_("None keeps an axis"),
        N_("The height stays as it is, the width becomes 1: the maximum of each row."),
        FIVE,
        "nn.AdaptiveMaxPool2d((None, 1))",
    ),
    Preset(
        "adaptive-more",
        N_("More outputs than inputs"),
        N_("3 cells for 5 windows: some windows hold one cell, and cells are repeated."),
        "1 2 3;4 5 6;7 8 9",
        "nn.AdaptiveAvgPool2d(5)",
    ),
    Preset(
        "fractional",
        N_("Fractional: steps of 1 and of 2"),
        N_("4 windows of 2 on 6 cells. Where the longer steps lie is drawn at random: draw again."),
        SIX,
        "nn.FractionalMaxPool2d(2, output_size=4)",
    ),
    Preset(
        "fractional-skips",
        N_("Fractional windows skip cells"),
        N_("2 windows of 2 on 6 cells: what lies between them is never read."),
        SIX,
        "nn.FractionalMaxPool2d(2, output_size=2)",
    ),
)
