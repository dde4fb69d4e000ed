"""The examples of the Compare page, by section: which fields they set, and what to see in them."""

from poolviz.answers.findings.compare import asks
from poolviz.answers.settings.example import Example, asking
from poolviz.findings.counterexamples import PAIRS
from poolviz.texts import N_

X = "1 3 4 0\n2 4 0 0\n4 4 0 5\n4 4 5 0"
X5 = "1 2 0 3 1\n0 1 2 3 1\n1 2 1 0 0\n5 2 3 1 1\n2 1 0 1 1"
X7 = "4 1 3 0 2 6 1\n2 6 0 1 7 3 0\n8 0 5 2 4 0 2\n3 6 1 5 0 9 1\n0 2 4 3 1 7 4\n7 1 0 6 2 5 8\n1 3 2 0 4 1 6"
NEGATIVE = "-1 3 -2 -4\n2 -4 -1 -3\n5 -1 2 0\n-3 -1 1 4"
SIGNAL = "0 0 1 1 0 0 1 1"
PAIR = "4 0 4 4\n0 0 4 4"


def _layers(*lines: str) -> dict[str, str]:
    return dict(zip("abcd", [*lines, "", "", ""], strict=False))


SIDE = (
    Example(
        "kinds",
        N_("max · average · L2"),
        N_("Three windows have the maximum 4, two the average 2.5. L2 tells all four apart."),
        _layers("nn.MaxPool2d(2)", "nn.AvgPool2d(2)", "nn.LPPool2d(2, 2)") | {"x": X},
    ),
    Example(
        "alexnet",
        N_("k2 s2 · k3 s2 (overlapping, AlexNet)"),
        N_(
            "There are as many outputs, but windows of 3 share a row and a column, so a large value "
            "is taken twice."
        ),
        _layers("nn.MaxPool2d(2)", "nn.MaxPool2d(3, stride=2)") | {"x": X7},
    ),
    Example(
        "ceil",
        N_("floor · ceil"),
        N_(
            "Rounded down, nothing reads the last two rows; rounded up, windows hang over the "
            "edge. Point at the 5."
        ),
        _layers("nn.MaxPool2d(3)", "nn.MaxPool2d(3, ceil_mode=True)") | {"x": X5},
    ),
    Example(
        "counted",
        N_("padding counted · not counted"),
        N_(
            "The same windows. Only the border differs: there the zeros of the padding count, or they do not."
        ),
        _layers(
            "nn.AvgPool2d(3, stride=2, padding=1)",
            "nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False)",
        )
        | {"x": X5},
    ),
    Example(
        "adaptive",
        N_("sliding · adaptive"),
        N_(
            "From 5 rows the sliding layer makes 2 and leaves one out. The adaptive layer makes 3 "
            "that overlap."
        ),
        _layers("nn.MaxPool2d(2)", "nn.AdaptiveMaxPool2d(3)", "nn.AdaptiveAvgPool2d(3)") | {"x": X5},
    ),
    Example(
        "dilation",
        N_("dilation 1 · 2"),
        N_("Both read four cells. With dilation 2 they lie two apart, so the window spans 3."),
        _layers("nn.MaxPool2d(2, stride=1)", "nn.MaxPool2d(2, stride=1, dilation=2)") | {"x": X5},
    ),
    Example(
        "norms",
        N_("L1 · L2 · L8 · max"),
        N_("The larger p is, the more the largest value decides: L8 is already close to the maximum."),
        _layers("nn.LPPool2d(1, 2)", "nn.LPPool2d(2, 2)", "nn.LPPool2d(8, 2)", "nn.MaxPool2d(2)") | {"x": X},
    ),
    Example(
        "refused",
        N_("one that torch refuses"),
        N_("Each layer stands on its own: a refused one says why, and the others carry on."),
        _layers("nn.MaxPool2d(3, stride=2, padding=1)", "nn.MaxPool2d(3, stride=2, padding=2)") | {"x": X5},
    ),
)

_PAIR_TEXTS = {
    "max": (
        N_("Max equal"),
        N_(
            "One 4 among zeros, or nothing but 4s: max sees no difference. It does not ask how "
            "many there are."
        ),
    ),
    "mean": (
        N_("Average equal"),
        N_("Both windows add up to 10. The average does not see how the sum is spread out."),
    ),
    "norm": (
        N_("L2 equal"),
        N_("3² + 4² = 5²: one large value, or two smaller ones. L2 sees the sum of squares alone."),
    ),
    "max-mean": (
        N_("Max and average equal"),
        N_("The same largest value, the same sum. Only L2 sees that the rest is spread differently."),
    ),
    "max-norm": (
        N_("Max and L2 equal"),
        N_("16 + 9 = 16 + 4 + 4 + 1. Only the average sees that the second window holds more."),
    ),
    "mean-norm": (
        N_("Average and L2 equal"),
        N_("0 + 4 + 5 = 1 + 2 + 6, and the squares add up to 41 both times. Only max tells them apart."),
    ),
    "all": (
        N_("All three equal"),
        N_("The same values in other places: no pooling sees where in its window a value lies."),
    ),
}


def _pair_text(one: tuple[float, ...], other: tuple[float, ...]) -> str:
    rows = (one[0], one[1], other[0], other[1]), (one[2], one[3], other[2], other[3])
    return "\n".join(" ".join(f"{value:g}" for value in row) for row in rows)


KNOWN = tuple(
    Example(pair.key, *_PAIR_TEXTS[pair.key], {"pair": _pair_text(pair.one, pair.other)}) for pair in PAIRS
)

SHIFT = (
    Example(
        "classic",
        N_("0 0 1 1: the classic"),
        N_(
            "Max pooling turns it into 0 1 0 1, and into 1 1 1 1 once it has moved by one: half of "
            "the output changes."
        ),
        {"signal": SIGNAL},
    ),
    Example(
        "lone",
        N_("a lone 1 at every place"),
        N_("Those whose 1 stands first in its window of 2: it moves, but stays in that window."),
        {"signal": "\n".join(" ".join("01"[row == col] for col in range(8)) for row in range(4))},
    ),
    Example(
        "slow",
        N_("a slow wave"),
        N_("What changes slowly from cell to cell changes little when it moves."),
        {"signal": "0 1 2 3 4 5 6 7 7 6 5 4 3 2 1 0"},
    ),
    Example(
        "edge",
        N_("one edge"),
        N_(
            "By a whole output, which is two cells: the edge stood at the right of its window, and the shift "
            "takes it into the next one. A second shift would leave the output as it is."
        ),
        {"signal": "0 0 0 0 0 9 9 9 9 9"},
    ),
)

RELU = (
    Example(
        "mixed",
        N_("max · average, with negatives"),
        N_(
            "For max, nowhere. For an average, wherever a window holds both signs; for L2, "
            "wherever it holds a negative number."
        ),
        _layers("nn.MaxPool2d(2)", "nn.AvgPool2d(2)", "nn.LPPool2d(2, 2)") | {"m": NEGATIVE},
    ),
    Example(
        "negative",
        N_("all negative"),
        N_("All numbers are negative: both orders give 0, except for norms, whose squares lose the sign."),
        {"m": "-1 -3 -2 -4\n-2 -4 -1 -3\n-5 -1 -2 -1\n-3 -1 -1 -4"},
    ),
    Example(
        "positive",
        N_("all positive"),
        N_("ReLU has nothing to do here: both rows are the same, whatever the pooling."),
        {"m": X},
    ),
)

EXAMPLES = {
    "side": asking(SIDE, asks.SIDE),
    "pairs": asking(KNOWN, asks.PAIRS),
    "shift": asking(SHIFT, asks.SHIFT),
    "relu": asking(RELU, asks.RELU),
}
