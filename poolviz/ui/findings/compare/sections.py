"""The Compare page: its settings, its sections, and the one that is chosen."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.settings.fields import Field, one_of, whole, words
from poolviz.findings.shifts import RIVALS
from poolviz.sources.matrices.text import parse_matrix
from poolviz.texts import N_, _
from poolviz.ui.findings.compare.counterexamples import (
    MODES,
    MOST_SEEDS,
    WAY_NAMES,
    known_pair,
    made_choices,
    made_pair,
    mode_choice,
)
from poolviz.ui.findings.compare.examples import NEGATIVE, PAIR, SIDE, SIGNAL, X, lesson, picker
from poolviz.ui.findings.compare.lines import KEYS, LONGEST, layer_lines
from poolviz.ui.findings.compare.relu_order import relu_both_ways
from poolviz.ui.findings.compare.shifts import ENDS, WEIGHTS, shift_choices, shift_controls, shift_lab
from poolviz.ui.findings.compare.side_by_side import side_by_side
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.controls.matrix import matrix_controls

SECTIONS = {
    "side": N_("Side by side"),
    "pairs": N_("Counterexamples"),
    "shift": N_("Shift lab"),
    "relu": N_("ReLU"),
}


def compare_fields() -> dict[str, Field]:
    """Return the settings of the page: its section, its layers, the inputs and settings of the sections."""
    layers = {key: words(SIDE[0].fields[key], LONGEST) for key in KEYS}
    making = {
        "pair": words(PAIR),
        "mode": one_of(tuple(MODES)),
        "of": one_of(KEYS),
        "how": one_of(WAY_NAMES),
        "seed": whole(0, 0, MOST_SEEDS),
    }
    shifting = {
        "signal": words(SIGNAL),
        "win": whole(2, 1, 8),
        "hop": whole(None, 1, 8),
        "by": whole(1, -15, 15),
        "ends": one_of(tuple(ENDS)),
        "rival": one_of(RIVALS),
        "weights": words(WEIGHTS, 200),
    }
    return {
        "show": one_of(tuple(SECTIONS)),
        **layers,
        "x": words(X),
        "m": words(NEGATIVE),
        **making,
        **shifting,
    }


def compare_controls() -> None:
    """Draw what the chosen section has in the sidebar: its layers, or the settings of the shift lab."""
    for key in compare_fields():  # Streamlit forgets a widget that a run does not draw
        st.session_state[key] = st.session_state[key]
    if st.session_state["show"] == "shift":
        shift_controls()
    elif st.session_state["show"] != "pairs" or st.session_state["mode"] == "made":
        layer_lines()


def section_choice() -> str:
    """Draw the choice of the section and return it."""
    return segments(_("Section"), SECTIONS, "show")


def show_section(name: str) -> None:
    """Show the chosen section alone: a row of choices, what to look at, the stage and what is said of it."""
    _DRAWN[name](st.container(horizontal=True, vertical_alignment="center", key="choices"))


def _side(row: DeltaGenerator) -> None:
    with row:
        picker("side")
        x = parse_matrix(matrix_controls("x", X))
    st.markdown(lesson("side", _("Point at an output of one layer, then at a cell of the input.")))
    side_by_side(x)


def _pairs(row: DeltaGenerator) -> None:
    with row:
        if mode_choice() == "made":
            x = parse_matrix(matrix_controls("x", X))
            line, way = made_choices(x)
        else:
            picker("pairs")
            x = None
    if x is not None:
        made_pair(x, line, way)
        return
    st.markdown(lesson("pairs", _("Which of the three sees that the two windows are not the same?")))
    known_pair()


def _shift(row: DeltaGenerator) -> None:
    with row:
        picker("shift", width=220)
        signal = parse_matrix(matrix_controls("signal", SIGNAL))
        rival, by = shift_choices()
    st.markdown(
        lesson("shift", _("Each row is a signal. It moves by so many cells: what becomes of the output?"))
    )
    shift_lab(signal, rival, by)


def _relu(row: DeltaGenerator) -> None:
    with row:
        picker("relu")
        x = parse_matrix(matrix_controls("m", NEGATIVE))
    question = _("Above: pooled, then ReLU. Below: ReLU, then pooled. Where do the two rows differ?")
    st.markdown(lesson("relu", question))
    relu_both_ways(x)


_DRAWN: dict[str, Callable[[DeltaGenerator], None]] = {
    "side": _side,
    "pairs": _pairs,
    "shift": _shift,
    "relu": _relu,
}
