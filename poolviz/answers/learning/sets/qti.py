"""A set of questions as QTI, which Canvas imports: numbers and sizes are typed, all else is chosen."""

import math
import string

from poolviz.answers.learning.sets.html import stage_html
from poolviz.answers.learning.sets.moodle import TOLERANCE, spellings
from poolviz.answers.learning.sets.question_set import QuestionSet, options, unasked
from poolviz.questions import Question
from poolviz.texts import _, speaking


def qti(asked: QuestionSet, variant: str = "A") -> bytes:
    """Return the package, a zip; what cannot be asked there is left out."""
    from text2qti.config import Config
    from text2qti.qti import QTI
    from text2qti.quiz import Quiz

    return QTI(Quiz(quiz_text(asked, variant), config=Config())).zip_bytes()


def quiz_text(asked: QuestionSet, variant: str = "A") -> str:
    """Return the questions as text2qti reads them."""
    questions = asked.questions(variant)
    left_out = {id(one) for one in unasked(questions)}
    with speaking(asked.language):
        title = _("Pooling, sheet {variant}").format(variant=variant)
        parts = [_question(one, asked.language) for one in questions if id(one) not in left_out]
    return "\n\n".join([f"Quiz title: {title}", *parts]) + "\n"


def _question(question: Question, language: str) -> str:
    lines = [f"1.  {_line(question.text(language))}"]
    if picture := stage_html(question, language):
        lines += ["", f"    {picture}"]
    lines.append(f"... {_line(question.because(language))}")
    if question.kind in ("number", "size"):
        return "\n".join([*lines, *_typed(question)])
    return "\n".join([*lines, *_chosen(question, language)])


def _typed(question: Question) -> list[str]:
    answer = question.answer
    if (
        question.kind == "number" and math.isfinite(answer) and abs(answer) > 2 * TOLERANCE
    ):  # 0 is no number there
        whole = float(answer).is_integer()
        return [f"=   {int(answer)}" if whole else f"=   {answer:.6f} +- {TOLERANCE}"]
    return [f"*   {text}" for text in spellings(answer)]


def _chosen(question: Question, language: str) -> list[str]:
    lines = []
    for letter, one in zip(string.ascii_lowercase, options(question, language), strict=False):
        lines.append(f"{'*' if one.right else ''}{letter})  {_line(one.text)}")
        if one.said:
            lines.append(f"... {_line(one.said)}")
    return lines


def _line(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line; back-ticks stay."""
    return " ".join(text.split()).replace("*", "\\*").replace("$", "\\$").replace("<", "&lt;")
