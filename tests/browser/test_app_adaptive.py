"""The Adaptive and global page in the browser: sections by screen reader, on a phone, under the pointer."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import OpenPage, settled
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SECTIONS = ("fixed", "pyramid", "global", "head")


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("section", SECTIONS[1:])
def test_no_section_has_a_serious_violation(open_app: OpenPage, section: str, scheme: str) -> None:
    page = open_app(f"/adaptive?sec={section}", color_scheme=scheme)
    page.locator(".token.keyword").first.wait_for()
    assert faults(page) == []


@pytest.mark.parametrize("panel", ["sliding", "code"])
def test_no_panel_of_the_first_section_has_one(open_app: OpenPage, panel: str) -> None:
    assert faults(open_app(f"/adaptive?panel={panel}")) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("section", SECTIONS)
def test_no_section_scrolls_sideways_on_a_phone(open_app: OpenPage, section: str, lang: str) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    page = open_app(f"/adaptive?sec={section}&lang={lang}", **phone)
    assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth - e.clientWidth") <= 0


@pytest.mark.parametrize("section", SECTIONS[:3])
def test_the_stage_of_a_section_is_on_the_first_screen(open_app: OpenPage, section: str) -> None:
    page = open_app(f"/adaptive?sec={section}")
    stage = page.locator("[data-testid=stBidiComponentIsolated]").first
    stage.locator("[aria-live]").first.wait_for(state="attached")
    box = stage.bounding_box()
    assert box is not None
    assert box["y"] < 250
    assert box["y"] + box["height"] < 768


def test_pointing_at_a_picture_of_a_pyramid_moves_nothing_below(open_app: OpenPage) -> None:
    page = open_app("/adaptive?sec=pyramid&levels=1,2,3,6,16")
    stage = page.locator("[data-testid=stBidiComponentIsolated]").first
    picture = stage.get_by_role("application").first
    picture.wait_for()
    below = page.locator(".pv-vector").first
    before = below.bounding_box()
    picture.hover()
    stage.get_by_text("read by").nth(4).wait_for()
    assert below.bounding_box() == before


def test_a_smaller_picture_keeps_the_size_of_the_output(open_app: OpenPage) -> None:
    page = open_app("/adaptive?size=256")
    page.get_by_role("button", name="32×32").click()
    page.wait_for_url("**ch=32**")
    settled(page)
    stage = page.locator("[data-testid=stBidiComponentIsolated]").first
    captions = stage.locator(".pv-caption")
    assert captions.all_inner_texts() == ["32 × 32", "7 × 7", "7 × 7"]
    assert "size" not in page.url


def test_every_one_of_many_quick_clicks_counts(open_app: OpenPage) -> None:
    """What the server says of earlier clicks must not undo later ones."""
    page = open_app("/adaptive")
    height = page.get_by_role("spinbutton", name="picture's height")
    for _ in range(6):
        height.press("ArrowUp", no_wait_after=True)
    page.get_by_text("H: None", exact=True).click(no_wait_after=True)
    page.wait_for_url("**keep_h=true**")
    settled(page)
    expect(height).to_have_value("54")
    page.wait_for_url("**ch=54**")
