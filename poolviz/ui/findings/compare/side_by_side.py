"""Side by side: the stage of up to four layers, and a table of how far they differ."""

from typing import Any

import streamlit as st

from poolviz.answers.findings.compare.examples import X
from poolviz.answers.findings.compare.lines import Line
from poolviz.answers.findings.compare.side_by_side import Against, SideBySide, answer
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.shared.controls.matrix import edit_cell
from poolviz.ui.shared.frame.frame import Page
from poolviz.ui.shared.messages import plain
from poolviz.ui.shared.stage.live import live_stage
from poolviz.ui.shared.stage.panels import DRAWN
from poolviz.views.words.numbers import short
from poolviz.views.words.tables import Row, as_markdown


def side_by_side(page: Page, given: Values) -> None:
    """Show the layers of the page on its matrix."""
    live_stage(page, answer, _below, key="side_stage", given=given, on_edit=_edit)


def _edit(_shown: SideBySide, edit: dict[str, Any]) -> None:
    edit_cell(edit, "x", X)


def _below(found: SideBySide) -> None:
    with st.container(key=DRAWN):
        if not found.layers:
            st.info(_("Add a layer above, or choose an example."))
            return
        st.markdown(_table(found))
        if found.program:
            st.code(found.program, language="python")


def _table(found: SideBySide) -> str:
    """Return a Markdown table of the layers against the first that works."""
    pairs = list(zip(found.layers, found.against, strict=True))
    first = next((line for line, against in pairs if against is not None), found.layers[0])
    return as_markdown([_row(line, against, first.key.upper()) for line, against in pairs])


def _row(line: Line, against: Against | None, letter: str) -> Row:
    cells = (f"{line.key.upper()} · {plain(line.text)}", *_cells(line, against))
    head = (
        _("Layer"),
        _("Output"),
        _("Windows, against {letter}").format(letter=letter),
        _("Values that differ from {letter}").format(letter=letter),
        _("Largest difference from {letter}").format(letter=letter),
    )
    return dict(zip(head, cells, strict=True))


def _cells(line: Line, against: Against | None) -> tuple[str, str, str, str]:
    if line.explanation is None or against is None:
        return _("refused"), "–", "–", "–"
    output = line.explanation.output
    shape = f"`{tuple(output.shape)}`"
    windows = _("the same") if against.same_windows else _("others")
    if against.first:
        return shape, "–", "–", "–"
    if against.change is None:
        return shape, windows, _("another size"), "–"
    count = _("{count} of {all}").format(count=against.change.count, all=output.numel())
    return shape, windows, count, short(against.change.largest)
