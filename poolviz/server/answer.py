"""GET /api/answer/{build}/{page}?…: what a page shows for its address, as the page itself computes it."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from starlette.requests import Request
from starlette.responses import Response

from poolviz.answers.pages import ANSWERED, Page
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.fields import Problem, Values, one_of, read
from poolviz.answers.settings.language import LANGUAGES, translations
from poolviz.errors import PoolvizError
from poolviz.pooling.devices import choose
from poolviz.server.build import build, digest
from poolviz.server.line import FullError, Line
from poolviz.server.refused import refused, said_of
from poolviz.texts import _, error_text, speak
from poolviz.views.stage.wire.travel import to_wire

LONGEST = 64_000  # characters of an address
SMALL = 500  # bytes that are not worth packing
FOREVER = "public, max-age=31536000, immutable"
LANGUAGE = "lang"

line = Line()


@dataclass(frozen=True)
class Said:
    """What is sent: an HTTP status and a body as JSON."""

    status: int
    body: bytes


async def answer(request: Request) -> Response:
    """Answer one address: 200 stage data, 400 unreadable, 404 no such page, 413, 422 refused, 503 busy."""
    page = ANSWERED.get(request.path_params["page"])
    if page is None:
        return respond(request, _said(404, {"error": "no such page"}), forever=False)
    if len(request.url.query) > LONGEST:
        return respond(request, _said(413, {"error": "the address is too long"}), forever=False)
    try:
        said = await line.do(lambda: answered(page, dict(request.query_params), choose()))
    except FullError:
        busy = respond(request, _said(503, {"error": "busy"}), forever=False)
        busy.headers["Retry-After"] = "1"
        return busy
    return respond(request, said, forever=request.path_params["build"] == build())


def answered(page: Page, address: Mapping[str, str], device: torch.device) -> Said:
    """Return the answer of `page` to an address; whatever the address says, it is a Said."""
    fields = {LANGUAGE: one_of(tuple(LANGUAGES)), **page.fields()}
    values, problems = read(fields, address)
    speak(translations(values[LANGUAGE]))
    if problems:
        return _said(400, {"unreadable": [_problem(problem) for problem in problems]})
    try:
        found = page.answer(values, device)
    except PoolvizError as error:
        return _said(400, {"unreadable": [{"key": None, "text": None, "rule": error_text(error)}]})
    refusal: PoolvizError | None = getattr(found, "refusal", None)  # of a display that can have one
    if refusal is not None:
        if not isinstance(found, Answer):
            return _said(422, {"refused": said_of(refusal)})
        if found.run.too_heavy:
            return _said(413, {"heavy": {"sentence": error_text(refusal), **_costs(refusal)}})
        return _said(422, {"refused": refused(found.run, _own(values, page), page.fields(), page.layers)})
    return _said(200, {**to_wire(found.stage), "lines": list(found.lines)})


def respond(request: Request, said: Said, forever: bool) -> Response:
    """Return `said` packed if the browser takes it; only its name where the browser has it already."""
    tag = f'"{digest(said.body)}"'
    kept = FOREVER if forever and said.status in (200, 413, 422) else "no-cache"
    headers = {"ETag": tag, "Cache-Control": kept, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    body = said.body
    if len(body) > SMALL and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["Content-Encoding"] = gzip.compress(body, 5, mtime=0), "gzip"
    return Response(body, said.status, headers, media_type="application/json")


def _said(status: int, value: Any) -> Said:
    return Said(status, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _own(values: Values, page: Page) -> dict[str, Any]:
    return {key: values[key] for key in page.fields()}


def _problem(problem: Problem) -> dict[str, Any]:
    rule = error_text(problem.rule) if problem.rule else _("something else")
    return {"key": problem.key, "text": problem.text[:200], "rule": rule}


def _costs(error: PoolvizError) -> dict[str, Any]:
    return {name: error.values[name] for name in ("asked", "most") if name in error.values}
