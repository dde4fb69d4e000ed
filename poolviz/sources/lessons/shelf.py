"""Where lessons lie: those of poolviz, and those in the folder that POOLVIZ_LESSONS names."""

import itertools
import os
import re
from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from pathlib import Path

from poolviz.errors import PoolvizError
from poolviz.sources.assets import ASSETS
from poolviz.sources.lessons.lesson import Lesson
from poolviz.sources.lessons.reading import read_lesson

OURS = ASSETS / "lessons"
FOLDER = "POOLVIZ_LESSONS"
MOST = 200  # files of a folder that are read


@dataclass(frozen=True)
class Shelf:
    """The `lessons` of one language in their order, and what is wrong with files, by their names."""

    lessons: tuple[Lesson, ...]
    problems: dict[str, PoolvizError]

    def find(self, key: str) -> Lesson | None:
        """Return the lesson of a key, None if there is none."""
        return next((lesson for lesson in self.lessons if lesson.key == key), None)


def shelf(language: str, escaped: Callable[[str], str]) -> Shelf:
    """Return every lesson in `language`, "en" or "zh": ours, then those of the folder POOLVIZ_LESSONS.

    A file is named such as 01-windows.en.md; the lesson's key is its name without number and language.
    """
    places = [OURS, *(Path(place) for place in [os.environ.get(FOLDER, "")] if place)]
    lessons: dict[str, Lesson] = {}
    problems: dict[str, PoolvizError] = {}
    for path in (path for place in places for path in sorted(place.glob("*.md"))[:MOST]):
        try:
            lesson = _read(str(path), path.stat().st_mtime_ns, escaped)
        except PoolvizError as error:
            problems[path.name] = error
            continue
        except OSError:
            continue
        if lesson.language == language:
            free = _free(lesson.key, lessons)
            lessons[free] = replace(lesson, key=free)
    return Shelf(tuple(lessons.values()), problems)


def _free(key: str, taken: Container[str]) -> str:
    """Return the key, with a number where another lesson has it: a name of Chinese signs alone gives none."""
    numbered = (f"{key}-{number}" for number in itertools.count(2))
    return next(one for one in itertools.chain([key], numbered) if one not in taken)


_kept: dict[str, tuple[int, Lesson]] = {}


def _read(path: str, changed: int, escaped: Callable[[str], str]) -> Lesson:
    """Return the lesson of a file, which is read again only when it has changed."""
    if path not in _kept or _kept[path][0] != changed:
        _kept[path] = changed, read_lesson(Path(path).read_bytes(), key_of(Path(path).name), escaped)
    return _kept[path][1]


def key_of(name: str) -> str:
    """Return the key of the lesson in a file of this name.

    >>> key_of("03-padding.zh.md"), key_of("My lesson (2).md")
    ('padding', 'my-lesson-2')
    """
    stem = re.sub(r"\.(en|zh)$", "", name.removesuffix(".md"))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"^\d+-", "", stem).lower()).strip("-")[:60] or "lesson"
