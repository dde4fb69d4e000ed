"""GET /api/assets/{name}.{hash}.js|css: the browser's half, kept by browsers for ever under its hash."""

import gzip
from collections.abc import Callable
from functools import cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from poolviz.server.build import digest
from poolviz.views.classroom.assets import class_script, class_style, look_script
from poolviz.views.export.plotly.pictures import plot_script, plot_style, plotly_library
from poolviz.views.gallery.batch import gallery_script, gallery_style
from poolviz.views.page.script import language_script, no_style, page_script, progress_script, theme_script
from poolviz.views.share.panel import share_script, share_style
from poolviz.views.stage.browser.bundle import stage_script, stage_style

EAGER = "//# allFunctionsCalledOnLoad\n"  # Chromium compiles all while it loads, none at the first change


def eager_stage_script() -> str:
    """Return the stage's script for a page that will change what it shows."""
    return EAGER + stage_script()


ASSETS: dict[str, Callable[[], str]] = {
    "stage.js": eager_stage_script,
    "stage.css": stage_style,
    "gallery.js": gallery_script,
    "gallery.css": gallery_style,
    "page.js": page_script,
    "theme.js": theme_script,
    "language.js": language_script,
    "progress.js": progress_script,
    "progress.css": no_style,
    "plot.js": plot_script,
    "plot.css": plot_style,
    "plotly.js": plotly_library,
    "share.js": share_script,
    "share.css": share_style,
    "look.js": look_script,
    "class.js": class_script,
    "class.css": class_style,
}
TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
KEPT = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}


@cache
def asset_path(name: str) -> str:
    """Return where the asset `name`, such as "stage.js", is served, relative to the app's root."""
    stem, _dot, kind = name.rpartition(".")
    return f"api/assets/{stem}.{digest(ASSETS[name]().encode())}.{kind}"


async def asset(request: Request) -> Response:
    """Serve one asset under the name that its content gives it; 404 for any other name."""
    asked = request.path_params["name"]
    stem, _dot, rest = asked.partition(".")
    found = f"{stem}.{rest.rpartition('.')[2]}"
    if found not in ASSETS or asset_path(found) != f"api/assets/{asked}":
        return PlainTextResponse("no such asset", 404)
    packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = KEPT | ({"Content-Encoding": "gzip"} if packed else {})
    return Response(_content(found, packed), headers=headers, media_type=TYPES[found.rpartition(".")[2]])


@cache
def _content(name: str, packed: bool) -> bytes:
    content = ASSETS[name]().encode()
    return gzip.compress(content, 9, mtime=0) if packed else content
