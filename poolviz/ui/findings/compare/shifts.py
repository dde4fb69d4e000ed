"""Shift lab: its controls, the stage of a signal and the signal moved, and tables of every shift."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from poolviz.answers.findings.compare.examples import SIGNAL
from poolviz.answers.findings.compare.lines import said
from poolviz.answers.findings.compare.shifts import ENDS, NAMES, WEIGHTS, ShiftLab, answer, weights_of
from poolviz.answers.settings.fields import Values
from poolviz.errors import PoolvizError
from poolviz.findings.differences import Difference
from poolviz.findings.shifts import RIVALS, Shift
from poolviz.texts import _
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.messages import plain, sentence
from poolviz.ui.shared.stage.answered import show_answer
from poolviz.views.words.numbers import short
from poolviz.views.words.tables import Row, as_markdown


def shift_controls() -> None:
    """Draw the settings of the shift lab: window, stride, ends, weights."""
    left, right = st.columns(2)
    left.number_input(_("window"), 1, 8, step=1, key="win")
    right.number_input(
        "stride",
        1,
        8,
        value=None,
        step=1,
        key="hop",
        placeholder=_("= window"),
        help=_("Empty: as the window."),
    )
    st.segmented_control(
        _("What comes in at the end"),
        list(ENDS),
        format_func=lambda name: _(ENDS[name]),
        key="ends",
        required=True,
        help=_("Circular: what leaves on one side comes back on the other."),
    )
    st.text_input(
        _("Weights of the convolution"),
        key="weights",
        max_chars=200,
        help=_("One to eight numbers; −1 1 answers to edges. In a network they are learned."),
    )


def shift_choices() -> None:
    """Draw the choice of the layer and of the shift."""
    segments(_("Layer"), NAMES, "rival", RIVALS)
    st.caption(_("moved by"), width="content")
    st.number_input(_("moved by"), -15, 15, step=1, key="by", width=130, label_visibility="collapsed")


def shift_lab(values: Values) -> None:
    """Show what moving the signal changes, row by row and each row for itself."""
    found = answer({**values, "weights": _good_weights(values["weights"])}, chosen_device())
    if found.found is not None:
        st.markdown(_figures(found.found))
    if found.refusal is not None:
        st.markdown(f"✕ **{_('torch refuses:')}** {plain(said(found.refusal))}")
    show_answer(found, "stage", partial(edit_cell, key="signal", start=SIGNAL))
    st.markdown(_against(found.changes))
    st.markdown(_where(found, values["rival"]))
    if found.program:
        st.code(found.program, language="python")


def _good_weights(text: str) -> str:
    """Return the weights of the convolution as text; where `text` is none, say so and return the usual."""
    try:
        weights_of(text)
    except PoolvizError as error:
        st.warning(_("{problem} Used are the weights −1 1.").format(problem=sentence(error)))
        return WEIGHTS
    return text


def _figures(found: Shift) -> str:
    texts = [
        _("changed outputs: **{count}** of {all} ({share} %)").format(
            count=found.change.count,
            all=found.output.numel(),
            share=short(round(100 * found.change.share, 1)),
        ),
        _("largest change: **{largest}**").format(largest=short(found.change.largest)),
    ]
    if found.along is not None and found.by:
        texts.append(
            _("✓ the output only moved along")
            if not found.along.count
            else _("also beside the output moved along: {count} differ").format(count=found.along.count)
        )
    return " &ensp;·&ensp; ".join(texts)


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


def _where(found: ShiftLab, name: str) -> str:
    """Return a table of which shifts a lone 1 survives, by its place in its window."""
    if found.kernel_size == 1:
        return _("With windows of one cell no shift is survived.")
    if found.survival is None:
        return ""
    table = as_markdown([_survived(place, same) for place, same in enumerate(found.survival)])
    text = _(
        "**Where a feature lies in its window decides which moves it survives.** ✓: the output of {layer} "
        "stays the same. Max and average keep it as long as the feature stays in its window."
    )
    return f"{text.format(layer=_(NAMES[name]))}\n\n{table}"


def _survived(place: int, same: Mapping[int, bool]) -> Row:
    share = short(round(100 * sum(same.values()) / len(same)))
    marks = {short(by): "✓" if kept else "✕" for by, kept in same.items()}
    head = _("A lone 1 at place … of its window, moved by …")
    return {head: f"{place}", **marks, _("survived"): f"{share} %"}
