"""A link for others: the address of a page, and what they may see and set there."""

import base64
import html
import io
import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

HIDE = {"hide": "true"}
ALONE = {"embed": "true"}
NO_MENU = {"menu": "false"}
EVERYTHING = "all"
PINNED = r"#pin=\w{1,40}(\.\d{1,4}){3}"  # the cell that is pinned on the stage


def locked(keys: Sequence[str] | None) -> dict[str, str]:
    """Return what locks the settings `keys` for whoever opens a link; all of them with None.

    >>> locked(["k", "s"]), locked(None), locked([])
    ({'lock': 'k,s'}, {'lock': 'all'}, {})
    """
    if keys is None:
        return {"lock": EVERYTHING}
    return {"lock": ",".join(keys)} if keys else {}


def shared_link(address: str, settings: Mapping[str, str]) -> str:
    """Return the link to the page at `address` with these settings.

    >>> shared_link("http://192.168.1.5:8501/windows", {"k": "3", "lock": "k,s"})
    'http://192.168.1.5:8501/windows?k=3&lock=k%2Cs'
    """
    return f"{address}?{urlencode(settings)}" if settings else address


def pinned(said: object) -> str:
    """Return the end of a link that says which cell is pinned, as a browser says it; "" for anything else.

    >>> pinned({"hash": "#pin=output.0.1.0"}), pinned({"hash": "#<b>"})
    ('#pin=output.0.1.0', '')
    """
    text = said.get("hash") if isinstance(said, dict) else None
    fits = isinstance(text, str) and re.fullmatch(PINNED, text, re.ASCII)
    return str(text) if fits else ""


def iframe(link: str, title: str) -> str:
    """Return the HTML that shows `link` within another page.

    >>> iframe("http://host/windows?k=3&s=1", "Windows")
    '<iframe src="http://host/windows?k=3&amp;s=1" title="Windows" width="100%" height="640"\
 style="border:0" allow="fullscreen; clipboard-write"></iframe>'
    """
    src, name = html.escape(link, quote=True), html.escape(title, quote=True)
    return (
        f'<iframe src="{src}" title="{name}" width="100%" height="640" style="border:0" '
        'allow="fullscreen; clipboard-write"></iframe>'
    )


def qr_code(link: str) -> str:
    """Return a QR code of `link` as the address of an SVG picture, black on white; "" if it is too long."""
    import segno

    file = io.BytesIO()
    try:
        # "M" is read with a seventh of it in shadow; phones need the larger squares of "L" for a long link.
        code = segno.make_qr(link, error="m" if len(link) < 300 else "l", boost_error=False)
    except segno.DataOverflowError:
        return ""
    code.save(
        file, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None, light="#fff", omitsize=True
    )
    return f"data:image/svg+xml;base64,{base64.b64encode(file.getvalue()).decode()}"
