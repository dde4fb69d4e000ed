"""The routes of the app beside Streamlit's own: all below /api, and the page of a class."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from poolviz.server.answer.route import answer
from poolviz.server.assets import asset
from poolviz.server.build import build, version
from poolviz.server.classes.routes import class_routes
from poolviz.server.join import join, qr
from poolviz.server.question import question


def routes(below: str = "") -> list[BaseRoute]:
    """Return every route, for an application of Starlette or of Streamlit.

    `below` is the path that the app is served under, "pool" in "https://host/pool/windows"; they are then
    there as well, since a proxy in front may have taken it away already.

    >>> [route.path for route in routes("pool") if "health" in route.path]
    ['/api/health', '/pool/api/health']
    """
    places = ["", *(f"/{place}" for place in [below.strip("/")] if place)]
    pages = [Route(place + path, endpoint) for place in places for path, endpoint in ROUTES.items()]
    return [*pages, *class_routes(places)]


async def health(_request: Request) -> JSONResponse:
    """Say that the server is up, and which build it runs."""
    return JSONResponse({"status": "ok", "version": version(), "build": build()})


ROUTES = {
    "/api/health": health,
    "/api/assets/{name}": asset,
    "/api/answer/{build}/{page}": answer,
    "/api/question/{topic}/{seed}/{level}": question,
    "/api/qr": qr,
    "/join": join,
}
