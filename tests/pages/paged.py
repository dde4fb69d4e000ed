"""A page of the app as AppTest opens it by a link, and what it says."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

from poolviz.answers.settings.fields import text_of
from poolviz.answers.settings.language import translations
from poolviz.server.jobs.background import Line, Run
from poolviz.texts import speak
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.stage.wire.travel import to_wire

AROUND = ("bar", "asking", "lines", "example", "outcome")  # what a page shows around its stage
APP = Path(__file__).parents[2] / "home.py"


class Still(Line):
    """A line in which runs begin and end only when a test says so."""

    def _fill(self) -> None:
        pass

    def begin(self, one: Run[Any, Any]) -> None:
        self._waiting.remove(one)
        self._working.append(one)
        one.state = "running"

    def finish(self, one: Run[Any, Any], state: Any = "done") -> None:
        self._working.remove(one)
        one.state = state


def page_at(path: str) -> Callable[..., AppTest]:
    """Give a function that opens the page at `path` as a link with these settings does, on a fresh server."""

    def opened(**link: Any) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        app.switch_page(path)
        for key, value in link.items():
            app.query_params[key] = value if isinstance(value, list) else str(value)
        return run(app)

    return opened


def run(element: Any) -> AppTest:
    """Run the page, after a change of one of its elements; the page has no exception."""
    app = element.run()
    assert not app.exception
    return app


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Let what is computed within be in one of LANGUAGES, as a page in that language computes it."""
    speak(translations(language))
    try:
        yield
    finally:
        speak(translations("en"))


def components(app: AppTest, part: str = "grids") -> list[dict[str, Any]]:
    """The data of the components of the page that have such a `part`: stages and galleries have grids.

    The terms that a page explains on its stage are left out: its answer does not hold them.
    """
    sent = [found.proto.json or found.proto.mixed.json for found in app.get("bidi_component")]
    made = [json.loads(text) for text in sent if text]
    found = [data for data in made if isinstance(data, dict) and data.get(part)]
    return [{key: said for key, said in data.items() if key != "terms"} for data in found]


def stage(app: AppTest) -> dict[str, Any]:
    """The data of the first stage of the page, with its bar."""
    return components(app)[0]


def alone(app: AppTest) -> dict[str, Any]:
    """The data of the first stage of the page without what the page shows around it."""
    return {key: part for key, part in stage(app).items() if key not in AROUND}


def as_sent(shown: Stage) -> dict[str, Any]:
    """A stage as a page sends it: what an answer says, and that it can be taken away, and hidden."""
    options = replace(shown.options, take=True, hideable=len(shown.grids) > 1)
    return json.loads(json.dumps(to_wire(replace(shown, options=options))))


def said(app: AppTest) -> str:
    """All that the page says in words."""
    kinds = (app.markdown, app.caption, app.warning, app.info, app.error, app.toast)
    bars = components(app, "bar")
    barred = bars[0]["bar"] if bars else {}
    refused = barred.get("refused") or {"rules": []}
    rules = [f"`{one['parameter']}` ({one['axis']}): {one['said']}. {one['why']}" for one in refused["rules"]]
    words = [refused[key] for key in ("sentence", "torch_message") if refused.get(key)]
    lines = [line for one in components(app, "lines") for line in one["lines"]]
    lines += [*words, *rules, barred.get("said", "")]
    lines += [one["outcome"] for one in components(app, "outcome")]
    return "\n".join([*(element.value for kind in kinds for element in kind), *lines])


def bar(app: AppTest) -> dict[str, Any]:
    """What the layer's bar of the page is sent."""
    return components(app, "bar")[0]["bar"]


def tell(app: AppTest, line: str | None = None, **values: Any) -> AppTest:
    """Run the page as after a change on its bar: settings by their keys, or a line of code.

    To be used with the fixture `told`.
    """
    known = dict(bar(app)["values"]) | {key: text_of(value) for key, value in values.items()}
    for choice in (bar(app)["name"] or {"choices": ()})["choices"]:
        known |= dict(choice.get("sets", ())) if choice["text"] == values.get("layer") else {}
    said = {"number": 1, "values": known} if line is None else {"number": 1, "values": {}, "line": line}
    return send(app, "told", said)


def repair(app: AppTest, number: int = 0) -> AppTest:
    """Run the page as after a press on one of the layers that the bar offers where torch refuses."""
    address = dict(parse_qsl(bar(app)["refused"]["fixes"][number]["address"][1:], keep_blank_values=True))
    return tell(app, **{key: address.get(key, text) for key, text in bar(app)["defaults"]})


def send(app: AppTest, event: str, said: Any) -> AppTest:
    """Run the page as after an event of its stage, with the fixture `told`."""
    field = app.text_input(key=f"sent_{event}")
    return run(field.set_value(json.dumps([said, random.random()])))  # the same once more is an event, too
