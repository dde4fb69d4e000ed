"""300 students in one class at the whole app: how soon they hear, what they cost, and that no answer is lost.

Students are connections of this process, which shares the machine with the server. An act of the teacher is
over when the last of them has heard it. Answers are sent all at once, some twice; the server is killed among
them and started again. With redis-server two servers share the class, half of the students at each.
"""

import asyncio
import contextlib
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from report import Line, p50_p95, percentile
from servers import APP, Server, end, free_port, started, wait_for

STUDENTS = 300
MOST_P95, MOST_SECONDS, MOST_AT_REST = 250, 2.0, 0.05
QUESTION = {"topic": "output_size", "seed": 1, "level": 1}
REDIS = shutil.which("redis-server") or shutil.which("valkey-server")


@dataclass(eq=False)
class Student:
    """A student at a server, and when each version of the class was heard: its `acts` by address shown."""

    port: int
    secret: str
    heard: dict[str, float] = field(default_factory=dict)


def measure(acts: int, students: int = STUDENTS) -> list[Line]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = started(APP, free_port(), folder / "log", {"POOLVIZ_DATA": str(folder / "data")})
        try:
            wait_for(server)
            lines = asyncio.run(_one(server, acts, students))
        finally:
            server.process.kill()
            server.process.wait()
        lines.append(asyncio.run(_killed(folder, students)))
    return [*lines, *_shared(acts, students)]


async def _one(server: Server, acts: int, students: int) -> list[Line]:
    path, teacher = await _opened(server.port)
    before = server.resident()
    async with _class([server.port] * students, path) as seated:
        await asyncio.sleep(1)
        grown = (server.resident() - before) * 1024 / students
        resting = await _at_rest(server, 8)
        times = await _acts(server.port, path, teacher, seated, acts)
        took, counted = await _answers(path, teacher, seated)
    p95 = percentile(times, 0.95)
    who = f"{students} students in one class"
    return [
        Line(f"{who}: the last hears the teacher", f"p95 ≤ {MOST_P95} ms", p50_p95(times), p95 <= MOST_P95),
        Line(
            f"{students} answers at once, a sixth of them twice",
            f"all counted once, ≤ {MOST_SECONDS:g} s",
            f"{counted} counted, {took:.2f} s",
            counted == students and took <= MOST_SECONDS,
        ),
        Line(
            f"processor at rest, {students} listening",
            f"< {MOST_AT_REST:.0%} of one core",
            f"{resting:.1%}",
            resting < MOST_AT_REST,
        ),
        Line("memory of a student", "", f"{grown:.0f} KiB"),
    ]


async def _killed(folder: Path, students: int) -> Line:
    """Kill the server while answers come in, start it again on its data, and count what was confirmed."""
    port, data = free_port(), {"POOLVIZ_DATA": str(folder / "killed")}
    server = started(APP, port, folder / "before", data)
    try:
        wait_for(server)
        path, teacher = await _opened(port)
        joined = [(await _call(port, "POST", f"{path}/join"))[1]["student"] for _one in range(students)]
        await _call(port, "POST", f"{path}/show", teacher, QUESTION)
        late = [(secret, number / 200) for number, secret in enumerate(joined)]
        sending = [asyncio.create_task(_answer(port, path, secret, after)) for secret, after in late]
        while sum(task.done() for task in sending) < students // 4:
            await asyncio.sleep(0.001)
        server.process.kill()
        server.process.wait()
        confirmed = sum(status == 200 for status in await asyncio.gather(*sending))
        server = started(APP, port, folder / "after", data)
        wait_for(server)
        kept = (await _call(port, "POST", f"{path}/close", teacher))[1]["answers"]
    finally:
        end(server.process)
    said = f"{confirmed} confirmed, {kept} kept"
    fine = 0 < confirmed <= kept < students
    return Line("a server killed in a round", "no confirmed answer lost", said, fine)


def _shared(acts: int, students: int) -> list[Line]:
    if REDIS is None:
        return [Line("two servers with Redis", "", "not measured: redis-server is not installed")]
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder, port = Path(name), free_port()
        command = [REDIS, "--port", str(port), "--save", "", "--dir", name]
        stack.callback(end, subprocess.Popen(command, stdout=subprocess.DEVNULL))
        where = {"POOLVIZ_CLASS": f"redis://127.0.0.1:{port}/0", "POOLVIZ_DATA": name}
        two = [started(APP, free_port(), folder / f"log{number}", where) for number in range(2)]
        for server in two:
            stack.callback(end, server.process)
            wait_for(server)
        return asyncio.run(_two(two, acts, students))


async def _two(two: list[Server], acts: int, students: int) -> list[Line]:
    path, teacher = await _opened(two[0].port)
    ports = [two[number % 2].port for number in range(students)]
    async with _class(ports, path) as seated:
        times = await _acts(two[0].port, path, teacher, seated, acts)
        took, counted = await _answers(path, teacher, seated)
    p95 = percentile(times, 0.95)
    return [
        Line(
            f"the same at two servers with Redis: {students} hear the teacher",
            f"p95 ≤ {MOST_P95} ms",
            p50_p95(times),
            p95 <= MOST_P95,
        ),
        Line(
            "their answers at both servers at once",
            f"all counted once, ≤ {MOST_SECONDS:g} s",
            f"{counted} counted, {took:.2f} s",
            counted == students and took <= MOST_SECONDS,
        ),
    ]


@contextlib.asynccontextmanager
async def _class(ports: list[int], path: str) -> AsyncIterator[list[Student]]:
    """Let a student listen at each of `ports`."""
    seated = [Student(port, (await _call(port, "POST", f"{path}/join"))[1]["student"]) for port in ports]
    ready = [asyncio.Event() for _student in seated]
    listening = [
        asyncio.create_task(_listen(one, path, event)) for one, event in zip(seated, ready, strict=True)
    ]
    await asyncio.gather(*(event.wait() for event in ready))
    try:
        yield seated
    finally:
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)


async def _listen(student: Student, path: str, ready: asyncio.Event) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", student.port)
    target = f"/api/class{path}/events?secret={student.secret}"
    writer.write(f"GET {target} HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n".encode())
    with contextlib.closing(writer):
        while line := await reader.readline():
            if line.startswith(b"data:"):
                state = json.loads(line[5:])
                student.heard.setdefault(state.get("show", {}).get("address", ""), time.perf_counter())
                ready.set()


async def _acts(port: int, path: str, teacher: str, seated: list[Student], acts: int) -> list[float]:
    """Return the ms from each act of the teacher to each student who hears it."""
    times: list[float] = []
    for act in range(acts):
        shown = f"windows?k={act + 1}"
        began = time.perf_counter()
        await _call(port, "POST", f"{path}/show", teacher, {"address": shown})
        while not all(shown in one.heard for one in seated):
            await asyncio.sleep(0.002)
        times.append(1000 * (max(one.heard[shown] for one in seated) - began))
        await asyncio.sleep(0.2)
    return times


async def _answers(path: str, teacher: str, seated: list[Student]) -> tuple[float, int]:
    """Let all students answer at once, a sixth of them twice; give the seconds, and how many are counted."""
    port = seated[0].port
    await _call(port, "POST", f"{path}/show", teacher, QUESTION)
    await asyncio.sleep(0.5)
    began = time.perf_counter()
    twice = [*seated, *seated[: len(seated) // 6]]
    statuses = await asyncio.gather(*(_answer(one.port, path, one.secret) for one in twice))
    took = time.perf_counter() - began
    assert set(statuses) == {200}, statuses
    return took, (await _call(port, "POST", f"{path}/close", teacher))[1]["answers"]


async def _answer(port: int, path: str, secret: str, after: float = 0) -> int:
    await asyncio.sleep(after)
    with contextlib.suppress(OSError, IndexError):
        return (await _call(port, "POST", f"{path}/answer", secret, {"number": 1, "answer": "7 7"}))[0]
    return 0


async def _at_rest(server: Server, seconds: float) -> float:
    """The share of one core that the server takes while nothing happens."""
    process = psutil.Process(server.process.pid)
    before = process.cpu_times()
    await asyncio.sleep(seconds)
    after = process.cpu_times()
    return (after.user + after.system - before.user - before.system) / seconds


async def _opened(port: int) -> tuple[str, str]:
    made = (await _call(port, "POST", ""))[1]
    return f"/{made['code']}", made["teacher"]


async def _call(port: int, method: str, path: str, secret: str = "", sent: object = None) -> tuple[int, dict]:
    """Do one request on a connection of its own, as a browser that has just come does."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = json.dumps(sent).encode() if sent is not None else b""
    head = f"{method} /api/class{path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n"
    head += f"Content-Length: {len(body)}\r\n" + (f"Authorization: Bearer {secret}\r\n" if secret else "")
    writer.write(head.encode() + b"\r\n" + body)
    with contextlib.closing(writer):
        status = int((await reader.readline()).split()[1])
        while (await reader.readline()).strip():
            pass
        content = await reader.read()
    return status, json.loads(content) if content[:1] == b"{" else {}
