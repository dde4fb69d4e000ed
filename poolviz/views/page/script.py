"""The scripts of pages that are no stage: the key /, the menu, light and dark, and what is done on Learn."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
PAGE = ("slash.js", "menu.js", "popover.js", "leaving.js")


def _script(*names: str) -> Callable[[], str]:
    """Give a function that returns these files as one script."""
    return cache(lambda: "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names))


page_script = _script(*PAGE)  # of every page: the key /, a phone's menu, popovers and the keyboard
language_script = _script("language.js")  # says to the browser what language the page is in
# Of the first page: light or dark, the room of the menu, and what is done where all of a page is lost.
first_script = _script("scheme.js", "room.js", "recover.js")
theme_script = _script("theme.js")  # the buttons that choose between light and dark
progress_script = _script("progress.js")  # keeps which lessons are done


def no_style() -> str:
    """Return the style of what is not seen."""
    return ""
