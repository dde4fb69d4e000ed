"""How a signal is drawn, and what is drawn beside it."""

import streamlit as st

from poolviz.answers.settings.fields import Field, flag, one_of
from poolviz.texts import N_, _
from poolviz.ui.shared.choices import segments

KINDS = {"bars": N_("Bars"), "line": N_("Line")}


def drawing_fields() -> dict[str, Field]:
    """Return what the link says of how the signal is drawn."""
    return {"as": one_of(tuple(KINDS)), "both": flag(True), "back": flag()}


def drawing_controls() -> None:
    """Draw how the signal is drawn, and what is drawn beside it."""
    segments(_("Drawn as"), KINDS, "as")
    st.toggle(_("compare"), key="both", help=_("Max and average of the same windows, one below the other."))
    st.toggle(
        _("and back"),
        key="back",
        help=_("MaxUnpool1d puts every maximum back where it was; all other samples become 0."),
    )
