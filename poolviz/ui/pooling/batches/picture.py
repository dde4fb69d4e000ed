"""From a picture of a batch to the Pictures page, which shows that very picture under the same layer."""

import streamlit as st
from torch import nn

from poolviz.answers.pooling.batches.picture import picture_link
from poolviz.answers.settings.layer_values import layer_link
from poolviz.answers.settings.numbers import LAYER_NAMES
from poolviz.errors import PoolvizError
from poolviz.sources.datasets.batches import PictureSet
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import shared_fields

PICKED = "picked"  # the number of the picture to be opened, in the page's memory


def pick(number: int) -> None:
    """Remember that picture `number` is to be opened."""
    memory().extra[PICKED] = number


def open_picked(pictures: PictureSet, layer: nn.Module) -> None:
    """Open the picture that was picked, if there is one, on the Pictures page under `layer`."""
    number = memory().extra.pop(PICKED, None)
    if number is None or not 0 <= number < len(pictures):
        return
    try:
        along = layer_link(layer, LAYER_NAMES)
    except PoolvizError:
        along = {}
    settings = link(shared_fields()) | along | picture_link(pictures, number)
    st.switch_page(PAGES["pictures"].path, query_params=settings)
