"""An hour of 100 users of Windows, a change a second each: what the server holds, and errors.

The memory that the server alone holds (USS) is read once a minute. The first tenth of the readings is left
out: caches fill. The growth is the median slope of all pairs of readings (Theil and Sen), times an hour.
"""

import asyncio
import time

import load
import sessions
from report import Line, p50_p95
from servers import APP, Server, running

MOST_GROWTH = 20  # MiB an hour


def measure(minutes: float) -> list[Line]:
    with running(APP) as app:
        place = load.PAGES["Windows"](app)
        runs, held = asyncio.run(_watched(place, app, minutes * 60))
    kept = held[len(held) // 10 :]
    growth = load.slope(kept) * 3600
    wrong = sessions.errors(runs)
    reach = f"{kept[0][1]:.0f} to {kept[-1][1]:.0f} MiB, {len(kept)} readings"
    answers = p50_p95([run.seconds * 1000 for run in runs if not run.panels])
    what = f"memory over {minutes:.0f} minutes of 100 users of Windows"
    grown = Line(what, f"≤ {MOST_GROWTH} MiB an hour", f"{growth:+.1f} MiB ({reach})", growth <= MOST_GROWTH)
    said = f"{len(wrong)} of {len(runs)} {wrong[:1] or ''} ({answers})"
    return [grown, Line("errors among them", "0", said, not wrong)]


async def _watched(
    place: sessions.Place, server: Server, seconds: float
) -> tuple[list[sessions.Run], list[tuple[float, float]]]:
    """Return what the users had, and the seconds and MiB of each reading."""
    held: list[tuple[float, float]] = []
    crowd = asyncio.create_task(sessions.crowd(place, load.HUNDRED, seconds))
    began = time.monotonic()
    while not (await asyncio.wait([crowd], timeout=min(60.0, seconds / 20)))[0]:
        held.append((time.monotonic() - began, server.memory()))
    return await crowd, held
