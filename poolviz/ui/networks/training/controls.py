"""The controls of a training, in the sidebar."""

import streamlit as st

from poolviz.answers.networks.training import Comparison
from poolviz.networks.training.networks import KINDS
from poolviz.texts import _
from poolviz.ui.shared.controls.setting import setting
from poolviz.views.words.training import KIND_NAMES


def training_controls(asked: Comparison) -> None:
    """Draw the settings of a run."""
    setting("data", _("Pictures"))
    st.caption(asked.pictures)
    st.caption(_("Networks"))
    for kind in KINDS:
        setting(kind, _(KIND_NAMES[kind]), "check")
    left, right = st.columns(2)
    setting("seeds", _("Seeds"), place=left)
    setting("epochs", _("Epochs"), place=right)
    setting("rate", _("Learning rate"), "slider")
