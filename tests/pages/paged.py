"""A page of the app as AppTest opens it by a link, and what it says."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from poolviz.answers.settings.language import translations
from poolviz.texts import speak
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.stage.wire.travel import to_wire

APP = Path(__file__).parents[2] / "home.py"


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


def stage(app: AppTest) -> dict[str, Any]:
    """The data of the first stage of the page."""
    return json.loads(app.get("bidi_component")[0].proto.json)


def as_sent(shown: Stage) -> dict[str, Any]:
    """A stage as a page sends it: what an answer says, and that it can be taken away."""
    return json.loads(json.dumps(to_wire(replace(shown, options=replace(shown.options, take=True)))))


def said(app: AppTest) -> str:
    """All that the page says in words."""
    kinds = (app.markdown, app.caption, app.warning, app.info, app.error, app.toast)
    return "\n".join(element.value for kind in kinds for element in kind)
