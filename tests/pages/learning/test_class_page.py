"""The Class page: what its component is told."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.pages.paged import page_at

opened = page_at("pages/class.py")


def told(app: AppTest) -> dict[str, Any]:
    return json.loads(app.get("bidi_component")[0].proto.json)


def test_the_page_says_its_texts_in_its_language_and_the_code_of_its_link() -> None:
    said = told(opened(lang="zh", code="BCDFGHJ"))
    assert said["code"] == "BCDFGHJ"
    assert said["lang"] == "zh"
    assert said["texts"]["open"] == "开课"
    assert "winner" in [topic for _subject, topics in said["subjects"] for topic, _title in topics]


def test_without_a_link_there_is_no_code() -> None:
    assert told(opened())["code"] == ""
