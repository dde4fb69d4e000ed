"""The way from a pooling layer of a network to the pages that show it, with the input that it has there."""

from contextlib import suppress

from torch import Tensor

from poolviz.answers.settings.layer_values import layer_link
from poolviz.answers.settings.numbers import LAYER_NAMES, LINE_LAYERS, PLANE_LAYERS
from poolviz.errors import PoolvizError
from poolviz.networks.step import Step
from poolviz.networks.trace import Trace
from poolviz.pooling.layers import family_of
from poolviz.sources.matrices.text import LIMIT, write_matrix
from poolviz.sources.signals.signals import LIMIT as LONGEST
from poolviz.sources.signals.signals import write_signal

LAYERS = {"sizes": LAYER_NAMES, "windows": PLANE_LAYERS, "signals": LINE_LAYERS}
PAGES = {1: ("signals",), 2: ("sizes", "windows")}  # by the axes of a layer


def pool_links(run: Trace, number: int) -> dict[str, dict[str, str]]:
    """Return the pages that can show the pooling layer of a step, each with the settings of a link to it."""
    step = run.steps[number]
    if step.layer is None:
        return {}
    found = {}
    for page in PAGES.get(family_of(step.layer)[1], ()):
        with suppress(PoolvizError):  # a page that does not have the layer
            found[page] = layer_link(step.layer, LAYERS[page]) | _input(step, page)
    return found


def _input(step: Step, page: str) -> dict[str, str]:
    """Return the settings of the layer's input on `page`; its numbers where they are known and few enough."""
    if page == "sizes":
        return dict(zip("nchw", map(str, step.shape_in), strict=False))
    x = None if step.explanation is None else step.explanation.input
    return {} if x is None or x.is_meta or x.dim() not in (3, 4) else _numbers(x[0, 0])


def _numbers(values: Tensor) -> dict[str, str]:
    rounded = (values * 100).round() / 100
    if rounded.dim() == 1:
        return {"src": "numbers", "x": write_signal(rounded)} if len(rounded) <= LONGEST else {}
    return {"x": write_matrix(rounded, rows="\n")} if max(rounded.shape) <= LIMIT else {}
