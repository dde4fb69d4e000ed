"""Side by side: up to four layers on one matrix, with one cursor, and how far they differ."""

from functools import partial

import streamlit as st
from torch import Tensor

from poolviz.findings.differences import difference
from poolviz.texts import _
from poolviz.ui.findings.compare.examples import X
from poolviz.ui.findings.compare.lines import Line, computed_by, explained_lines, repair_buttons
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.messages import plain
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.comparisons.layers import layers_stage, spaces
from poolviz.views.stage.pooling import input_stage
from poolviz.views.words.numbers import short
from poolviz.views.words.programs.comparison import compare_script

HEIGHT = 320


def side_by_side(x: Tensor) -> None:
    """Show the layers of the page on the matrix `x` (rows, columns)."""
    lines = explained_lines(x)
    drawn = input_stage(x)
    if lines:
        drawn = layers_stage(x, [line.shown for line in lines], [line.title for line in lines])
    drawn["options"] |= {"editable": True, "height": HEIGHT}
    show_stage(drawn, key="stage", on_edit=partial(edit_cell, key="x", start=X))
    st.caption(computed_by())
    repair_buttons(lines)
    if not lines:
        st.info(_("Type a layer on the left, or choose an example."))
        return
    st.markdown(_table(lines))
    if any(line.explanation is not None for line in lines):
        layers = {line.key: line.explanation.layer for line in lines if line.explanation is not None}
        st.code(compare_script(x[None, None], layers), language="python")


def _table(lines: list[Line]) -> str:
    """Return a Markdown table of the layers against the first that works."""
    first = next((line for line in lines if line.explanation is not None), lines[0])
    letter = first.key.upper()
    head = [
        _("Layer"),
        _("Output"),
        _("Windows, against {letter}").format(letter=letter),
        _("Values that differ from {letter}").format(letter=letter),
        _("Largest difference from {letter}").format(letter=letter),
    ]
    windows = dict(zip(lines, spaces([line.shown for line in lines]), strict=True))
    rows = [_row(line, first, windows[line] == windows[first]) for line in lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *rows])


def _row(line: Line, first: Line, same_windows: bool) -> list[str]:
    name = f"{line.key.upper()} · {plain(line.text)}"
    if line.explanation is None or first.explanation is None:
        return [name, _("refused"), "–", "–", "–"]
    output, own = line.explanation.output, first.explanation.output
    shape = f"`{tuple(output.shape)}`"
    windows = _("the same") if same_windows else _("others")
    if line is first:
        return [name, shape, "–", "–", "–"]
    if output.shape != own.shape:
        return [name, shape, windows, _("another size"), "–"]
    found = difference(own, output)
    count = _("{count} of {all}").format(count=found.count, all=output.numel())
    return [name, shape, windows, count, short(found.largest)]
