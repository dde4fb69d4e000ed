"""What the browser shows of a link that is shared, and its script and style."""

from functools import cache
from pathlib import Path
from typing import Any

from poolviz.texts import _
from poolviz.views.share.link import iframe, qr_code
from poolviz.views.stage.browser.bundle import bundle, lean

FOLDER = Path(__file__).parent / "browser"


@cache
def share_script() -> str:
    """Return the script that shows a link."""
    return lean(bundle(FOLDER / "share.js"))


@cache
def share_style() -> str:
    """Return the style of a link that is shown."""
    return (FOLDER / "share.css").read_text(encoding="utf-8")


def panel(link: str, title: str, pin: str = "") -> dict[str, Any]:
    """Return what is sent of `link` to a page called `title`, in the current language.

    `pin` is the end of a link that says which cell is pinned.
    """
    texts = {
        "link": _("Link"),
        "iframe": _("HTML for another page"),
        "copy": _("Copy"),
        "copied": _("Copied."),
        "failed": _("The browser does not let this page copy. Select the text and copy it."),
        "to_class": _("Show it to the class {code}"),
        "in_class": _("Shown to the class {code}."),
        "qr": _("QR code of the link"),
        "no_qr": _("The link is too long for a QR code."),
        "larger": _("As large as the window"),
        "smaller": _("Close"),
    }
    address = link.rpartition("/")[2]
    return {
        "link": link + pin,
        "pin": pin,
        "address": address,
        "iframe": iframe(link + pin, title),
        "qr": qr_code(link + pin),
        "texts": texts,
    }
