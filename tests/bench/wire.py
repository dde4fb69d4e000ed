"""What one change sends to a browser, and what that is.

The messages of one run after a change of kernel_size to a new value, before any compression, or the answer
over HTTP where it stands on the stage; the stage's part is its script, its style and its data.
"""

import asyncio
from collections import Counter
from urllib.parse import urlencode

import sessions
from chromium.speed import SIXTEEN
from report import Line
from servers import APP, BARE, Server, running


def measure() -> list[Line]:
    with running(APP) as app, running(BARE) as bare:
        return [
            _line("the bare page", bare),
            _line("Windows, 5×5", app, "windows"),
            _line("Windows, 16×16", app, "windows", urlencode({"x": SIXTEEN})),
            _line("Pictures, 256×256", app, "pictures", urlencode({"size": 256})),
            _line("Signals, 32 samples", app, "signals"),
            _line("Volumes, 4×4×4", app, "volumes"),
        ]


def _line(name: str, server: Server, page: str = "", query: str = "") -> Line:
    received = asyncio.run(_one_change(server, page, query))
    stage = {part: count for part, count in received.items() if part.startswith("stage: ")}
    parts = [f"{part.removeprefix('stage: ')} {count / 1024:.1f}" for part, count in stage.items()]
    rest = (received["all"] - sum(stage.values())) / 1024
    measured = f"{received['all'] / 1024:.1f} KiB ({', '.join([*parts, f'the rest {rest:.1f}'])})"
    return Line(f"bytes sent for one change, {name}", "", measured)


async def _one_change(server: Server, page: str, query: str) -> Counter[str]:
    visitor, _first = await sessions.arrive(server, page, query)
    run = await sessions.change(visitor, 3)
    await sessions.leave(visitor)
    if run.errors:
        raise RuntimeError(f"the change failed: {run.errors[0]}")
    return run.received
