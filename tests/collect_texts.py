"""Collects the texts of the code into the .po files of assets/locale: `python tests/collect_texts.py`."""

import io
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "assets" / "locale"
SOURCES = ("app.py", "pages", "poolviz")
KEYWORDS = {"_": None, "N_": None}


def collected() -> Catalog:
    """Return every text that the code marks with _() or N_(), with the places it stands in."""
    catalog = Catalog(project="poolviz", charset="utf-8")
    method = [(f"{source}**.py" if source.endswith(".py") else f"{source}/**.py", "python") for source in SOURCES]
    for name, line, message, comments, _context in extract_from_dir(
        str(ROOT), method_map=[*method], keywords=KEYWORDS, directory_filter=_is_source
    ):
        catalog.add(message, locations=[(name, line)], auto_comments=comments)
    return catalog


def _is_source(folder: str) -> bool:
    parts = Path(folder).relative_to(ROOT).parts
    return not parts or parts[0] in SOURCES


def stored(code: str) -> Catalog:
    """Return the translations into `code` as they are in assets/locale."""
    path = LOCALE / code / "poolviz.po"
    with path.open("rb") as file:
        return read_po(file, locale=code)


def main() -> None:
    for folder in sorted(LOCALE.iterdir()):
        catalog = stored(folder.name)
        catalog.update(collected(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        text = io.BytesIO()
        write_po(text, catalog, width=110, omit_header=False, sort_output=True, no_location=True)
        (folder / "poolviz.po").write_bytes(text.getvalue())
        print(folder.name, len(catalog), "texts,", sum(not m.string for m in catalog if m.id), "to translate")


if __name__ == "__main__":
    main()
