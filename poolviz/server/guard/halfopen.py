"""Connections on which a request has begun and does not go on are closed: uvicorn would wait for ever."""

import asyncio
from collections.abc import Iterable, MutableMapping
from typing import Any

import uvicorn

HEAD = 30.0  # seconds that the first lines of a request may take
BODY = 300.0  # seconds for what is uploaded: 10 MB on a slow line
EVERY = 5.0


def stale(
    connections: Iterable[Any], since: MutableMapping[Any, float], now: float, limits: tuple[float, float]
) -> list[Any]:
    """Return the connections that have waited longer than `limits`, of a head and of a body, allow.

    `since` keeps from one call to the next when each began to wait, in seconds as `now` is.
    """
    waiting = {one: awaited for one in connections if (awaited := awaits(one)) is not None}
    for gone in [key for key in since if waiting.get(key[0]) != key[1]]:
        del since[gone]
    return [
        one
        for one, awaited in waiting.items()
        if now - since.setdefault((one, awaited), now) > limits[awaited]
    ]


def awaits(connection: Any) -> int | None:
    """Tell what of a request uvicorn waits for: 0 its head, 1 its body; None where it waits for nothing."""
    if not hasattr(connection, "timeout_keep_alive_task"):
        return None  # a websocket
    cycle = connection.cycle
    if cycle is None or cycle.response_complete:
        return 0 if connection.timeout_keep_alive_task is None else None
    return 1 if cycle.more_body else None


async def drop_half_open(
    server: uvicorn.Server, every: float = EVERY, limits: tuple[float, float] = (HEAD, BODY)
) -> None:
    """Close what is `stale` of the connections of a server, until it is cancelled."""
    since: dict[Any, float] = {}
    while True:
        await asyncio.sleep(every)
        for one in stale(server.server_state.connections, since, asyncio.get_running_loop().time(), limits):
            one.transport.close()
