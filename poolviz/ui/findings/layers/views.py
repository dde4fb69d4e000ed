"""What the Layers page shows, drawn by its kind."""

from typing import assert_never

from poolviz.answers.findings.layers.page import ArgumentOrder, Catalogue, HiddenParameters, OneLayer, Shows
from poolviz.ui.findings.layers.catalogue import layer_list, one_layer
from poolviz.ui.findings.layers.traps import argument_order, hidden_parameters


def show(found: Shows) -> None:
    """Show one layer, a list of layers, or what is to be known of all of them."""
    match found:
        case OneLayer():
            one_layer(found)
        case Catalogue():
            layer_list(found)
        case ArgumentOrder():
            argument_order(found)
        case HiddenParameters():
            hidden_parameters(found)
        case _:
            assert_never(found)
