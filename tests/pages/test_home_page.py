"""The home page: the moving example, the cards, what goes along to every page."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from poolviz.answers.home.page import answer, fields
from poolviz.answers.settings.fields import read
from poolviz.ui.shared.frame.pages import PAGES
from tests.pages.paged import as_sent, spoken, stage


def opened(locale: str | None = None, **link: Any) -> AppTest:
    """Home as a link with these settings opens it, in a browser of this locale."""
    app = AppTest.from_file("../../home.py", default_timeout=60)
    app.context["locale"] = locale
    for key, value in link.items():
        app.query_params[key] = str(value)
    app.run()
    assert not app.exception
    return app


def links(app: AppTest, place: str) -> list[dict[str, str]]:
    """What each link to a page carries, in PAGES' order: of the menu ("sidebar"), or the cards ("main")."""
    order = {Path(page.path).stem if key != "home" else "": n for n, (key, page) in enumerate(PAGES.items())}
    found = sorted(getattr(app, place).get("page_link"), key=lambda one: order[one.proto.page])
    return [{key: values[0] for key, values in parse_qs(one.proto.query_string).items()} for one in found]


def to_windows(app: AppTest) -> dict[str, str]:
    """What the menu's link to Windows carries."""
    return links(app, "sidebar")[list(PAGES).index("windows")]


def test_home_shows_the_example_of_the_notes_moving() -> None:
    app = opened()
    assert app.title[0].value == "See inside a pooling layer"
    assert stage(app)["options"]["autoplay"] is True
    assert {grid["id"]: grid["texts"] for grid in stage(app)["grids"]}["output"] == ["2", "3", "5", "1"]


def test_a_group_with_more_pages_than_a_row_has_a_card_of_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = tuple(key for key, page in PAGES.items() if page.drawing is not None)
    monkeypatch.setattr("poolviz.ui.home.cards.GROUPS", {"See": drawn})
    assert len(links(opened(), "main")) == len(drawn) > 10


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_home_shows_what_its_answer_says(lang: str) -> None:
    app = opened(lang=lang, cpu="true")
    with spoken(lang):
        found = answer(read(fields(), {})[0])
    assert stage(app) == as_sent(found.stage)


def test_home_says_what_computes() -> None:
    captions = [caption.value for caption in opened(cpu="true").caption]
    assert any(
        text.startswith("torch 2.") and text.endswith("computes every number here, on CPU.")
        for text in captions
    )


def test_a_card_leads_to_every_page() -> None:
    app = opened()
    cards = [link.proto.label for link in app.main.get("page_link")]
    assert cards == [f"**{page.brief or page.title}**" for page in list(PAGES.values())[1:]]
    presets = {"**Windows**": {"k": "3", "ceil": "true"}, "**Output size**": {"k": "3", "s": "2"}}
    assert links(app, "main") == [{"lang": "en"} | presets.get(card, {}) for card in cards]


def test_every_card_has_a_drawing_of_its_own() -> None:
    drawn = re.findall(
        r'src="(data:image/[^"]+)"', "".join(html.proto.body for html in opened().main.get("html"))
    )
    assert len(drawn) == len(set(drawn)) == len(PAGES) - 1


def test_the_cards_keep_language_size_of_type_and_device() -> None:
    along = {"lang": "zh", "large": "true", "cpu": "true"}
    assert [along.items() <= link.items() for link in links(opened(**along), "main")] == [True] * (
        len(PAGES) - 1
    )


def test_the_menu_keeps_the_layer_too() -> None:
    app = opened(k=3, s=1, layer="AvgPool2d", large="true", lang="zh", junk=1)
    shared, numbers = {"large": "true", "lang": "zh"}, {"k": "3", "s": "1"}
    like = {"signals": "AvgPool1d", "volumes": "AvgPool3d"}
    own = {"batches": {"ceil": "false"}}
    assert links(app, "sidebar") == [
        shared | own.get(key, {}) | (numbers | {"layer": like.get(key, "AvgPool2d")} if page.layers else {})
        for key, page in PAGES.items()
    ]


def test_the_layer_that_batches_begin_with_goes_along_and_no_other_is_changed_there() -> None:
    app = opened()
    app.switch_page("pages/batches.py").run()
    assert to_windows(app) == {"k": "3", "ceil": "true"}
    app.session_state["k"] = 2
    app.run()
    assert to_windows(app) == {"ceil": "true"}
    app = opened(layer="AvgPool2d")
    batches = list(PAGES).index("batches")
    assert links(app, "sidebar")[batches] == {"layer": "AvgPool2d", "k": "2", "ceil": "false"}
    assert links(opened(), "sidebar")[batches] == {}


def test_a_layer_that_a_page_does_not_show_stays_behind() -> None:
    app = opened(layer="FractionalMaxPool2d", k=3)
    carried = dict(zip(PAGES, links(app, "sidebar"), strict=True))
    assert carried["windows"] == {"layer": "FractionalMaxPool2d", "k": "3"}
    assert carried["volumes"] == {"layer": "FractionalMaxPool3d", "k": "3"}
    assert carried["signals"] == carried["pictures"] == {}


def test_the_layer_survives_a_page_that_has_none() -> None:
    app = opened(k=3, layer="LPPool2d")
    app.switch_page("pages/compare.py").run()
    assert to_windows(app) == {"layer": "LPPool2d", "k": "3"}


@pytest.mark.parametrize("page", ["windows", "unpooling", "compare", "frameworks", "adaptive"])
def test_a_typed_matrix_goes_to_every_page_that_can_show_it_and_back(page: str) -> None:
    app = opened()
    app.switch_page("pages/windows.py").run()
    app.text_area(key="x").set_value("7 8\n9 6").run()
    assert {key for key, along in zip(PAGES, links(app, "sidebar"), strict=True) if along} == {
        "windows", "unpooling", "compare", "frameworks", "adaptive",
    }  # fmt: skip
    app.switch_page("pages/sizes.py").run()  # has none
    arrive(app, page)
    assert app.session_state["x"] == "7 8\n9 6"
    arrive(app, "windows")
    assert stage(app)["grids"][0]["texts"] == ["7", "8", "9", "6"]


def test_what_is_no_matrix_stays_behind_and_the_pages_own_matrix_ends_what_goes_along() -> None:
    app = opened()
    app.switch_page("pages/windows.py").run()
    start = app.session_state["x"]
    app.text_area(key="x").set_value("7 8").run()
    app.text_area(key="x").set_value("7 what").run()
    assert to_windows(app) == {"x": "7 8"}
    app.text_area(key="x").set_value(start).run()
    assert to_windows(app) == {}


def arrive(app: AppTest, page: str) -> None:
    """Go to a page by the menu."""
    along = dict(zip(PAGES, links(app, "sidebar"), strict=True))[page]
    app.switch_page(PAGES[page].path)
    for key, text in along.items():
        app.query_params[key] = text
    app.run()
    assert not app.exception


@pytest.mark.parametrize("page", PAGES)
def test_the_layer_goes_from_home_to_a_page_and_back(page: str) -> None:
    app = opened(k=3, ceil="true")
    app.switch_page(PAGES[page].path).run()
    assert not app.exception
    back = links(app, "sidebar")[0]
    assert back == {"k": "3", "ceil": "true"}
    app.switch_page("home.py")
    app.query_params.update(back)
    app.run()
    assert not app.exception
    assert (app.session_state["k"], app.session_state["ceil"]) == (3, True)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh-CN", "zh"), ("zh", "zh"), ("ZH-TW", "zh"), ("en-US", "en"), ("de", "en"), ("", "en"), (None, "en")],
)
def test_the_browsers_language_is_the_first_choice(locale: str | None, language: str) -> None:
    app = opened(locale)
    assert app.session_state["lang"] == language
    assert app.query_params == {}


def test_the_link_wins_over_the_browsers_language() -> None:
    assert opened("zh-CN", lang="en").session_state["lang"] == "en"
    assert opened("en-US", lang="zh").session_state["lang"] == "zh"


@pytest.mark.parametrize(
    "link",
    [
        {"lang": "<b>", "large": "yes", "cpu": "1"},
        {"k": "9" * 400, "layer": "<script>", "x": "junk"},
        {"lang": "\x00", "embed": "true", "embed_options": "dark_theme"},
    ],
)
def test_a_hostile_link_is_said_and_dropped(link: dict[str, str]) -> None:
    app = opened(**link)
    fields = link.keys() & {"lang", "large", "cpu", "k", "layer"}
    assert len(app.warning) == len(fields)
    assert app.query_params.keys() <= {"embed", "embed_options"}
    assert "<" not in "".join(warning.value.replace("\\<", "") for warning in app.warning)


def test_large_reaches_the_stage() -> None:
    app = opened()
    app.toggle(key="large").set_value(True).run()
    assert not app.exception
    assert stage(app)["options"]["large"] is True
    assert app.query_params == {"large": "true"}
