"""The page on which the answer of a question can be seen, and what its link says."""

from torch import Tensor

from poolviz.answers.findings.layers.links import INPUTS
from poolviz.answers.settings.layer_values import layer_link
from poolviz.errors import PoolvizError
from poolviz.questions import Question
from poolviz.ui.shared.frame.pages import PAGES


def page_of(question: Question) -> tuple[str, dict[str, str]]:
    """Return the page that shows what a question is about, and the settings that open it on its layer.

    >>> from poolviz.questions import ask
    >>> page_of(ask("output_size", seed=1))
    ('sizes', {'k': '4', 's': '3', 'h': '24', 'w': '24'})
    """
    page, layer, x = question.about.page, question.layer, question.x
    names = PAGES[page].layers
    if layer is None or not names:
        return page, {}
    try:
        return page, layer_link(layer, names) | _input(page, x) | _size(question)
    except PoolvizError:  # the page has no controls for this layer
        return page, {}


def _input(page: str, x: Tensor | None) -> dict[str, str]:
    return {} if x is None or page not in INPUTS else INPUTS[page](x[0, -1])


def _size(question: Question) -> dict[str, str]:
    values = question.drawn.values
    if question.about.page != "sizes" or not {"height", "width"} <= values.keys():
        return {}
    return {"h": str(values["height"]), "w": str(values["width"])}
