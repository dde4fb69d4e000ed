"""Spatial pyramid pooling: two pictures of different sizes, two vectors of one length."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.findings.adaptive.pyramid import KINDS, LONGEST, SIDES, START, answer
from poolviz.answers.settings.fields import Values
from poolviz.findings.pyramid import FINEST, MOST_LEVELS, read_levels
from poolviz.texts import _
from poolviz.ui.findings.adaptive.part import part_controls
from poolviz.ui.pooling.pictures.sources import picture_controls
from poolviz.ui.shared.controls.text import good_text
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.answered import show_lines
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.figures.vectors import vector_strips


def pyramid_section(controls: DeltaGenerator, values: Values) -> None:
    """Show the pyramid of one picture on the stage, and the vectors of both, which are equally long."""
    with controls:
        levels = _levels()
        _one_of(_("Pooling"), KINDS, "kind")
        for name, keys in SIDES.items():
            labels = _("{name}: height").format(name=name), _("{name}: width").format(name=name)
            part_controls(labels, *keys)
        _one_of(_("On the stage"), {name: name for name in SIDES}, "on")
    st.markdown(
        _(
            "Each level pools the whole picture to n × n. All levels joined are one vector, "
            "as long for every size of picture: a linear layer can follow."
        )
    )
    found = answer({**values, "levels": levels}, chosen_device(), picture_controls(values))
    if found.refusal is not None:
        st.error(sentence(found.refusal))
        return
    show_stage(found.stage, key="pyramid_stage")
    st.html(vector_strips([(_("Picture {name}").format(name=name), found.both[name]) for name in SIDES]))
    st.markdown(found.length)
    show_lines(found)
    st.code(found.program)


def _levels() -> str:
    """Draw the list of levels and return it; where it cannot be read the page says so."""
    text = st.text_input(
        _("Levels"),
        key="levels",
        max_chars=LONGEST,
        help=_("Up to {most} whole numbers from 1 to {finest}: each pools to n × n.").format(
            most=MOST_LEVELS, finest=FINEST
        ),
    )
    kept = _("{problem}. Shown are the last levels that could be read.")
    return good_text("levels", text, read_levels, START, kept)


def _one_of(label: str, names: dict[str, str], key: str) -> None:
    st.segmented_control(label, list(names), format_func=lambda name: _(names[name]), key=key, required=True)
