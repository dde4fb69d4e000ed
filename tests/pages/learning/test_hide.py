"""A hidden output: whatever follows from it is not drawn, and comes back."""

from typing import Any

import pytest

from poolviz.ui.shared.frame.pages import PAGES
from tests.pages.paged import page_at, run, said, stage

STAGED = ("windows", "signals", "volumes", "unpooling", "compare", "adaptive", "frameworks", "networks")


@pytest.mark.parametrize("page", STAGED)
def test_a_link_hides_the_output_and_all_below_it(page: str) -> None:
    app = page_at(PAGES[page].path)(hide="true")
    assert stage(app)["options"]["hide"] is True
    assert len(app.get("bidi_component")) == 1
    assert not [one for one in app.code if one.language == "python"] or page == "networks"
    assert not app.dataframe
    assert "The output is hidden" in said(app)
    assert "computed by torch" not in said(app)


def test_an_example_says_its_lesson_again_once_the_output_is_shown() -> None:
    link: dict[str, Any] = {"k": 3, "ceil": "true", "panel": "table"}
    lesson = "The windows hang over the edge"
    app = page_at("pages/windows.py")(**link, hide="true")
    assert lesson not in said(app)
    app.session_state["hide"] = False
    app = run(app)
    assert lesson in said(app)
    assert dict(app.query_params)["panel"] in ("table", ["table"])
    assert app.dataframe


def test_the_home_page_keeps_its_cards() -> None:
    assert page_at("home.py")(hide="true").main.get("page_link")
