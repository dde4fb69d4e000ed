"""The maps of a network on the stage: what a cell sees of every earlier map, and how fast that is shown."""

import statistics

import pytest
import torch
from playwright.sync_api import Page

from poolviz import trace
from poolviz.networks.classics import SimpleCNN
from poolviz.sources.networks.zoo import ZOO
from poolviz.views.stage.networks.receptive_fields import default_steps, field_stage
from poolviz.views.stage.wire.travel import to_wire
from tests.browser import stage_harness
from tests.browser.one_frame import assert_one_frame
from tests.browser.stage_harness import Open, strip

pytestmark = pytest.mark.browser
show_stage = stage_harness.show_stage


def simple() -> dict[str, object]:
    run = trace(SimpleCNN(), torch.rand(1, 3, 32, 32))
    return to_wire(field_stage(run, default_steps(run), height=290))


def largest() -> dict[str, object]:
    model = next(network for network in ZOO if network.name == "VGG16").build()
    run = trace(model, torch.empty(1, 3, 224, 224, device="meta"))
    return to_wire(field_stage(run, (1, 4, 9, 30), torch.zeros(3, 224, 224), height=290))


def point(page: Page, grid: str, row: int, col: int, rows: int, cols: int = 0) -> None:
    box = page.locator(f'[data-grid="{grid}"] .pv-touch').bounding_box()
    assert box
    across = (col + 0.5) / (cols or rows) * box["width"]
    page.mouse.move(box["x"] + across, box["y"] + (row + 0.5) / rows * box["height"])


def cells_in(page: Page, grid: str, role: str, n: int) -> list[int]:
    """Return top, left, bottom and right of the one box with a role, in cells of a map of n × n."""
    box = page.locator(f'[data-grid="{grid}"] .pv-box.is-{role}').bounding_box()
    area = page.locator(f'[data-grid="{grid}"] .pv-touch').bounding_box()
    assert box
    assert area
    x, y, unit = box["x"] - area["x"], box["y"] - area["y"], area["width"] / n
    return [round(side / unit) for side in (y, x, y + box["height"], x + box["width"])]


def test_a_cell_outlines_what_it_sees_on_the_input_and_on_every_map_between(show_stage: Open) -> None:
    page = show_stage(simple())
    point(page, "step_8", 1, 2, 4)
    assert strip(page).startswith(
        "row 1, column 2 of layer3.pool3 sees rows 1–22 and columns 9–30 of the input: 22 × 22"
    )
    assert "jump 8, centre (11.5, 19.5)" in strip(page)
    assert "on the way: 10 × 10 of layer1.pool1, 4 × 4 of layer2.pool2" in strip(page)
    assert cells_in(page, "input", "window", 32) == [1, 9, 23, 31]
    assert cells_in(page, "step_2", "window", 16) == [1, 5, 11, 15]
    assert cells_in(page, "step_5", "window", 8) == [1, 3, 5, 7]


def test_a_field_that_hangs_over_the_edge_is_drawn_open_and_said(show_stage: Open) -> None:
    page = show_stage(simple())
    point(page, "step_8", 0, 3, 4)
    assert "sees rows 0–14 and columns 17–31 of the input: 15 × 15" in strip(page)
    assert "its field of 22 × 22 hangs over the edge" in strip(page)
    assert page.locator('[data-grid="input"] .pv-box.is-window').get_attribute("data-cut") == "top right"


def test_a_cell_of_the_input_shows_which_cells_see_it(show_stage: Open) -> None:
    page = show_stage(simple())
    point(page, "input", 16, 16, 32)
    assert "seen by 2 × 2 of layer1.pool1, 2 × 2 of layer2.pool2, 2 × 2 of layer3.pool3" in strip(page)
    assert cells_in(page, "step_5", "readers", 8) == [3, 3, 5, 5]
    point(page, "step_5", 3, 3, 8)
    assert "row 3, column 3 of layer2.pool2 sees" in strip(page)
    assert cells_in(page, "step_8", "readers", 4) == [1, 1, 3, 3]


def test_keys_walk_over_a_map_and_play_walks_over_the_last(show_stage: Open) -> None:
    page = show_stage(simple())
    page.locator('[data-grid="step_2"] .pv-touch').focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert "row 8, column 1 of layer1.pool1 sees" in strip(page)
    page.get_by_role("button", name="First window").click()
    page.get_by_role("button", name="Next window").click()
    assert "row 0, column 1 of layer3.pool3 sees" in strip(page)
    assert page.locator(".pv-position").inner_text() == "2 / 16"


def test_it_fits_the_first_screen_and_a_phone(show_stage: Open) -> None:
    page = show_stage(largest(), width=1040)
    heights = [one["height"] for one in page.locator(".pv-figure").evaluate_all(BOXES)]
    assert max(heights) <= 292
    assert page.locator(".pv-lens").count() == 0
    phone = show_stage(simple(), width=360)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tops = [one["top"] for one in phone.locator(".pv-figure").evaluate_all(BOXES)]
    assert len(set(tops)) == 2


BOXES = "nodes => nodes.map(node => ({ height: node.offsetHeight, top: node.offsetTop }))"


def test_a_step_of_the_cursor_takes_less_than_a_frame(show_stage: Open) -> None:
    page = show_stage(largest())
    assert_one_frame(
        page.context, lambda: statistics.quantiles(page.evaluate(HOVERS), n=20)[-1], "maps of a network"
    )


HOVERS = """() => ["step_1", "step_30", "input", "step_9"].flatMap((id) => {
  const touch = harness.host.querySelector(`[data-grid="${id}"] .pv-touch`);
  const box = touch.getBoundingClientRect();
  return Array.from({ length: 40 }, (_, i) => {
    const at = { clientX: box.left + (i / 40) * box.width, clientY: box.top + (1 - i / 40) * box.height };
    const start = performance.now();
    touch.dispatchEvent(new PointerEvent("pointermove", { ...at, bubbles: true, composed: true }));
    touch.getBoundingClientRect();
    harness.host.querySelector(".pv-strip").offsetHeight;
    return performance.now() - start;
  });
})"""
