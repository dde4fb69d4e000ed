"""What torch refuses, on the page: its own words, and the inequality it breaks."""

from collections.abc import Sequence

import streamlit as st
from torch import nn

from poolviz.answers.settings.refusal import broken
from poolviz.errors import PoolvizError
from poolviz.texts import _
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.messages import plain, sentence


def refusal(error: PoolvizError, layer: nn.Module, plane: Sequence[int]) -> None:
    """Show what torch refused of a layer that is not the bar's: its own words, the inequality it breaks."""
    if error.torch_message is None:
        st.error(sentence(error))
        return
    with st.container(border=True):
        st.markdown(f"**{_('torch refuses this layer. It says:')}**")
        st.code(error.torch_message, language=None, wrap_lines=True)
        for rule in broken(layer, plane):
            prose(f"`{rule.parameter}` ({rule.axis}): &nbsp; {plain(rule.said)}. {rule.why}")
