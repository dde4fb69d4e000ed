"""What the browser is told of a class before it asks: texts, topics, pages, where its scripts are."""

from dataclasses import asdict
from typing import Any

from poolviz.answers.pages import ANSWERED, PAGES
from poolviz.questions.topics.all import ALL
from poolviz.questions.topics.titles import SUBJECTS
from poolviz.server.assets import asset_path
from poolviz.server.build import build
from poolviz.server.place import Place
from poolviz.texts import _
from poolviz.views.classroom.texts import class_texts
from poolviz.views.glossary import terms_in

APART = ("home", "ask", "class")  # of the pages: nothing of them is for a whole class


def classroom(language: str, reached: Place, code: str = "") -> dict[str, Any]:
    """Return what the page of a class begins with, in the current language, which is `language`."""
    return {
        "lang": language,
        "build": build(),
        "code": code,
        "address": reached.address or "",
        "said": _(reached.said) if reached.said else "",
        "stage": {"script": asset_path("stage.js"), "style": asset_path("stage.css")},
        "texts": class_texts(),
        "terms": [asdict(term) for term in terms_in(_(topic.text) for topic in ALL)],
        "staged": sorted(ANSWERED),
        "pages": [[key, _(page.title)] for key, page in PAGES.items() if key not in APART],
        "subjects": [
            [_(title), [[topic, _(name)] for topic, name in topics.items()]]
            for title, topics in SUBJECTS.values()
        ],
    }
