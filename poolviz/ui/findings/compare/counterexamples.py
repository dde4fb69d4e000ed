"""Counterexamples: windows that a pooling cannot tell apart, known ones and new ones made on demand."""

from functools import partial

import streamlit as st
import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.findings.counterexamples import WAYS, Twin, twin
from poolviz.findings.differences import difference
from poolviz.pooling.code.line import parse
from poolviz.pooling.explanation import Explanation
from poolviz.sources.matrices.text import parse_matrix
from poolviz.texts import N_, _
from poolviz.ui.findings.compare.examples import PAIR, X
from poolviz.ui.findings.compare.lines import Line, computed_by, explained, explained_lines
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.messages import plain, sentence
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.comparisons.layers import layers_stage, twin_stage
from poolviz.views.stage.pooling import input_stage
from poolviz.views.words.numbers import short
from poolviz.views.words.programs.comparison import compare_script, twin_script

HEIGHT = 360
PAIR_HEIGHT = 170
MODES = {"known": N_("known pairs"), "made": N_("make me one")}
HOW = {
    "losers": N_("change losers"),
    "permute": N_("swap values"),
    "move": N_("move mass"),
}
WAY_NAMES = tuple(HOW)
THREE = ("nn.MaxPool2d(2)", "nn.AvgPool2d(2)", "nn.LPPool2d(2, 2)")
MOST_SEEDS = 10**6


def mode_choice() -> str:
    """Draw the choice between known pairs and new ones, and return it."""
    return segments(_("Counterexamples"), MODES, "mode")


def known_pair() -> None:
    """Show two windows of four, what max, average and L2 make of them, and which cannot tell them apart."""
    x = _pair()
    names = (_("Max"), _("Average"), "L2")
    found = [explained(parse(line), x) for line in THREE]
    st.markdown(" &ensp;·&ensp; ".join(_verdict(*each) for each in zip(names, found, strict=True)))
    drawn = layers_stage(x, found, names, editable=True, height=PAIR_HEIGHT)
    drawn["grids"][0]["title"] = _("Two windows")
    drawn["grids"][0]["split"] = 2
    show_stage(drawn, key="stage", on_edit=partial(edit_cell, key="pair", start=PAIR))
    st.caption(computed_by())
    st.markdown(
        _(
            "Your turn: change a number of the two windows. Can you find another pair that max and average "
            "cannot tell apart?"
        )
    )
    layers = dict(zip("abc", (one.layer for one in found), strict=True))
    st.code(compare_script(x[None, None], layers), language="python")


def _pair() -> Tensor:
    try:
        x = parse_matrix(st.session_state["pair"])
        if x.shape == (2, 4):
            return x
        problem = _("Two windows of 2 × 2 side by side are 2 rows of 4 numbers.")
    except PoolvizError as error:
        problem = sentence(error)
    st.warning(_("{problem} Shown is the first example.").format(problem=problem))
    st.session_state["pair"] = PAIR
    return parse_matrix(PAIR)


def _verdict(name: str, explanation: Explanation) -> str:
    one, other = explanation.output.flatten()
    sign = "≠" if difference(one, other).count else "="
    word = _("tells them apart") if sign == "≠" else _("cannot tell them apart")
    return f"**{name}** {short(float(one))} {sign} {short(float(other))}: {word}"


def made_choices(x: Tensor) -> tuple[Line | None, str | None]:
    """Draw the choice of a layer and of the way to make another matrix, and return both."""
    line = _chosen(explained_lines(x))
    if line is None or line.explanation is None:
        return line, None
    way = _way(line.explanation)
    st.button(_("Another"), on_click=_next, icon=":material/casino:")
    return line, way


def made_pair(x: Tensor, line: Line | None, way: str | None) -> None:
    """Show the matrix `x` (rows, columns) beside another with the same output for the layer of `line`."""
    if line is None or line.explanation is None:
        st.warning(line.refusal and plain(line.refusal) if line else _("Type a layer on the left."))
    drawn = input_stage(x)
    note = script = ""
    if line is not None and line.explanation is not None and way is not None:
        try:
            found = twin(line.explanation, way, st.session_state["seed"])
            drawn, note = twin_stage(found), _said(found, way)
            script = twin_script(found.one.ran, x[None, None], found.other.input)
        except PoolvizError as error:
            note = sentence(error)
    drawn["options"] |= {"editable": True, "height": HEIGHT}
    if note:
        st.markdown(note)
    show_stage(drawn, key="stage", on_edit=partial(edit_cell, key="x", start=X))
    st.caption(computed_by())
    if script:
        st.code(script, language="python")


def _chosen(lines: list[Line]) -> Line | None:
    """Draw the choice among the page's layers; the first where the field names none of them."""
    if not lines:
        return None
    keys = [line.key for line in lines]
    if st.session_state["of"] not in keys:
        st.session_state["of"] = keys[0]
    by_key = {line.key: line for line in lines}
    chosen = st.selectbox(
        _("Layer"),
        keys,
        format_func=lambda key: by_key[key].title,
        key="of",
        label_visibility="collapsed",
        width=230,
    )
    return by_key.get(chosen, lines[0])


def _way(explanation: Explanation) -> str | None:
    allowed = WAYS.get(explanation.family.reduce, ())
    if not allowed:
        return None
    if st.session_state["how"] not in allowed:
        st.session_state["how"] = allowed[0]
    return segments(_("How"), HOW, "how", allowed)


def _said(found: Twin, way: str) -> str:
    count, cells = found.changed.count, found.changed.mask.numel()
    if not count:
        texts = {
            "losers": _("Every cell that can be changed won a window: nothing to change in this way."),
            "permute": _("No two different values lie in exactly the same windows."),
            "move": _("No two cells lie in exactly the same windows, so no mass can move."),
        }
        return texts[way]
    same = torch.equal(found.one.output, found.other.output)
    text = _("**{count}** of {cells} cells are others, and the output is the same to the last digit.")
    if not same:
        text = _("**{count}** of {cells} cells are others, and the output is the same but for rounding.")
    return text.format(count=count, cells=cells)


def _next() -> None:
    st.session_state["seed"] = (st.session_state.get("seed", 0) + 1) % MOST_SEEDS
