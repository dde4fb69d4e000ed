"""Collects the texts of the code into the .po files of assets/locale, and compiles these into .mo files.

Run it by `python tests/texts/collect_texts.py`; the app reads the .mo files.

Python's own parser finds them: readers of tokens miss a text inside an f-string.
"""

import ast
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "assets" / "locale"
SOURCES = ("app.py", "home.py", "pages", "poolviz")
MARKERS = ("_", "N_", "ngettext")
# A text, or one for 1 and one for any other number.
Text = str | tuple[str, str]
ALIKE = 0.75  # how like another a text must be for its translation to be a draft
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
# No dates and no names: what has not changed is written as it was.
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: poolviz\\n"
"Language: {code}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def source_files() -> list[Path]:
    """Return every file of Python whose texts are translated."""
    places = [ROOT / name for name in SOURCES]
    return sorted(path for place in places for path in ([place] if place.is_file() else place.rglob("*.py")))


def marked(path: Path) -> Iterator[ast.Call]:
    """Return every call of _(), N_() and ngettext() in a file, those inside f-strings too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
            yield node


def collected() -> list[Text]:
    """Return every text that the code marks with _(), N_() or ngettext(), sorted."""
    texts = {text_of(call) for path in source_files() for call in marked(path)}
    return sorted(
        (text for text in texts if text), key=lambda text: (text,) if isinstance(text, str) else text
    )


def text_of(call: ast.Call) -> Text | None:
    """Return the text that a call marks; None where it marks none that is a literal."""
    plural = isinstance(call.func, ast.Name) and call.func.id == "ngettext"
    values = [arg.value for arg in call.args[: 1 + plural] if isinstance(arg, ast.Constant)]
    found = [value for value in values if isinstance(value, str)]
    if len(found) != 1 + plural:
        return None
    return (found[0], found[1]) if plural else found[0]


def languages() -> list[str]:
    """Return the code of every language that there are translations into."""
    return sorted(path.parent.name for path in LOCALE.glob("*/poolviz.po"))


def stored(code: str) -> Catalog:
    """Return the translations into `code` as they are in assets/locale."""
    with (LOCALE / code / "poolviz.po").open("rb") as file:
        return read_po(file, locale=code)


def merged(old: Catalog, texts: Sequence[Text] | None = None) -> Catalog:
    """Return a catalog of `texts`, by default those of the code, with what `old` says of them; nothing fuzzy.

    What was said of texts that are gone stays as obsolete while a text has no translation: it may be a draft.
    """
    new = Catalog(locale=old.locale, project="poolviz", charset="utf-8")
    for text in collected() if texts is None else texts:
        known = old.get(text)
        new.add(text, known.string if known and not known.fuzzy else "")
    if missing(new):
        gone = [message for message in old if message.id and message.string and not message.fuzzy]
        kept = [*old.obsolete.values(), *(message for message in gone if message.id not in new)]
        new.obsolete.update((message.id, message) for message in kept if message.id not in new)
    return new


def drafted(catalog: Catalog) -> Catalog:
    """Give every text that has no translation that of the obsolete text most like it, marked as fuzzy.

    A changed comma then costs a look and no new translation: the translator takes the mark away.
    """
    before = {str(message.id): message for message in catalog.obsolete.values()}
    for message in missing(catalog):
        for near in get_close_matches(str(message.id), before, 1, ALIKE):
            said = before[near].string
            plural = isinstance(message.id, tuple)
            message.string = said if plural == isinstance(said, tuple) else (said,) if plural else said[0]
            message.flags.add("fuzzy")
    return catalog


def missing(catalog: Catalog) -> list[Message]:
    """Return the texts that have no translation, or a draft alone."""
    return [one for one in catalog if one.id and (one.fuzzy or not any(one.string or ()))]


def written(catalog: Catalog) -> bytes:
    """Return the .po file of `catalog`: sorted, with a header that depends on the language alone."""
    text = io.BytesIO()
    write_po(text, catalog, width=110, omit_header=True, sort_output=True)
    header = HEADER.format(code=catalog.locale_identifier, plurals=catalog.plural_forms)
    return header.encode() + text.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return the .mo file of `catalog`, the same bytes for the same texts whatever the day and the tool."""
    same = Catalog(locale=catalog.locale, creation_date=EPOCH, revision_date=EPOCH, header_comment="")
    for message in catalog:
        if message.id and not message.fuzzy:
            same.add(message.id, message.string)
    file = io.BytesIO()
    write_mo(file, same)
    return file.getvalue()


def main() -> None:
    for code in languages():
        catalog = drafted(merged(stored(code)))
        (LOCALE / code / "poolviz.po").write_bytes(written(catalog))
        (LOCALE / code / "poolviz.mo").write_bytes(compiled(catalog))
        left = [str(message.id) for message in missing(catalog)]
        print(f"{code}: {len(catalog)} texts, {len(left)} to translate", *left[:20], sep="\n  ")


if __name__ == "__main__":
    main()
