"""ReLU, Sigmoid and Dropout as steps on numbers, and what inplace does to the input itself."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from torch import Tensor, nn

from poolviz.answers.settings.fields import Field, decimal, flag, one_of, whole, words
from poolviz.networks.activations import apply_layer
from poolviz.sources.matrices.text import parse_matrix
from poolviz.texts import N_, _
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.controls.matrix import edit_cell, matrix_controls
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import shared_fields
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.networks.activations import dropout_stage, relu_sigmoid_stage
from poolviz.views.words.programs.activations import activation_script, dropout_script

KINDS = {"relu": N_("ReLU and Sigmoid"), "dropout": "Dropout"}
START = "1 -0.5\n-1 3"
DROPPED = "1 2 3\n4 5 6\n7 8 9"
MOST_SEEDS = 999
CELL, HEAD, MOST = 52, 50, 320  # pixels on the stage


def step_fields() -> dict[str, Field]:
    """Return the settings of this section: which layers, their numbers, and those of Dropout."""
    return {
        "act": one_of(tuple(KINDS)),
        "v": words(START),
        "dv": words(DROPPED),
        "rate": decimal(0.5, 0.0, 1.0),
        "inplace": flag(True),
        "training": flag(True),
        "drop": whole(8, 0, MOST_SEEDS),
    }


def steps(controls: DeltaGenerator) -> None:
    """Show the chosen layers on their numbers."""
    with st.container(horizontal=True, vertical_alignment="center", key="choices"):
        kind = segments(_("Layers"), KINDS, "act")
        x = parse_matrix(matrix_controls("dv", DROPPED) if kind == "dropout" else matrix_controls("v", START))
        if kind == "dropout":
            st.button(_("Draw again"), on_click=_draw, icon=":material/casino:")
    if kind == "dropout":
        with controls:
            layer = _dropout_controls()
        _dropout(x, layer)
    else:
        _relu(x)


def _relu(x: Tensor) -> None:
    st.markdown(
        _(
            "ReLU cuts what is negative to 0; Sigmoid presses every number between 0 and 1. "
            "After ReLU no Sigmoid is below 0.5. Point at a cell: the same cell lights everywhere."
        )
    )
    drawn = relu_sigmoid_stage(x, editable=True, height=_height(x))
    show_stage(drawn, key="steps_stage", on_edit=partial(edit_cell, key="v", start=START))
    along = link(shared_fields()) | {"show": "relu"}
    entry = PAGES["compare"]
    label = _("ReLU before or after the pool? On the page Compare")
    st.page_link(entry.path, label=label, icon=entry.icon, query_params=along)
    st.code(activation_script(x), language="python")


def _dropout_controls() -> nn.Dropout:
    rate = st.number_input(
        "p", 0.0, 1.0, step=0.1, key="rate", help=_("How likely each number is to become 0, each for itself.")
    )
    inplace = st.toggle(
        "inplace", key="inplace", help=_("Write the result into the input itself, without memory of its own.")
    )
    st.toggle(_("train, not eval"), key="training", help=_("In eval mode Dropout changes nothing."))
    st.number_input(_("Draw"), 0, MOST_SEEDS, step=1, key="drop")
    return nn.Dropout(rate, inplace)


def _dropout(x: Tensor, layer: nn.Dropout) -> None:
    training = bool(st.session_state["training"])
    applied = apply_layer(layer, x, st.session_state["drop"], training)
    st.markdown(_lesson(layer, training))
    drawn = dropout_stage(applied, editable=True, height=_height(x))
    show_stage(drawn, key="steps_stage", on_edit=partial(edit_cell, key="dv", start=DROPPED))
    said = _("Output and input are one memory: whoever reads x later reads the new numbers.")
    if not applied.shares:
        said = _("The input stays as it was: the output has a memory of its own.")
    st.markdown(said)
    st.code(dropout_script(applied, st.session_state["drop"], training), language="python")


def _height(x: Tensor) -> int:
    return min(HEAD + CELL * x.shape[0], MOST)


def _lesson(layer: nn.Dropout, training: bool) -> str:
    if not training:
        return _("In eval mode Dropout passes everything on as it is: nothing is drawn, nothing is scaled.")
    if layer.p == 1:
        return _("With p = 1 every number becomes 0.")
    factor = f"{1 / (1 - layer.p):.4g}"
    return _(
        "Each number becomes 0 with probability {p}; those that stay are divided by 1 − p, so multiplied by "
        "{factor}. On average over many draws each number is what it was."
    ).format(p=f"{layer.p:g}", factor=factor)


def _draw() -> None:
    st.session_state["drop"] = (int(st.session_state.get("drop") or 0) + 1) % (MOST_SEEDS + 1)
