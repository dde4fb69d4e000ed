"""The Compare page in the browser: one cursor over several layers, a refusal in its place, an edited cell."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser


def cell(page: Page, grid: str, i: int) -> Locator:
    return page.locator(f'[data-grid="{grid}"] [data-i="{i}"]')


def strip(page: Page) -> list[str]:
    return page.locator(".pv-strip .pv-line").all_inner_texts()


def test_an_output_shows_its_window_and_a_line_for_each_layer(open_app: OpenPage) -> None:
    page = open_app("/compare?c=")
    cell(page, "layer_1", 1).hover()
    lines = strip(page)
    assert [re.sub(r"\s+", " ", line) for line in lines] == [
        "A · MaxPool2d(2) max(4, 0, 0, 0) = 4 at row 0, column 2",
        "B · AvgPool2d(2) (4 + 0 + 0 + 0) / 4 = 1",
    ]
    assert page.locator('[data-grid="layer_0"] .is-lit').get_attribute("data-i") == "1"
    assert page.locator('[data-grid="input"] .pv-box.is-window').count() == 1


def test_an_input_lights_the_windows_of_layers_of_other_geometry(open_app: OpenPage) -> None:
    page = open_app("/compare?b=nn.MaxPool2d(3,stride%3D1)&c=")
    cell(page, "input", 5).hover()
    assert len(strip(page)) == 2
    assert "read by 1 window" in strip(page)[0]
    assert "read by 4 windows" in strip(page)[1]
    outlines = page.locator('[data-grid="input"] .pv-box')
    roles = outlines.evaluate_all("boxes => boxes.map(box => box.className)")
    assert sum("is-reader-0" in role for role in roles) == 1
    assert sum("is-reader-1" in role for role in roles) == 4


def test_a_refusal_stands_in_the_place_of_the_layer(open_app: OpenPage) -> None:
    page = open_app("/compare?b=nn.MaxPool2d(3,2,2)")
    note = page.locator('[data-grid="layer_1"] .pv-refusal')
    assert note.inner_text().startswith("pad should be at most half")
    expect(note).to_be_visible()
    assert page.locator('[data-grid="layer_0"] .pv-refusal').is_hidden()


def test_both_rows_of_a_shift_name_the_cells_they_read(open_app: OpenPage) -> None:
    page = open_app("/compare?show=shift&rival=conv")
    cell(page, "moved_output", 1).hover()
    lines = [re.sub(r"\s+", " ", line) for line in strip(page)]
    assert lines == [
        "strided convolution 1·(−1) + 1·1 = 0",
        "strided convolution · moved input 0·(−1) + 1·1 = 1",
    ]


def test_each_winner_is_ringed_in_the_matrix_it_was_found_in(open_app: OpenPage) -> None:
    page = open_app("/compare?show=shift")
    cell(page, "output", 1).hover()
    rings = {
        grid: page.locator(f'[data-grid="{grid}"] .pv-box.is-winner').count()
        for grid in ("input", "moved_input")
    }
    assert rings == {"input": 1, "moved_input": 1}
    assert page.locator('[data-grid="input"] .is-winner[data-i]').get_attribute("data-i") == "2"
    assert page.locator('[data-grid="moved_input"] .is-winner[data-i]').get_attribute("data-i") == "3"


def test_a_number_of_a_pair_is_changed_on_the_stage(open_app: OpenPage) -> None:
    page = open_app("/compare?show=pairs")
    cell(page, "input", 1).dblclick()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    page.wait_for_url("**pair=4+9+4+4**")
    settled(page)
    assert "9 ≠ 4" in page.locator("[data-testid=stMain]").inner_text()
