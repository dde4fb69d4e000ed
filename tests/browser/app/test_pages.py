"""Every page in the real browser: by link, in both languages, without a serious fault for a screen reader."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, settled
from tests.browser.judged import assert_narrow, assert_stage_on_first_screen, judge
from tests.browser.layer.bar import cells, set_argument

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/learn",
    "/learn?lesson=windows&step=1",
    "/learn?lesson=padding&step=2",
    "/practise",
    "/practise?topic=max_of_windows",
    "/windows?hide=true",
    "/pictures?hide=true",
    "/signals?hide=true",
    "/ask",
    "/ask?q=ceil_mode",
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
    "/class",
    "/layers",
)
WITH_CODE = ("/windows", "/signals", "/unpooling", "/compare", "/frameworks", "/layers", "/adaptive?sec")
PARTS = (
    "/signals?back=true",
    "/volumes?panel=size&ceil=true",
    "/batches?data=photos",
    "/networks?net=vgg16",
    "/networks?show=own",
    "/networks?show=steps&act=dropout",
    *(f"/compare?show={name}" for name in ("pairs", "pairs&mode=made", "shift&rival=blur", "relu")),
    "/compare?d=nn.MaxPool2d(9)",
    *(f"/adaptive?sec={name}" for name in ("pyramid", "global", "head")),
    *(f"/adaptive?panel={name}" for name in ("sliding", "code")),
)
UNSTAGED = (
    "/batches?data=photos",
    "/learn",
    "/ask",
    "/ask?q=ceil_mode",
    "/batches",
    "/sizes",
    "/class",
    "/layers",
    "/training",
    "/adaptive?sec=head",
    "/compare?d=nn.MaxPool2d(9)",
)
CHINESE = re.compile("[\u4e00-\u9fff]")


def grid_text(page: Page, name: str) -> list[str]:
    """Return the numbers of the grid whose name begins with `name`, row-major."""
    grid = page.get_by_role("grid", name=re.compile(f"^{name}"))
    grid.wait_for()
    return grid.get_by_role("gridcell").all_inner_texts()


@pytest.mark.parametrize("path", ["/", "/windows", "/training"])
def test_the_browsers_language_is_the_first_choice_and_a_link_the_second(
    open_app: OpenPage, path: str
) -> None:
    for said, chinese in (("", True), ("?lang=en", False)):
        page = open_app(f"{path}{said}", locale="zh-CN")
        heading = page.locator("[data-testid=stMain] h1").inner_text()
        assert bool(CHINESE.search(heading)) == chinese
        assert page.locator("[data-testid=stException]").count() == 0


@pytest.mark.parametrize("path", [*PAGES, *PARTS])
def test_a_page_has_its_stage_on_the_first_screen_and_is_accessible_light_and_dark_and_on_a_phone(
    open_app: OpenPage, path: str
) -> None:
    page = open_app(path)
    if path not in UNSTAGED:
        # Two rows of grids below three lines of the bar: six formulas have no room, the player has.
        assert_stage_on_first_screen(
            page, ".pv-below .pv-bar" if path == "/compare?show=relu" else ".pv-below"
        )
    if path.startswith(WITH_CODE) and path != "/compare?show=relu" and "hide" not in path:
        page.locator(".token.keyword").first.wait_for()
    judge(page)


@pytest.mark.parametrize("path", ["/windows", "/compare?show=pairs&lang=zh", "/adaptive?sec=pyramid&lang=zh"])
def test_a_real_phone_scrolls_nothing_sideways(open_app: OpenPage, path: str) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    assert_narrow(open_app(path, **phone))


def test_the_menu_of_a_phone_closes_when_a_page_is_chosen_or_something_is_asked(open_app: OpenPage) -> None:
    page = open_app("/windows", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    menu = page.locator("[data-testid=stSidebar]")
    for choose, heading in (
        (lambda: menu.get_by_role("link", name="Compare").tap(), "Compare"),
        (lambda: menu.locator(".st-key-ask_field input").fill("stride"), "Ask"),
    ):
        page.locator("[data-testid=stExpandSidebarButton]").tap()
        choose()
        if heading == "Ask":
            page.keyboard.press("Enter")
        page.get_by_role("heading", name=heading, exact=True, level=1).wait_for()
        expect(menu).to_have_attribute("data-collapsed", "true")


def test_on_a_computer_the_menu_stays(open_app: OpenPage) -> None:
    page = open_app("/windows")
    menu = page.locator("[data-testid=stSidebar]")
    menu.get_by_role("link", name="Compare").click()
    page.get_by_role("heading", name="Compare", exact=True, level=1).wait_for()
    expect(menu).to_have_attribute("data-collapsed", "false")


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
    set_argument(page, "ceil_mode", value=True)
    page.wait_for_url("**ceil=true**")
    expect(cells(page)).to_have_count(9)
    page.go_back()
    page.wait_for_function("() => !location.search.includes('ceil')")
    expect(cells(page)).to_have_count(4)


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
    page.get_by_role("button", name="Type or paste a line").click()
    page.keyboard.insert_text("<img src=x onerror='window.broken=1'>(3)")
    page.keyboard.press("Enter")
    expect(page.locator(".pv-bar-note")).not_to_have_text("")
    assert page.locator(".pv-bar-note img").count() == 0
    assert page.evaluate("window.broken") is None
    assert page.locator("[data-testid=stMain] img").count() == 0
