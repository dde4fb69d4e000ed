"""How much of uploads the server holds: for one session, and for all together."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

PLACE = "/_stcore/upload_file/"
OF_SESSION = 40 * 2**20
IN_ALL = 512 * 2**20
LARGEST = 11 * 2**20  # of one request: what Streamlit takes, with what is around it


@dataclass(frozen=True)
class Held:
    """The bytes of uploads that a session holds, and all sessions."""

    session: int
    all: int


class Uploads:
    """ASGI middleware that refuses an upload (413) where too much is held already.

    `held` says of a session's name what is held; `free` lets go what those hold who have left, and is asked
    before anybody is refused for the sake of all. A request without a length is counted as the largest.
    """

    def __init__(
        self, app: ASGIApp, held: Callable[[str], Held], free: Callable[[], None] = lambda: None
    ) -> None:
        self.app, self.held, self.free = app, held, free
        self.coming: dict[str, int] = {}  # bytes of each session that are on their way

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        _before, place, rest = scope.get("path", "").partition(PLACE)
        if scope["type"] != "http" or scope["method"] != "PUT" or not place:
            await self.app(scope, receive, send)
            return
        session, size = rest.partition("/")[0], _size(scope)
        if not self._fits(session, size):
            await PlainTextResponse("too many uploads are held", 413)(scope, receive, send)
            return
        self.coming[session] = self.coming.get(session, 0) + size
        try:
            await self.app(scope, receive, send)
        finally:
            self.coming[session] -= size
            if not self.coming[session]:
                del self.coming[session]

    def _fits(self, session: str, size: int) -> bool:
        coming = sum(self.coming.values()) + size
        if self.held(session).all + coming > IN_ALL:
            self.free()
        held = self.held(session)
        alone = held.session + self.coming.get(session, 0) + size
        return alone <= OF_SESSION and held.all + coming <= IN_ALL


def _size(scope: Scope) -> int:
    said = dict(scope["headers"]).get(b"content-length", b"")
    return min(int(said), LARGEST) if said.isdigit() else LARGEST
