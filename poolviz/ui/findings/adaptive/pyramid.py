"""Spatial pyramid pooling: two pictures of different sizes, two vectors of one length."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.findings.adaptive.pyramid import SIDES, START, answer
from poolviz.answers.settings.fields import Values
from poolviz.findings.pyramid import FINEST, MOST_LEVELS, read_levels
from poolviz.texts import _
from poolviz.ui.findings.adaptive.part import part_controls
from poolviz.ui.pooling.pictures.sources import picture_controls
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.controls.setting import setting
from poolviz.ui.shared.controls.text import good_text
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.answer import show_lines
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.figures.vectors import vector_strips


def pyramid_section(controls: DeltaGenerator, values: Values) -> None:
    """Show the pyramid of one picture on the stage, and the vectors of both, which are equally long."""
    with controls:
        levels = _levels()
        setting("kind", _("Pooling"), "row")
        for name, keys in SIDES.items():
            labels = _("{name}: height").format(name=name), _("{name}: width").format(name=name)
            part_controls(labels, *keys)
        setting("on", _("On the stage"), "row")
    prose(
        _(
            "Each level pools the whole picture to n × n. Joined, the levels make one vector of the "
            "same length for every picture size, so a linear layer can follow."
        )
    )
    found = answer({**values, "levels": levels}, chosen_device(), picture_controls(values)[0])
    if found.refusal is not None:
        st.error(sentence(found.refusal))
        return
    show_stage(found.stage, key="pyramid_stage")
    st.html(vector_strips([(_("Picture {name}").format(name=name), found.both[name]) for name in SIDES]))
    prose(found.length)
    show_lines(found)
    st.code(found.program)


def _levels() -> str:
    """Draw the list of levels and return it; where it cannot be read the page says so."""
    text = setting(
        "levels",
        _("Levels"),
        help=_("Up to {most} whole numbers from 1 to {finest}: each pools to n × n.").format(
            most=MOST_LEVELS, finest=FINEST
        ),
    )
    kept = _("{problem}. The last levels that could be read are shown.")
    return good_text("levels", text, read_levels, START, kept)
