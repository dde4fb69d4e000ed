"""Layers: the catalogue of torch.nn's pooling layers, the order of their arguments, what repr() hides."""

import streamlit as st

from poolviz.texts import _
from poolviz.ui.findings.layers.catalogue import (
    catalogue,
    catalogue_fields,
    dims_picker,
    family_picker,
    view_picker,
)
from poolviz.ui.findings.layers.traps import order_of_arguments, what_repr_hides
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset

FIELDS = catalogue_fields()

open_page("layers", FIELDS)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Layers"), anchor=False)
    shown = view_picker()
    dims = dims_picker()
    link_and_reset(FIELDS)
if shown == "order":
    order_of_arguments(dims)
elif shown == "repr":
    what_repr_hides(dims)
else:
    catalogue(family_picker(), dims)
