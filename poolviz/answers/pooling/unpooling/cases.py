"""The examples of the Unpooling page: matrix, layer, output_size, and which way back to look at."""

from poolviz.answers.pooling.examples import on_plane
from poolviz.answers.settings.example import Example, asking
from poolviz.answers.settings.numbers import LAYER_NAMES
from poolviz.sources.matrices.preset import FIVE, SIX
from poolviz.texts import N_

START = SIX.replace(";", "\n")


def _case(
    key: str,
    title: str,
    lesson: str,
    matrix: str,
    layer: str,
    show: str = "unpooled",
    size: tuple[int, int] | None = None,
) -> Example:
    """Return an example with the way back it `show`s, and the `size` (output_size) where it has one."""
    way = {"show": show, "out": size is not None}
    sides = {} if size is None else {"oh": size[0], "ow": size[1]}
    return Example(key, title, lesson, {**on_plane(matrix, layer, LAYER_NAMES), **way, **sides})


ASKS = {
    "x5-error": N_("Every maximum should go back to where it was. Why does torch refuse?"),
    "x5-size": N_("Which of the maxima find their places once output_size=(5, 5) is given?"),
    "x5-misplaced": N_("There is no error. But where does the 5 come back?"),
    "x5-shared": N_("Nine windows have nine maxima. How many cells come back?"),
    "x5-dilation": N_("Does MaxUnpool2d find the way back from this layer to 5×5?"),
    "gradient-ties": N_("Several cells of a window hold its maximum. Which of them gets the gradient?"),
    "gradient-shared": N_("Several windows took the same 3. How much gradient does it get?"),
    "gradient-average": N_("How much of an average's gradient does each cell of its window get?"),
}
_CASES = (
    _case(
        "x5-error",
        N_("5×5 by 2: refused by torch"),
        N_("Two windows of 2 cover 4 of 5 rows, so torch unpools to 4×4, where the index 17 has no place."),
        FIVE,
        "nn.MaxPool2d(2)",
    ),
    _case(
        "x5-size",
        N_("5×5 by 2, with output_size"),
        N_("Given output_size=(5, 5), MaxUnpool2d puts every maximum back where it was."),
        FIVE,
        "nn.MaxPool2d(2)",
        size=(5, 5),
    ),
    _case(
        "x5-misplaced",
        N_("The silent misplacement"),
        N_(
            "ceil_mode turns 5×5 into 2×2, and 2×2 unpools to 6×6. The index 15 of the 5 is "
            "row 3, column 0 in a width of 5, but row 2, column 3 in a width of 6."
        ),
        FIVE,
        "nn.MaxPool2d(3, ceil_mode=True)",
    ),
    _case(
        "x5-shared",
        N_("Overlapping windows share a cell"),
        N_("Nine windows choose only a few cells. A cell chosen by several windows comes back once."),
        FIVE,
        "nn.MaxPool2d(3, stride=1)",
    ),
    _case(
        "x5-dilation",
        N_("MaxUnpool2d has no dilation"),
        N_("The window of 2 spans 3 cells, but the way back counts it as 2. 5×5 cannot be reached."),
        FIVE,
        "nn.MaxPool2d(2, stride=1, dilation=2)",
    ),
    _case(
        "gradient-ties",
        N_("Gradient: ties"),
        N_("Where several cells hold the maximum, the first of them gets the whole gradient, the others 0."),
        "7 7 1 4;7 7 4 1;2 0 5 5;0 2 5 5",
        "nn.MaxPool2d(2)",
        show="gradient",
    ),
    _case(
        "gradient-shared",
        N_("Gradient: overlapping windows add up"),
        N_("Several windows took the same 3. It gets the gradient of each of them, added up."),
        FIVE,
        "nn.MaxPool2d(3, stride=1)",
        show="gradient",
    ),
    _case(
        "gradient-average",
        N_("Gradient: an average shares out"),
        N_("Every cell of a window gets the same part, one ninth. The part of the padding goes nowhere."),
        FIVE,
        "nn.AvgPool2d(3, stride=2, padding=1)",
        show="gradient",
    ),
)
CASES = asking(_CASES, ASKS)
