"""What the cursor shows on a matrix stage: windows, winners, ties, readers, places, frames."""

import pytest
from playwright.sync_api import Page

from tests.browser import stage_harness
from tests.browser.stage_harness import (
    X5,
    Open,
    average_payload,
    cell,
    max_payload,
    strip,
    unpool_payload,
    with_role,
)

pytestmark = pytest.mark.browser
show_stage = stage_harness.show_stage


def boxes(page: Page, grid: str, role: str) -> list[tuple[float, ...]]:
    """Left, top, right and bottom of the drawn boxes, counted in cells of the plane."""
    script = """boxes => boxes.map(box => {
        const figure = box.closest('.pv-figure'), b = box.getBoundingClientRect();
        const u = parseFloat(getComputedStyle(figure).getPropertyValue('--ux'));
        const { left, top } = figure.querySelector('.pv-cells').getBoundingClientRect();
        return [b.left - left, b.top - top, b.right - left, b.bottom - top].map(x => x / u);
    })"""
    found = page.locator(f'[data-grid="{grid}"] .pv-box[class*="is-{role}"]').evaluate_all(script)
    return [tuple(round(x, 1) for x in box) for box in found]


def test_first_window_is_shown_at_once(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, ceil=True))
    assert strip(page).startswith("max(1, 2, 0, 0, 1, 2, 1, 2, 1) = 2")
    assert page.locator(".pv-position").inner_text() == "1 / 4"


def test_output_cell_lights_its_window_its_winner_and_ties(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, ceil=True))
    cell(page, "output", 1).hover()
    assert with_role(page, "input", "tap") == [3, 4, 8, 9, 13, 14]
    assert boxes(page, "input", "window") == [(3, 0, 6, 3)]
    assert with_role(page, "input", "winner") == [3]
    assert with_role(page, "input", "tie") == [8]
    assert boxes(page, "input", "winner") != []
    badge = page.locator('[data-grid="input"] .pv-box[data-badge="1st"]')
    assert badge.count() == 1
    assert with_role(page, "output", "lit") == with_role(page, "indices", "lit") == [1]
    assert strip(page).startswith("max(3, 1, 3, 1, 0, 0) = 3")
    assert "row 0, column 3, the first of 2" in strip(page)
    assert "3 of 9 taps beyond" in strip(page)
    cell(page, "indices", 2).hover()
    assert with_role(page, "input", "winner") == [15]
    assert with_role(page, "input", "tie") == []
    assert badge.count() == 0


def test_max_says_that_padding_never_wins(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 3, 2, 1))
    cell(page, "output", 0).hover()
    assert "5 of 9 taps in the padding: −∞" in strip(page)
    assert page.locator('[data-grid="input"] .pv-frame .is-tap').count() == 5
    assert page.locator('[data-grid="input"] .pv-frame .is-padding').count() == 24
    assert page.locator('[data-grid="input"] .pv-frame').inner_text().split() == ["−∞"] * 24


@pytest.mark.parametrize(
    ("counted", "end", "note"), [(True, "/ 9 = -0.56", "counted as 0"), (False, "/ 4 = -1.25", "not counted")]
)
def test_average_shows_divisor_negatives_and_padding(
    show_stage: Open, counted: bool, end: str, note: str
) -> None:
    page = show_stage(average_payload([[-1, 2, 0], [-3, -3, 0], [1, 1, 1]], counted=counted))
    cell(page, "output", 0).hover()
    assert strip(page).startswith(f"((-1) + 2 + (-3) + (-3)) {end}")
    assert note in strip(page)
    struck = page.locator('[data-grid="input"] .pv-frame .is-struck')
    assert struck.count() == (0 if counted else 16)
    if not counted:
        assert "line-through" in struck.first.evaluate("cell => getComputedStyle(cell).textDecorationLine")


def test_dilation_leaves_visible_gaps(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 2, 1, 0, 2))
    cell(page, "output", 0).hover()
    assert with_role(page, "input", "tap") == [0, 2, 10, 12]
    assert with_role(page, "input", "gap") == [1, 5, 6, 7, 11]
    assert boxes(page, "input", "window") == [(0, 0, 3, 3)]
    assert "inside the window, not read" in page.locator(".pv-legend").inner_text()


def test_input_cell_shows_all_windows_that_read_it(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 3, 1))
    cell(page, "input", 8).hover()
    assert len(boxes(page, "input", "reader-")) == 4
    assert with_role(page, "output", "reader") == [1, 2, 4, 5]
    assert with_role(page, "output", "taker") == with_role(page, "indices", "taker") == [4, 5]
    assert strip(page) == "row 1, column 3 = 3: read by 4 windows; the maximum of 2 of them"
    cell(page, "input", 3).hover()
    assert strip(page) == "row 0, column 3 = 3: read by 2 windows; the maximum of all of them"


def test_cell_that_no_window_reads(show_stage: Open) -> None:
    page = show_stage(max_payload(X5))
    cell(page, "input", 24).hover()
    assert strip(page) == "row 4, column 4 = 1: no window reads this cell"
    assert boxes(page, "input", "reader-") == []


def test_dropped_window_is_dashed_and_explained(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 2, 3, 1, ceil=True))
    assert boxes(page, "input", "dropped") == [(-1, 5, 1, 7), (5, -1, 7, 1)]
    cell(page, "output", 3).hover()
    assert boxes(page, "input", "dropped") == [(2, 5, 4, 7), (5, 2, 7, 4)]
    style = page.locator(".pv-box.is-dropped").first.evaluate("box => getComputedStyle(box).borderTopStyle")
    assert style == "dashed"
    legend = page.locator(".pv-legend").inner_text()
    assert "it would start in the right padding" in legend
    assert "it would start in the bottom padding" in legend


def test_four_grids_of_unpooling(show_stage: Open) -> None:
    page = show_stage(unpool_payload())
    cell(page, "output", 4).hover()
    assert with_role(page, "unpooled", "target") == [5]
    assert "Unpooled: returns to row 1, column 1" in strip(page)
    cell(page, "unpooled", 5).hover()
    assert with_role(page, "output", "reader") == with_role(page, "indices", "reader") == [0, 1, 3, 4]
    assert strip(page) == "row 1, column 1 = 9: 4 pooled values return here"
    cell(page, "unpooled", 0).hover()
    assert strip(page) == "row 0, column 0 = 0: nothing returns here"
    assert "chosen by several windows" in page.locator(".pv-legend").inner_text()
    assert "lost" in cell(page, "input", 0).get_attribute("aria-label")


def test_place_that_does_not_exist(show_stage: Open) -> None:
    payload = unpool_payload()
    payload["links"][-1]["places"][4] = -1
    page = show_stage(payload)
    cell(page, "output", 4).hover()
    assert with_role(page, "unpooled", "target") == []
    assert "has nowhere to return to" in strip(page)


def test_long_formula_is_left_out_in_the_middle(show_stage: Open) -> None:
    page = show_stage(max_payload([[float(r * 7 + c) for c in range(7)] for r in range(7)], 7))
    formula = page.locator(".pv-formula").first.inner_text()
    assert formula.startswith("max(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …, 41, 42")
    assert formula.endswith("48) = 48")


def test_several_grids_of_the_input_show_the_window(show_stage: Open) -> None:
    payload = max_payload(X5, 3, 1)
    gradient = payload["grids"][0] | {"id": "gradient", "title": "Gradient", "frame": None, "editable": False}
    payload["grids"].append(gradient)
    page = show_stage(payload)
    cell(page, "output", 0).hover()
    assert with_role(page, "gradient", "tap") == with_role(page, "input", "tap")
    assert boxes(page, "gradient", "window") == [(0, 0, 3, 3)]


def test_input_cell_shows_where_its_value_returns_to(show_stage: Open) -> None:
    page = show_stage(unpool_payload())
    cell(page, "input", 5).hover()
    assert with_role(page, "output", "taker") == [0, 1, 3, 4]
    assert with_role(page, "unpooled", "target") == [5]
    cell(page, "input", 0).hover()
    assert with_role(page, "unpooled", "target") == []
    payload = unpool_payload()
    payload["links"][-1]["places"][:2] = [-1, 7]
    page = show_stage(payload)
    cell(page, "input", 5).hover()
    assert with_role(page, "unpooled", "target") == [5, 7]


def test_window_is_cut_where_the_drawn_frame_ends(show_stage: Open) -> None:
    payload = max_payload(X5, 9, 1, 4)
    payload["grids"][0]["frame"] |= {"top": 1, "left": 1, "bottom": 1, "right": 1}
    page = show_stage(payload)
    cell(page, "output", 0).hover()
    assert boxes(page, "input", "window") == [(-1, -1, 5, 5)]
    assert cut_sides(page) == ["0px", "3px", "3px", "0px"]
    assert len(with_role(page, "input", "tap")) == 25
    assert page.locator('[data-grid="input"] .pv-frame .is-tap').count() == 11
    cell(page, "output", 24).hover()
    assert cut_sides(page) == ["3px", "0px", "0px", "3px"]


def test_window_is_cut_where_no_frame_is_drawn(show_stage: Open) -> None:
    payload = max_payload(X5, 3, 1, 1)
    payload["grids"][0]["frame"] = None
    page = show_stage(payload)
    cell(page, "output", 0).hover()
    assert boxes(page, "input", "window") == [(0, 0, 2, 2)]
    assert cut_sides(page) == ["0px", "3px", "3px", "0px"]
    cell(page, "input", 0).hover()
    assert len(boxes(page, "input", "reader-")) == 4


def test_window_quite_outside_what_is_drawn(show_stage: Open) -> None:
    payload = max_payload([[1, 2], [3, 4]], 2, 1, 1, 3)
    payload["grids"][0]["frame"] |= {"top": 0, "left": 0, "bottom": 0, "right": 0}
    page = show_stage(payload)
    cell(page, "output", 0).hover()
    assert with_role(page, "input", "tap") == []
    assert boxes(page, "input", "window") == [(0, 0, 2, 2)]


def cut_sides(page: Page) -> list[str]:
    """The widths of the border of the window of the input: top, right, bottom, left."""
    script = """box => ['top', 'right', 'bottom', 'left'].map(
        side => getComputedStyle(box).getPropertyValue(`border-${side}-width`))"""
    return list(page.locator('[data-grid="input"] .pv-box.is-window').evaluate(script))


@pytest.mark.parametrize("width", [640, 800, 1072])
@pytest.mark.parametrize("large", [False, True])
def test_every_line_of_the_strip_is_in_sight(show_stage: Open, large: bool, width: int) -> None:
    page = show_stage(unpool_payload(large=large), width=width)
    cell(page, "output", 4).hover()
    lines, room = page.locator(".pv-line").last.bounding_box(), page.locator(".pv-strip").bounding_box()
    assert lines
    assert room
    assert lines["y"] + lines["height"] <= room["y"] + room["height"] + 1


def test_large_stage_on_a_projector(show_stage: Open) -> None:
    small = show_stage(max_payload(X5, 3, 1, height=620), width=1920, height=1080)
    page = show_stage(max_payload(X5, 3, 1, height=620, large=True), width=1920, height=1080)
    sides = [cell(one, "input", 0).evaluate("cell => cell.offsetWidth") for one in (small, page)]
    assert sides == [52, 72]
    for name in ("strip", "legend", "title", "caption", "keys", "position", "formula"):
        selector = f".pv-{name}"
        size = page.locator(selector).first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        assert size >= 20, selector
    inside = page.evaluate("document.documentElement.scrollWidth") <= 1920
    assert inside


def test_number_of_the_first_of_equals_can_be_read(show_stage: Open) -> None:
    payload = max_payload(X5, 3, 1)
    payload["texts"]["first_mark"] = "1"
    page = show_stage(payload)
    cell(page, "output", 0).hover()
    style = page.locator('[data-badge="1"]').evaluate(
        "box => ['fontSize', 'width'].map(key => parseFloat(getComputedStyle(box, '::before')[key]))"
    )
    assert style[0] >= 11
    assert style[1] >= 16


def test_joins_of_spoken_lines_are_texts(show_stage: Open) -> None:
    payload = unpool_payload()
    payload["grids"][2]["rule"] = payload["grids"][1]["rule"]
    payload["texts"] |= {"sentence_join": "。", "label_join": "："}
    page = show_stage(payload)
    cell(page, "output", 4).hover()
    page.wait_for_timeout(400)
    said = page.locator(".pv-live").inner_text()
    assert said.startswith("Output：max(9, 5, 2, 1) = 9。at row 1, column 1。Indices：max(")
    assert ". " not in said


def test_empty_cells_of_the_unpooled_are_explained(show_stage: Open) -> None:
    assert "nothing returns here" in show_stage(unpool_payload()).locator(".pv-legend").inner_text()


def test_html_in_texts_stays_text(show_stage: Open) -> None:
    payload = max_payload(X5)
    evil = "<img src=x onerror=document.title='hit'>"
    payload["title"] = evil
    payload["grids"][0] |= {"title": evil, "caption": evil, "texts": [evil] * 25}
    payload["grids"][1] |= {"texts": [evil], "marks": [evil]} | {"rows": 1, "cols": 1}
    payload["texts"]["at"] = evil
    page = show_stage(payload)
    cell(page, "input", 3).hover()
    cell(page, "output", 0).hover()
    page.wait_for_timeout(400)
    assert page.locator("img").count() == 0
    assert page.title() == "stage"
    assert evil in strip(page)
