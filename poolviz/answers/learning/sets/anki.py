"""A set of questions as a deck of Anki: the question on one side, the answer and why on the other."""

import tempfile
import zlib
from pathlib import Path

from poolviz.answers.learning.sets.html import question_html, text_html
from poolviz.answers.learning.sets.question_set import QuestionSet, written
from poolviz.texts import _, speaking

MODEL = 1_607_392_319  # Anki knows a kind of cards and a deck by numbers that stay the same
_CSS = ".card { font-family: sans-serif; font-size: 18px; text-align: left; } caption { text-align: left; }"


def anki(asked: QuestionSet, variant: str = "A") -> bytes:
    """Return the deck as Anki imports it (.apkg); a question keeps its card when it is imported again."""
    import genanki

    with speaking(asked.language):
        title = _("Pooling, level {level}").format(level=asked.level)
    model = genanki.Model(
        MODEL,
        "poolviz",
        fields=[{"name": "Question"}, {"name": "Answer"}, {"name": "Why"}],
        templates=[
            {
                "name": "Card 1",
                "qfmt": "{{Question}}",
                "afmt": "{{FrontSide}}<hr id=answer><b>{{Answer}}</b><p>{{Why}}</p>",
            }
        ],
        css=_CSS,
    )
    deck = genanki.Deck(zlib.crc32(f"{title} {asked.language}".encode()), title)
    for one in asked.questions(variant):
        offered = "".join(f"<li>{text_html(text)}</li>" for text in one.offered(asked.language))
        front = question_html(one, asked.language) + (f"<ul>{offered}</ul>" if offered else "")
        answer = text_html(written(one, one.answer, asked.language))
        guid = genanki.guid_for(one.topic, one.seed, one.level, asked.language)
        deck.add_note(genanki.Note(model, [front, answer, text_html(one.because(asked.language))], guid=guid))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        genanki.Package(deck).write_to_file(str(path), timestamp=0.0)
        return path.read_bytes()
