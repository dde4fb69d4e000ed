"""A lesson: a title, a language, and short steps."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A question of `poolviz.questions` by its name."""

    topic: str
    seed: int
    level: int


@dataclass(frozen=True)
class Step:
    """A step: its `title`, a `text` of safe Markdown, a page's address, a question, notes for the teacher.

    The address is a path of the app, such as /windows?k=3; it is empty where a step has none. `line` is
    where it stands in the file, counted from 1, or where the step begins.
    """

    title: str
    text: str
    address: str = ""
    question: Asked | None = None
    teacher: str = ""
    line: int = 0


@dataclass(frozen=True)
class Lesson:
    """A lesson in one language, "en" or "zh"; `key` names it in links."""

    key: str
    title: str
    language: str
    steps: tuple[Step, ...]
