"""The pages on which a layer can be seen at work, found in the menu itself."""

import streamlit as st
from torch import nn

from poolviz.catalogue import example, family_name
from poolviz.layers import setting
from poolviz.sources.matrices import write_matrix
from poolviz.texts import _
from poolviz.ui.frame import PAGES
from poolviz.ui.language import shared_fields
from poolviz.ui.link import written
from poolviz.ui.state import layer_link

WITH_MATRIX = ("windows", "unpooling")  # whose link carries the matrix of the example as x


def open_links(cls: type[nn.Module]) -> None:
    """Draw a link to each page that shows the layer, which opens on the layer of its example."""
    found = links(cls)
    if not found:
        return
    with st.container(horizontal=True):
        for key, settings in found.items():
            entry = PAGES[key]
            label = _("Open in {page}").format(page=_(entry.title))
            along = written(shared_fields()) | settings
            st.page_link(entry.path, label=label, icon=entry.icon, query_params=along)


def links(cls: type[nn.Module]) -> dict[str, dict[str, str]]:
    """Return the pages, keys of PAGES, that show the layer, each with the settings of a link to it.

    A MaxUnpool leads to the Unpooling page, on the max pooling of planes that it leads back.
    """
    shown = example(cls)
    layer, plane = shown.layer, shown.x[0, 0]
    pages = {key for key, entry in PAGES.items() if cls.__name__ in entry.layers}
    if family_name(cls) == "MaxUnpool":
        layer, plane = nn.MaxPool2d(setting(layer, "kernel_size", dim=0)), example(nn.MaxPool2d).x[0, 0]
        pages = {"unpooling"}
    found = {}
    for key in (key for key in PAGES if key in pages):
        found[key] = layer_link(layer, PAGES[key].layers)
        if key in WITH_MATRIX:
            found[key]["x"] = write_matrix(plane, rows="\n")
    return found
