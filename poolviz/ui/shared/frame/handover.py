"""What goes along from page to page by the menu: the viewer's settings, the last layer, the last matrix."""

from functools import cache

import streamlit as st

from poolviz.answers.page import Page
from poolviz.answers.settings.fields import Fields
from poolviz.answers.settings.numbers import PLANE_LAYERS, VOLUME_LAYERS, dims_of, layer_fields
from poolviz.sources.matrices.text import canonical
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.viewer import shared_fields

LAST_LAYER, LAST_MATRIX = "carried_layer", "carried_matrix"


def carried(page: Page) -> dict[str, str]:
    """Return what goes along to `page`: language, look, device, the last layer's like and the last matrix.

    Of layer and matrix goes along what the page can show.
    """
    return link(shared_fields()) | _layer(page) | _matrix(page)


def keep_carried(page: Page, fields: Fields) -> None:
    """Remember layer and matrix, which go along to other pages, also by way of pages that have none."""
    if "layer" in fields:
        usual = _usual_fields()
        held = {key: usual[key] for key in fields if key in usual}
        st.session_state[LAST_LAYER] = st.session_state["layer"], link(held)
    if page.matrix and canonical(str(st.session_state[page.matrix])):
        st.session_state[LAST_MATRIX] = link({page.matrix: fields[page.matrix]}).get(page.matrix, "")


def _layer(page: Page) -> dict[str, str]:
    layer, along = st.session_state.get(LAST_LAYER, ("", {}))
    like = f"{layer[:-2]}{dims_of(page.layers)}d" if page.layers else ""
    if like not in page.layers:
        return {}
    known = _layer_keys(tuple(page.layers))
    kept = {key: text for key, text in along.items() if key in known}
    if like != page.layers[0]:
        kept["layer"] = like
    return dict(page.usual) | kept if kept else {}


def _matrix(page: Page) -> dict[str, str]:
    text = st.session_state.get(LAST_MATRIX, "")
    return {page.matrix: text} if page.matrix and text else {}


@cache
def _usual_fields() -> Fields:
    """Return the fields of every layer as most pages have them, all but the layer's name."""
    every = layer_fields(PLANE_LAYERS) | layer_fields(VOLUME_LAYERS)
    return {key: field for key, field in every.items() if key != "layer"}


@cache
def _layer_keys(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(layer_fields(names))
