"""/api/class: opened by a teacher, joined by students; what happens in it is told by server-sent events."""

import json
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from poolviz.answers.settings.language import LANGUAGES, translations
from poolviz.errors import PoolvizError
from poolviz.server.answer.line import FullError, Line
from poolviz.server.classes import bodies, plan, rooms
from poolviz.server.classes.callers import address_of, admitted, code_of, known, patient, secret_of, wrong
from poolviz.server.classes.grading import asked, graded
from poolviz.server.classes.guard.tries import Tries
from poolviz.server.classes.hub import HEARTBEAT, SEND, Events, Hub
from poolviz.server.classes.refusals import RefusedError
from poolviz.server.classes.results import results
from poolviz.server.classes.rooms import Caller
from poolviz.server.classes.state import snapshot
from poolviz.server.classes.storage.redis_store import WHERE, SharedStore
from poolviz.server.classes.storage.store import Store
from poolviz.server.question import reason
from poolviz.sources.datasets.folder import data_folder
from poolviz.texts import error_text, speak

PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
Handler = Callable[["Classes", Request], Awaitable[Response]]


@dataclass(frozen=True)
class Classes:
    """The classes of one server: where they are kept, who listens, and who tries too often."""

    store: Store
    hub: Hub
    tries: Tries = field(default_factory=lambda: Tries(30, every=20.0))
    openings: Tries = field(default_factory=lambda: Tries(30, every=60.0))
    line: Line = field(default_factory=lambda: Line(threads=2, waiting=1_000))


def class_routes(places: Sequence[str] = ("",), store: Store | None = None) -> list[BaseRoute]:
    """Return the routes of the classes below each of `places`, kept in `store` or else in the data folder."""
    store = store or kept_store()
    if store.exists():  # what is over is removed even if nobody asks for a class again
        store.start()
    classes = Classes(store, Hub(store))
    if isinstance(store, SharedStore):
        store.told = classes.hub.hear
    return [
        Route(f"{place}/api/class{path}", partial(handled, classes, handler), methods=[method])
        for place in places
        for method, path, handler in HANDLERS
    ]


def kept_store() -> Store:
    """Return where this server keeps its classes: in the Redis that POOLVIZ_CLASS names, else in a folder."""
    url = os.environ.get(WHERE, "")
    return SharedStore(url) if url else Store(data_folder)


async def handled(classes: Classes, handler: Handler, request: Request) -> Response:
    """Return what `handler` answers, or the sentence with which it refuses, in the language `?lang=`."""
    speak(translations(language_of(request)))
    try:
        return await handler(classes, request)
    except RefusedError as refusal:
        return _refused(refusal)
    except FullError:
        return _refused(RefusedError("busy", seconds=1))
    except PoolvizError as error:
        return JSONResponse({"error": error_text(error)}, 400, PRIVATE)


def language_of(request: Request) -> str:
    """Return the language that a caller asks for."""
    language = request.query_params.get("lang", "en")
    return language if language in LANGUAGES else "en"


async def open_class(classes: Classes, request: Request) -> Response:
    """POST /api/class: 201 {"code", "teacher"}."""
    bodies.only(await bodies.body(request), set())
    patient(classes.openings, request, "openings")
    code, secret = await classes.store.do(rooms.opened)
    classes.openings.count(address_of(request))
    return JSONResponse({"code": code, "teacher": secret}, 201, PRIVATE)


async def join(classes: Classes, request: Request) -> Response:
    """POST …/join {"name"?}: 201 {"student"}; 200 with the same one for who has it already."""
    sent = await bodies.body(request)
    bodies.only(sent, set(), {"name"})
    name, code, secret = bodies.name(sent), code_of(request), secret_of(request)
    if secret:
        who = await classes.store.do(rooms.caller(code, secret))
        if who is not None and who.student:
            if name:
                await classes.store.do(rooms.named(code, who.student, name))
            return JSONResponse({"student": secret}, 200, PRIVATE)
    patient(classes.tries, request, "tries")
    try:
        secret = await classes.store.do(rooms.joined(code, name))
    except RefusedError as refusal:
        if refusal.status == 404:
            wrong(classes.tries, request)
        raise
    classes.hub.tell(code, now=False)
    return JSONResponse({"student": secret}, 201, PRIVATE)


async def events(classes: Classes, request: Request) -> Response:
    """GET …/events: the state now and whenever it changes; once as JSON for who accepts only that."""
    who = await known(classes.store, classes.tries, request, query=True)
    if request.headers.get("accept", "") == "application/json":
        return await _state(classes, who)
    told = classes.hub.events(
        who.code, who.student or 0, who.teacher, request.headers.get("last-event-id", "")
    )
    return Events(told, ping=HEARTBEAT, send_timeout=SEND, sep="\n", headers=PRIVATE)


async def show(classes: Classes, request: Request) -> Response:
    """POST …/show {"address"} | {"topic", "seed", "level"}: put a page or a question before the class."""
    who = await _teacher(classes, request)
    step = await _possible(classes, await bodies.body(request))
    if "address" in step:
        return await _changed(classes, who, rooms.shown(who.code, step["address"]))
    return await _changed(classes, who, rooms.asked(who.code, step["topic"], step["seed"], step["level"]))


async def replan(classes: Classes, request: Request) -> Response:
    """POST …/plan {"add": what show takes} | {"remove": place} | {"at": place}: the plan, places from 1."""
    who = await _teacher(classes, request)
    sent = await bodies.body(request)
    bodies.only(sent, {"add"}, {"remove"}, {"at"})
    if "add" in sent:
        added = sent["add"] if isinstance(sent["add"], dict) else {}
        return await _changed(classes, who, plan.added(who.code, await _possible(classes, added)))
    [key] = sent
    place = bodies.whole(sent, key, 0, plan.MOST_STEPS)
    change = plan.removed if key == "remove" else plan.stood
    return await _changed(classes, who, change(who.code, place))


async def _possible(classes: Classes, sent: Mapping[str, Any]) -> plan.Step:
    """Return the step that was sent, where there is such a page or question."""
    step = bodies.step(sent)
    if "topic" in step:
        await classes.line.do(lambda: asked(step["topic"], step["seed"], step["level"]))
    return step


async def answer(classes: Classes, request: Request) -> Response:
    """POST …/answer {"number", "answer"}: kept once 200 comes; a later one of an open round replaces it."""
    code, secret = code_of(request), secret_of(request)
    found, now = await classes.store.do(rooms.caller_and_round(code, secret))
    who = admitted(found, classes.tries, request, secret)
    if not who.student:
        raise RefusedError("no student")
    sent = await bodies.body(request)
    bodies.only(sent, {"number", "answer"})
    number, given = bodies.whole(sent, "number", 0, rooms.MOST_ROUNDS), bodies.answer(sent)
    if now is None or now.number != number:
        raise RefusedError("closed")
    judged = await classes.line.do(lambda: graded(asked(now.topic, now.seed, now.level), given))
    await classes.store.do(rooms.answered(who.code, who.student, number, judged))
    classes.hub.tell(who.code, now=False)
    return JSONResponse({"number": number}, 200, PRIVATE)


async def close(classes: Classes, request: Request) -> Response:
    """POST …/close: no more answers to this round."""
    who = await _acting(classes, request)
    return await _changed(classes, who, rooms.closed(who.code, reveal=False))


async def reveal(classes: Classes, request: Request) -> Response:
    """POST …/reveal: no more answers, and the class sees how it answered."""
    who = await _acting(classes, request)
    return await _changed(classes, who, rooms.closed(who.code, reveal=True))


async def again(classes: Classes, request: Request) -> Response:
    """POST …/again: another round of the last question."""
    who = await _acting(classes, request)
    return await _changed(classes, who, rooms.again(who.code))


async def wall(classes: Classes, request: Request) -> Response:
    """POST …/wall {"answers": true | false}: whether the projector shows how the class answers."""
    who = await _teacher(classes, request)
    sent = await bodies.body(request)
    bodies.only(sent, {"answers"})
    return await _changed(classes, who, rooms.on_wall(who.code, bodies.truth(sent, "answers")))


async def why(classes: Classes, request: Request) -> Response:
    """GET …/reason: the answer and its reason, for the teacher at once, for students when it is revealed."""
    who = await known(classes.store, classes.tries, request)
    found = await classes.store.do(rooms.round_asked(who.code))
    if found is None:
        raise RefusedError("no question")
    now, revealed = found
    if not (who.teacher or revealed):
        raise RefusedError("not revealed")
    language = language_of(request)
    told = await classes.line.do(lambda: reason_text(now.topic, now.seed, now.level, language))
    return Response(told, headers=PRIVATE, media_type="application/json")


async def csv_results(classes: Classes, request: Request) -> Response:
    """GET …/results.csv: what everybody answered, with the mark by which Excel knows UTF-8."""
    who = await _teacher(classes, request)
    text = await classes.store.do(results(who.code))
    headers = PRIVATE | {"Content-Disposition": f'attachment; filename="class-{who.code}.csv"'}
    return Response(text.encode("utf-8-sig"), headers=headers, media_type="text/csv; charset=utf-8")


async def end(classes: Classes, request: Request) -> Response:
    """DELETE: end the class; nothing of it is kept."""
    who = await _teacher(classes, request)
    await classes.store.do(rooms.ended(who.code), wipe=True)
    classes.hub.tell(who.code, now=True)
    return Response(status_code=204, headers=PRIVATE)


HANDLERS: tuple[tuple[str, str, Handler], ...] = (
    ("POST", "", open_class),
    ("POST", "/{code}/join", join),
    ("GET", "/{code}/events", events),
    ("POST", "/{code}/show", show),
    ("POST", "/{code}/plan", replan),
    ("POST", "/{code}/answer", answer),
    ("POST", "/{code}/close", close),
    ("POST", "/{code}/reveal", reveal),
    ("POST", "/{code}/again", again),
    ("POST", "/{code}/wall", wall),
    ("GET", "/{code}/reason", why),
    ("GET", "/{code}/results.csv", csv_results),
    ("DELETE", "/{code}", end),
)


@lru_cache(64)
def reason_text(topic: str, seed: int, level: int, language: str) -> str:
    """Return the reason of a question as JSON; `language` is that of the current texts."""
    return json.dumps(reason(asked(topic, seed, level), language), ensure_ascii=False)


async def _teacher(classes: Classes, request: Request) -> Caller:
    who = await known(classes.store, classes.tries, request)
    if not who.teacher:
        raise RefusedError("no teacher")
    return who


async def _acting(classes: Classes, request: Request) -> Caller:
    who = await _teacher(classes, request)
    bodies.only(await bodies.body(request), set())
    return who


async def _changed(classes: Classes, who: Caller, change: Callable[[rooms.Database], None]) -> Response:
    await classes.store.do(change)
    classes.hub.tell(who.code, now=True)
    return await _state(classes, who)


async def _state(classes: Classes, who: Caller) -> Response:
    found = await classes.store.do(snapshot(who.code))
    if found is None:
        raise RefusedError("no class")
    return Response(found.told(who.teacher), headers=PRIVATE, media_type="application/json")


def _refused(refusal: RefusedError) -> Response:
    headers = PRIVATE | ({"Retry-After": str(refusal.seconds)} if refusal.seconds else {})
    headers |= {"WWW-Authenticate": "Bearer"} if refusal.status == 401 else {}
    return JSONResponse({"error": error_text(refusal.error)}, refusal.status, headers)
