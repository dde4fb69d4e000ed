"""The examples of the Unpooling page: matrix, layer, output_size, and which way back to look at."""

from dataclasses import dataclass

from poolviz.sources.matrices.preset import FIVE, SIX, Preset
from poolviz.texts import N_

START = SIX.replace(";", "\n")


@dataclass(frozen=True)
class Case(Preset):
    """A preset with the way back it `show`s, and the `size` (output_size) where it has one."""

    show: str = "unpooled"
    size: tuple[int, int] | None = None


CASES = (
    Case(
        "x5-error",
        N_("5×5 by 2: torch refuses"),
        N_("Two windows of 2 cover 4 of 5 rows, so torch unpools to 4×4, where the index 17 has no place."),
        FIVE,
        "nn.MaxPool2d(2)",
    ),
    Case(
        "x5-size",
        N_("5×5 by 2, with output_size"),
        N_("Told output_size=(5, 5), MaxUnpool2d puts every maximum back where it was."),
        FIVE,
        "nn.MaxPool2d(2)",
        size=(5, 5),
    ),
    Case(
        "x5-misplaced",
        N_("The silent misplacement"),
        N_("ceil_mode makes 2×2 of 5×5, and 2×2 leads back to 6×6. No error, but where did the 5 go?"),
        FIVE,
        "nn.MaxPool2d(3, ceil_mode=True)",
    ),
    Case(
        "x5-shared",
        N_("Overlapping windows share a cell"),
        N_("Nine windows choose only a few cells. A cell that several windows chose comes back once."),
        FIVE,
        "nn.MaxPool2d(3, stride=1)",
    ),
    Case(
        "x5-dilation",
        N_("MaxUnpool2d has no dilation"),
        N_("The window of 2 spans 3 cells, but the way back counts it as 2. 5×5 cannot be reached."),
        FIVE,
        "nn.MaxPool2d(2, stride=1, dilation=2)",
    ),
    Case(
        "gradient-ties",
        N_("Gradient: ties"),
        N_("Where several cells hold the maximum, the first of them gets the whole gradient, the others 0."),
        "7 7 1 4;7 7 4 1;2 0 5 5;0 2 5 5",
        "nn.MaxPool2d(2)",
        show="gradient",
    ),
    Case(
        "gradient-shared",
        N_("Gradient: overlapping windows add up"),
        N_("Several windows took the same 3. It gets the gradient of each of them, added up."),
        FIVE,
        "nn.MaxPool2d(3, stride=1)",
        show="gradient",
    ),
    Case(
        "gradient-average",
        N_("Gradient: an average shares out"),
        N_("Every cell of a window gets the same part, one ninth. The part of the padding goes nowhere."),
        FIVE,
        "nn.AvgPool2d(3, stride=2, padding=1)",
        show="gradient",
    ),
)
