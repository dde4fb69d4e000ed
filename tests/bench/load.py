"""Many sessions at once: how long they wait, what the server holds, what stays when they have gone.

30 sessions: over Streamlit's websocket in its protobuf messages, each changes kernel_size (where a page has
none, another number) once a second at an offset of its own, to a value that its browser has not cached.
Where the number stands on the stage the change is asked for over HTTP, as the browser does; for every third
session, whose panels are on the screen, the stage with its panels runs again half a second later, which is
not in the time. A session whose page is late waits
for it, which favours the slow page. The time is from sending the change to its answer or to the end of its
run. The pages take turns, when the sessions before have gone.

Threads: a page of its own, pages/threads_page.py, that explains max and average of a 256×256 colour
picture, run by 30 sessions with torch.set_num_threads(1) and with as many threads as cores.

Beside a training: 30 sessions on the Windows page, in turn while nothing else runs and while as many
trainings work in the background as the server lets work at once. The share of a core: a process that
computes without a pause and a training are bound to one core; the share is of their processor time.

Growth: sessions are opened on the Windows page ten at a time, make one change and close. The memory that
the server alone holds (USS) is read while nobody is there. The slope is the median of all pairs of readings
(Theil and Sen) after the first fifth.
"""

import asyncio
import contextlib
import itertools
import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace

import psutil
import sessions
from report import Line, p50_p95, percentile
from servers import APP, BARE, LIKE_THE_APP, Server, running

from poolviz.networks.training.messages import Request
from poolviz.networks.training.networks import KINDS
from poolviz.server.jobs import background
from poolviz.sources.datasets.examples import work

PAGE = "tests/bench/pages/threads_page.py"

PEOPLE = 30
HUNDRED = 100
SHARE = 8
MOST_MEMORY = 1024
MOST_GROWTH = 20
MOST_SLOWER = 1.5
MOST_SHARE = 0.05
ENOUGH = 500
WAVE = 10
TTL = 2

# Pages of the app with the number that their visitors change; the catalogue has none. The bar of Batches
# tells Streamlit by an event, which these visitors do not speak.
PAGES = {
    "Windows": lambda app: sessions.Place(app, "windows"),
    "Pictures": lambda app: sessions.Place(app, "pictures"),
    "Signals": lambda app: sessions.Place(app, "signals"),
    "Volumes": lambda app: sessions.Place(app, "volumes", key="s"),
    "Unpooling": lambda app: sessions.Place(app, "unpooling"),
    "Output size": lambda app: sessions.Place(app, "sizes", key="h"),
    "Training": lambda app: sessions.Place(app, "training", key="epochs"),
    "Networks": lambda app: sessions.Place(app, "networks", key="ch"),
    "Networks, your own": lambda app: sessions.Place(app, "networks", "show=own", key="ch"),
    "Adaptive": lambda app: sessions.Place(app, "adaptive", key="ah"),
    "Compare, side by side": lambda app: sessions.Place(app, "compare", key="a", says="?k={}"),
    "Compare, shift lab": lambda app: sessions.Place(app, "compare", "show=shift", key="win"),
    "Other frameworks": lambda app: sessions.Place(app, "frameworks", key="fk"),
    "Layers": lambda app: sessions.Place(app, "layers", key=""),
}
# A change goes through Streamlit: it is to be no slower than on the bare page.
UNSTAGED = {"Output size", "Training", "Networks", "Networks, your own", "Layers"}
Runs = dict[str, list[sessions.Run]]


def measure_crowd(seconds: float, rounds: int) -> list[Line]:
    """30 sessions on the bare page and on each page of the app, in turn."""
    soon = f"--server.disconnectedSessionTTL={TTL}"
    with (
        running(BARE, soon) as bare,
        running(BARE, soon, LIKE_THE_APP) as alike,
        running(APP, soon) as app,
    ):
        bares = {"bare": sessions.Place(bare), "alike": sessions.Place(alike)}
        places = bares | {name: page(app) for name, page in PAGES.items()}
        for place in places.values():
            _crowd(place, 1)
        runs = _in_turn(places, seconds, rounds)
        held = (app.memory(), app.resident())
    return [*_crowd_lines(runs), _memory_line(*held)]


def measure_hundred(seconds: float) -> list[Line]:
    """100 users of Windows on one process, to 30 of the bare page."""
    with running(BARE) as bare, running(APP) as app:
        usual, place = sessions.Place(bare), PAGES["Windows"](app)
        for one in (usual, place):
            _crowd(one, 1)
        most = percentile(_times(_crowd(usual, seconds)), 0.95)
        return [
            line
            for what, asked in (("", place), (", each with a matrix of its own", replace(place, apart=True)))
            for line in _hundred_lines(what, _crowd(asked, seconds, HUNDRED), most)
        ]


def _hundred_lines(what: str, runs: list[sessions.Run], most: float) -> list[Line]:
    parts = (("answers", 0.1, _times(runs)), ("panels, of every third", 0.5, _times(runs, panels=True)))
    lines = [_of_hundred(name + what, share, times, most) for name, share, times in parts]
    wrong = sessions.errors(runs)
    said = f"{len(wrong)} of {len(runs)} {wrong[:1] or ''}"
    return [*lines, Line(f"errors among them{what}", "0", said, not wrong)]


def _of_hundred(name: str, share: float, times: list[float], bare: float) -> Line:
    ratio = percentile(times, 0.95) / bare
    what = f"100 users of Windows, {name}: p95 to that of 30 on the bare page"
    return Line(what, f"≤ {share}", f"{ratio:.3f} ({p50_p95(times)})", ratio <= share)


def measure_threads(seconds: float, rounds: int) -> list[Line]:
    """30 sessions on a page that pools a picture: one thread, and one for each core."""
    cores = str(os.cpu_count())
    with running(PAGE, BENCH_THREADS="1") as one, running(PAGE, BENCH_THREADS=cores) as all_cores:
        runs = _in_turn({"1": sessions.Place(one), cores: sessions.Place(all_cores)}, seconds, rounds)
    return [
        Line(f"30 sessions pooling a picture, torch with {name} thread(s)", "", p50_p95(_times(some)))
        for name, some in runs.items()
    ]


def measure_training(seconds: float, rounds: int) -> list[Line]:
    """What a training takes of a core in use; 30 sessions on the Windows page, alone and beside trainings."""
    alone: list[sessions.Run] = []
    beside: list[sessions.Run] = []
    with running(APP) as app:
        place = PAGES["Windows"](app)
        _crowd(place, 1)
        for _round in range(rounds):
            alone += _crowd(place, seconds)
            with _training():
                beside += _crowd(place, seconds)
    wrong = sessions.errors([*alone, *beside])
    ratio = percentile(_times(beside), 0.95) / percentile(_times(alone), 0.95)
    what = "30 sessions, Windows: p95 beside a training to p95 alone"
    measured = f"{ratio:.2f} ({p50_p95(_times(beside))}; alone {p50_p95(_times(alone))})"
    measured += f" {wrong[:1] or ''}"
    slower = Line(what, f"≤ {MOST_SLOWER}", measured, ratio <= MOST_SLOWER and not wrong)
    return [*_share_lines(seconds), slower]


def _share_lines(seconds: float) -> list[Line]:
    """What a training gets of one core on which another process computes without a pause."""
    if not hasattr(os, "sched_setaffinity"):
        return []
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        with _training(1) as workers:
            before, own, until = _spent(workers), time.process_time(), time.monotonic() + seconds
            while time.monotonic() < until:
                pass
            taken, kept = _spent(workers) - before, time.process_time() - own
    finally:
        os.sched_setaffinity(0, cores)
    share = taken / (taken + kept)
    what = "share of a core in use that a training takes"
    return [
        Line(what, f"≤ {MOST_SHARE}", f"{share:.3f} ({taken:.2f} s to {kept:.2f} s)", share <= MOST_SHARE)
    ]


def _spent(workers: list[int]) -> float:
    return sum(sum(psutil.Process(worker).cpu_times()[:2]) for worker in workers)


@contextlib.contextmanager
def _training(at_once: int = background.LINE.at_once) -> Iterator[list[int]]:
    """Keep so many trainings at work, as many as a server has at once; their processes' numbers."""
    line = background.Line(at_once=at_once)
    request = Request("faces", tuple(KINDS), seeds=100, epochs=100, rate=0.02)
    runs = [line.submit(work, request) for _place in range(line.at_once)]
    try:
        while not all(run.messages for run in runs):
            if any(run.ended for run in runs):
                raise RuntimeError(f"a training ended: {[run.error for run in runs]}")
            time.sleep(0.1)
        yield [run.process.pid for run in runs if run.process is not None]
        if any(run.ended for run in runs):
            raise RuntimeError("a training ended before the sessions had")
    finally:
        for run in runs:
            line.stop(run)


def _in_turn(places: dict[str, sessions.Place], seconds: float, rounds: int) -> Runs:
    runs: Runs = {name: [] for name in places}
    for _round in range(rounds):
        for name, place in places.items():
            runs[name] += _crowd(place, seconds)
            time.sleep(TTL + 1)
    return runs


def _crowd(place: sessions.Place, seconds: float, people: int = PEOPLE) -> list[sessions.Run]:
    return asyncio.run(sessions.crowd(place, people, seconds))


def _times(runs: list[sessions.Run], panels: bool = False) -> list[float]:
    return [run.seconds * 1000 for run in runs if run.panels == panels]


def _crowd_lines(runs: Runs) -> list[Line]:
    times = {name: _times(some) for name, some in runs.items()}
    bare = percentile(times["bare"], 0.95)
    lines = [
        Line("30 sessions, the bare page", "", p50_p95(times["bare"])),
        Line("the same with the app's setting of the garbage collector", "", p50_p95(times["alike"])),
    ]
    for name in PAGES:
        share, most = percentile(times[name], 0.95) / bare, 1.0 if name in UNSTAGED else 1 / SHARE
        measured = f"{share:.3f} ({p50_p95(times[name])})"
        what = f"30 sessions, {name}: p95 to the bare page's"
        lines.append(Line(what, f"≤ {most}", measured, share <= most))
    wrong = [error for some in runs.values() for error in sessions.errors(some)]
    total = sum(map(len, runs.values()))
    lines.append(
        Line("errors among their runs", "0", f"{len(wrong)} of {total} {wrong[:1] or ''}", not wrong)
    )
    return lines


def _memory_line(own: float, resident: float) -> Line:
    measured = f"{own:.0f} MiB of its own, {resident:.0f} MiB resident"
    return Line(
        "memory of the server after 30 sessions on each page",
        f"≤ {MOST_MEMORY} MiB",
        measured,
        resident <= MOST_MEMORY,
    )


def measure_growth(people: int) -> list[Line]:
    """Open and close so many sessions, and see what the server still holds."""
    with running(APP, f"--server.disconnectedSessionTTL={TTL}") as server:
        held = asyncio.run(_waves(server, people))
    kept = held[len(held) // 5 :]
    growth = slope(kept) * 1000
    ok = growth <= MOST_GROWTH if people >= ENOUGH else None
    reach = f"{people} sessions, {kept[0][1]:.0f} to {kept[-1][1]:.0f} MiB, {len(kept)} readings"
    what = "growth over 1,000 sessions opened and closed"
    return [Line(what, f"≤ {MOST_GROWTH} MiB", f"{growth:+.1f} MiB ({reach})", ok)]


async def _waves(server: Server, people: int) -> list[tuple[int, float]]:
    """Return how many sessions there have been and the memory held, after each fiftieth part of them."""
    held: list[tuple[int, float]] = []
    waves = people // WAVE
    for wave in range(1, waves + 1):
        await asyncio.gather(*(_pass_by(server) for _person in range(WAVE)))
        if wave % max(1, waves // 25) == 0:
            await asyncio.sleep(TTL + 1)
            held.append((wave * WAVE, server.memory()))
    return held


async def _pass_by(server: Server) -> None:
    visitor, first = await sessions.arrive(server, "windows")
    runs = [first] if first.errors else [first, await sessions.change(visitor, 3)]
    await sessions.leave(visitor)
    if wrong := sessions.errors(runs):
        raise RuntimeError(f"a session failed: {wrong[0]}")


def slope(points: list[tuple[int, float]]) -> float:
    """The median slope of all pairs of points."""
    return statistics.median(
        (y1 - y0) / (x1 - x0) for (x0, y0), (x1, y1) in itertools.combinations(points, 2)
    )
