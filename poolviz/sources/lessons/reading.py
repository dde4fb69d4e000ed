"""A lesson read from its file: front matter with the settings of each step, and a section of text a step."""

import re
from collections.abc import Callable
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.questions import TOPICS
from poolviz.sources.lessons.lesson import Asked, Lesson, Step
from poolviz.sources.lessons.markdown import sections
from poolviz.texts import LANGUAGES, N_

LARGEST = 200_000  # bytes
MOST_STEPS = 60
LONGEST = 4_000  # characters of an address, of notes
STEP_KEYS = ("address", "question", "teacher")
KNOWN = ("title", "language", "steps")


def read_lesson(content: bytes, key: str, escaped: Callable[[str], str]) -> Lesson:
    """Return the lesson in a Markdown file; PoolvizError says, with the line, what is wrong in it.

    `escaped` makes a text of Markdown that says itself alone.

    >>> text = "---\\ntitle: One\\nlanguage: en\\nsteps:\\n- address: /windows\\n---\\n## Look\\nAt this.\\n"
    >>> read_lesson(text.encode(), "one", lambda text: text).steps[0].address
    '/windows'
    """
    text = _text(content)
    front, body, first_line = _parts(text)
    settings, lines = _settings(front)
    told = sections(body, escaped, first_line)
    steps = settings["steps"]
    if len(told) != len(steps):
        raise PoolvizError(
            N_("line {line}: there are {steps} steps in the front matter, but {told} headings ## below it"),
            line=lines[-1] if lines else 2,
            steps=len(steps),
            told=len(told),
        )
    made = (
        _step(step, section.title, section.text, line)
        for step, section, line in zip(steps, told, lines, strict=True)
    )
    return Lesson(key, settings["title"], settings["language"], tuple(made))


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


def _settings(front: str) -> tuple[dict[str, Any], list[int]]:
    """Return the front matter, checked, and the line of the file at which each step begins."""
    import yaml

    try:
        root = yaml.compose(front, yaml.SafeLoader)
        aliased = any(isinstance(one, yaml.AliasToken) for one in yaml.scan(front, yaml.SafeLoader))
        given: Any = None if aliased else yaml.safe_load(front)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + _offset(front)
        raise PoolvizError(
            N_("line {line}: the front matter cannot be read: {problem}"),
            line=line,
            problem=error.problem or "",
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise PoolvizError(N_("line 2: the front matter cannot be read")) from error
    if root is None or aliased:
        raise PoolvizError(N_("line 2: the front matter must be title, language and steps, without aliases"))
    settings: dict[str, Any] = _check(given)
    lines = [
        node.start_mark.line + _offset(front)
        for key, value in root.value
        if key.value == "steps"
        for node in value.value
    ]
    return settings, lines


def _offset(front: str) -> int:
    """Return the line of the file in which the first line of the front matter stands."""
    return 1 if front.startswith("\n") else 2


def _check(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict) or set(given) - set(KNOWN) or not set(KNOWN) <= set(given):
        raise PoolvizError(
            N_("line 2: the front matter must have title, language and steps, and nothing else")
        )
    if not isinstance(given["title"], str) or not 0 < len(given["title"]) <= 120:
        raise PoolvizError(N_("line 2: `title` must be a text of at most 120 characters"))
    if given["language"] not in LANGUAGES and given["language"] not in ("en", "zh"):
        raise PoolvizError(
            N_("line 2: `language` must be en or zh, but got {got}"), got=str(given["language"])[:20]
        )
    if not isinstance(given["steps"], list) or not 0 < len(given["steps"]) <= MOST_STEPS:
        raise PoolvizError(N_("line 2: `steps` must be a list of 1 to {most} steps"), most=MOST_STEPS)
    return given


def _step(given: Any, title: str, text: str, line: int) -> Step:
    given = {} if given is None else given
    if not isinstance(given, dict) or set(given) - set(STEP_KEYS):
        raise PoolvizError(
            N_("line {line}: a step may have address, question and teacher, and nothing else"), line=line
        )
    texts = {key: given.get(key) or "" for key in ("address", "teacher")}
    for key, value in texts.items():
        if not isinstance(value, str) or len(value) > LONGEST:
            raise PoolvizError(
                N_("line {line}: `{key}` must be a text of at most {most} characters"),
                line=line,
                key=key,
                most=LONGEST,
            )
    if texts["address"] and not re.fullmatch(r"/[a-z]*(\?[^\s#]*)?", texts["address"]):
        raise PoolvizError(
            N_("line {line}: `address` must be a path of the app, such as /windows?k=3, but got {got}"),
            line=line,
            got=texts["address"][:60],
        )
    return Step(title, text, texts["address"], _question(given.get("question"), line), texts["teacher"], line)


def _question(given: Any, line: int) -> Asked | None:
    if given is None:
        return None
    rule = N_("line {line}: `question` must have a known topic, a seed from 0 on and a level from 1 to 3")
    if (
        not isinstance(given, dict)
        or set(given) - {"topic", "seed", "level"}
        or given.get("topic") not in TOPICS
    ):
        raise PoolvizError(rule, line=line)
    seed, level = given.get("seed", 0), given.get("level", 1)
    if type(seed) is not int or type(level) is not int or not 0 <= seed <= 10**6 or level not in (1, 2, 3):
        raise PoolvizError(rule, line=line)
    return Asked(given["topic"], seed, level)
