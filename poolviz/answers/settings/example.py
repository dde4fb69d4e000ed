"""Examples: what a page can be set to, and which of them is on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from poolviz.answers.settings.fields import Fields, Values


@dataclass(frozen=True)
class Example:
    """A title, a sentence and a `link`: the settings that it gives the page.

    `key` tells it from the others of its list; `title`, `lesson` and `asks`, the question that the lesson
    answers, are untranslated, and empty where there is none.
    """

    key: str
    title: str
    lesson: str
    # Streamlit keys the options of a list by their hash.
    link: Values = field(hash=False)
    asks: str = ""


def asking(examples: Iterable[Example], asks: Mapping[str, str]) -> tuple[Example, ...]:
    """Return the examples, each with what `asks` says that its key asks.

    >>> asking([Example("one", "One", "It is 1.", {})], {"one": "Which number is it?"})[0].asks
    'Which number is it?'
    """
    return tuple(replace(one, asks=asks[one.key]) for one in examples)


def current(examples: Iterable[Example], values: Values, fields: Fields) -> Example | None:
    """Return the first of `examples` whose settings are all equal to those of `values`, however they came.

    `fields` are those of the page; texts are equal that mean the same to their field.

    >>> from poolviz.answers.settings.fields import words
    >>> fields = {"x": words(same=str.split)}
    >>> current([Example("one", "One", "", {"x": "1 2"})], {"x": " 1  2"}, fields).title
    'One'
    """

    said = {key: field.same(values[key]) for key, field in fields.items() if key in values}

    def shown(one: Example) -> bool:
        return all(said[key] == fields[key].same(text) for key, text in one.link.items())

    return next((one for one in examples if shown(one)), None)
