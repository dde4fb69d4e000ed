"""GET /api/question/{topic}/{seed}/{level}: what is asked, and what is given for it; never the answer."""

from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from poolviz.answers.learning.practise import HIGHEST_SEED
from poolviz.answers.learning.stages import answered_stage, question_stage
from poolviz.answers.settings.language import LANGUAGES, translations
from poolviz.answers.stage_questions import ask_any
from poolviz.errors import PoolvizError
from poolviz.questions import Question
from poolviz.questions.topics.titles import SUBJECTS
from poolviz.server.answer.line import FullError, Line
from poolviz.server.answer.packing import Said, respond, said
from poolviz.texts import N_, _, error_text, speak
from poolviz.views.stage.wire.travel import to_wire

KEPT = 256  # questions
# Topics whose row and column are those of a cell of the input.
OF_INPUT = ("readers", "gradient_mean")
TITLES = {topic: title for _name, (_title, topics) in SUBJECTS.items() for topic, title in topics.items()}

line = Line(waiting=1_000)  # a whole class asks at once


async def question(request: Request) -> Response:
    """Answer with one question: 200, 404 where there is none, 503 busy."""
    path = request.path_params
    language = request.query_params.get("lang", "en")
    seed = path["seed"] if len(path["seed"]) < 20 else ""
    try:
        reply = await line.do(lambda: asked(path["topic"], seed, path["level"], language))
    except FullError:
        busy = respond(request, said(503, {"error": "busy"}), forever=False)
        busy.headers["Retry-After"] = "1"
        return busy
    return respond(request, reply, forever=False)


@lru_cache(KEPT)
def asked(topic: str, seed: str, level: str, language: str) -> Said:
    """Return the question that the texts of an address name; whatever they say, it is a Said."""
    language = language if language in LANGUAGES else "en"
    speak(translations(language))
    try:
        if not 0 <= int(seed) <= HIGHEST_SEED:
            rule = N_("`seed` must be a whole number from 0 to {high}, but got {got}")
            raise PoolvizError(rule, high=HIGHEST_SEED, got=seed)
        return said(200, given(ask_any(topic, int(seed), int(level)), language))
    except ValueError as error:  # a PoolvizError, or no whole numbers
        text = error_text(error) if isinstance(error, PoolvizError) else "no such question"
        return said(404, {"error": text})


def given(found: Question, language: str) -> dict[str, Any]:
    """Return what those are told who are to answer; `language` is that of the current texts."""
    stage = question_stage(found)
    return {
        "title": _(TITLES[found.topic]) if found.topic in TITLES else _("About the stage that is shown"),
        "kind": found.kind,
        "text": found.text(language),
        "choices": list(found.offered(language)),
        **({"stage": to_wire(stage)} if stage.grids else {}),
    }


def reason(found: Question, language: str) -> dict[str, Any]:
    """Return the answer and why it is right, what each mistake is, and the stage with the cell to look at."""
    stage = answered_stage(found)
    values = found.drawn.values
    grid = "input" if found.topic in OF_INPUT else "output"
    at = {"grid": grid, "r": values["row"], "c": values["col"]} if {"row", "col"} <= values.keys() else None
    return {
        "because": found.because(language),
        "mistakes": found.betrayed(language),
        **({"stage": to_wire(stage)} if stage.grids else {}),
        **({"at": at} if stage.grids and at else {}),
    }
