"""The sections of the Adaptive and global page, of which only the chosen one is drawn."""

import streamlit as st

from poolviz.answers.findings.adaptive import heads
from poolviz.answers.settings.fields import Fields
from poolviz.texts import _
from poolviz.ui.findings.adaptive.fixed_size import fixed_section
from poolviz.ui.findings.adaptive.global_pooling import global_section
from poolviz.ui.findings.adaptive.heads import head_section
from poolviz.ui.findings.adaptive.pyramid import pyramid_section
from poolviz.ui.shared.controls.setting import segments
from poolviz.ui.shared.frame.address import PROBLEMS, keep
from poolviz.ui.shared.frame.frame import Page
from poolviz.ui.shared.frame.memory import memory

# The settings whose widgets a section always draws.
DRAWN = {
    "fixed": ("ch", "cw"),
    "pyramid": ("ch", "cw", "bh", "bw", "levels", "kind", "on"),
    "global": ("x", "n", "at"),
    "head": tuple(heads.fields()),
}
SHOWN = "section"


def section_picker(fields: Fields) -> None:
    """Draw the choice of a section."""
    _keep(fields)
    segments("sec", _("Section"))


def show_section(page: Page) -> None:
    """Show the chosen section; its controls go into the sidebar."""
    values = page.values
    drawn = {
        "pyramid": pyramid_section,
        "global": global_section,
        "head": head_section,
    }
    if values["sec"] == "fixed":
        fixed_section(page)
    else:
        drawn[values["sec"]](page.controls, values)
    memory().extra[SHOWN] = values["sec"], st.session_state[PROBLEMS]


def _keep(fields: Fields) -> None:
    """Hold the settings whose widgets this run does not draw, which Streamlit forgets.

    The widgets that the browser shows since this arrival at the page (its list of problems) stay untouched:
    what is set goes to the browser, and would undo a click that came meanwhile.
    """
    section, arrival = memory().extra.get(SHOWN, (None, None))
    same = section == st.session_state["sec"] and arrival is st.session_state[PROBLEMS]
    keep(fields.keys() - {"sec", *(DRAWN[section] if same else ())})
