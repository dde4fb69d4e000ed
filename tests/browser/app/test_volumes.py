"""The Volumes page in the running app: a cell edited in its slice, a window chosen for the link, Chinese."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser
TWO = "1+2%0A3+4%0A%0A5+6%0A7+8"


def test_a_cell_edited_in_its_slice_changes_output_and_link(open_app: OpenPage) -> None:
    page = open_app(f"/volumes?x={TWO}")
    page.locator('[data-grid="input"][data-slice="1"] [data-i="0"]').dblclick()
    page.locator(".pv-input").fill("99")
    page.keyboard.press("Enter")
    expect(page.locator('[data-grid="output"][data-slice="0"] [data-i="0"]')).to_have_text("99")
    expect(page.locator('[data-grid="indices"] [data-i="0"]')).to_have_text("4")
    page.wait_for_url("**99**")
    settled(page)
    page.go_back()
    expect(page.locator('[data-grid="output"] [data-i="0"]')).to_have_text("8")


def test_the_window_chosen_for_the_turned_volume_goes_into_the_link(open_app: OpenPage) -> None:
    page = open_app("/volumes?panel=turn", viewport={"width": 1366, "height": 1200})
    page.locator(".js-plotly-plot .legend").first.wait_for()
    page.get_by_role("combobox", name="Window of the output").click()
    page.get_by_role("option", name="(1, 1, 0)").click()
    page.wait_for_url("**at=6**")
    page.get_by_text("Output (1, 1, 0) = 4. Cells read: 8").wait_for()


def test_the_largest_volume_moves_nothing_while_the_pointer_walks(open_app: OpenPage) -> None:
    slices = "%0A%0A".join(["%0A".join(["1+2+3+4+5+6+7+8"] * 8)] * 6)
    page = open_app(f"/volumes?x={slices}&k=3&s=1&p=1")
    stage = page.locator(".pv-stage").first
    before = stage.bounding_box()
    for d, i in ((0, 0), (2, 27), (5, 63)):
        page.locator(f'[data-grid="input"][data-slice="{d}"] [data-i="{i}"]').hover()
        expect(page.locator(".pv-strip").first).to_contain_text(re.compile(f"depth {d}, row {i // 8}"))
        now = stage.evaluate("stage => stage.scrollHeight")
        assert before is not None
        assert now == pytest.approx(before["height"], abs=1)
