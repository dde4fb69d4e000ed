"""What callers send: read up to a limit of size and time, and checked key by key."""

import asyncio
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from poolviz.answers.learning.practise import HIGHEST_SEED
from poolviz.answers.pages import ANSWERED, PAGES
from poolviz.answers.settings.fields import Problem, read
from poolviz.questions.topic import LEVELS
from poolviz.server.classes.refusals import RefusedError
from poolviz.texts import N_, _, error_text

MOST_BYTES = 4_096
MOST_SECONDS = 10.0
LONGEST_NAME = 40
LONGEST_ADDRESS = 3_000
DEEPEST = 3  # lists in lists
# A page of the app and its settings: no host, no other scheme, nothing that leaves the page.
ADDRESS = re.compile(r"[a-z0-9_/-]{0,100}(?:\?[^\s<>\"'\\#]*)?", re.IGNORECASE)


async def body(request: Request) -> dict[str, Any]:
    """Return the JSON object that was sent, an empty one if nothing was; RefusedError for anything else."""
    content = b""
    try:
        async with asyncio.timeout(MOST_SECONDS):
            async for chunk in request.stream():
                content += chunk
                if len(content) > MOST_BYTES:
                    raise RefusedError("large", most=MOST_BYTES)
    except TimeoutError:
        raise RefusedError("late", most=f"{MOST_SECONDS:g}") from None
    except ClientDisconnect:
        raise RefusedError("body", keys="…") from None
    try:
        found = json.loads(content or b"{}", parse_constant=_no_number)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise RefusedError("body", keys="…")
    return found


def _no_number(name: str) -> Any:
    raise ValueError(name)


def only(sent: Mapping[str, Any], *choices: set[str]) -> None:
    """Check that the keys sent are one of the sets `choices`; RefusedError names them."""
    if set(sent) not in choices:
        raise RefusedError("body", keys=" | ".join(", ".join(sorted(keys)) or "{}" for keys in choices))


def name(sent: Mapping[str, Any]) -> str:
    """Return the name that was sent as one line of visible text, "" without one."""
    given = sent.get("name")
    if given is None:
        return ""
    if not isinstance(given, str) or len(given) > LONGEST_NAME:
        raise _field("name", N_("text of at most 40 characters"))
    visible = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in given)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def address(sent: Mapping[str, Any]) -> str:
    """Return the address that was sent: a page of the app with settings that the page can read."""
    given = sent["address"]
    fits = isinstance(given, str) and len(given) <= LONGEST_ADDRESS and ADDRESS.fullmatch(given)
    page, _mark, search = given.partition("?") if fits else ("//", "", "")
    if page.startswith("//") or (page.strip("/") or "home") not in PAGES:
        raise _field("address", N_("a page of the app and its settings, such as windows?k=3"))
    if (shown := ANSWERED.get(page.strip("/"))) is not None:
        _values, problems = read(shown.fields(), dict(parse_qsl(search, keep_blank_values=True)))
        for problem in problems:
            raise _unread(problem)
    return str(given)


def step(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what can be put before a class: an address, or a question by topic, seed and level."""
    only(sent, {"address"}, {"topic", "seed", "level"})
    if "address" in sent:
        return {"address": address(sent)}
    seed, level = whole(sent, "seed", 0, HIGHEST_SEED), whole(sent, "level", LEVELS[0], LEVELS[-1])
    return {"topic": topic(sent), "seed": seed, "level": level}


def _unread(problem: Problem) -> RefusedError:
    """Say which setting of an address cannot be read."""
    if problem.rule is None:
        return _field("address", N_("a page of the app and its settings, such as windows?k=3"))
    return RefusedError("field", key=problem.key, rule=error_text(problem.rule))


def whole(sent: Mapping[str, Any], key: str, low: int, high: int) -> int:
    """Return the whole number from `low` to `high` that was sent under `key`."""
    given = sent[key]
    if type(given) is not int or not low <= given <= high:
        rule = _("a whole number from {low} to {high}").format(low=low, high=high)
        raise RefusedError("field", key=key, rule=rule)
    return given


def answer(sent: Mapping[str, Any]) -> Any:
    """Return the answer that was sent: text, a number, or lists of them."""
    given = sent["answer"]
    if not _flat(given, DEEPEST):
        raise _field("answer", N_("text, a number, or lists of numbers"))
    return given


def _flat(given: Any, deep: int) -> bool:
    """Tell whether `given` is text, a number, or lists of them, at most `deep` in each other."""
    if isinstance(given, list):
        return deep > 0 and all(_flat(one, deep - 1) for one in given)
    return isinstance(given, str | int | float) and not isinstance(given, bool)


def truth(sent: Mapping[str, Any], key: str) -> bool:
    """Return the true or false that was sent under `key`."""
    given = sent[key]
    if not isinstance(given, bool):
        raise _field(key, N_("true or false"))
    return given


def topic(sent: Mapping[str, Any]) -> str:
    """Return the name of a topic that was sent, or what is asked about the stage of an address."""
    given = sent["topic"]
    if not isinstance(given, str) or len(given) > LONGEST_ADDRESS:
        raise _field("topic", N_("the name of a topic"))
    return given


def _field(key: str, rule: str) -> RefusedError:
    return RefusedError("field", key=key, rule=_(rule))
