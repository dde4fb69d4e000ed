"""The examples of the Other frameworks page: a matrix, a framework, and what to see."""

from typing import Any

from poolviz.answers.settings.example import Example, asking
from poolviz.texts import N_

START = "1 2 3 4 5 6"
SETTINGS: dict[str, Any] = {"fw": "tensorflow", "pad": "SAME", "op": "max", "fk": 3, "fs": 2, "cip": True}


def _case(title: str, lesson: str, matrix: str, **settings: Any) -> Example:
    """Return an example: `matrix` as parse_matrix reads it, `settings` where they are not SETTINGS."""
    return Example(title, title, lesson, {**SETTINGS, **settings, "x": matrix.replace(";", "\n")})


ASKS = {
    "The odd cell of padding": N_("SAME needs one more cell. On which side does it lie?"),
    "Here they agree": N_("With 5 cells: do SAME and padding=1 read the same windows?"),
    "Another size": N_("The kernel is even. Do SAME and padding=1 give outputs of the same size?"),
    "A picture, 6 × 6": N_("Which windows read the same cells in both frameworks?"),
    "The average at the border": N_(
        "All numbers are 1. What is the average at the border in each of the two?"
    ),
    "ONNX's SAME_LOWER": N_("On which side does SAME_LOWER add the odd cell, and does padding=1 agree?"),
    "A stride larger than the kernel": N_("At which cell does the first window of each begin?"),
    "VALID": N_("VALID pads nothing. Which cell is never read?"),
}
_CASES = (
    _case(
        N_("The odd cell of padding"),
        N_("SAME needs one more cell, and TensorFlow adds it at the end. padding=1 adds one on each side."),
        "1 2 3 4 5 6",
    ),
    _case(
        N_("Here they agree"),
        N_("With 5 cells SAME needs two more, one on each side: exactly what padding=1 does."),
        "1 2 3 4 5",
    ),
    _case(
        N_("Another size"),
        N_("An even kernel: SAME gives as many outputs as inputs, padding=1 gives one more."),
        "1 2 3 4 5",
        fk=2,
        fs=1,
    ),
    _case(
        N_("A picture, 6 × 6"),
        N_("The shift is along both axes, so every window reads other cells."),
        "4 1 3 0 2 6;2 6 0 1 7 3;8 0 5 2 4 0;3 6 1 5 0 9;0 2 4 3 1 7;7 1 0 6 2 5",
    ),
    _case(
        N_("The average at the border"),
        N_(
            "The average of ones is 1 in TensorFlow, which leaves padding out. torch counts it as zeros, "
            "unless count_include_pad is off: then they agree here."
        ),
        ";".join(["1 1 1 1 1"] * 5),
        op="mean",
    ),
    _case(
        N_("ONNX's SAME_LOWER"),
        N_("The odd cell comes before, and padding=1 reads the same windows."),
        "1 2 3 4 5 6",
        fw="onnx",
        pad="SAME_LOWER",
    ),
    _case(
        N_("A stride larger than the kernel"),
        N_("ONNX's formula goes below zero, so onnxruntime's windows start later. TensorFlow's start at 0."),
        "1 2 3 4 5 6 7",
        fw="onnx",
        pad="SAME_UPPER",
        fk=1,
        fs=4,
    ),
    _case(
        N_("VALID"),
        N_("No padding, rounded down: torch's layer as it is. Nothing reads the last cell."),
        "1 2 3 4 5 6",
        pad="VALID",
    ),
)
FRAMEWORK_CASES = asking(_CASES, ASKS)
