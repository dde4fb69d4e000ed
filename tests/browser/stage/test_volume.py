"""Volumes on the stage: slices, windows through slices, padding in depth, keys, editing, wrapping."""

import re
from typing import Any

import pytest
import torch
from playwright.sync_api import Locator, Page, expect

from poolviz import explain, parse
from poolviz.pooling.unpooling import unpool
from poolviz.sources.volumes.text import parse_volume
from poolviz.views.stage.pooling import pooling_stage
from poolviz.views.stage.unpooling import unpooling_stage
from poolviz.views.stage.wire.travel import to_wire
from tests.browser import stage_harness
from tests.browser.stage_harness import Open, strip, update

pytestmark = pytest.mark.browser
show_stage = stage_harness.show_stage
COUNT = torch.arange(64.0).view(4, 4, 4)
TIES = parse_volume("1 7;3 0;;0 2;7 1")


def payload(line: str = "nn.MaxPool3d(2)", x: torch.Tensor = COUNT, **options: Any) -> dict[str, Any]:
    made = to_wire(pooling_stage(explain(parse(line), x[None, None]), **options))
    made["options"] |= {"editable": True}
    return made


def cell(page: Page, grid: str, d: int, i: int) -> Locator:
    return page.locator(f'[data-grid="{grid}"][data-slice="{d}"] [data-i="{i}"]')


def with_role(page: Page, grid: str, role: str) -> list[tuple[int, int]]:
    """Slice and number in the slice of a volume's cells that have a role."""
    found = page.locator(f'[data-grid="{grid}"] .pv-cells .pv-cell.is-{role}')
    return [
        (int(d), int(i))
        for d, i in found.evaluate_all(
            "cells => cells.map(cell => [cell.closest('.pv-figure').dataset.slice, cell.dataset.i])"
        )
    ]


def boxes(page: Page, grid: str, role: str) -> list[int]:
    """The slices in which a box of a role is drawn, once for each box."""
    found = page.locator(f'[data-grid="{grid}"] .pv-box.is-{role}')
    return [
        int(d) for d in found.evaluate_all("all => all.map(box => box.closest('.pv-figure').dataset.slice)")
    ]


def focused(page: Page) -> tuple[str, int, int]:
    grid, d, i = page.evaluate(
        """() => { const cell = harness.host.activeElement;
        const { grid, slice } = cell.closest('.pv-figure').dataset;
        return [grid, slice, cell.dataset.i]; }"""
    )
    return grid, int(d), int(i)


def test_slices_stand_under_one_header_and_are_named(show_stage: Open) -> None:
    page = show_stage(payload())
    assert page.locator('[data-volume="input"] .pv-title').all_inner_texts() == [
        "Input",
        "d = 0",
        "d = 1",
        "d = 2",
        "d = 3",
    ]
    second = page.get_by_role("grid", name="Output, 2 × 2 × 2, slice d = 1")
    assert second.get_by_role("gridcell").all_inner_texts() == ["53", "55", "61", "63"]
    assert page.locator(".pv-button-copy").count() == 3


def test_an_output_lights_its_window_in_every_slice_that_it_reads(show_stage: Open) -> None:
    page = show_stage(payload())
    cell(page, "output", 1, 1).hover()
    cube = [(d, i) for d in (2, 3) for i in (2, 3, 6, 7)]
    assert with_role(page, "input", "tap") == cube
    assert boxes(page, "input", "window") == [2, 3]
    assert boxes(page, "input", "winner") == [3]
    assert with_role(page, "indices", "lit") == [(1, 1)]
    assert strip(page) == "max(34, 35, 38, 39, 50, 51, 54, 55) = 55 at depth 3, row 1, column 3"


def test_of_equal_values_in_two_slices_the_first_slice_wins(show_stage: Open) -> None:
    page = show_stage(payload(x=TIES))
    assert with_role(page, "input", "winner") == [(0, 1)]
    assert with_role(page, "input", "tie") == [(1, 2)]
    assert strip(page).endswith("at depth 0, row 0, column 1, the first of 2 equal values")


def test_an_input_lights_all_windows_that_read_it_across_slices(show_stage: Open) -> None:
    page = show_stage(payload("nn.MaxPool3d(2, stride=1)", COUNT[:3, :3, :3]))
    cell(page, "input", 1, 4).hover()
    assert sorted(with_role(page, "output", "reader")) == [(d, i) for d in (0, 1) for i in range(4)]
    assert with_role(page, "output", "taker") == [(0, 0)]
    assert strip(page) == "depth 1, row 1, column 1 = 21: read by 8 windows; the maximum of 1 of them"
    drawn = [d for role in range(4) for d in boxes(page, "input", f"reader-{role}")]
    assert sorted(drawn) == [0] * 4 + [1] * 8 + [2] * 4


def test_very_many_windows_are_drawn_by_the_outermost(show_stage: Open) -> None:
    page = show_stage(payload("nn.MaxPool3d(3, stride=1, padding=1)"))
    cell(page, "input", 1, 5).hover()
    assert len(with_role(page, "output", "reader")) == 27
    assert set(boxes(page, "input", "reader-many")) == {-1, 0, 1, 2, 3}


def test_padding_in_depth_stands_in_front_and_behind(show_stage: Open) -> None:
    page = show_stage(payload("nn.MaxPool3d(3, stride=2, padding=1)"))
    ghosts = page.locator('[data-volume="input"] .pv-ghost')
    assert [text.split("\n")[0] for text in ghosts.all_inner_texts()] == ["d = −1", "d = 4"]
    assert ghosts.first.locator(".pv-cell").inner_text() == "−∞"
    cell(page, "output", 0, 0).hover()
    assert boxes(page, "input", "window") == [-1, 0, 1]
    assert "19 of 27 taps in the padding" in strip(page)


def test_overhang_and_padding_of_an_average_in_depth(show_stage: Open) -> None:
    page = show_stage(payload("nn.AvgPool3d(3, stride=2, padding=1, ceil_mode=True)"))
    kinds = page.locator('[data-volume="input"] .pv-ghost > .pv-scroll .pv-cell').evaluate_all(
        "cells => cells.map(cell => cell.className)"
    )
    assert [("is-padding" in kind, "is-overhang" in kind) for kind in kinds] == [
        (True, False),
        (True, False),
        (False, True),
    ]
    cell(page, "output", 2, 8).hover()
    assert re.search(r"\(63\) / 8 = 7\.875", strip(page))
    assert "legend_overhang" not in page.locator(".pv-legend").inner_text()
    assert "beyond the edge (ceil_mode)" in page.locator(".pv-legend").inner_text()


def test_dilation_in_depth_leaves_whole_slices_out(show_stage: Open) -> None:
    page = show_stage(payload("nn.MaxPool3d((2, 1, 1), stride=1, dilation=(2, 1, 1))"))
    cell(page, "output", 0, 0).hover()
    assert with_role(page, "input", "tap") == [(0, 0), (2, 0)]
    assert with_role(page, "input", "gap") == [(1, 0)]
    assert boxes(page, "input", "window") == [0, 2]


def test_the_dropped_slice_is_in_the_legend(show_stage: Open) -> None:
    page = show_stage(payload("nn.MaxPool3d((1, 2, 2), stride=2, ceil_mode=True)"))
    assert "behind the last slice" in page.locator(".pv-legend").inner_text()
    assert boxes(page, "input", "dropped") == [4]


def test_keys_walk_rows_columns_and_depth(show_stage: Open) -> None:
    page = show_stage(payload())
    cell(page, "input", 0, 0).focus()
    for key, at in [
        ("ArrowRight", (0, 1)), ("PageDown", (1, 1)), ("ArrowDown", (1, 5)), ("PageDown", (2, 5)),
        ("PageDown", (3, 5)), ("PageDown", (3, 5)), ("End", (3, 7)), ("PageUp", (2, 7)),
        ("Control+Home", (2, 0)), ("PageUp", (1, 0)),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert focused(page) == ("input", *at)
        assert with_role(page, "input", "lit") == [at]
    expect(page.locator("[aria-live]")).to_contain_text("depth 1, row 0, column 0 = 16: read by 1 window")
    assert "Page Up and Page Down change the slice" in page.locator(".pv-keys").inner_text()


def test_page_down_on_a_plane_is_left_to_the_browser(show_stage: Open) -> None:
    page = show_stage(stage_harness.max_payload(stage_harness.X5))
    stage_harness.cell(page, "input", 7).focus()
    page.keyboard.press("PageDown")
    assert stage_harness.focused(page) == ("input", 7)
    assert "Page Down" not in page.locator(".pv-keys").inner_text()


def test_enter_edits_a_cell_and_says_its_depth(show_stage: Open) -> None:
    page = show_stage(payload())
    cell(page, "input", 2, 6).focus()
    page.keyboard.press("Enter")
    page.locator(".pv-input").fill("-3")
    page.keyboard.press("Enter")
    edit = {"grid": "input", "depth": 2, "row": 1, "col": 2, "text": "-3"}
    assert page.evaluate("harness.events") == [["edit", edit]]
    assert focused(page) == ("input", 2, 6)
    changed = COUNT.clone()
    changed[2, 1, 2] = -3
    update(page, payload(x=changed))
    assert cell(page, "input", 2, 6).inner_text() == "−3"
    assert focused(page) == ("input", 2, 6)
    assert strip(page).startswith("depth 2, row 1, column 2 = −3")


def test_play_goes_through_all_slices_and_pin_holds_one(show_stage: Open) -> None:
    page = show_stage(payload())
    for number in range(2, 9):
        page.locator(".pv-button-next").click()
        expect(page.locator(".pv-position")).to_have_text(f"{number} / 8")
    assert with_role(page, "output", "lit") == [(1, 3)]
    cell(page, "output", 1, 0).click()
    cell(page, "input", 0, 0).hover()
    assert with_role(page, "output", "pinned") == with_role(page, "output", "lit") == [(1, 0)]


def test_where_a_value_returns_to(show_stage: Open) -> None:
    page = show_stage(
        to_wire(unpooling_stage(unpool(explain(parse("nn.MaxPool3d(2)"), COUNT[None, None]), (4, 4, 4))))
    )
    cell(page, "output", 1, 0).hover()
    assert with_role(page, "unpooled", "target") == [(3, 5)]
    assert "Unpooled: returns to depth 3, row 1, column 1" in strip(page)
    cell(page, "unpooled", 3, 5).hover()
    assert with_role(page, "output", "reader") == [(1, 0)]


def test_another_shape_and_a_plane_after_a_volume(show_stage: Open) -> None:
    page = show_stage(payload())
    cell(page, "input", 3, 15).focus()
    update(page, payload(x=COUNT[:2, :2, :2]))
    assert focused(page) == ("input", 1, 3)
    update(page, stage_harness.max_payload(stage_harness.X5))
    assert page.locator(".pv-volume").count() == 0
    update(page, payload())
    assert page.locator(".pv-volume").count() == 3


def test_slices_wrap_on_a_phone_and_the_page_never_scrolls_sideways(show_stage: Open) -> None:
    page = show_stage(payload("nn.MaxPool3d(3, stride=1, padding=1)"), width=360, height=740)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    tops = page.locator('[data-grid="input"]').evaluate_all(
        "all => [...new Set(all.map(one => one.offsetTop))]"
    )
    assert len(tops) > 1


def test_the_largest_volume_follows_the_pointer_in_time(show_stage: Open) -> None:
    x = torch.arange(384.0).view(6, 8, 8)
    page = show_stage(payload("nn.MaxPool3d(3, stride=1, padding=1)", x))
    took = page.evaluate(
        """() => { const cells = [...harness.host.querySelectorAll('[data-grid="input"] .pv-cells .pv-cell')];
        const start = performance.now();
        for (const cell of cells) {
          cell.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
        }
        return (performance.now() - start) / cells.length; }"""
    )
    assert took < 1000 / 60
