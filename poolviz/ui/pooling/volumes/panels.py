"""What stands below the stage of volumes: the flat index, the volume to be turned, the way back."""

from collections.abc import Callable, Sequence

import streamlit as st

from poolviz.answers.pooling.volumes import Chosen, Volumes, way_back
from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation
from poolviz.texts import _
from poolviz.ui.shared.controls.prose import prose, remark
from poolviz.ui.shared.controls.setting import setting
from poolviz.ui.shared.messages import plain, sentence
from poolviz.ui.shared.stage.panels import Panel, panels
from poolviz.ui.shared.stage.plots import show_plot
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.figures.volumes import turnable, window_sentence
from poolviz.views.words.flat_index import index_line, index_steps, place_line, place_of, place_steps
from poolviz.views.words.formulas import Line


def volume_panels(found: Volumes) -> None:
    """Draw the chosen panel below the stage."""
    # Streamlit forgets a widget that a run does not draw.
    st.session_state["at"] = st.session_state["at"] if found.chosen is None else found.chosen.number
    panels(
        found.explanation,
        {"index": _of(_index, found.chosen), "turn": _of(_turn, found.chosen), "back": _back},
    )


def _of(panel: Callable[[Explanation, Chosen], None], chosen: Chosen | None) -> Panel:
    """Return the panel of the chosen window, with the choice above it; an empty one where there is none."""

    def drawn(explanation: Explanation) -> None:
        if chosen is not None:
            _choose(explanation)
            panel(explanation, chosen)

    return drawn


def _choose(explanation: Explanation) -> None:
    outputs = explanation.output.shape[2:]
    places = {number: str(place_of(number, outputs)) for number in range(outputs.numel())}
    setting("at", _("Window of the output (d, h, w)"), "list", offered=places, width=260)


def _index(explanation: Explanation, chosen: Chosen) -> None:
    """Derive the flat index of the chosen window's maximum, and the cell from the index."""
    if chosen.index is None:
        st.info(
            _(
                "This layer gives no index, since it picks no single cell. Choose a layer that takes the "
                "maximum."
            )
        )
        return
    if chosen.winner is None:
        st.info(_("No cell of the input lies in this window: its index leads nowhere."))
        return
    volume = explanation.input.shape[2:]
    there, back = st.columns(2)
    with there:
        st.markdown(_("**From the cell {cell} to its index**").format(cell=chosen.winner))
        _lines(index_line(chosen.winner, volume), index_steps(chosen.winner, volume))
    with back:
        st.markdown(_("**From the index {index} back to the cell**").format(index=chosen.index))
        _lines(place_line(chosen.index, volume), place_steps(chosen.index, volume))
    remark(
        _("Only the cells of this volume count, without its padding; batch and channel have no part in it.")
    )


def _turn(explanation: Explanation, chosen: Chosen) -> None:
    """Show input and output as volumes that can be turned, with the chosen window as a box."""
    remark(plain(window_sentence(explanation, chosen.position)))
    figure = turnable(explanation, chosen.position, dark=st.context.theme.type == "dark")
    show_plot(figure, key="turned")


def _back(explanation: Explanation) -> None:
    """Show where MaxUnpool3d puts every maximum, in a volume of the input's size."""
    try:
        back = way_back(explanation)
    except PoolvizError as error:
        if error.torch_message is not None:
            st.code(error.torch_message, language=None, wrap_lines=True)
        st.info(sentence(error))
        return
    said = _("MaxUnpool3d puts each maximum back at its index, and 0 everywhere else.")
    figures = _("✓ came back: **{returned}** of {cells} cells").format(**vars(back.counts))
    prose(f"{said} &ensp; {figures}")
    show_stage(back.stage, key="back_stage")
    st.code(back.program, language="python")


def _lines(short: str, steps: Sequence[Line]) -> None:
    st.code(short, language=None, wrap_lines=True)
    for latex, said in steps:
        st.latex(latex)
        remark(said)
