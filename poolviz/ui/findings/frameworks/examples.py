"""The examples of the Other frameworks page."""

from poolviz.answers.findings.frameworks.cases import FRAMEWORK_CASES
from poolviz.answers.findings.frameworks.page import example
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.shared.controls.examples import example_list, say_lesson


def example_picker(values: Values) -> None:
    """Draw the list of examples; it shows the one that is on the page, and choosing one sets the page."""
    example_list(FRAMEWORK_CASES, example(values))


def lesson(values: Values) -> None:
    """Say what to look at in the example on the page, else the page's own question."""
    question = _("Point at an output: where does each framework's window begin? One row is a signal.")
    say_lesson(example(values), question)
