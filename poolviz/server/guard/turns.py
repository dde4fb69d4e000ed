"""A part of a page is run when what was drawn before it is on its way to the browser."""

import asyncio
import contextlib
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST = 2.0  # seconds that a part waits for another run
SMALL = 4096  # bytes: what says that a run begins or ends is smaller, stages are larger


class Turns:
    """ASGI middleware that lets a part of a page wait until another run has ended.

    Streamlit drops what a run has drawn and not sent yet where a part is asked for as that run ends; what
    the part then draws has no place in the browser's page. A part that is asked for again, and a whole page,
    draw anew what was dropped, and do not wait. `asked` tells what a message of the browser asks to be run,
    "" for the whole page and None for nothing, `begun` what a message to it says is run, `ended` that
    it has ended.
    """

    def __init__(
        self,
        app: ASGIApp,
        asked: Callable[[bytes], str | None],
        begun: Callable[[bytes], str | None],
        ended: Callable[[bytes], bool],
        longest: float = LONGEST,
    ) -> None:
        self.app, self.asked, self.begun, self.ended, self.longest = app, asked, begun, ended, longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        running: str | None = None
        idle = asyncio.Event()

        def run(part: str | None) -> None:
            nonlocal running
            running = part
            idle.set() if part is None else idle.clear()

        async def heard() -> Message:
            message = await receive()
            part = self.asked(message["bytes"]) if message.get("bytes") else None
            if part and running not in (None, part):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(idle.wait(), self.longest)
            if part is not None:
                run(part)
            return message

        async def said(message: Message) -> None:
            told = message.get("bytes") or b""
            if 0 < len(told) < SMALL:
                part = self.begun(told)
                if part is not None or self.ended(told):
                    run(part)
            await send(message)

        await self.app(scope, heard, said)
