"""Something that can be found: what it says, and where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from poolviz.texts import LANGUAGES, N_, _, speaking

KINDS = {
    "message": N_("Torch's error message"),
    "question": N_("Question"),
    "term": N_("Term"),
    "page": N_("Page"),
    "lesson": N_("Lesson"),
    "example": N_("Example"),
    "practice": N_("Practise"),
}


@dataclass(frozen=True)
class Entry:
    """A `title` and a `text`, both in the reader's language; `page` with its `settings` is where it leads.

    `also` are words that lead to it and are not shown, such as its name in English.
    """

    kind: str
    title: str
    text: str
    page: str
    settings: Mapping[str, str] = field(default_factory=dict)
    also: str = ""


def both(text: str) -> str:
    """Return a text, untranslated, in every language: whoever asks may ask in another than he reads."""
    found = []
    for language in LANGUAGES:
        with speaking(language):
            found.append(_(text))
    return " ".join(dict.fromkeys(found))
