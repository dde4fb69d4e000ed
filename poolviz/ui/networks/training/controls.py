"""The controls of a training, in the sidebar."""

import streamlit as st

from poolviz.answers.networks.training import MOST_EPOCHS, MOST_SEEDS, RATES, Comparison
from poolviz.networks.training.networks import KINDS
from poolviz.sources.datasets.examples import DATA_SETS
from poolviz.texts import _
from poolviz.ui.shared.choices import drop_down
from poolviz.views.words.training import KIND_NAMES


def training_controls(asked: Comparison) -> None:
    """Draw the settings of a run."""
    drop_down(_("Pictures"), {key: one.title for key, one in DATA_SETS.items()}, "data")
    st.caption(asked.pictures)
    st.caption(_("Networks"))
    for kind in KINDS:
        st.checkbox(_(KIND_NAMES[kind]), key=kind)
    left, right = st.columns(2)
    left.number_input(_("Seeds"), 1, MOST_SEEDS, step=1, key="seeds")
    right.number_input(_("Epochs"), 1, MOST_EPOCHS, step=1, key="epochs")
    st.select_slider(_("Learning rate"), RATES, key="rate")
