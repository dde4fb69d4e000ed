"""What torch refuses, on the page: its own words, the inequality it breaks, what repairs it."""

from collections.abc import Sequence

import streamlit as st
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.refusals.repairs import ruled
from poolviz.pooling.refusals.rules import Rule, broken_rules
from poolviz.texts import _
from poolviz.ui.shared.controls.layer_state import put_layer
from poolviz.ui.shared.messages import sentence


def refusal(error: PoolvizError, layer: nn.Module, plane: Sequence[int], repairable: bool = True) -> None:
    """Show what torch refused: its own words, the inequality it breaks, and near layers it accepts.

    The buttons of those set the controls; a layer that the controls do not hold is not `repairable`.
    """
    if error.torch_message is None:
        st.error(sentence(error))
        return
    with st.container(border=True):
        st.markdown(f"**{_('torch refuses this layer. Its own words:')}**")
        st.code(error.torch_message, language=None, wrap_lines=True)
        for rule, axes in _together(_broken(layer, plane)):
            inequality = f"${rule.formula}$, &nbsp; ✗ ${rule.numbers}$"
            st.markdown(f"`{rule.parameter}` ({axes}): &nbsp; {inequality}. {_(rule.why)}")
        if error.fixes and repairable:
            with st.container(horizontal=True):
                for number, fix in enumerate(error.fixes):
                    st.button(
                        code(fix),
                        key=f"fix{number}",
                        on_click=put_layer,
                        args=(fix,),
                        icon=":material/build:",
                    )


def _broken(layer: nn.Module, plane: Sequence[int]) -> Sequence[Rule]:
    """Return the rules that `layer` breaks; none where rules do not speak of it: adaptive, or no numbers."""
    return broken_rules(layer, plane) if ruled(layer, plane) else ()


def _together(rules: Sequence[Rule]) -> list[tuple[Rule, str]]:
    """Return rules that read alike along several axes once, with the names of the axes."""
    alike: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        alike.setdefault((rule.parameter, rule.numbers), []).append(rule)
    return [(same[0], ", ".join(rule.axis for rule in same)) for same in alike.values()]
