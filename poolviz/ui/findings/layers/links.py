"""The pages on which a layer can be seen at work, found in the menu itself."""

from collections.abc import Callable

import streamlit as st
from torch import Tensor, nn

from poolviz.answers.settings.layer_values import layer_link
from poolviz.findings.catalogue.layers import example, family_name
from poolviz.pooling.layers import setting
from poolviz.sources.matrices.text import write_matrix
from poolviz.sources.signals.signals import write_signal
from poolviz.sources.volumes.text import write_volume
from poolviz.texts import _
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import shared_fields

# How the link of a page says its input; the other pages keep their own.
INPUTS: dict[str, Callable[[Tensor], dict[str, str]]] = {
    "windows": lambda x: {"x": write_matrix(x, rows="\n")},
    "unpooling": lambda x: {"x": write_matrix(x, rows="\n")},
    "signals": lambda x: {"src": "numbers", "x": write_signal(x)},
    "volumes": lambda x: {"x": write_volume(x)},
}


def open_links(cls: type[nn.Module]) -> None:
    """Draw a link to each page that shows the layer, which opens on its example."""
    found = links(cls)
    if not found:
        return
    with st.container(horizontal=True):
        for key, settings in found.items():
            entry = PAGES[key]
            label = _("Open in {page}").format(page=_(entry.title))
            along = link(shared_fields()) | settings
            st.page_link(entry.path, label=label, icon=entry.icon, query_params=along)


def links(cls: type[nn.Module]) -> dict[str, dict[str, str]]:
    """Return the pages, keys of PAGES, that show the layer, each with the settings of a link to it.

    A MaxUnpool leads to the Unpooling page, on the max pooling of planes that it leads back.
    """
    shown = example(cls)
    layer, plane = shown.layer, shown.x[0, 0]
    pages = {key for key, entry in PAGES.items() if cls.__name__ in entry.layers} - {"home"}
    if family_name(cls) == "MaxUnpool":
        layer, plane = nn.MaxPool2d(setting(layer, "kernel_size", dim=0)), example(nn.MaxPool2d).x[0, 0]
        pages = {"unpooling"}
    found = {}
    for key in (key for key in PAGES if key in pages):
        given = INPUTS[key](plane) if key in INPUTS else {}
        found[key] = layer_link(layer, PAGES[key].layers) | given
    return found
