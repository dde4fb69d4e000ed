"""What stands below the stage of volumes: the flat index, the volume to be turned, the way back."""

from collections.abc import Sequence

import streamlit as st

from poolviz.answers.settings.fields import Field, whole
from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.unpooling import unpool
from poolviz.texts import N_, _
from poolviz.ui.shared.messages import plain, sentence
from poolviz.ui.shared.stage.panels import PANELS
from poolviz.ui.shared.stage.plots import show_plot
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.figures.volumes import turnable, window_sentence
from poolviz.views.stage.unpooling import counts, unpooling_stage
from poolviz.views.words.flat_index import index_line, index_steps, place_line, place_of, place_steps
from poolviz.views.words.formulas import Line
from poolviz.views.words.programs.pooling import unpool_script

MOST_OUTPUTS = 100_000
VOLUME_PANELS = {
    "code": PANELS["code"],
    "index": N_("The index, step by step"),
    "turn": N_("Turn the volume"),
    "size": PANELS["size"],
    "back": N_("The way back"),
    "worth": PANELS["worth"],
    "table": PANELS["table"],
}


def chosen_field() -> Field:
    """Return the field of the window that is looked at below the stage: its number, counted from 0."""
    return whole(0, 0, MOST_OUTPUTS)


def chosen_line(explanation: Explanation | None) -> None:
    """Say in one line which index the chosen window has, and how it comes about."""
    st.session_state["at"] = st.session_state["at"]  # Streamlit forgets a widget that a run does not draw
    if explanation is None or explanation.indices is None or not explanation.output.numel():
        return
    position = _position(explanation)
    winner = explanation.cell((0, 0, *position)).winner
    if winner is None:
        return
    text = _("Output {output} takes cell {cell}. Its index: {line}")
    line = index_line(winner, explanation.input.shape[2:])
    st.caption(plain(text.format(output=position, cell=winner, line=line)))


def index_panel(explanation: Explanation) -> None:
    """Derive the flat index of the chosen window's maximum, and the cell from the index."""
    if not explanation.output.numel():
        return
    position = _choose(explanation)
    if explanation.indices is None:
        st.info(_("This layer gives no index: it takes no single cell. Choose one that takes the maximum."))
        return
    index = int(explanation.indices[(0, 0, *position)])
    winner = explanation.cell((0, 0, *position)).winner
    if winner is None:
        st.info(_("No cell of the input lies in this window: its index leads nowhere."))
        return
    volume = explanation.input.shape[2:]
    there, back = st.columns(2)
    with there:
        st.markdown(_("**From the cell {cell} to its index**").format(cell=winner))
        _lines(index_line(winner, volume), index_steps(winner, volume))
    with back:
        st.markdown(_("**From the index {index} back to the cell**").format(index=index))
        _lines(place_line(index, volume), place_steps(index, volume))
    st.caption(
        _("Only the cells of this volume count, without its padding; batch and channel have no part in it.")
    )


def turn_panel(explanation: Explanation) -> None:
    """Show input and output as volumes that can be turned, with the chosen window as a box."""
    if not explanation.output.numel():
        return
    position = _choose(explanation)
    st.caption(plain(window_sentence(explanation, position)))
    figure = turnable(explanation, position, dark=st.context.theme.type == "dark")
    show_plot(figure, key="turned")


def back_panel(explanation: Explanation) -> None:
    """Show where MaxUnpool3d puts every maximum, in a volume of the input's size."""
    size = tuple(explanation.input.shape[2:])
    try:
        back = unpool(explanation, size)
    except PoolvizError as error:
        if error.torch_message is not None:
            st.code(error.torch_message, language=None, wrap_lines=True)
        st.info(sentence(error))
        return
    found = counts(back)
    said = _("MaxUnpool3d puts each maximum back at its index, and 0 everywhere else.")
    figures = _("✓ came back: **{returned}** of {cells} cells").format(**vars(found))
    st.markdown(f"{said} &ensp; {figures}")
    drawn = unpooling_stage(back)
    drawn["grids"] = [grid for grid in drawn["grids"] if grid["id"] != "input"]
    drawn["links"] = [link for link in drawn["links"] if "places" in link]
    show_stage(drawn, key="back_stage")
    st.code(unpool_script(explanation, size), language="python")


DRAWN = {"index": index_panel, "turn": turn_panel, "back": back_panel}


def _choose(explanation: Explanation) -> tuple[int, ...]:
    """Draw the choice of a window and return its position (d, h, w) in the output."""
    outputs = explanation.output.shape[2:]
    _position(explanation)
    st.selectbox(
        _("Window of the output (d, h, w)"),
        range(explanation.output[0, 0].numel()),
        format_func=lambda number: str(place_of(number, outputs)),
        key="at",
        width=260,
    )
    return _position(explanation)


def _position(explanation: Explanation) -> tuple[int, ...]:
    """Return the position of the chosen window; the last one where the output has become smaller."""
    outputs = explanation.output.shape[2:]
    number = min(st.session_state["at"] or 0, explanation.output[0, 0].numel() - 1)
    if st.session_state["at"] != number:
        st.session_state["at"] = number
    return place_of(number, outputs)


def _lines(short: str, steps: Sequence[Line]) -> None:
    st.code(short, language=None, wrap_lines=True)
    for latex, said in steps:
        st.latex(latex)
        st.caption(said)
