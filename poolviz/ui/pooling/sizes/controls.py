"""The controls of the Output size page: the shape of the input."""

import streamlit as st

from poolviz.answers.pooling.sizes import SHAPE
from poolviz.texts import _
from poolviz.ui.shared.controls.setting import setting


def shape_controls() -> None:
    """Draw the four sizes of the input."""
    labels = {"n": _("N, batch"), "c": _("C, channels"), "h": _("H, height"), "w": _("W, width")}
    for key, column in zip(SHAPE, st.columns(2) + st.columns(2), strict=True):
        setting(key, labels[key], place=column)
