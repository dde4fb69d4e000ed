"""The examples of the Volumes page."""

from poolviz.answers.pooling.examples import VOLUMES
from poolviz.answers.pooling.volumes import example
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.shared.controls.examples import example_list, say_lesson


def example_picker(values: Values) -> None:
    """Draw the list of examples; it shows the one that is on the page, and choosing one sets the page."""
    example_list(VOLUMES, example(values))


def lesson(values: Values) -> None:
    """Say what to look at in the example on the page, else the page's own question."""
    question = _("Point at an output: in which slices does its window lie? Then point at an input.")
    say_lesson(example(values), question)
