"""The routes of the app beside Streamlit's own, all below /api."""

from importlib import metadata

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from poolviz.server.answer import answer
from poolviz.server.assets import asset
from poolviz.server.build import build


def routes() -> list[BaseRoute]:
    """Return every route, for an application of Starlette or of Streamlit."""
    return [
        Route("/api/health", health),
        Route("/api/assets/{name}", asset),
        Route("/api/answer/{build}/{page}", answer),
    ]


async def health(_request: Request) -> JSONResponse:
    """Say that the server is up, and which build it runs."""
    return JSONResponse({"status": "ok", "version": version(), "build": build()})


def version() -> str:
    """Return the version of poolviz: the installed package's, or that of this checkout."""
    try:
        return metadata.version("poolviz")
    except metadata.PackageNotFoundError:
        return "0.1.0"
