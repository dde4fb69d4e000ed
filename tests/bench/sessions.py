"""Visitors without a browser: sessions over Streamlit's websocket, in its protobuf messages."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import websockets
from servers import Server
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

KERNELS = (2, 3, 4, 5, 1)
KEPT_RUNS = 2


@dataclass(frozen=True)
class Run:
    """One run of a page as its visitor sees it: seconds, bytes by what they are, and what went wrong."""

    seconds: float
    received: Counter[str]
    errors: tuple[str, ...]


@dataclass
class Visitor:
    """A session: its connection, what its widgets hold, and the messages that its browser would keep."""

    socket: websockets.ClientConnection
    query: str
    page: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    runs: int = 0


async def arrive(
    server: Server, page: str = "", query: str = "", compress: bool = False
) -> tuple[Visitor, Run]:
    """Open a session on `page` and wait for its first run."""
    socket = await websockets.connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream",
        subprotocols=[websockets.Subprotocol("streamlit")],
        compression="deflate" if compress else None,
        max_size=2**26,
    )
    visitor = Visitor(socket, query)
    return visitor, await rerun(visitor, page)


async def leave(visitor: Visitor) -> None:
    await visitor.socket.close()


async def change(visitor: Visitor, value: int, key: str = "k") -> Run:
    """Set a number, kernel_size unless `key` says another, as its buttons do, and wait for the run's end.

    A page without numbers is asked for a run alone.
    """
    if key:
        state = WidgetState(id=visitor.ids[key], double_value=value)
        visitor.states[state.id] = state
    return await rerun(visitor)


async def rerun(visitor: Visitor, page: str = "", limit: float = 60) -> Run:
    """Ask for a run and read its messages until it has finished."""
    message = BackMsg()
    request = message.rerun_script
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
    start = time.perf_counter()
    await visitor.socket.send(message.SerializeToString())
    try:
        received, errors = await asyncio.wait_for(_until_finished(visitor), limit)
    except (TimeoutError, websockets.ConnectionClosed) as error:
        received, errors = Counter(), [repr(error)]
    return Run(time.perf_counter() - start, received, tuple(errors))


async def _until_finished(visitor: Visitor) -> tuple[Counter[str], list[str]]:
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
        elif kind == "page_not_found":
            errors.append("page not found")
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
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


async def crowd(place: Place, visitors: int, seconds: float, every: float = 1.0) -> list[Run]:
    """Let `visitors` each change one number every second for so long; return all runs after arrival."""
    arrived = [await arrive(place.server, place.page, place.query) for _ in range(visitors)]
    people = [visitor for visitor, _run in arrived]
    spread = random.Random(0)
    try:
        offsets = [spread.random() * every for _one in people]
        visits = zip(people, offsets, strict=True)
        runs = await asyncio.gather(*(_visit(one, place.key, at, seconds, every) for one, at in visits))
    finally:
        await asyncio.gather(*map(leave, people))
    return [run for some in runs for run in some] + [run for _visitor, run in arrived if run.errors]


async def _visit(visitor: Visitor, key: str, offset: float, seconds: float, every: float) -> list[Run]:
    """Change at fixed times; where the page is late, the next change waits for it, as a person does."""
    start = time.monotonic() + offset
    runs: list[Run] = []
    while (now := time.monotonic()) < start + seconds and not (runs and runs[-1].errors):
        await asyncio.sleep(max(0.0, start + len(runs) * every - now))
        runs.append(await change(visitor, KERNELS[(len(runs) + 1) % len(KERNELS)], key))
    return runs


def errors(runs: Sequence[Run]) -> list[str]:
    return [error for run in runs for error in run.errors]
