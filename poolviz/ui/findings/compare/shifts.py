"""Shift lab: a signal and the signal moved on a stage that answers by itself, and tables of every shift."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
import torch

from poolviz.answers.findings.compare.examples import SIGNAL
from poolviz.answers.findings.compare.shifts import NAMES, WEIGHTS, ShiftLab, answer, weights_of
from poolviz.answers.settings.fields import Values
from poolviz.errors import PoolvizError
from poolviz.findings.differences import Difference
from poolviz.texts import _
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.frame.frame import Page
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.live import live_stage
from poolviz.ui.shared.stage.panels import DRAWN
from poolviz.views.words.numbers import short
from poolviz.views.words.tables import Row, as_markdown


def shift_lab(page: Page, given: Values) -> None:
    """Show what moving the signal changes, row by row and each row for itself."""
    _mend_weights()
    live_stage(page, _answer, _below, key="shift_stage", given=given, on_edit=_edit)


def _answer(values: Values, device: torch.device) -> ShiftLab:
    return answer({**values, "weights": _usable(values["weights"])}, device)


def _usable(text: str) -> str:
    try:
        weights_of(text)
    except PoolvizError:
        return WEIGHTS
    return text


def _mend_weights() -> None:
    """Where the weights of a link are none, say so and set the usual ones."""
    try:
        weights_of(st.session_state["weights"])
    except PoolvizError as error:
        st.warning(_("{problem} The weights −1 1 are used instead.").format(problem=sentence(error)))
        st.session_state["weights"] = WEIGHTS


def _edit(_shown: ShiftLab, edit: dict[str, Any]) -> None:
    edit_cell(edit, "signal", SIGNAL)


def _below(found: ShiftLab) -> None:
    with st.container(key=DRAWN):
        with st.container(key="shift_table"):
            st.markdown(_against(found.changes))
        st.markdown(_where(found))
        if found.program:
            st.code(found.program, language="python")


def _against(changes: Mapping[str, Sequence[Difference] | None]) -> str:
    """Return a table of what every shift changes, for every rival; empty where there is no shift."""
    shifts = max(len(found or ()) for found in changes.values())
    return as_markdown([_changed(name, found, shifts) for name, found in changes.items()]) if shifts else ""


def _changed(name: str, found: Sequence[Difference] | None, shifts: int) -> Row:
    head = _("Share of outputs that change (largest change)")
    cells = [_("refused"), *["–"] * (shifts - 1)]
    if found is not None:
        cells = [f"{short(round(100 * one.share))} % ({short(one.largest)})" for one in found]
    return {head: _(NAMES[name])} | {f"{by}": cell for by, cell in enumerate(cells, 1)}


def _where(found: ShiftLab) -> str:
    """Return a table of which shifts a lone 1 survives, by its place in its window."""
    if found.kernel_size == 1:
        return _("With windows of one cell, the output survives no shift.")
    if found.survival is None:
        return ""
    table = as_markdown([_survived(place, same) for place, same in enumerate(found.survival)])
    text = _(
        "**Where a feature lies in its window decides which shifts it survives.** ✓ means that "
        "the output of {layer} stays the same. Max and average both keep it as long as the "
        "feature stays inside its window."
    )
    return f"{text.format(layer=_(NAMES[found.rival]))}\n\n{table}"


def _survived(place: int, same: Mapping[int, bool]) -> Row:
    share = short(round(100 * sum(same.values()) / len(same)))
    marks = {short(by): "✓" if kept else "✕" for by, kept in same.items()}
    head = _("A lone 1 at place … of its window, moved by …")
    return {head: f"{place}", **marks, _("survived"): f"{share} %"}
