"""ReLU, Sigmoid and Dropout as steps on numbers, and what inplace does to the input itself."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.networks.networks.activations import MATRICES, STARTS, answer
from poolviz.answers.settings.fields import Values
from poolviz.answers.settings.numbers import WEIGHT_SEEDS
from poolviz.texts import _
from poolviz.ui.shared.controls.examples import PREDICT
from poolviz.ui.shared.controls.matrix import edit_cell, matrix_controls
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.controls.setting import segments, setting
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import hidden, shared_fields
from poolviz.ui.shared.stage.stage import show_stage


def activations(values: Values, controls: DeltaGenerator) -> None:
    """Show the chosen layers on their numbers."""
    key = MATRICES[values["act"]]
    dropout = values["act"] == "dropout"
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        segments("act", _("Layers"))
        matrix = matrix_controls(key, STARTS[key])
        if dropout:
            st.button(_("Draw again"), on_click=_draw, icon=":material/casino:")
    if dropout:
        with controls:
            _dropout_controls()
    shown = answer({**values, key: matrix})
    prose(_(PREDICT) if hidden() else shown.lesson)
    show_stage(shown.stage, key="steps_stage", on_edit=partial(edit_cell, key=key, start=STARTS[key]))
    for line in shown.lines:
        prose(line)
    if not dropout:
        _order_link()
    st.code(shown.program, language="python")


def _order_link() -> None:
    along = link(shared_fields()) | {"show": "relu"}
    entry = PAGES["compare"]
    label = _("ReLU before or after the pool? On the page Compare")
    st.page_link(entry.path, label=label, icon=entry.icon, query_params=along)


def _dropout_controls() -> None:
    setting(
        "rate",
        "p",
        help=_("The probability that a number becomes 0, drawn for each number separately."),
    )
    setting(
        "inplace", "inplace", help=_("Write the result into the input itself, without using more memory.")
    )
    setting("training", _("training mode"), help=_("In eval mode Dropout changes nothing."))
    setting("drop", _("Draw"))


def _draw() -> None:
    st.session_state["drop"] = (int(st.session_state.get("drop") or 0) + 1) % (WEIGHT_SEEDS + 1)
