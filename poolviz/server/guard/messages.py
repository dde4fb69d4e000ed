"""How fast one connection may ask: who sends faster than anybody clicks waits, and the others do not."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

A_SECOND = 20.0
AT_ONCE = 60.0
UNREADABLE = 1003  # what a websocket is closed with that says what cannot be read


@dataclass
class Bucket:
    """Lets `at_once` messages pass, and `a_second` from then on.

    >>> bucket = Bucket(a_second=2, at_once=1, left=1, seen=0)
    >>> bucket.wait(0), bucket.wait(0), bucket.wait(10)
    (0.0, 0.5, 0.0)
    """

    a_second: float = A_SECOND
    at_once: float = AT_ONCE
    left: float = AT_ONCE
    seen: float = field(default_factory=time.monotonic)

    def wait(self, now: float) -> float:
        """Take one message at the time `now`, and return how many seconds it must wait."""
        self.left = min(self.at_once, self.left + (now - self.seen) * self.a_second) - 1
        self.seen = now
        return max(0.0, -self.left / self.a_second)


class Messages:
    """ASGI middleware that holds up the messages of a websocket that come too fast.

    A message of text, which Streamlit never sends, ends the connection, as does one that is not `readable`.
    """

    def __init__(self, app: ASGIApp, readable: Callable[[bytes], bool] = lambda _message: True) -> None:
        self.app, self.readable = app, readable

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        bucket, closed = Bucket(), False

        async def slowly() -> Message:
            nonlocal closed
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            said = message.get("bytes")
            if said is None or not self.readable(said):
                closed = True
                await send({"type": "websocket.close", "code": UNREADABLE})
                return {"type": "websocket.disconnect", "code": UNREADABLE}
            await asyncio.sleep(bucket.wait(time.monotonic()))
            return message

        async def until_closed(message: Message) -> None:
            if not closed:
                # Who has gone is heard of by what is received next: told of it by what it sends, Streamlit
                # takes the end of its own connection for a message of text, with a traceback.
                with contextlib.suppress(OSError):
                    await send(message)

        if scope["type"] == "websocket":
            await self.app(scope, slowly, until_closed)
        else:
            await self.app(scope, receive, send)
