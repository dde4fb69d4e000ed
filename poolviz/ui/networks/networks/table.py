"""The steps of a network as a table, and the way from each pooling to the pages that show it."""

from collections.abc import Sequence

import streamlit as st

from poolviz.answers.networks.networks.display import NetworkDisplay
from poolviz.answers.networks.networks.links import pool_links
from poolviz.texts import _
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.controls.setting import setting
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import shared_fields
from poolviz.ui.shared.messages import plain
from poolviz.views.words.networks import number_titles

ROW = 35  # px, where letters are not large
MOST_ROWS = 14  # that are all seen


def table(shown: NetworkDisplay, key: str) -> None:
    """Show every step as a row, with the numbers that would be without the pools where that is chosen."""
    prose(shown.summary)
    setting("bare", _("Also show each row without the pools"))
    chosen = st.dataframe(
        shown.rows,
        hide_index=True,
        width="stretch",
        height=ROW * (MOST_ROWS + 1) if len(shown.rows) > MOST_ROWS else "content",
        key=f"steps_{key}",
        column_config={title: st.column_config.TextColumn(alignment="right") for title in number_titles()},
        on_select="rerun",
        selection_mode="single-row",
    )
    _ways(shown, chosen["selection"]["rows"])


def _ways(shown: NetworkDisplay, rows: Sequence[int]) -> None:
    """Draw links that open a pooling layer of the network, with the input it has there, on other pages."""
    pools = shown.pools
    number = next((row for row in rows if row in pools), next(iter(pools), None))
    if number is None:
        st.caption(_("This network has no pooling layer."))
        return
    name = pools[number]
    st.caption(
        _("Select the row of a pooling layer to open it on another page. Selected: {name}.").format(
            name=plain(name)
        )
    )
    with st.container(horizontal=True):
        for page, settings in pool_links(shown.run, number).items():
            entry = PAGES[page]
            label = _("{name} in {page}").format(name=name, page=_(entry.title))
            along = link(shared_fields()) | settings
            st.page_link(entry.path, label=label, icon=entry.icon, query_params=along)
