"""The Networks page: its settings, its sections, and the one that is chosen."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.settings.fields import Field, one_of
from poolviz.texts import N_, _
from poolviz.ui.networks.networks.activations import step_fields, steps
from poolviz.ui.networks.networks.own import own, own_fields
from poolviz.ui.networks.networks.zoo import network_choice, zoo, zoo_fields
from poolviz.ui.shared.choices import segments

SECTIONS = {"known": N_("Known ones"), "own": N_("Your own"), "steps": N_("ReLU, Sigmoid, Dropout")}


def network_fields() -> dict[str, Field]:
    """Return the settings of the page: its section and those of each section."""
    return {"show": one_of(tuple(SECTIONS)), **zoo_fields(), **own_fields(), **step_fields()}


def section_choice() -> str:
    """Draw the choice of the section and return it."""
    for key in network_fields():  # Streamlit forgets a widget that a run does not draw
        st.session_state[key] = st.session_state[key]
    return segments(_("Section"), SECTIONS, "show")


def show_section(name: str, controls: DeltaGenerator) -> None:
    """Show the chosen section alone; its settings go into `controls`."""
    if name == "known":
        zoo(network_choice(), controls)
    elif name == "own":
        own(controls)
    else:
        steps(controls)
