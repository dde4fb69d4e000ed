"""A matrix or a volume under a layer, as grids of numbers that can be edited."""

from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.run import Limits, Run
from poolviz.pooling.sizes.costs import MOST_DRAWN
from poolviz.views.stage.pooling import input_stage, pooling_stage
from poolviz.views.words.reasons import reason_lines

HEIGHT = 340  # px kept for the grids
LIMITS = Limits(outputs=MOST_DRAWN)


def grids(found: Run) -> Answer:
    """Return the stage of one plane or volume under a layer, all of it editable, and the lines below it."""
    explanation = found.explanation
    if explanation is None:
        return Answer(input_stage(found.x[0, 0], editable=True, height=HEIGHT), (), found)
    drawn = pooling_stage(explanation, editable=True, height=HEIGHT)
    return Answer(drawn, (found.line, *reason_lines(explanation)), found)
