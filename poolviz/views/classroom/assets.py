"""The script and the style of a class."""

from functools import cache
from pathlib import Path

from poolviz.views.stage.browser.bundle import bundle, lean

FOLDER = Path(__file__).parent / "browser"


@cache
def class_script() -> str:
    """Return the script of a class."""
    return lean(bundle(FOLDER / "class.js"))


@cache
def look_script() -> str:
    """Return the script that makes the page of a class light or dark before it is drawn."""
    return (FOLDER / "look.js").read_text(encoding="utf-8")


@cache
def class_style() -> str:
    """Return the style of a class."""
    return (FOLDER / "class.css").read_text(encoding="utf-8")
