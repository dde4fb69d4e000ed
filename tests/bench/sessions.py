"""Visitors without a browser: sessions over Streamlit's websocket, in its protobuf messages."""

import asyncio
import contextlib
import itertools
import json
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

import httpx2
import websockets
from servers import Server
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

KERNELS = (2, 3, 4, 5, 1)
KEPT_RUNS = 2
PAUSE = 0.5  # seconds without a change after which the stage lets Streamlit draw its panels
ANSWERS = (200, 422)  # stage data, and what torch refuses
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
AROUND = (("s", "2"), ("s", "1"), ("p", "1"), ("d", "2"), ("indices", "true"), ("ceil", "true"))
BUILDS: dict[str, str] = {}  # the build of each server, by its address


@dataclass(frozen=True)
class Run:
    """One run of a page as its visitor sees it: seconds, bytes by what they are, and what went wrong.

    `panels` where it is that of the panels below a stage that has answered by itself.
    """

    seconds: float
    received: Counter[str]
    errors: tuple[str, ...]
    panels: bool = False


@dataclass
class Visitor:
    """A session: its connection, what its widgets hold, and the messages that its browser would keep."""

    socket: websockets.ClientConnection
    http: httpx2.AsyncClient
    name: str
    query: str
    page: str = ""
    fragment: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    asked: set[tuple[str, str]] = field(default_factory=set)
    runs: int = 0


async def arrive(
    server: Server, page: str = "", query: str = "", compress: bool = False, cookie: str = ""
) -> tuple[Visitor, Run]:
    """Open a session on `page` and wait for its first run."""
    headers = {"Cookie": cookie} if cookie else {}
    socket = await websockets.connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream",
        subprotocols=[websockets.Subprotocol("streamlit")],
        compression="deflate" if compress else None,
        max_size=2**26,
        additional_headers=headers,
    )
    http = httpx2.AsyncClient(base_url=server.address, headers=headers, timeout=60, verify=False)
    visitor = Visitor(socket, http, page, query)
    return visitor, await rerun(visitor, page)


async def leave(visitor: Visitor) -> None:
    await visitor.socket.close()
    await visitor.http.aclose()


async def change(visitor: Visitor, value: int, key: str = "k", says: str = "{}") -> Run:
    """Set a number, kernel_size unless `key` says another, and wait for what the page makes of it.

    `says` is how the address says a number: as it is, or as part of what a line of code is made of.

    Where it is a widget that is the end of a run, where it stands on the stage the answer to its address. A
    page without numbers is asked for a run alone.
    """
    if key and key not in visitor.ids:
        return await ask(visitor, key, value, says)
    if key:
        state = WidgetState(id=visitor.ids[key], double_value=value)
        visitor.states[state.id] = state
    return await rerun(visitor)


async def ask(visitor: Visitor, key: str, value: int, says: str = "{}") -> Run:
    """Ask as the stage does what the page shows with another setting, and write it into the address."""
    address = dict(parse_qsl(visitor.query)) | {key: says.format(value)}
    start = time.perf_counter()
    try:
        build = await _build(visitor)
        reply = await _get(visitor, f"/api/answer/{build}/{visitor.name}", address)
    except httpx2.HTTPError as error:
        return Run(time.perf_counter() - start, Counter(), (repr(error),))
    seconds = time.perf_counter() - start
    visitor.query = urlencode(address)
    near = [says.format(one) for one in (value + 1, value - 1, *range(1, 10)) if one > 0]
    await _ask_ahead(visitor, [(key, said) for said in near])
    if key == "k":  # in a pause one step of all other arguments
        await _ask_ahead(visitor, AROUND)
    size = reply.num_bytes_downloaded
    wrong = () if reply.status_code in ANSWERS else (f"{reply.status_code}: {reply.text[:200]}",)
    return Run(seconds, Counter({"all": size, "stage: data": size}), wrong)


async def _ask_ahead(visitor: Visitor, settings: Sequence[tuple[str, str]]) -> None:
    """Ask as the stage does for what is likely to be set next, while the server has time for it."""
    build = await _build(visitor)
    for key, said in settings:
        address = dict(parse_qsl(visitor.query)) | {key: said}
        place = (visitor.name, urlencode(address))
        if place in visitor.asked:
            continue
        with contextlib.suppress(httpx2.HTTPError):
            reply = await _get(visitor, f"/api/answer/{build}/{visitor.name}", address, {"X-Ahead": "1"})
            if reply.status_code not in ANSWERS:
                return
            visitor.asked.add(place)


async def _get(
    visitor: Visitor, path: str, address: Mapping[str, str], headers: Mapping[str, str] | None = None
) -> httpx2.Response:
    return await visitor.http.get(path, params=dict(address), headers=dict(headers or {}))


async def _build(visitor: Visitor) -> str:
    root = str(visitor.http.base_url)
    if root not in BUILDS:
        BUILDS[root] = json.loads((await visitor.http.get("/api/health")).text)["build"]
    return BUILDS[root]


async def rerun(visitor: Visitor, page: str = "", limit: float = 60, fragment: bool = False) -> Run:
    """Ask for a run, of the stage and its panels alone where `fragment`, and read all its messages."""
    start = time.perf_counter()
    try:
        await ask_for_run(visitor, page, fragment)
        received, errors = await asyncio.wait_for(_until_finished(visitor, fragment), limit)
    except (TimeoutError, websockets.ConnectionClosed) as error:
        received, errors = Counter(), [repr(error)]
    return Run(time.perf_counter() - start, received, tuple(errors))


async def read_on(visitor: Visitor, seconds: float) -> None:
    """Read for so long what the server says, which nobody has asked for."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while True:
                await _until_finished(visitor, fragment=True)


async def ask_for_run(visitor: Visitor, page: str = "", fragment: bool = False) -> None:
    """Ask for a run as `rerun` does, and read nothing of it."""
    message = BackMsg()
    request = message.rerun_script
    if fragment:
        request.fragment_id = visitor.fragment
    request.query_string = visitor.query
    request.page_script_hash = visitor.page
    request.page_name = page
    request.widget_states.widgets.extend(visitor.states.values())
    request.cached_message_hashes.extend(
        key for key, run in visitor.kept.items() if visitor.runs - run < KEPT_RUNS
    )
    visitor.runs += 1
    request.context_info.url = "http://127.0.0.1/"
    request.context_info.locale = "en"
    await visitor.socket.send(message.SerializeToString())


async def _until_finished(visitor: Visitor, fragment: bool) -> tuple[Counter[str], list[str]]:
    early = {ForwardMsg.FINISHED_EARLY_FOR_RERUN}
    if not fragment:  # the end of one that was asked for before is not the page's
        early.add(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
    received: Counter[str] = Counter()
    errors: list[str] = []
    while True:
        raw = await visitor.socket.recv()
        message = ForwardMsg.FromString(raw)
        kind = message.WhichOneof("type")
        received["all"] += len(raw)
        if message.metadata.cacheable:
            visitor.kept[message.hash] = visitor.runs
        if kind == "ref_hash":
            visitor.kept[message.ref_hash] = visitor.runs
        if kind == "navigation":
            visitor.page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            visitor.query = message.page_info_changed.query_string
        elif kind == "delta":
            _take(visitor, message.delta, received, errors)
            visitor.fragment = message.delta.fragment_id or visitor.fragment
        elif kind == "page_not_found":
            errors.append("page not found")
        elif kind == "script_finished" and message.script_finished not in early:
            if message.script_finished not in FINISHED:
                errors.append(ForwardMsg.ScriptFinishedStatus.Name(message.script_finished))
            return received, errors


def _take(visitor: Visitor, delta: Delta, received: Counter[str], errors: list[str]) -> None:
    element = delta.new_element
    kind = element.WhichOneof("type")
    if kind == "exception":
        errors.append(f"{element.exception.type}: {element.exception.message}")
    elif kind == "bidi_component":
        component = element.bidi_component
        received["stage: script"] += len(component.js_content.encode())
        received["stage: style"] += len(component.css_content.encode())
        received["stage: data"] += (
            len(component.json.encode()) + component.mixed.ByteSize() + len(component.bytes)
        )
        received["stages"] += 1
        visitor.ids[component.id.rpartition("-")[2]] = component.id
    elif kind is not None:
        part = getattr(element, kind)
        received[f"element: {kind}"] += element.ByteSize()
        name = getattr(part, "id", "")
        if name.startswith("$$ID"):
            visitor.ids[name.rpartition("-")[2]] = name


@dataclass(frozen=True)
class Place:
    """Where sessions go: a page of a server by a link, and the key of the number that they change there."""

    server: Server
    page: str = ""
    query: str = ""
    key: str = "k"
    says: str = "{}"  # how the address says it
    apart: bool = False  # each visitor has a matrix of its own: no answer serves two

    def query_of(self, number: int) -> str:
        """The link by which a visitor comes."""
        own = urlencode({"x": f"{number} 1 2 3;4 5 6 7;8 9 8 7;6 5 4 3"})
        return "&".join(part for part in (self.query, own if self.apart else "") if part)


async def crowd(place: Place, visitors: int, seconds: float, every: float = 1.0) -> list[Run]:
    """Let `visitors` each change one number every second for so long; return all runs after arrival.

    Of those whose page has a stage every third has its panels on the screen.
    """
    arrived = [await arrive(place.server, place.page, place.query_of(one)) for one in range(visitors)]
    people = [visitor for visitor, _run in arrived]
    spread = random.Random(0)
    try:
        offsets = [spread.random() * every for _one in people]
        visits = zip(people, offsets, itertools.cycle((True, False, False)))
        runs = await asyncio.gather(
            *(_visit(one, place, (at, every, seconds), panels) for one, at, panels in visits)
        )
    finally:
        await asyncio.gather(*map(leave, people))
    return [run for some in runs for run in some] + [run for _visitor, run in arrived if run.errors]


async def _visit(visitor: Visitor, place: Place, when: tuple[float, float, float], panels: bool) -> list[Run]:
    """Change at fixed times; where the page is late, the next change waits for it, as a person does.

    `when` is the seconds before the first change, those between two, and those that it goes on.
    """
    key, (offset, every, seconds) = place.key, when
    start = time.monotonic() + offset
    runs: list[Run] = []
    for turn in itertools.count():
        if (now := time.monotonic()) >= start + seconds or (runs and runs[-1].errors):
            return runs
        await asyncio.sleep(max(0.0, start + turn * every - now))
        runs.append(await change(visitor, KERNELS[(turn + 1) % len(KERNELS)], key, place.says))
        if panels and key and key not in visitor.ids:
            await asyncio.sleep(PAUSE)
            runs.append(replace(await rerun(visitor, fragment=bool(visitor.fragment)), panels=True))
    return runs


def errors(runs: Sequence[Run]) -> list[str]:
    return [error for run in runs for error in run.errors]
