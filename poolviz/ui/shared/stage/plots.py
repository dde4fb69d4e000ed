"""A figure of plotly on a page, and the button that takes it away."""

from typing import TYPE_CHECKING

import streamlit as st

from poolviz.texts import _
from poolviz.ui.shared.stage.export import take_away_plot
from poolviz.views.figures.theme import CONFIG, enlarged

if TYPE_CHECKING:
    import plotly.graph_objects as go


def show_plot(figure: "go.Figure", key: str, offered: bool = True) -> None:
    """Show a figure of plotly, as wide as there is room, with a button below it that takes it away.

    While it still changes it is not `offered`: the button keeps its place. In a large page its type
    is larger; a file of it is as usual.
    """
    with st.container(gap=None, horizontal_alignment="right"):
        shown = enlarged(figure) if st.session_state["large"] else figure
        st.plotly_chart(shown, width="stretch", theme=None, key=key, config=CONFIG)
        asked = st.button(
            _("Export"),
            key=f"take_{key}",
            icon=":material/download:",
            type="tertiary",
            disabled=not offered,
        )
    if asked:
        take_away_plot(figure, key)
