"""What is left of a run that a lost connection has seen is kept from the next one."""

from collections.abc import Callable, Set

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Leftovers:
    """ASGI middleware that lets a connection see of runs only what it has asked for, and what follows that.

    What a run still draws when its browser is gone Streamlit sends to the browser's next connection. What
    that builds on may have been lost on the way: the browser's page ends at a part that has no place. A
    browser whose run was cut asks for its whole page. `asked` tells what a message of the browser asks to be
    run, "" for the whole page and None for nothing, `begun` what a message to it says is run, `drawn` whether
    it is part of a run at all.
    """

    def __init__(
        self,
        app: ASGIApp,
        asked: Callable[[bytes], str | None],
        begun: Callable[[bytes], str | None],
        drawn: Callable[[bytes], bool],
    ) -> None:
        self.app, self.asked, self.begun, self.drawn = app, asked, begun, drawn

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        waited_for: set[str] = set()
        own = False

        async def heard() -> Message:
            message = await receive()
            part = self.asked(message["bytes"]) if not own and message.get("bytes") else None
            if part is not None:
                waited_for.add(part)
            return message

        async def said(message: Message) -> None:
            nonlocal own
            if not own and message.get("bytes"):
                own = is_own(self.begun(message["bytes"]), waited_for)
                if not own and self.drawn(message["bytes"]):
                    return
            await send(message)

        await self.app(scope, heard, said)


def is_own(begun: str | None, waited_for: Set[str]) -> bool:
    """Tell whether the run that begins is one that is waited for; where anything is, the whole page is.

    >>> [is_own(begun, {"part"}) for begun in ("", "part", "another", None)], is_own("", set())
    ([True, True, False, False], False)
    """
    return begun is not None and bool(waited_for) and (not begun or begun in waited_for)
