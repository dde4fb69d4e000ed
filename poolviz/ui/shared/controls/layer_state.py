"""The layer that the controls of a page hold."""

from collections.abc import Sequence

import streamlit as st
from torch import nn

from poolviz.answers.settings.layer_values import layer_values
from poolviz.answers.settings.numbers import SEED
from poolviz.errors import PoolvizError
from poolviz.ui.shared.frame.address import put
from poolviz.ui.shared.frame.pages import shown_layers


def put_layer(layer: nn.Module, names: Sequence[str] | None = None) -> None:
    """Set every control to `layer`; to be called before the controls are drawn.

    `names` are the layers to choose from, those of the page unless given. PoolvizError where `layer`
    is none of them, or a control cannot hold a value.
    """
    seed = st.session_state.get(SEED.key) or 0
    put(layer_values(layer, names or shown_layers(), seed))


def holds(layer: nn.Module) -> bool:
    """Tell whether the controls can be set to `layer`."""
    try:
        layer_values(layer, shown_layers(), st.session_state.get(SEED.key) or 0)
    except PoolvizError:
        return False
    return True
