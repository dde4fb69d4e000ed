"""The examples of the Windows page."""

from poolviz.answers.pooling.examples import WINDOWS
from poolviz.answers.pooling.windows import example
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.shared.controls.examples import example_list, say_lesson


def example_picker(values: Values) -> None:
    """Draw the list of examples; it shows the one that is on the page, and choosing one sets the page."""
    example_list(WINDOWS, example(values))


def lesson(values: Values) -> None:
    """Say what to look at in the example on the page, else the page's own question."""
    question = _("Point at an output: which cells does it read, and which one wins? Then point at an input.")
    say_lesson(example(values), question)
