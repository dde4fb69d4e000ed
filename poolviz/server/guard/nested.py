"""An address with a path in it, such as /a/b: the app's pages lie side by side, with nothing below them."""

import html
from collections.abc import Container
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from poolviz.answers.settings.language import tag, translations
from poolviz.texts import N_, _, speak

PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>poolviz</title>
<link rel="icon" href="data:,">
</head>
<body><main><p>{said}</p><p><a href="{home}">{there}</a></p></main></body>
</html>
"""
NOTHING, THERE = N_("There is no page at this address."), N_("Open poolviz")


class Nested:
    """ASGI middleware in the place of the app's first page where its path is nested.

    Streamlit gives its page for every address, and the page looks for its scripts beside itself: at /a/b
    there are none, and the page stays blank. Where the last part is one of `pages`, the browser goes there.
    `below` is the path that the app is served under; a proxy may have taken it away already.
    """

    def __init__(self, app: ASGIApp, pages: Container[str] = (), below: str = "") -> None:
        self.app, self.pages, self.below = app, pages, f"/{below}/".replace("//", "/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        parts = self._parts(scope["path"]) if scope["type"] == "http" else []
        if len(parts) < 2:
            await self.app(scope, receive, send)
            return
        instead: list[Response] = []

        async def unless_a_page(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                instead.append(self._answer(scope, parts))
            if not instead:
                await send(message)

        await self.app(scope, receive, unless_a_page)
        for response in instead:
            await response(scope, receive, send)

    def _parts(self, path: str) -> list[str]:
        """Return the parts of a path below the app, those of "/a/" being "a" and ""."""
        return (
            (path.removeprefix(self.below) if self.below != "/" else path.removeprefix("/"))
            .lstrip("/")
            .split("/")
        )

    def _answer(self, scope: Scope, parts: list[str]) -> Response:
        """Return where to go, said from where the browser is, since the app does not know what lies above."""
        up = "../" * (len(parts) - 1)
        last = next((part for part in reversed(parts) if part), "")
        if last in self.pages or not last:
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{up}{last}{'?' if query else ''}{query}" or "./", 307)
        asked = Headers(scope=scope).get("accept-language", "").lower()
        language = "zh" if asked.startswith("zh") else "en"
        speak(translations(language))
        words = {"said": html.escape(_(NOTHING)), "there": html.escape(_(THERE)), "home": up}
        page = PAGE.format(lang=tag(language), **words)
        return Response(page, 404, {"Vary": "Accept-Language"}, "text/html")


def _is_page(message: Message) -> bool:
    """Tell the app's page from a file of HTML that somebody takes away."""
    headers: Any = Headers(raw=message["headers"])
    is_html = headers.get("content-type", "").startswith("text/html")
    return message["status"] == 200 and is_html and "content-disposition" not in headers
