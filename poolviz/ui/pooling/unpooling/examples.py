"""The examples of the Unpooling page."""

from poolviz.answers.pooling.unpooling.cases import CASES
from poolviz.answers.pooling.unpooling.page import example
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.shared.controls.examples import example_list, say_lesson

ANEW = {"oh": None, "ow": None, "g": ""}


def example_picker(values: Values) -> None:
    """Draw the list of examples; it shows the one that is on the page, and choosing one sets the page."""
    example_list(CASES, example(values), anew=ANEW)


def lesson(values: Values) -> None:
    """Say what to look at in the example on the page, else the page's own question."""
    question = _("Point at a pooled value: from which cell does it come, and where does it return to?")
    say_lesson(example(values), question)
