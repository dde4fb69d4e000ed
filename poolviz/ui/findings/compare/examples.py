"""The list of a section's examples on the Compare page, and what to see in the one that is on it."""

from poolviz.answers.findings.compare.examples import EXAMPLES
from poolviz.answers.findings.compare.page import example
from poolviz.answers.settings.fields import Values
from poolviz.ui.shared.controls.examples import example_list, say_lesson


def picker(values: Values, width: int = 300) -> None:
    """Draw the list of the section's examples; it shows the one on the page, choosing one sets the page."""
    example_list(EXAMPLES[values["show"]], example(values), width=width)


def lesson(values: Values, otherwise: str) -> None:
    """Say what to look at in the example on the page, else the section's own question."""
    say_lesson(example(values), otherwise)
