"""Every click is run, and a part of a page when what was drawn before it is on its way to the browser."""

import asyncio
import contextlib
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SURE = 60.0  # seconds to wait for what comes, however slow the server is: the beginning of a page, any end
UNSURE = 2.0  # seconds to wait for a part to begin: one that is gone never does
SMALL = 4096  # bytes: what says that a run begins or ends is smaller, stages are larger


class Turns:
    """ASGI middleware that lets what a browser asks for wait for what it asked for before.

    Any run waits until the one before it has begun: of two that wait, Streamlit makes one, and of what one
    widget has said twice meanwhile it hears the last. A part of a page waits until another run has ended:
    Streamlit drops what a run has drawn and not sent yet where a part is asked for as that run ends; what
    the part then draws has no place in the browser's page; and one of a page that has been left meanwhile
    empties the page that has come. A part that is asked for again, and a whole page, draw anew what was
    dropped. `asked` tells what a message of the browser asks to be run, "" for the whole page and None for
    nothing, `begun` what a message to it says is run, `ended` that it has ended.
    """

    def __init__(
        self,
        app: ASGIApp,
        asked: Callable[[bytes], str | None],
        begun: Callable[[bytes], str | None],
        ended: Callable[[bytes], bool],
        longest: tuple[float, float] = (SURE, UNSURE),
    ) -> None:
        self.app, self.asked, self.begun, self.ended, self.longest = app, asked, begun, ended, longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        runs = Runs(self.longest)

        async def heard() -> Message:
            message = await receive()
            part = self.asked(message["bytes"]) if message.get("bytes") else None
            if part is not None:
                await runs.wait_to_ask(part)
            return message

        async def said(message: Message) -> None:
            told = message.get("bytes") or b""
            if 0 < len(told) < SMALL:
                part = self.begun(told)
                if part is not None or self.ended(told):
                    runs.go_on(part)
            await send(message)

        await self.app(scope, heard, said)


class Runs:
    """What one connection runs: the part that was asked for last, "" the whole page, None nothing."""

    def __init__(self, longest: tuple[float, float] = (SURE, UNSURE)) -> None:
        self.sure, self.unsure = longest
        self.running: str | None = None
        self.begun, self.idle = asyncio.Event(), asyncio.Event()
        self.begun.set()

    async def wait_to_ask(self, part: str) -> None:
        """Wait until `part` may be asked for, and take it as asked for."""
        await _until(self.begun, self.unsure if self.running else self.sure)
        if part and self.begun.is_set() and self.running not in (None, part):
            await _until(self.idle, self.sure)
        self.running = part
        self.begun.clear()
        self.idle.clear()

    def go_on(self, part: str | None) -> None:
        """Take the run of `part` as begun, or with None as ended."""
        self.running = part
        self.begun.set()
        if part is None:
            self.idle.set()
        else:
            self.idle.clear()


async def _until(event: asyncio.Event, longest: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), longest)
