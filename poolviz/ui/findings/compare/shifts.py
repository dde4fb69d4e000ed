"""Shift lab: how much of a pooled signal changes when the signal moves, for max and for its rivals."""

from functools import lru_cache, partial

import streamlit as st
import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.findings.shifts import EDGE, RIVALS, Shift, changes, rivals, shift, survival
from poolviz.sources.matrices.text import parse_matrix
from poolviz.texts import N_, _
from poolviz.ui.findings.compare.examples import SIGNAL
from poolviz.ui.findings.compare.lines import computed_by, said
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.messages import plain, sentence
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.comparisons.shifts import shift_stage
from poolviz.views.stage.pooling import input_stage
from poolviz.views.words.numbers import short
from poolviz.views.words.programs.comparison import shift_script

HEIGHT = 260
NAMES = {
    "max": N_("max"),
    "mean": N_("average"),
    "conv": N_("strided convolution"),
    "blur": N_("blurred max"),
}
ENDS = {"circular": N_("circular"), "zero": N_("zeros")}
WEIGHTS = "-1 1"
MOST_SHIFTS = 8


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


def shift_choices() -> tuple[str, int]:
    """Draw the choice of the layer and of the shift, and return both."""
    name = segments(_("Layer"), NAMES, "rival", RIVALS)
    st.caption(_("moved by"), width="content")
    by = st.number_input(_("moved by"), -15, 15, step=1, key="by", width=130, label_visibility="collapsed")
    return name or "max", 0 if by is None else by


def shift_lab(signal: Tensor, name: str, by: int) -> None:
    """Show what moving the `signal` (rows, columns) changes, row by row and each row for itself."""
    stride = st.session_state["hop"] or st.session_state["win"]
    weights = _weights()
    layers = rivals(st.session_state["win"], stride, weights)
    circular = st.session_state["ends"] != "zero"
    x = signal[None, None]
    script = _show(layers[name], name, x, by, stride, circular)
    rows = tuple(map(tuple, signal.tolist()))
    for table in _tables((st.session_state["win"], stride, weights), rows, circular, name, _language()):
        st.markdown(table)
    if script:
        st.code(script, language="python")


@lru_cache(maxsize=128)
def _tables(
    setting: tuple[int, int, tuple[float, ...]],
    rows: tuple[tuple[float, ...], ...],
    circular: bool,
    name: str,
    _spoken: str,
) -> tuple[str, str]:
    """Return what every shift changes, and where a lone 1 survives, kept for all sessions."""
    layers = rivals(*setting)
    x = torch.tensor(rows)[None, None]
    return _against(layers, x, circular), _where(layers[name], name, *setting[:2])


def _language() -> str:
    return str(st.session_state["lang"])


def _weights() -> tuple[float, ...]:
    try:
        given = parse_matrix(st.session_state["weights"])
        if given.shape[0] == 1 and given.shape[1] <= 8 and given.isfinite().all():
            return tuple(given[0].tolist())
        problem = _("The weights must be one to eight finite numbers in one row.")
    except PoolvizError as error:
        problem = sentence(error)
    st.warning(_("{problem} Used are the weights −1 1.").format(problem=problem))
    return EDGE


def _show(layer: nn.Module, name: str, x: Tensor, by: int, stride: int, circular: bool) -> str:
    """Show the stage and return the program that does the same, empty where torch refuses."""
    script = ""
    try:
        found = shift(layer, x, by, stride, circular)
    except PoolvizError as error:
        st.markdown(f"✕ **{_('torch refuses:')}** {plain(said(error))}")
        drawn = input_stage(x[0, 0])
    else:
        st.markdown(_figures(found))
        drawn = shift_stage(found, layer, _(NAMES[name]))
        script = shift_script(found, layer, circular)
    drawn["options"] |= {"editable": True, "height": HEIGHT}
    show_stage(drawn, key="stage", on_edit=partial(edit_cell, key="signal", start=SIGNAL))
    st.caption(computed_by())
    return script


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


def _against(layers: dict[str, nn.Module], x: Tensor, circular: bool) -> str:
    """Return a table of what every shift changes, for every rival."""
    shifts = range(1, min(x.shape[-1] - 1, MOST_SHIFTS) + 1)
    if not shifts:
        return ""
    head = [_("Share of outputs that change (largest change)"), *(f"{by}" for by in shifts)]
    rows = []
    for name, layer in layers.items():
        try:
            found = changes(layer, x, shifts, circular)
            cells = [f"{short(round(100 * one.share))} % ({short(one.largest)})" for one in found]
        except PoolvizError:
            cells = [_("refused")] + ["–"] * (len(shifts) - 1)
        rows.append([_(NAMES[name]), *cells])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *rows])


def _where(layer: nn.Module, name: str, kernel_size: int, stride: int) -> str:
    """Return a table of which shifts a lone 1 survives, by its place in its window."""
    if kernel_size == 1:
        return _("With windows of one cell no shift is survived.")
    try:
        found = survival(layer, kernel_size, stride)
    except PoolvizError:
        return ""
    head = [
        _("A lone 1 at place … of its window, moved by …"),
        *(short(by) for by in found[0]),
        _("survived"),
    ]
    rows = [
        [
            f"{place}",
            *("✓" if same else "✕" for same in survived.values()),
            f"{short(round(100 * sum(survived.values()) / len(survived)))} %",
        ]
        for place, survived in enumerate(found)
    ]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *rows])
    text = _(
        "**Where a feature lies in its window decides which moves it survives.** ✓: the output of {layer} "
        "stays the same. Max and average keep it as long as the feature stays in its window."
    )
    return f"{text.format(layer=_(NAMES[name]))}\n\n{table}"
