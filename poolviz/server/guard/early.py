"""Streamlit's first page, with a script and a style of poolviz's own before Streamlit's."""

import gzip
import re
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from poolviz.server.build import digest

_FIRST = re.compile(r"<script\b")
_CONDITIONS = (b"if-none-match", b"if-modified-since")


def with_script(page: str, script: str, style: str = "") -> str:
    """Return a page in which `script` runs before any other, and which has `style` from the beginning.

    >>> with_script("<head><script src=a></script></head>", "b()")
    '<head><script>b()</script><script src=a></script></head>'
    """
    look = f"<style>{style}</style>" if style else ""
    return _FIRST.sub(lambda found: f"{look}<script>{script}</script>{found.group()}", page, count=1)


class Early:
    """ASGI middleware that answers with `page` wherever the app would with the page `plain`."""

    def __init__(self, app: ASGIApp, plain: str, page: str) -> None:
        self.app, self.plain, self.page = app, plain.encode(), page.encode()
        self.packed = gzip.compress(self.page, 9, mtime=0)
        self.tag = f'"{digest(self.page)}"'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        begun: list[Message] = []
        body = bytearray()

        async def unless_plain(message: Message) -> None:
            if message["type"] == "http.response.start" and _may_be_a_page(message):
                begun.append(message)
            elif begun and message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    await self._answer(begun.pop(), bytes(body), scope, receive, send)
            else:
                await send(message)

        # What the browser has of the page is judged here: a page kept from another version lacks the script.
        headers = [one for one in scope["headers"] if one[0].lower() not in _CONDITIONS]
        await self.app({**scope, "headers": headers}, receive, unless_plain)

    async def _answer(self, start: Message, body: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        packed = Headers(raw=start["headers"]).get("content-encoding") == "gzip"
        if (gzip.decompress(body) if packed else body) != self.plain:
            await send(start)
            await send({"type": "http.response.body", "body": body})
            return
        said = {"Cache-Control": "no-cache", "ETag": self.tag, "Vary": "Accept-Encoding"}
        if self.tag in Headers(scope=scope).get("if-none-match", ""):
            page = Response(status_code=304, headers=said)
        elif packed:
            page = Response(self.packed, headers={**said, "Content-Encoding": "gzip"}, media_type="text/html")
        else:
            page = Response(self.page, headers=said, media_type="text/html")
        await page(scope, receive, send)


def _may_be_a_page(message: Message) -> bool:
    """Tell an answer that is a page from a file of HTML that somebody takes away, which may be large."""
    headers: Any = Headers(raw=message["headers"])
    is_html = headers.get("content-type", "").startswith("text/html")
    return message["status"] == 200 and is_html and "content-disposition" not in headers
