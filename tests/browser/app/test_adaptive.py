"""The Adaptive and global page in the browser: under the pointer, and quick clicks."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser


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
