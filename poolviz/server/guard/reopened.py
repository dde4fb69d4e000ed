"""A page that was open before this server began: it is run as its address says, then as it was clicked."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST = 20.0  # seconds that a click waits for the run before it


class Reopened:
    """ASGI middleware that gives a fresh session of an open page a run of its own before the first click.

    Streamlit hears a click by what an earlier run of the same session has drawn: of one that no run has
    drawn it calls nothing, and of a part that no run has made it drops it. `runs` says what a connection
    asks for by its first message, in one run or two; none where the message asks for no run. Of the first
    of two the browser hears nothing: its page stands there already. `ended` tells the end of that run.
    """

    def __init__(
        self,
        app: ASGIApp,
        runs: Callable[[Scope, bytes], Sequence[bytes]],
        ended: Callable[[bytes], bool],
        longest: float = LONGEST,
    ) -> None:
        self.app, self.runs, self.ended, self.longest = app, runs, ended, longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        waiting: deque[Message] = deque()
        begun, unseen = False, asyncio.Event()

        async def heard() -> Message:
            nonlocal begun
            if waiting:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(unseen.wait(), self.longest)
                return waiting.popleft()
            message = await receive()
            if begun or not message.get("bytes"):
                return message
            runs = self.runs(scope, message["bytes"])
            begun = bool(runs)
            waiting.extend({**message, "bytes": run} for run in runs[1:])
            return {**message, "bytes": runs[0]} if runs else message

        async def said(message: Message) -> None:
            if not waiting or message["type"] != "websocket.send":
                await send(message)
            elif self.ended(message.get("bytes") or b""):
                unseen.set()

        await self.app(scope, heard, said)
