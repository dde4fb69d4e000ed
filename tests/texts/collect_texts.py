"""Collects the texts of the code into the .po files of assets/locale: `python tests/texts/collect_texts.py`.

Python's own parser finds them: readers of tokens miss a text inside an f-string.
"""

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "assets" / "locale"
SOURCES = ("app.py", "home.py", "pages", "poolviz")
MARKERS = ("_", "N_")
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
    """Return every call of _() and N_() in a file, those inside f-strings too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
            yield node


def collected() -> list[str]:
    """Return every text that the code marks with _() or N_(), sorted."""
    calls = (call for path in source_files() for call in marked(path))
    given = [call.args[0] for call in calls if call.args]
    return sorted(
        {arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    )


def languages() -> list[str]:
    """Return the code of every language that there are translations into."""
    return sorted(path.parent.name for path in LOCALE.glob("*/poolviz.po"))


def stored(code: str) -> Catalog:
    """Return the translations into `code` as they are in assets/locale."""
    with (LOCALE / code / "poolviz.po").open("rb") as file:
        return read_po(file, locale=code)


def merged(old: Catalog) -> Catalog:
    """Return a catalog of the texts the code has now, with what `old` says of them; nothing fuzzy."""
    new = Catalog(locale=old.locale, project="poolviz", charset="utf-8")
    for text in collected():
        known = old.get(text)
        new.add(text, known.string if known and not known.fuzzy else "")
    return new


def written(catalog: Catalog) -> bytes:
    """Return the .po file of `catalog`: sorted, with a header that depends on the language alone."""
    text = io.BytesIO()
    write_po(text, catalog, width=110, omit_header=True, sort_output=True)
    header = HEADER.format(code=catalog.locale_identifier, plurals=catalog.plural_forms)
    return header.encode() + text.getvalue()


def main() -> None:
    for code in languages():
        catalog = merged(stored(code))
        (LOCALE / code / "poolviz.po").write_bytes(written(catalog))
        missing = [message.id for message in catalog if message.id and not message.string]
        print(f"{code}: {len(catalog)} texts, {len(missing)} to translate", *missing[:20], sep="\n  ")


if __name__ == "__main__":
    main()
