"""The controls that known networks and one's own share: the late map, the channel, the draw of weights."""

from collections.abc import Mapping

import streamlit as st

from poolviz.answers.settings.numbers import WEIGHT_SEEDS
from poolviz.texts import _
from poolviz.ui.shared.controls.setting import setting


def map_choice(maps: Mapping[int, str]) -> None:
    """Draw the choice of the late map whose cells are looked at, one of `maps`; empty: the last pooling."""
    if st.session_state["map"] not in maps:
        st.session_state["map"] = None
    setting(
        "map",
        _("Late map"),
        "list",
        offered=maps,
        placeholder=_("the last pooling"),
        help=_("Point at a cell of it on the stage: what it sees of the input is drawn there."),
    )


def channel_and_weights() -> None:
    """Draw the channel of the maps that is shown, and the draw of the weights."""
    left, right = st.columns(2, vertical_alignment="bottom")
    setting("ch", _("Channel"), place=left)
    right.button(_("Other weights"), on_click=_next_weights, width="stretch")


def _next_weights() -> None:
    st.session_state["weights"] = (int(st.session_state.get("weights") or 0) + 1) % (WEIGHT_SEEDS + 1)
