"""The steps of a lesson while its stage is presented: what is said above it, and where a clicker goes."""

from dataclasses import replace
from functools import partial
from typing import Any

from poolviz.answers.learning.stages import question_stage
from poolviz.answers.lessons.page import Shown, answer
from poolviz.errors import PoolvizError
from poolviz.sources.lessons.lesson import Lesson
from poolviz.sources.lessons.markdown import without_marks
from poolviz.ui.learning.learn.overview import go
from poolviz.ui.shared.frame.viewer import chosen_device, chosen_language
from poolviz.ui.shared.messages import plain
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.pooling import stage
from poolviz.views.stage.wire.stage import LessonStep


def said_step(shown: Shown, lesson: Lesson, at: int) -> LessonStep:
    """Return what is said above the stage of a step: its text, and its question where it asks one."""
    texts = [shown.step.text]
    if shown.question is not None:
        language = chosen_language()
        texts.append(shown.question.text(language))
        texts += [f"{n}. {text}" for n, text in enumerate(shown.question.offered(language), 1)]
    said = "\n".join(without_marks(text) for text in texts)
    return LessonStep(shown.step.title, said, at, len(lesson.steps))


def turn_step(lesson: Lesson, at: int, said: dict[str, Any]) -> None:
    """Go to the step before or after `at`; one that this machine cannot show is passed over."""
    by = said.get("by")
    if said.get("from") != at or by not in (1, -1):
        return
    beside = range(at + by, len(lesson.steps) if by > 0 else -1, by)
    found = next((n for n in beside if _opens(lesson, n)), None)
    if found is not None:
        go(lesson.key, found)


def has_stage(shown: Shown, answered: bool) -> bool:
    """Tell whether a step draws a stage: its question's, or its page's, which a question comes before."""
    if shown.question is not None and question_stage(shown.question).grids:
        return True
    if shown.question is not None and not answered:
        return False
    return shown.display is not None and bool(shown.display.stage.grids)


def show_text(shown: Shown, lesson: Lesson, at: int) -> None:
    """Draw a stage without grids for a step that has no other: presented, it is the step's text, large."""
    alone = replace(stage(plain(shown.step.title), [], [], toolbar=False), step=said_step(shown, lesson, at))
    turned = partial(turn_step, lesson, at)
    show_stage(alone, f"lesson_{lesson.key}_{at}_text", ends=False, hide=False, on_step=turned)


def _opens(lesson: Lesson, at: int) -> bool:
    try:
        answer(lesson, at, chosen_device())
    except PoolvizError:
        return False
    return True
