"""The pages on which a layer can be seen at work, and what their links say of it."""

from collections.abc import Callable, Mapping, Sequence

from torch import Tensor, nn

from poolviz.answers.settings.layer_values import layer_link
from poolviz.findings.catalogue.layers import example, family_name
from poolviz.pooling.layers import setting
from poolviz.sources.matrices.text import write_matrix
from poolviz.sources.signals.signals import write_signal
from poolviz.sources.volumes.text import write_volume

# How the link of a page says its input; the other pages keep their own.
INPUTS: dict[str, Callable[[Tensor], dict[str, str]]] = {
    "windows": lambda x: {"x": write_matrix(x, rows="\n")},
    "unpooling": lambda x: {"x": write_matrix(x, rows="\n")},
    "signals": lambda x: {"src": "numbers", "x": write_signal(x)},
    "volumes": lambda x: {"x": write_volume(x)},
}


def links(cls: type[nn.Module], pages: Mapping[str, Sequence[str]]) -> dict[str, dict[str, str]]:
    """Return those of `pages`, by the layers that each shows, with the settings of a link to the layer.

    Each opens on the layer's example. A MaxUnpool leads to the Unpooling page, on the max pooling of planes
    that it leads back.

    >>> links(nn.AvgPool1d, {"signals": ("MaxPool1d", "AvgPool1d"), "windows": ("AvgPool2d",)})
    {'signals': {'layer': 'AvgPool1d', 'src': 'numbers', 'x': '1 2 3 4 5 6'}}
    """
    shown = example(cls)
    layer, plane = shown.layer, shown.x[0, 0]
    leads = {key for key, names in pages.items() if cls.__name__ in names}
    if family_name(cls) == "MaxUnpool":
        layer, plane = nn.MaxPool2d(setting(layer, "kernel_size", dim=0)), example(nn.MaxPool2d).x[0, 0]
        leads = {"unpooling"}
    found = {}
    for key in (key for key in pages if key in leads):
        given = INPUTS[key](plane) if key in INPUTS else {}
        found[key] = layer_link(layer, pages[key]) | given
    return found
