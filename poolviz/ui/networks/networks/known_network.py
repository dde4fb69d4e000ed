"""Networks that everybody meets: their maps on the stage, their steps in a table."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.networks.networks.known_network import KnownNetwork, answer
from poolviz.answers.settings.example import Example
from poolviz.answers.settings.fields import Values
from poolviz.errors import PoolvizError
from poolviz.texts import N_, _
from poolviz.ui.networks.networks.controls import channel_and_weights, map_choice
from poolviz.ui.networks.networks.table import table
from poolviz.ui.shared.controls.examples import say_lesson
from poolviz.ui.shared.controls.setting import compact, setting
from poolviz.ui.shared.messages import plain
from poolviz.ui.shared.stage.answer import show_answer

ASKS = N_("How large is the map after each pool, and what does one cell of the last one see?")


def known(values: Values, controls: DeltaGenerator) -> None:
    """Show the chosen network: stage, numbers with the pools and without, table."""
    _network_choice()
    shown = answer(values)
    choice = shown.choice
    with controls:
        setting(
            "side",
            _("Pixels per side"),
            placeholder=_("= {side}, as it was made").format(side=choice.network.shape[-1]),
        )
        setting("photo", _("Photograph"))
        map_choice(shown.maps)
        if choice.real:
            channel_and_weights()
    if shown.refusal is not None:
        _refused(shown, shown.refusal, values["side"])
    say_lesson(Example(choice.key, choice.title, choice.lesson, {"net": choice.key}, ASKS), _(ASKS))
    show_answer(shown, "networks_stage")
    table(shown, choice.key)


def _network_choice() -> None:
    compact("net", _("Network"), 330, on_change=_anew)


def _refused(shown: KnownNetwork, error: PoolvizError, side: int) -> None:
    """Say which size the network refuses, in torch's words, and draw the way back to its own."""
    said = _("{size} pixels do not fit this network. At {step}, torch says:").format(
        size=f"{side} × {side}", step=plain(str(error.values.get("step", shown.choice.network.name)))
    )
    with st.container(border=True):
        st.markdown(f"**{said}**")
        st.code(error.torch_message or str(error), language=None, wrap_lines=True)
        st.button(
            _("Back to {size} pixels").format(size=" × ".join(map(str, shown.shape[1:]))),
            on_click=_own_size,
            icon=":material/build:",
        )


def _anew() -> None:
    """Another network has a size and maps of its own."""
    st.session_state.update(side=None, map=None)


def _own_size() -> None:
    st.session_state["side"] = None
