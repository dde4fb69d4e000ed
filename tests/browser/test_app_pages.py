"""Every page in the real browser: by link, in both languages, without a serious fault for a screen reader."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import OpenPage, settled
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/windows",
    "/pictures",
    "/batches",
    "/signals",
    "/volumes",
    "/compare",
    "/adaptive",
    "/unpooling",
    "/sizes",
    "/networks",
    "/frameworks",
    "/training",
    "/layers",
)
WITH_CODE = ("/windows", "/signals", "/unpooling", "/compare", "/frameworks", "/layers")
SECTIONS = ("/compare", *(f"/compare?show={name}" for name in ("pairs", "pairs&mode=made", "shift", "relu")))
STAGES = ("/", "/windows", "/unpooling", "/pictures", "/signals", "/signals?back=true", "/volumes")
STAGES += ("/batches?data=photos",)
PARTS = ("/networks?show=own", "/networks?show=steps&act=dropout")
NETWORKS = ("/networks", "/networks?net=vgg16", *PARTS)
CHINESE = re.compile("[\u4e00-\u9fff]")
SHOWN_IN_ENGLISH = ("poolviz", "English", "Language")


def grid_text(page: Page, name: str) -> list[str]:
    """Return the numbers of the grid whose name begins with `name`, row-major."""
    grid = page.get_by_role("grid", name=re.compile(f"^{name}"))
    grid.wait_for()
    return grid.get_by_role("gridcell").all_inner_texts()


@pytest.mark.parametrize("path", PAGES)
def test_the_browsers_language_is_the_first_choice_and_a_link_the_second(
    open_app: OpenPage, path: str
) -> None:
    for said, chinese in (("", True), ("?lang=en", False)):
        page = open_app(f"{path}{said}", locale="zh-CN")
        heading = page.locator("[data-testid=stMain] h1").inner_text()
        assert bool(CHINESE.search(heading)) == chinese
        assert page.locator("[data-testid=stException]").count() == 0


@pytest.mark.parametrize("path", [*PAGES, *PARTS])
def test_a_page_is_accessible_light_and_dark_and_a_phone_never_scrolls_sideways(
    open_app: OpenPage, path: str
) -> None:
    page = open_app(path)
    if path in WITH_CODE:
        page.locator(".token.keyword").first.wait_for()
    ground = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    light = page.evaluate(ground)
    assert calm(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"(light) => {ground} !== light", arg=light)
    settled(page)
    assert calm(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth - e.clientWidth") <= 0


def calm(page: Page) -> list[str]:
    """Return the serious violations that stay; what has just come fades in and is pale for a moment."""
    for _look in range(3):
        found = serious(page)
        if not found:
            break
        page.wait_for_timeout(1000)
        settled(page)
    return found


def serious(page: Page) -> list[str]:
    """Return the serious violations that axe finds now."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("path", [*STAGES, "/adaptive", "/frameworks", *NETWORKS, *SECTIONS])
def test_the_stage_is_on_the_first_screen_of_a_small_laptop(open_app: OpenPage, path: str) -> None:
    page = open_app(path)
    stage = page.locator("[data-testid=stBidiComponentIsolated]").first
    stage.locator("[aria-live]").first.wait_for(state="attached")
    box = stage.bounding_box()
    assert box is not None
    assert box["y"] < 250
    assert box["y"] + box["height"] < 768


def test_a_link_opens_matrix_and_layer_on_a_fresh_page(open_app: OpenPage) -> None:
    page = open_app("/windows?x=1+3%0A2+4&layer=AvgPool2d&k=2")
    assert grid_text(page, "Output") == ["2.5"]


def test_the_notes_example_of_the_first_tutorial(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3&ceil=true")
    assert grid_text(page, "Output") == ["2", "3", "5", "1"]
    assert grid_text(page, "Indices") == ["1", "3", "15", "18"]


def test_values_that_a_link_cannot_have_are_said_and_dropped(open_app: OpenPage) -> None:
    page = open_app("/windows?k=abc&s=-4&layer=Conv2d&ceil=perhaps&lang=xx&panel=%3Cb%3E&junk=1")
    warnings = page.locator("[data-testid=stAlert]").all_inner_texts()
    assert len(warnings) == 6
    assert any("k = abc" in text for text in warnings)
    assert grid_text(page, "Output") == ["2", "3", "5", "3"]


def test_back_undoes_a_change(open_app: OpenPage) -> None:
    page = open_app("/windows")
    page.get_by_text("ceil_mode", exact=True).click()
    page.wait_for_url("**ceil=true**")
    settled(page)
    assert len(grid_text(page, "Output")) == 9
    page.go_back()
    page.wait_for_function("!location.search.includes('ceil')")
    settled(page)
    assert len(grid_text(page, "Output")) == 4


def test_a_settings_change_of_page_and_language_keeps_the_layer(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3&s=1")
    page.get_by_role("link", name="Output size").click()
    page.wait_for_url("**/sizes**")
    settled(page)
    assert "k=3" in page.url
    page.get_by_text("简体中文").click()
    page.wait_for_url("**lang=zh**")
    assert "k=3" in page.url


def test_text_of_a_user_stays_text(open_app: OpenPage) -> None:
    evil = "%3Cimg+src%3Dx+onerror%3D%22window.broken%3D1%22%3E"
    page = open_app(f"/windows?x=1+{evil}&k={evil}&panel={evil}")
    page.get_by_placeholder("nn.MaxPool2d(3, 2").fill("<img src=x onerror='window.broken=1'>(3)")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-testid=stSidebar] [data-testid=stAlert]")
    assert page.evaluate("window.broken") is None
    assert page.locator("[data-testid=stMain] img").count() == 0
