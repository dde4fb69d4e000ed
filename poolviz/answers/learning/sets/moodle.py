"""A set of questions as Moodle XML: numbers and sizes are typed, all else is chosen."""

import math
import xml.etree.ElementTree as ET

from poolviz.answers.learning.sets.html import question_html, text_html
from poolviz.answers.learning.sets.question_set import QuestionSet, options, unasked
from poolviz.questions import Question
from poolviz.questions.topics.titles import TITLES
from poolviz.texts import _, speaking

TOLERANCE = 0.005  # of a number that is no whole one


def moodle(asked: QuestionSet, variant: str = "A") -> str:
    """Return the XML that Moodle imports; what cannot be asked there is left out."""
    questions = asked.questions(variant)
    left_out = {id(one) for one in unasked(questions)}
    quiz = ET.Element("quiz")
    with speaking(asked.language):
        for number, one in enumerate(questions, 1):
            if id(one) not in left_out:
                quiz.append(_question(one, number, asked.language))
    ET.indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(quiz, encoding="unicode") + "\n"


def _question(question: Question, number: int, language: str) -> ET.Element:
    finite = question.kind == "number" and math.isfinite(question.answer)
    kind = "numerical" if finite else "shortanswer" if question.kind in ("number", "size") else "multichoice"
    node = ET.Element("question", type=kind)
    _text(
        ET.SubElement(node, "name"),
        f"{number:02d} {_(TITLES[question.topic])} {question.seed}-{question.level}",
    )
    _text(ET.SubElement(node, "questiontext", format="html"), question_html(question, language))
    because = f"<p>{text_html(question.because(language))}</p>"
    _text(ET.SubElement(node, "generalfeedback", format="html"), because)
    {"numerical": _numerical, "shortanswer": _short, "multichoice": _choice}[kind](node, question, language)
    return node


def _numerical(node: ET.Element, question: Question, language: str) -> None:
    whole = float(question.answer).is_integer()
    for value in (question.answer, *question.mistakes.values()):
        right = value == question.answer
        if not math.isfinite(value):
            continue
        answer = _answer(node, repr(value), 100 if right else 0, question.grade(value).betrays(language))
        ET.SubElement(answer, "tolerance").text = "0" if whole else str(TOLERANCE)


def _short(node: ET.Element, question: Question, language: str) -> None:
    ET.SubElement(node, "usecase").text = "0"
    for value in (question.answer, *question.mistakes.values()):
        right = value == question.answer or question.grade(value).right
        for text in spellings(value) if right else spellings(value)[:1]:
            _answer(node, text, 100 if right else 0, question.grade(value).betrays(language))


def spellings(value: object) -> list[str]:
    """Return the ways in which people write a size or a special number.

    >>> spellings((3, 4))
    ['3 x 4', '3x4', '3 × 4', '3×4', '3, 4', '3,4', '(3, 4)', '(3,4)', '3 4']
    """
    if not isinstance(value, tuple):
        return list(dict.fromkeys([f"{value:g}", str(value)])) if isinstance(value, float) else [str(value)]
    parts = [str(part) for part in value]
    joined = [sign.join(parts) for sign in (" x ", "x", " × ", "×", ", ", ",")]
    return [*joined, f"({', '.join(parts)})", f"({','.join(parts)})", " ".join(parts)]


def _choice(node: ET.Element, question: Question, language: str) -> None:
    ET.SubElement(node, "single").text = "true"
    ET.SubElement(node, "shuffleanswers").text = "true"
    for one in options(question, language):
        _answer(node, text_html(one.text), 100 if one.right else 0, one.said, "html")


def _answer(
    node: ET.Element, text: str, fraction: int, said: str, form: str = "moodle_auto_format"
) -> ET.Element:
    answer = ET.SubElement(node, "answer", fraction=str(fraction), format=form)
    ET.SubElement(answer, "text").text = text
    _text(ET.SubElement(answer, "feedback", format="html"), text_html(said))
    return answer


def _text(node: ET.Element, text: str) -> None:
    ET.SubElement(node, "text").text = text
