"""GET /api/answer/{build}/{page}?…: what a page shows for its address, as the page itself computes it."""

from collections.abc import Mapping
from typing import Any

import torch
from starlette.requests import Request
from starlette.responses import Response

from poolviz.answers.page import Answered as Page
from poolviz.answers.pages import ANSWERED
from poolviz.answers.settings.answer import Answer, Display
from poolviz.answers.settings.fields import Problem, Values, one_of, read
from poolviz.answers.settings.language import LANGUAGES, translations
from poolviz.errors import PoolvizError
from poolviz.pooling.devices import choose
from poolviz.server.answer.kept import Kept
from poolviz.server.answer.line import FullError, Line
from poolviz.server.answer.packing import Said, pack, respond, said, send
from poolviz.server.build import build
from poolviz.texts import _, error_text, speak
from poolviz.views.stage.wire.travel import to_wire

LONGEST = 64_000  # characters of an address
LANGUAGE = "lang"
CPU_ALONE = "cpu"
HIDE = "hide"
AHEAD = "x-ahead"  # a header: nobody waits for the answer yet
LINE = "line"  # a layer as a line of code, in place of its settings

line = Line()
kept = Kept()


async def answer(request: Request) -> Response:
    """Answer one address: 200 stage data, 400 unreadable, 404 no such page, 413, 422 refused, 503 busy.

    What is asked ahead, by a header, is answered in spare time, else 204.
    """
    page = ANSWERED.get(request.path_params["page"])
    if page is None:
        return respond(request, said(404, {"error": "no such page"}), forever=False)
    if len(request.url.query) > LONGEST:
        return respond(request, said(413, {"error": "the address is too long"}), forever=False)
    forever = request.path_params["build"] == build()
    accepted = request.headers.get("accept-encoding", "")
    address = (request.path_params["page"], request.url.query, accepted)
    ahead = AHEAD in request.headers
    if ahead and not line.has_time():
        return _later(request, ahead)
    if forever and (found := kept.get(address)):
        if ahead:
            line.spend(0)
        return send(request, found)
    try:  # packed in the same thread: a picture takes as long to pack as to pool
        made = await line.do(lambda: pack(_asked(page, dict(request.query_params)), accepted, forever), ahead)
    except FullError:
        return _later(request, ahead)
    if forever:
        kept.put(address, made)
    return send(request, made)


def _later(request: Request, ahead: bool) -> Response:
    """Say that there is no time now; of what nobody waits for it is no fault, which a proxy would count."""
    if ahead:
        return Response(status_code=204, headers={"Cache-Control": "no-store"})
    busy = respond(request, said(503, {"error": "busy"}), forever=False)
    busy.headers["Retry-After"] = "1"
    return busy


def _asked(page: Page, address: Mapping[str, str]) -> Said:
    return answered(page, address, choose(force_cpu=address.get(CPU_ALONE) == "true"))


def answered(page: Page, address: Mapping[str, str], device: torch.device) -> Said:
    """Return the answer of `page` to an address; whatever the address says, it is a Said."""
    fields = {LANGUAGE: one_of(LANGUAGES), **page.fields()}
    values, problems = read(fields, address)
    speak(translations(values[LANGUAGE]))
    if problems:
        return said(400, {"unreadable": [_problem(problem) for problem in problems]})
    key, remark = None, ""
    try:
        if LINE in address and page.barred is not None:
            key = LINE
            values, remark = page.barred.with_line(address[LINE], values)
            key = None
        found = page.answer(values, device)
    except PoolvizError as error:
        text = address[LINE][:200] if key else None
        return said(400, {"unreadable": [{"key": key, "text": text, "rule": error_text(error)}]})
    return _body(page, values, found, remark, hides=address.get(HIDE) in ("true", "1"))


def _body(page: Page, values: Values, found: Display, remark: str, hides: bool) -> Said:
    """Return what is sent of an answer: the stage, or why there is none; the bar is there in any case.

    The lines around a stage say what it `hides`, and are left out then.
    """
    bar = page.bar(values, found, remark)
    beside = {} if bar is None else {"bar": to_wire(bar)}
    refusal = found.refusal
    if refusal is None:
        title = page.example(values)
        example = {"example": _(title)} if title else {}
        lines = [] if hides else list(found.lines)
        outcome = {"outcome": found.outcome} if found.outcome and not hides else {}
        return said(200, {**to_wire(found.stage), "lines": lines, **beside, **example, **outcome})
    if isinstance(found, Answer) and found.run.too_heavy:
        return said(413, {"heavy": {"sentence": error_text(refusal), **_costs(refusal)}, **beside})
    refused = bar.refused if bar is not None and bar.refused is not None else page.refused(values, found)
    return said(422, {"refused": to_wire(refused), **beside})


def _problem(problem: Problem) -> dict[str, Any]:
    return {"key": problem.key, "part": problem.part, "text": problem.text[:200], "rule": problem.said}


def _costs(error: PoolvizError) -> dict[str, Any]:
    return {name: error.values[name] for name in ("asked", "most") if name in error.values}
