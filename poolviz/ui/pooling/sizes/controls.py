"""The controls of the Output size page: the shape of the input."""

import streamlit as st

from poolviz.answers.pooling.sizes import LARGEST, SHAPE
from poolviz.texts import _


def shape_controls() -> None:
    """Draw the four sizes of the input."""
    labels = {"n": _("N, batch"), "c": _("C, channels"), "h": _("H, height"), "w": _("W, width")}
    for key, column in zip(SHAPE, st.columns(2) + st.columns(2), strict=True):
        column.number_input(labels[key], 1, LARGEST, step=1, key=key)
