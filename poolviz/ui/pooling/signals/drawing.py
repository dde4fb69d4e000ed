"""How a signal is drawn, and what is drawn beside it."""

import streamlit as st

from poolviz.answers.pooling.signals import KINDS
from poolviz.texts import _
from poolviz.ui.shared.choices import segments


def drawing_controls() -> None:
    """Draw how the signal is drawn, and what is drawn beside it."""
    segments(_("Drawn as"), KINDS, "as")
    st.toggle(_("compare"), key="both", help=_("Max and average of the same windows, one below the other."))
    st.toggle(
        _("and back"),
        key="back",
        help=_("MaxUnpool1d puts every maximum back where it was; all other samples become 0."),
    )
