"""The Adaptive and global page in the browser: under the pointer, and quick clicks."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, settled
from tests.browser.layer.bar import argument, expect_address, set_argument

pytestmark = pytest.mark.browser


def test_pointing_at_a_picture_of_a_pyramid_moves_nothing_below(open_app: OpenPage) -> None:
    page = open_app("/adaptive?sec=pyramid&levels=1,2,3,6,16")
    stage = page.locator("[data-testid=stMain] [data-testid=stBidiComponentIsolated]").first
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
    stage = page.locator("[data-testid=stMain] [data-testid=stBidiComponentIsolated]").first
    captions = stage.locator(".pv-caption")
    assert captions.all_inner_texts() == ["32 × 32", "7 × 7", "7 × 7"]
    assert "size" not in page.url


def test_every_one_of_many_quick_clicks_counts(open_app: OpenPage) -> None:
    """What the server says of earlier clicks must not undo later ones."""
    page = open_app("/adaptive")
    height = page.get_by_role("spinbutton", name="picture's height")
    for _ in range(6):
        height.press("ArrowUp", no_wait_after=True)
    argument(page, "output_size").fill("5")
    page.wait_for_url("**ah=5**")
    settled(page)
    expect(height).to_have_value("54")
    page.wait_for_url("**ch=54**")


def test_the_size_is_set_in_the_bar_and_answered_by_the_route(open_app: OpenPage) -> None:
    page = open_app("/adaptive?size=32")
    captions = page.locator(".pv-page .pv-caption")
    with page.expect_response("**/api/answer/**"):
        set_argument(page, "output_size", 3)
    expect_address(page, "size=32&ah=3&aw=3")
    expect(captions).to_have_text(["32 × 32", "3 × 3", "3 × 3"])
    page.get_by_role("button", name="output_size: a number for each axis").click()
    set_argument(page, "output_size, height", "")
    expect_address(page, "size=32&ah=&aw=3")
    expect(captions).to_have_text(["32 × 32", "32 × 3", "32 × 3"])
    set_argument(page, "Layer", "AdaptiveAvgPool2d")
    expect_address(page, "size=32&of=AdaptiveAvgPool2d&ah=&aw=3")
    expect(page.locator("[data-testid=stSidebar]").get_by_text("output_size")).to_have_count(0)
