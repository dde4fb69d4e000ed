"""The Adaptive and global page: its settings and its sections, of which only the chosen one is computed."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.settings.fields import Field, one_of
from poolviz.texts import N_, _
from poolviz.ui.findings.adaptive.fixed_size import fixed_fields, fixed_section
from poolviz.ui.findings.adaptive.global_pooling import whole_fields, whole_section
from poolviz.ui.findings.adaptive.heads import head_fields, head_section
from poolviz.ui.findings.adaptive.pyramid import pyramid_fields, pyramid_section
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.frame.address import PROBLEMS

SECTIONS = {
    "fixed": N_("Any picture to a fixed size"),
    "pyramid": N_("Spatial pyramid"),
    "global": N_("Global"),
    "head": N_("Flatten or global average"),
}
# The settings whose widgets a section always draws.
DRAWN = {
    "fixed": ("ch", "cw", "ah", "aw", "keep_h", "keep_w"),
    "pyramid": ("ch", "cw", "bh", "bw", "levels", "kind", "on"),
    "global": ("x", "n", "at"),
    "head": tuple(head_fields()),
}
SHOWN = "section_shown"


def adaptive_fields() -> dict[str, Field]:
    """Return the fields of the page, those of every section."""
    section = {"sec": one_of(tuple(SECTIONS))}
    return section | fixed_fields() | pyramid_fields() | whole_fields() | head_fields()


def section_picker() -> None:
    """Draw the choice of a section."""
    _keep()
    segments(_("Section"), SECTIONS, "sec")


def sections(controls: DeltaGenerator) -> None:
    """Show the chosen section; its `controls` go there."""
    drawn = {
        "fixed": fixed_section,
        "pyramid": pyramid_section,
        "global": whole_section,
        "head": head_section,
    }
    chosen = st.session_state["sec"]
    drawn[chosen](controls)
    st.session_state[SHOWN] = chosen, st.session_state[PROBLEMS]


def _keep() -> None:
    """Hold the settings whose widgets this run does not draw, which Streamlit forgets.

    The widgets that the browser shows since this arrival at the page (its list of problems) stay untouched:
    what is set goes to the browser, and would undo a click that came meanwhile.
    """
    section, arrival = st.session_state.get(SHOWN, (None, None))
    same = section == st.session_state["sec"] and arrival is st.session_state[PROBLEMS]
    drawn = {"sec", *(DRAWN[section] if same else ())}
    for key in adaptive_fields().keys() - drawn:
        st.session_state[key] = st.session_state[key]
