"""The sections of the Training page, of which one is drawn."""

from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.networks import notes
from poolviz.answers.networks.training import answer, fields
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.networks.training.comparison import comparison
from poolviz.ui.networks.training.controls import training_controls
from poolviz.ui.networks.training.notes import notes_controls, notes_training
from poolviz.ui.shared.controls.setting import segments
from poolviz.ui.shared.frame.address import keep
from poolviz.ui.shared.frame.viewer import chosen_device


def section_choice() -> None:
    """Draw the choice of the section; what is set in the other stays."""
    keep(fields())
    segments("show", _("Section"))


def show_section(values: Values, controls: DeltaGenerator) -> None:
    """Show the chosen section alone; its settings go into `controls`."""
    device = chosen_device()
    if values["show"] == "notes":
        with controls:
            notes_controls()
        notes_training(notes.answer(values, device))
        return
    asked = answer(values, device)
    with controls:
        training_controls(asked)
    comparison(asked)
