"""The examples of the Other frameworks page: a matrix, a framework, and what to see."""

from dataclasses import dataclass, field
from typing import Any

from poolviz.texts import N_

START = "1 2 3 4 5 6"
SETTINGS: dict[str, Any] = {"fw": "tensorflow", "pad": "SAME", "op": "max", "fk": 3, "fs": 2, "cip": True}


@dataclass(frozen=True)
class FrameworkCase:
    """One example: `matrix` as parse_matrix reads it, `settings` where they are not SETTINGS.

    `title` and `lesson` are texts still to be translated.
    """

    title: str
    lesson: str
    matrix: str
    settings: dict[str, Any] = field(default_factory=dict)

    # Streamlit keys the options of a list by their hash.
    def __hash__(self) -> int:
        return hash(self.title)


FRAMEWORK_CASES = (
    FrameworkCase(
        N_("The odd cell of padding"),
        N_("SAME needs one more cell, and TensorFlow puts it after. padding=1 puts one on each side."),
        "1 2 3 4 5 6",
    ),
    FrameworkCase(
        N_("Here they agree"),
        N_("With 5 cells SAME needs two more, one on each side: just what padding=1 does."),
        "1 2 3 4 5",
    ),
    FrameworkCase(
        N_("Another size"),
        N_("An even kernel: SAME gives as many outputs as inputs, padding=1 gives one more."),
        "1 2 3 4 5",
        {"fk": 2, "fs": 1},
    ),
    FrameworkCase(
        N_("A picture, 6 × 6"),
        N_("The shift is along both axes, so every window reads other cells."),
        "4 1 3 0 2 6;2 6 0 1 7 3;8 0 5 2 4 0;3 6 1 5 0 9;0 2 4 3 1 7;7 1 0 6 2 5",
    ),
    FrameworkCase(
        N_("The average at the border"),
        N_(
            "The average of ones is 1 in TensorFlow, which leaves padding out. torch counts it as zeros, "
            "unless count_include_pad is off: then they agree here."
        ),
        ";".join(["1 1 1 1 1"] * 5),
        {"op": "mean"},
    ),
    FrameworkCase(
        N_("ONNX's SAME_LOWER"),
        N_("The odd cell comes before, and padding=1 reads the same windows."),
        "1 2 3 4 5 6",
        {"fw": "onnx", "pad": "SAME_LOWER"},
    ),
    FrameworkCase(
        N_("A stride larger than the kernel"),
        N_("ONNX's formula goes below zero, and onnxruntime's windows begin later. TensorFlow's begin at 0."),
        "1 2 3 4 5 6 7",
        {"fw": "onnx", "pad": "SAME_UPPER", "fk": 1, "fs": 4},
    ),
    FrameworkCase(
        N_("VALID"),
        N_("No padding, rounded down: torch's layer as it is. Nothing reads the last cell."),
        "1 2 3 4 5 6",
        {"pad": "VALID"},
    ),
)
