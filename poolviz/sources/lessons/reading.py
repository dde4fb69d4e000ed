"""A lesson read from its file: front matter with the settings of each step, and a section of text a step."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.questions import TOPICS
from poolviz.sources.lessons.front_matter import Said, front_matter
from poolviz.sources.lessons.lesson import Asked, Lesson, Step
from poolviz.sources.lessons.markdown import sections
from poolviz.texts import N_

LARGEST = 200_000  # bytes
LONGEST = {"address": 60_000, "teacher": 4_000}  # characters; a page's link can carry a matrix
STEP_KEYS = ("address", "question", "teacher")
QUESTION_KEYS = ("topic", "seed", "level")
MOST_SEED = 10**6


def read_lesson(content: bytes, key: str, escaped: Callable[[str], str]) -> Lesson:
    """Return the lesson in a Markdown file; PoolvizError says, with the line, what is wrong in it.

    `escaped` makes a text of Markdown that says itself alone.

    >>> text = "---\\ntitle: One\\nlanguage: en\\nsteps:\\n- address: /windows\\n---\\n## Look\\nAt this.\\n"
    >>> read_lesson(text.encode(), "one", lambda text: text).steps[0].address
    '/windows'
    """
    text = _text(content)
    front, body, first_line = _parts(text)
    read = front_matter(front)
    made = [_step(said) for said in read.steps]
    told = sections(body, escaped, first_line)
    if len(told) != len(made):
        raise PoolvizError(
            N_("line {line}: each step needs one heading ##; steps: {steps}, headings: {told}"),
            line=told[len(made)].line if len(told) > len(made) else read.steps[len(told)].line,
            steps=len(made),
            told=len(told),
        )
    steps = (replace(step, title=one.title, text=one.text) for step, one in zip(made, told, strict=True))
    return Lesson(key, read.title, read.language, tuple(steps))


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise PoolvizError(N_("a lesson must be at most {most} bytes long"), most=LARGEST)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise PoolvizError(N_("line {line}: this is not text in UTF-8"), line=line) from error


def _parts(text: str) -> tuple[str, str, int]:
    """Return the front matter, the text below it, and the line at which that begins."""
    from frontmatter.default_handlers import YAMLHandler

    if not re.match(r"---[ \t]*\n", text):
        raise PoolvizError(N_("line 1: a lesson begins with --- and its front matter"))
    try:
        front, body = YAMLHandler().split(text)
    except ValueError as error:
        raise PoolvizError(N_("line 1: the front matter must end with ---")) from error
    return front, body, text.count("\n") - body.count("\n") + 1


def _step(said: Said) -> Step:
    given, line = {} if said.value is None else said.value, said.line
    if not isinstance(given, dict) or set(given) - set(STEP_KEYS):
        raise PoolvizError(
            N_("line {line}: a step may have address, question and teacher, and nothing else"),
            line=next((at for key, at in said.lines.items() if key not in STEP_KEYS), line),
        )
    address, teacher = (_words(said, given, key) for key in ("address", "teacher"))
    at = said.lines.get("address", line)
    if address and not re.fullmatch(r"/[a-z]*(\?[^\s#]*)?", address):
        raise PoolvizError(
            N_("line {line}: `address` must be a path of the app, such as /windows?k=3, but got {got}"),
            line=at,
            got=address[:60],
        )
    asked = _question(given.get("question"), said.lines.get("question", line))
    return Step("", "", address, asked, teacher, at)


def _words(said: Said, given: dict[str, Any], key: str) -> str:
    value = given.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST[key]:
        raise PoolvizError(
            N_("line {line}: `{key}` must be a text of at most {most} characters"),
            line=said.lines.get(key, said.line),
            key=key,
            most=LONGEST[key],
        )
    return value


def _question(given: Any, line: int) -> Asked | None:
    if given is None:
        return None
    if not isinstance(given, dict) or set(given) - set(QUESTION_KEYS):
        raise PoolvizError(
            N_("line {line}: `question` may have topic, seed and level, and nothing else"), line=line
        )
    topic, seed, level = given.get("topic"), given.get("seed", 0), given.get("level", 1)
    if not isinstance(topic, str) or topic not in TOPICS:
        rule = N_("line {line}: there is no topic {topic} to ask about; Practise has their names in its link")
        raise PoolvizError(rule, line=line, topic=str(topic)[:40])
    if (
        type(seed) is not int
        or type(level) is not int
        or not 0 <= seed <= MOST_SEED
        or level not in (1, 2, 3)
    ):
        rule = N_("line {line}: `question` must have a seed from 0 to {most} and a level from 1 to 3")
        raise PoolvizError(rule, line=line, most=MOST_SEED)
    return Asked(topic, seed, level)
