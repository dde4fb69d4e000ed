"""The examples of the Unpooling page: matrix, layer, output_size, and which way back to look at."""

from dataclasses import dataclass
from functools import cache

import streamlit as st
from torch import nn

from poolviz.pooling.code.line import code, parse
from poolviz.sources.matrices.presets import Preset
from poolviz.sources.matrices.text import canonical, parse_matrix, write_matrix
from poolviz.texts import N_, _
from poolviz.ui.shared.controls.examples import CHOSEN, lesson_of, pick_example
from poolviz.ui.shared.controls.layer_state import put_layer
from poolviz.ui.shared.frame.address import undisturbed

START = "4 1 3 0 2 6\n2 6 0 1 7 3\n8 0 5 2 4 0\n3 6 1 5 0 9\n0 2 4 3 1 7\n7 1 0 6 2 5"

_FIVE = "1 2 0 3 1;0 1 2 3 1;1 2 1 0 0;5 2 3 1 1;2 1 0 1 1"


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
        _FIVE,
        "nn.MaxPool2d(2)",
    ),
    Case(
        "x5-size",
        N_("5×5 by 2, with output_size"),
        N_("Told output_size=(5, 5), MaxUnpool2d puts every maximum back where it was."),
        _FIVE,
        "nn.MaxPool2d(2)",
        size=(5, 5),
    ),
    Case(
        "x5-misplaced",
        N_("The silent misplacement"),
        N_("ceil_mode makes 2×2 of 5×5, and 2×2 leads back to 6×6. No error, but where did the 5 go?"),
        _FIVE,
        "nn.MaxPool2d(3, ceil_mode=True)",
    ),
    Case(
        "x5-shared",
        N_("Overlapping windows share a cell"),
        N_("Nine windows choose only a few cells. A cell that several windows chose comes back once."),
        _FIVE,
        "nn.MaxPool2d(3, stride=1)",
    ),
    Case(
        "x5-dilation",
        N_("MaxUnpool2d has no dilation"),
        N_("The window of 2 spans 3 cells, but the way back counts it as 2. 5×5 cannot be reached."),
        _FIVE,
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
        _FIVE,
        "nn.MaxPool2d(3, stride=1)",
        show="gradient",
    ),
    Case(
        "gradient-average",
        N_("Gradient: an average shares out"),
        N_("Every cell of a window gets the same part, one ninth. The part of the padding goes nowhere."),
        _FIVE,
        "nn.AvgPool2d(3, stride=2, padding=1)",
        show="gradient",
    ),
)


def case_picker(layer: nn.Module) -> None:
    """Draw the list of examples; it shows the one that is on the page, and choosing one sets the page."""
    st.session_state[CHOSEN] = current_case(layer)
    pick_example(CASES, _take_case)


def case_lesson(layer: nn.Module) -> str:
    """Return what to look at in the example on the page, else the page's own question."""
    question = _("Point at a pooled value: from which cell does it come, and where does it return to?")
    return lesson_of(current_case(layer), question)


def current_case(layer: nn.Module) -> Case | None:
    """Return the example whose matrix, layer, way back and size are on the page, however they came there."""
    held = st.session_state
    size = (held["oh"], held["ow"]) if held["out"] else None
    return _known().get((canonical(held["x"]), code(layer), held["show"], size))


@cache
def _known() -> dict[tuple[object, ...], Case]:
    return {(canonical(case.matrix), code(parse(case.layer)), case.show, case.size): case for case in CASES}


def put_size(size: tuple[int, int] | None) -> None:
    """Set output_size; None is torch's default. To be called before its controls are drawn."""
    height, width = size or (None, None)
    st.session_state.update(out=size is not None, oh=height, ow=width)


def _take_case() -> None:
    case = st.session_state.get(CHOSEN)
    if isinstance(case, Case) and undisturbed():
        st.session_state.update(x=write_matrix(parse_matrix(case.matrix), rows="\n"), show=case.show, g="")
        put_size(case.size)
        put_layer(parse(case.layer))
