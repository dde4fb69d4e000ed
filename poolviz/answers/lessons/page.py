"""Learn: lessons in order, each a walk of short steps over the stages of the other pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import torch

from poolviz.answers.findings.layers import page as layers
from poolviz.answers.networks import training
from poolviz.answers.pages import ANSWERED
from poolviz.answers.pooling import sizes
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Field, Fields, Values, flag, read, whole, words
from poolviz.answers.settings.messages import plain
from poolviz.errors import PoolvizError
from poolviz.pooling.devices import CPU
from poolviz.questions import Question, ask
from poolviz.sources.lessons.lesson import Lesson, Step
from poolviz.sources.lessons.reading import read_lesson
from poolviz.sources.lessons.shelf import Shelf, shelf
from poolviz.texts import N_

LONGEST = 2_000  # characters of a trail
# What the viewer sets, which the address of every page may say.
VIEWER: dict[str, Field] = {
    "hide": flag(digits=True),
    **{key: words("", 200) for key in ("lang", "large", "cpu", "menu", "lock", "embed")},
}
# Where an address may bring a data set that is not on this machine, which is no fault of a lesson.
FROM_FILES = ("pictures", "batches", "networks", "practise")


@dataclass(frozen=True, eq=False)
class Shown:
    """A `step`: what its page shows, hidden or not, and its question; `page` is the page of its address."""

    step: Step
    page: str
    settings: dict[str, str]
    display: Display | None
    question: Question | None

    @property
    def hides(self) -> bool:
        """Whether the address hides the output."""
        return self.settings.get("hide") == "true"


def fields() -> Fields:
    """Return the settings of the page: the lesson, its step, and the lessons that are done."""
    return {"lesson": words("", 60), "step": whole(0, 0, 99), "done": words("", LONGEST)}


# Pages without a stage that an address alone can open, and their settings.
UNSTAGED: dict[str, Callable[[], Fields]] = {
    "sizes": sizes.fields,
    "layers": layers.fields,
    "training": training.fields,
    "learn": fields,
}


def lessons(language: str) -> Shelf:
    """Return the lessons in a language whose addresses all open, and what is wrong with the others."""
    found = shelf(language, plain)
    problems, good = dict(found.problems), []
    for lesson in found.lessons:
        try:
            check(lesson)
        except PoolvizError as error:
            problems[lesson.key] = error
        else:
            good.append(lesson)
    return Shelf(tuple(good), problems)


def uploaded(content: bytes, key: str) -> Lesson:
    """Return the lesson that somebody uploaded; PoolvizError with the line where something is wrong in it."""
    lesson = read_lesson(content, key, plain)
    check(lesson)
    for at, step in enumerate(lesson.steps):
        if opened(step)[0] in FROM_FILES:
            continue
        try:
            answer(lesson, at)
        except PoolvizError as error:
            rule = N_("line {line}: the page cannot show this: {why}")
            raise PoolvizError(rule, line=step.line, why=error) from error
    return lesson


def check(lesson: Lesson) -> None:
    """Raise PoolvizError, with the line, for the first step whose address opens no page as it says."""
    for step in lesson.steps:
        page, settings = opened(step)
        known = _known(page)
        _values, problems = read(known, settings)
        if problems:
            raise PoolvizError(
                N_("line {line}: the address says {key} = {text}, which the page cannot use"),
                line=step.line,
                key=problems[0].key,
                text=problems[0].text[:40],
            )
        for key in settings:
            if key not in known:
                rule = N_("line {line}: the address says {key}, but the page has no such setting")
                raise PoolvizError(rule, line=step.line, key=key[:40])


def _known(page: str) -> Fields:
    """Return every setting that the address of a page may say."""
    if not page:
        return {}
    return {**VIEWER, **(ANSWERED[page].fields if page in ANSWERED else UNSTAGED[page])()}


def opened(step: Step) -> tuple[str, dict[str, str]]:
    """Return the page of a step's address by its key, "" where it has none, and the settings in it."""
    if not step.address:
        return "", {}
    parts = urlsplit(step.address)
    page = parts.path.strip("/") or "home"
    if page not in ANSWERED and page not in UNSTAGED:
        raise PoolvizError(N_("line {line}: there is no page {page}"), line=step.line, page=page[:40])
    return page, dict(parse_qsl(parts.query, keep_blank_values=True))


def answer(lesson: Lesson, at: int, device: torch.device = CPU) -> Shown:
    """Return what the step `at` of a lesson shows, the last one if there are fewer."""
    step = lesson.steps[min(at, len(lesson.steps) - 1)]
    page, settings = opened(step)
    display = None
    if page in ANSWERED and page != "practise":
        values, _problems = read(ANSWERED[page].fields(), settings)
        display = ANSWERED[page].answer(values, device)
    asked = step.question
    return Shown(step, page, settings, display, ask(asked.topic, asked.seed, asked.level) if asked else None)


def trail(values: Values) -> list[str]:
    """Return the keys of the lessons that an address says are done.

    >>> trail({"done": "windows.padding"})
    ['windows', 'padding']
    """
    return [key for key in values["done"].split(".") if key]


def with_done(done: Iterable[str], key: str) -> str:
    """Return the text of a trail to which the lesson `key` is added.

    >>> with_done(["windows"], "padding"), with_done(["windows"], "windows")
    ('windows.padding', 'windows')
    """
    return ".".join(dict.fromkeys([*done, key]))


def first_open(found: Shelf, done: Iterable[str]) -> Lesson | None:
    """Return the first lesson that is not done; the first of all where all are, None where there is none."""
    kept = set(done)
    return next((one for one in found.lessons if one.key not in kept), next(iter(found.lessons), None))
