"""Three servers behind nginx, as deploy/ sets them up: 300 users, a server that is killed, a new version.

Users ask as the stage does, once a second each, for one of 120 settings of Windows, as a class does that
tries the same page. The hit rate is the share that nginx answered itself. 30 sessions are open when one
server is killed: those that it served run again at another, with the address that they had. The new version
is rolled out while 30 users go on asking.
"""

import asyncio
import itertools
import random
import time
from collections import Counter

import httpx2
import sessions
from balanced import NGINX, Balanced, balanced
from report import Line, p50_p95, percentile

USERS, SESSIONS, SERVERS = 300, 30, 3
MOST_P95 = 50
LEAST_HITS = 0.5
SETTINGS = [
    {"k": str(k), "s": str(s), "p": str(p), "ceil": ceil}
    for k, s, p, ceil in itertools.product(range(1, 6), range(1, 5), range(3), ("true", "false"))
]


def measure(seconds: float, users: int) -> list[Line]:
    if NGINX is None:
        return [Line("several servers behind nginx", "", "not measured: nginx is not installed")]
    with balanced(SERVERS) as three:
        return [*asyncio.run(_crowd(three, users, seconds)), asyncio.run(_killed(three)), _rolled_out(three)]


async def _crowd(three: Balanced, users: int, seconds: float) -> list[Line]:
    before, spread = len(three.requests()), random.Random(0)
    offsets = [spread.random() for _user in range(users)]
    visits = (_ask(three, user, offset, seconds) for user, offset in enumerate(offsets))
    answers = [answer for some in await asyncio.gather(*visits) for answer in some]
    times = [1000 * took for took, _status in answers]
    wrong = Counter(status for _took, status in answers if status not in sessions.ANSWERS)
    kept = Counter(cache for path, _s, _server, cache in three.requests()[before:] if "/api/answer/" in path)
    hits, p95 = kept["HIT"] / max(1, kept.total()), percentile(times, 0.95)
    name = f"{users} users behind nginx and {SERVERS} servers, a change a second each"
    return [
        Line(name, f"p95 ≤ {MOST_P95} ms", p50_p95(times), p95 <= MOST_P95),
        Line(
            "their changes that nginx answered itself",
            f"≥ {LEAST_HITS:.0%}",
            f"{hits:.0%}",
            hits >= LEAST_HITS,
        ),
        Line("errors among them", "0", f"{wrong.total()} of {len(answers)} {dict(wrong) or ''}", not wrong),
    ]


async def _ask(three: Balanced, user: int, offset: float, seconds: float) -> list[tuple[float, int]]:
    """Ask once a second, at fixed times, and return how long each answer took and its status."""
    chosen, found = random.Random(user), list[tuple[float, int]]()
    async with _client(three, user) as http:
        build = (await http.get("/api/health")).json()["build"]
        start = time.monotonic() + offset
        while (now := time.monotonic()) < start + seconds:
            await asyncio.sleep(max(0.0, start + len(found) - now))
            began = time.perf_counter()
            reply = await http.get(f"/api/answer/{build}/windows", params=chosen.choice(SETTINGS))
            found.append((time.perf_counter() - began, reply.status_code))
    return found


async def _killed(three: Balanced) -> Line:
    """Kill a server under 30 sessions, and see those that it served go on at another."""
    cookies = [f"poolviz=bench{number}" for number in range(SESSIONS)]
    people = [
        (await sessions.arrive(three.front, "training", "epochs=3", cookie=cookie))[0] for cookie in cookies
    ]
    three.servers[0].process.kill()
    began, again, wrong = time.monotonic(), 0, list[str]()
    for cookie, visitor in zip(cookies, people, strict=True):
        run = await sessions.change(visitor, 4, "epochs")
        if run.errors:
            again += 1
            back, first = await sessions.arrive(three.front, "training", "epochs=3", cookie=cookie)
            run = await sessions.change(back, 4, "epochs")
            wrong += first.errors
            await sessions.leave(back)
        wrong += run.errors
        await sessions.leave(visitor)
    took = time.monotonic() - began
    three.restart(0)
    said = f"{again} of {SESSIONS} went on at another in {took:.1f} s, {len(wrong)} errors {wrong[:1] or ''}"
    return Line("a server is killed while 30 sessions work", "all go on", said, bool(again) and not wrong)


def _rolled_out(three: Balanced) -> Line:
    async def roll() -> list[tuple[float, int]]:
        loop = asyncio.get_running_loop()
        asking = [asyncio.create_task(_ask_until(three, user, stop)) for user in range(SESSIONS)]
        for number in range(SERVERS):
            await loop.run_in_executor(None, three.restart, number)
        stop.set()
        return [answer for some in await asyncio.gather(*asking) for answer in some]

    stop = asyncio.Event()
    answers = asyncio.run(roll())
    wrong = Counter(status for _took, status in answers if status not in sessions.ANSWERS)
    said = f"{wrong.total()} errors among {len(answers)} {dict(wrong) or ''}"
    return Line("a new version on one server after the other", "0 errors", said, not wrong)


async def _ask_until(three: Balanced, user: int, stop: asyncio.Event) -> list[tuple[float, int]]:
    found: list[tuple[float, int]] = []
    while not stop.is_set():
        found += await _ask(three, user, 0.1, 1)
    return found


def _client(three: Balanced, user: int) -> httpx2.AsyncClient:
    headers = {"Cookie": f"poolviz=user{user}", "Accept-Encoding": "gzip"}
    return httpx2.AsyncClient(base_url=three.front.address, headers=headers, timeout=60, verify=False)
