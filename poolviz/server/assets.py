"""GET /api/assets/{name}.{hash}.js|css: the browser's half, kept by browsers for ever under its hash."""

import gzip
from functools import cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from poolviz.server.build import digest
from poolviz.views.gallery.batch import gallery_script, gallery_style
from poolviz.views.stage.browser.bundle import stage_script, stage_style

ASSETS = {
    "stage.js": stage_script,
    "stage.css": stage_style,
    "gallery.js": gallery_script,
    "gallery.css": gallery_style,
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
    asked = f"api/assets/{request.path_params['name']}"
    found = next((name for name in ASSETS if asset_path(name) == asked), None)
    if found is None:
        return PlainTextResponse("no such asset", 404)
    packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = KEPT | ({"Content-Encoding": "gzip"} if packed else {})
    return Response(_content(found, packed), headers=headers, media_type=TYPES[found.rpartition(".")[2]])


@cache
def _content(name: str, packed: bool) -> bytes:
    content = ASSETS[name]().encode()
    return gzip.compress(content, 9, mtime=0) if packed else content
