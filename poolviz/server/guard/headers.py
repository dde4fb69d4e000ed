"""What every answer tells the browser about itself: of what kind it is, and where its parts may come from."""

import base64
import hashlib
import re
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Streamlit's page sets styles in its elements, and its components come as blobs.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self' data: blob:",
    "connect-src": "'self' ws: wss: data: blob:",
    "worker-src": "'self' blob:",
    "frame-src": "'self' data: blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(page: str) -> str:
    """Return a Content-Security-Policy under which the scripts that stand in `page` may run, and no others.

    >>> "'unsafe" in policy("").partition("style-src")[0]
    False
    """
    sums = (hashlib.sha256(script.encode()).digest() for script in _SCRIPT.findall(page))
    known = " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in sums)
    said = POLICY | {"script-src": " ".join(filter(None, (POLICY["script-src"], known)))}
    return "; ".join(f"{name} {sources}" for name, sources in said.items())


class Headers:
    """ASGI middleware that adds HEADERS and the policy to every answer that does not say them itself.

    Of scripts that stand in a page those of `page` alone may run. Who may show the app in a frame is left to
    whoever runs it, in front of it.
    """

    def __init__(self, app: ASGIApp, page: str = "") -> None:
        self.app = app
        self.headers = HEADERS | {"Content-Security-Policy": policy(page)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers: Any = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)
