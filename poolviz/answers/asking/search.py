"""Finding what a word, a question or a message of torch is about, forgiving of typing errors."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from poolviz.answers.asking.entry import Entry, both
from poolviz.answers.asking.glossary import terms
from poolviz.answers.asking.messages import messages_like
from poolviz.answers.asking.questions import asked
from poolviz.answers.asking.usage import usage
from poolviz.answers.lessons.page import lessons
from poolviz.questions.topics.titles import TITLES
from poolviz.sources.matrices.presets import PRESETS
from poolviz.texts import _

MOST = 12
LONGEST = 2_000  # characters that are read
ALIKE = 78  # of 100 that a word must be like one that is known
LEAST = 0.3  # share of the question's weight that an entry must say
IN_TITLE = 2.0  # how much more a word in the title weighs than one in the text
# Words that say nothing of what is asked.
_COMMON = """a an and are as at be but by can do does for from get has have how i if in into is it its me
my not of on or so that the then there they this to was what when where which who why will with would you"""
COMMON = frozenset(_COMMON.split())
# What is rather meant where several say the same: an answer before an example.
FIRST = {"question": 0.3, "term": 0.3, "page": 0.2, "lesson": 0.15}
# The same in Chinese, where no space sets them apart.
_ASKING = re.compile("什么是|是什么|为什么|什么|怎么样|怎么|怎样|如何|请问|多少|哪个|哪些|吗|呢")
_WORD = re.compile(r"[a-z_]+[0-9]*[a-z]*|[0-9]+|[\u4e00-\u9fff]+")


def search(text: str, pages: Sequence[Entry], language: str) -> list[Entry]:
    """Return what `text` asks for, the best first, at most MOST; `pages` are those of the menu.

    A message of torch comes first, with what to do about it.
    """
    text = text[:LONGEST]
    entries = [*asked(), *usage(), *terms(), *pages, *_lessons(language), *_examples(), *_practice()]
    said = [(words(f"{one.title} {one.also}"), words(one.text)) for one in entries]
    known = Counter(word for title, rest in said for word in {*title, *rest})
    meant = words(text)
    if len(meant) == 1:
        meant = frozenset(_slip(word, known) for word in meant)
    wanted = {found: weight for word in meant for found, weight in _meant(word, known).items()}
    total = sum(wanted.values())
    scored = []
    for n, (title, rest) in enumerate(said):
        score = sum(weight * (IN_TITLE if word in title else word in rest) for word, weight in wanted.items())
        if total and score >= LEAST * total:
            title_like = fuzz.ratio(text.lower(), entries[n].title.lower()) / 100
            scored.append((score / total + FIRST.get(entries[n].kind, 0) + 0.5 * title_like, -n))
    return [*messages_like(text), *(entries[-n] for _score, n in sorted(scored, reverse=True))][:MOST]


def words(text: str) -> frozenset[str]:
    """Return the words of a text in small letters, of Chinese every two neighbouring characters.

    >>> sorted(words("The output size")), sorted(words("什么是感受野"))
    (['output', 'size'], ['受野', '感受'])
    """
    found: set[str] = set()
    for word in _WORD.findall(_ASKING.sub(" ", text.lower())):
        if word[0] >= "\u4e00":
            found |= {word[at : at + 2] for at in range(max(1, len(word) - 1))}
        elif word not in COMMON:
            found.add(word)
    return frozenset(found)


def _slip(word: str, known: Counter[str]) -> str:
    """Return the known word of two Chinese characters that `word` is but for one of them, else `word`."""
    if word in known or len(word) != 2 or word < "\u4e00":
        return word
    like = [
        one for one in known if len(one) == 2 and one > "\u4e00" and (one[0] == word[0] or one[1] == word[1])
    ]
    return max(like, key=lambda one: (one[0] == word[0], known[one]), default=word)


def _meant(word: str, known: Counter[str]) -> dict[str, float]:
    """Return the known word that `word` is or is like, with its weight: the rarer, the heavier."""
    match = word
    if word not in known:
        like = (
            process.extractOne(word, known.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
            if len(word) > 2
            else None
        )
        if like is None:
            return {word: 0.5}
        match = like[0]
    return {match: 1.0 / math.sqrt(known[match])}


def _lessons(language: str) -> list[Entry]:
    return [
        Entry(
            "lesson",
            f"{lesson.title}: {step.title}",
            step.text,
            "learn",
            {"lesson": lesson.key, "step": str(at)},
        )
        for lesson in lessons(language).lessons
        for at, step in enumerate(lesson.steps)
    ]


def _examples() -> list[Entry]:
    from poolviz.answers.settings.layer_values import layer_link
    from poolviz.answers.settings.numbers import PLANE_LAYERS
    from poolviz.pooling.code.line import parse
    from poolviz.sources.matrices.text import canonical

    return [
        Entry(
            "example",
            _(preset.title),
            f"{_(preset.lesson)} {preset.layer}",
            "windows",
            layer_link(parse(preset.layer), PLANE_LAYERS) | {"x": canonical(preset.matrix)},
        )
        for preset in PRESETS
    ]


def _practice() -> list[Entry]:
    said = _("Questions to practise with")
    return [
        Entry("practice", _(title), said, "practise", {"topic": key}, also=f"{key} {both(title)}")
        for key, title in TITLES.items()
    ]
