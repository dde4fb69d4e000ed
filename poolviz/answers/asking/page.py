"""Ask: a word, a question or a message of torch, and what answers it."""

from collections.abc import Sequence

from poolviz.answers.asking.entry import Entry
from poolviz.answers.asking.glossary import terms
from poolviz.answers.asking.search import LONGEST, search
from poolviz.answers.settings.fields import Fields, Values, flag, words
from poolviz.sources.assets import APP


def fields() -> Fields:
    """Return the settings of the page: what is asked, and whether the notes for teachers are read."""
    return {"q": words("", LONGEST), "notes": flag()}


def answer(values: Values, pages: Sequence[Entry], language: str) -> list[Entry]:
    """Return what answers the question, the best first; the whole glossary where nothing is asked."""
    asked = values["q"].strip()
    return search(asked, pages, language) if asked else terms()


def notes(language: str) -> str:
    """Return what poolviz shows and what it simplifies, in a language, as Markdown of our own."""
    name = "model.md" if language == "en" else f"model.{language}.md"
    return (APP / "docs" / name).read_text(encoding="utf-8")
