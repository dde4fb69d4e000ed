"""What the browser is told of a class before it asks: texts, topics, pages, where its scripts are."""

from dataclasses import asdict
from typing import Any

from poolviz.answers.pages import ANSWERED
from poolviz.questions.topics.all import ALL
from poolviz.questions.topics.titles import SUBJECTS
from poolviz.server.assets import asset_path
from poolviz.server.build import build
from poolviz.server.place import Place
from poolviz.texts import N_, _
from poolviz.views.classroom.texts import class_texts
from poolviz.views.glossary import terms_in

PAGES = {
    "windows": N_("Windows"),
    "pictures": N_("Pictures"),
    "signals": N_("Signals"),
    "volumes": N_("Volumes"),
    "unpooling": N_("Unpooling"),
    "adaptive": N_("Adaptive and global"),
    "compare": N_("Compare"),
    "frameworks": N_("Other frameworks"),
    "networks": N_("Networks"),
    "sizes": N_("Output size"),
    "training": N_("Does pooling help?"),
    "layers": N_("Layers"),
}


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
        "pages": [[key, _(title)] for key, title in PAGES.items()],
        "subjects": [
            [_(title), [[topic, _(name)] for topic, name in topics.items()]]
            for title, topics in SUBJECTS.values()
        ],
    }
