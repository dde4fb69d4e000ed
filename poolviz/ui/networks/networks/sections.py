"""The sections of the Networks page, of which one is drawn."""

from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.networks.networks.page import fields
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.networks.networks.activations import activations
from poolviz.ui.networks.networks.known_network import known
from poolviz.ui.networks.networks.own_network import own
from poolviz.ui.shared.controls.setting import segments
from poolviz.ui.shared.frame.address import keep

DRAWN = {"known": known, "own": own, "steps": activations}


def section_choice() -> None:
    """Draw the choice of the section; what is set in the others stays."""
    keep(fields())
    segments("show", _("Section"))


def show_section(values: Values, controls: DeltaGenerator) -> None:
    """Show the chosen section alone; its settings go into `controls`."""
    DRAWN[values["show"]](values, controls)
