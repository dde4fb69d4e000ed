"""The Adaptive and global page: its settings and its sections, of which only the chosen one is computed."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.texts import N_, _
from poolviz.ui.adapted_fixed import fixed_fields, fixed_section
from poolviz.ui.adapted_heads import head_fields, head_section
from poolviz.ui.adapted_pyramid import pyramid_fields, pyramid_section
from poolviz.ui.adapted_whole import whole_fields, whole_section
from poolviz.ui.link import Field, one_of

SECTIONS = {
    "fixed": N_("Any picture to a fixed size"),
    "pyramid": N_("Spatial pyramid"),
    "global": N_("Global"),
    "head": N_("Flatten or global average"),
}


def adaptive_fields() -> dict[str, Field]:
    """Return the fields of the page, those of every section."""
    section = {"sec": one_of(tuple(SECTIONS))}
    return section | fixed_fields() | pyramid_fields() | whole_fields() | head_fields()


def section_picker() -> None:
    """Draw the choice of a section."""
    for key in adaptive_fields():  # Streamlit forgets a widget that a run does not draw
        st.session_state[key] = st.session_state[key]
    st.segmented_control(
        _("Section"),
        list(SECTIONS),
        format_func=lambda name: _(SECTIONS[name]),
        key="sec",
        required=True,
        label_visibility="collapsed",
    )


def sections(controls: DeltaGenerator) -> None:
    """Show the chosen section; its `controls` go there."""
    drawn = {
        "fixed": fixed_section,
        "pyramid": pyramid_section,
        "global": whole_section,
        "head": head_section,
    }
    drawn[st.session_state["sec"]](controls)
