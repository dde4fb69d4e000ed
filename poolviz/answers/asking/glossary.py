"""The terms of the field as entries of Ask, each in a sentence."""

from poolviz.answers.asking.entry import Entry, both
from poolviz.texts import _
from poolviz.views.glossary import TERMS


def terms() -> list[Entry]:
    """Return the glossary in the current language, each term with the lesson that explains it."""
    return [
        Entry(
            "term",
            _(term),
            _(meaning),
            "learn",
            {"lesson": lesson},
            also=f"{both(term)} {term.replace('_', ' ')}",
        )
        for term, (meaning, lesson) in TERMS.items()
    ]
