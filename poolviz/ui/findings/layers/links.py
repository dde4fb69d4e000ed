"""Links to the pages on which a layer can be seen at work, found in the menu itself."""

import streamlit as st
from torch import nn

from poolviz.answers.findings.layers.links import links
from poolviz.texts import _
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import shared_fields

# The home page shows what all layers share.
SHOWING = {key: entry.layers for key, entry in PAGES.items() if key != "home"}


def open_links(cls: type[nn.Module]) -> None:
    """Draw a link to each page that shows the layer, which opens on its example."""
    found = links(cls, SHOWING)
    if not found:
        return
    with st.container(horizontal=True):
        for key, settings in found.items():
            entry = PAGES[key]
            label = _("Open in {page}").format(page=_(entry.title))
            along = link(shared_fields()) | settings
            st.page_link(entry.path, label=label, icon=entry.icon, query_params=along)
