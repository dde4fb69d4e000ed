"""Signals on the stage: windows over their outputs, keys, edits, what is not finite, the time of a step."""

import statistics
from typing import Any

import pytest
import torch
from playwright.sync_api import Locator, Page, expect
from torch import nn

from poolviz import explain
from poolviz.pooling.unpooling import unpool
from poolviz.sources.signals.signals import made
from poolviz.views.stage.signals import signal_stage, signals_stage
from poolviz.views.stage.wire.travel import to_wire
from tests.browser import stage_harness
from tests.browser.one_frame import assert_one_frame
from tests.browser.stage_harness import Open, strip, update

pytestmark = pytest.mark.browser
show_stage = stage_harness.show_stage
VALUES = (1.0, 2, 0, 3, 1, 0, 2, 2, 5, 1, 1, 0)


def signal(*values: float) -> torch.Tensor:
    return torch.tensor([[values]], dtype=torch.float32)


def pooled(
    *values: float, k: int = 3, s: int = 2, p: int = 1, d: int = 1, ceil: bool = False, **more: Any
) -> dict[str, Any]:
    """The stage of max and, without dilation, of the average with the same windows."""
    x = signal(*(values or VALUES))
    both = [explain(nn.MaxPool1d(k, s, p, d, ceil_mode=ceil), x)]
    if d == 1:
        both.append(explain(nn.AvgPool1d(k, s, p, ceil), x))
    return to_wire(signals_stage(both, **{"editable": True, "height": 330} | more))


def plot(page: Page, name: str) -> Locator:
    return page.locator(f'[data-grid="{name}"] .pv-touch')


def spot(page: Page, name: str, position: float) -> tuple[float, float]:
    """Where a position of the shared axis is on the page."""
    box = plot(page, name).bounding_box()
    data = page.evaluate("name => harness.data.grids.find(grid => grid.id === name).plot", name)
    assert box
    share = (position + 0.5 - data["from"]) / (data["to"] - data["from"])
    return box["x"] + share * box["width"], box["y"] + box["height"] / 3


def point(page: Page, name: str, position: float) -> None:
    page.mouse.move(*spot(page, name, position))


def boxes(page: Page, name: str, role: str) -> list[tuple[float, float]]:
    """Left and right of the boxes of a role, in positions of the shared axis."""
    script = """boxes => boxes.map(box => {
        const area = box.closest('.pv-plane').getBoundingClientRect(), b = box.getBoundingClientRect();
        return [(b.left - area.left) / area.width, (b.right - area.left) / area.width];
    })"""
    found = page.locator(f'[data-grid="{name}"] .pv-box.is-{role}').evaluate_all(script)
    data = page.evaluate("name => harness.data.grids.find(grid => grid.id === name).plot", name)
    reach = data["to"] - data["from"]
    return [tuple(round(data["from"] + share * reach, 1) for share in box) for box in found]


def test_first_window_is_shown_at_once(show_stage: Open) -> None:
    page = show_stage(pooled())
    assert strip(page).startswith("Max")
    assert "max(1, 2) = 2 at position 1; 1 of 3 taps in the padding: −∞, never the maximum" in strip(page)
    assert "(1 + 2) / 3 = 1" in strip(page)
    assert page.locator(".pv-position").inner_text() == "1 / 6"
    assert boxes(page, "input", "window") == [(-1, 2)]
    assert boxes(page, "input", "winner") != []


def test_a_pooled_value_lies_over_its_window(show_stage: Open) -> None:
    page = show_stage(pooled())
    point(page, "max", 6)
    assert "max(0, 2, 2) = 2 at position 6, the first of 2 equal values" in strip(page)
    assert boxes(page, "input", "window") == [(5, 8)]
    assert boxes(page, "max", "span") == boxes(page, "mean", "span") == [(5, 8)]
    assert boxes(page, "max", "lit") == [(5.5, 7.5)]
    assert page.locator('[data-grid="input"] .pv-box.is-tie').count() == 1
    assert page.locator('[data-grid="input"] .pv-box[data-badge="1st"]').count() == 1
    input_box, max_box = (plot(page, name).bounding_box() for name in ("input", "max"))
    assert input_box
    assert max_box
    assert (input_box["x"], input_box["width"]) == (max_box["x"], max_box["width"])
    assert input_box["y"] + input_box["height"] <= max_box["y"]


def test_a_sample_shows_the_windows_that_read_it_and_which_takes_it(show_stage: Open) -> None:
    page = show_stage(pooled())
    point(page, "input", 3)
    assert "position 3 = 3: read by 2 windows; the maximum of all of them" in strip(page)
    assert sorted(boxes(page, "input", "reader-0") + boxes(page, "input", "reader-1")) == [(1, 4), (3, 6)]
    assert page.locator('[data-grid="max"] .pv-box.is-taker').count() == 2
    assert page.locator('[data-grid="mean"] .pv-box.is-taker').count() == 0
    assert page.locator('[data-grid="mean"] .pv-box.is-reader').count() == 2


def test_padding_overhang_and_the_dropped_window_are_seen(show_stage: Open) -> None:
    page = show_stage(pooled(1, 5, 2, 4, 3, k=2, s=2, p=1, ceil=True))
    zones = page.locator('[data-grid="input"] .pv-zone')
    assert zones.evaluate_all("all => all.map(one => one.className)") == [
        "pv-zone is-padding",
        "pv-zone is-padding",
        "pv-zone is-overhang",
    ]
    assert zones.all_inner_texts() == ["", "", ""]  # of a max −∞, of the average beside it 0
    assert "−∞ for a max, 0 for an average" in page.locator(".pv-legend").inner_text()
    assert boxes(page, "input", "dropped") == [(5, 7)]
    assert "dropped" in page.locator(".pv-legend").inner_text()


def test_padding_of_a_max_alone_is_minus_infinity(show_stage: Open) -> None:
    page = show_stage(to_wire(signals_stage([explain(nn.MaxPool1d(3, 2, 1), signal(*VALUES))])))
    assert page.locator('[data-grid="input"] .pv-zone').first.inner_text() == "−∞"


def test_padding_of_an_average_is_zero_or_struck(show_stage: Open) -> None:
    for counted in (True, False):
        layer = nn.AvgPool1d(3, 2, 1, count_include_pad=counted)
        page = show_stage(to_wire(signals_stage([explain(layer, signal(*VALUES))])))
        zone = page.locator('[data-grid="input"] .pv-zone').first
        assert zone.inner_text() == "0"
        line = zone.evaluate("one => getComputedStyle(one).textDecorationLine")
        assert ("line-through" in line) == (not counted)


def test_dilation_leaves_gaps(show_stage: Open) -> None:
    page = show_stage(pooled(k=3, s=1, p=0, d=2))
    assert "max(1, 0, 1) = 1 at position 0, the first of 2" in strip(page)
    assert boxes(page, "input", "gap") == [(1, 2), (3, 4)]


def test_the_way_back_shows_where_a_maximum_returns(show_stage: Open) -> None:
    explanation = explain(nn.MaxPool1d(2), signal(1, 5, 2, 2, 9, 3))
    page = show_stage(to_wire(signals_stage([explanation], unpool(explanation, (6,)))))
    point(page, "max", 4.5)
    assert "Unpooled: returns to position 4" in strip(page)
    assert page.locator('[data-grid="unpooled"] .pv-box.is-target').count() == 1
    point(page, "unpooled", 3)
    assert "position 3 = 0: nothing returns here" in strip(page)


def test_nan_and_infinity_are_written_where_they_stand(show_stage: Open) -> None:
    page = show_stage(pooled(1, float("nan"), 2, float("inf"), -float("inf"), 3, k=2, s=2, p=0))
    texts = page.locator('[data-grid="input"] .pv-curve-values text').all_text_contents()
    assert texts == ["1", "nan", "2", "∞", "−∞", "3"]
    point(page, "max", 2.5)
    assert "max(2, ∞) = ∞ at position 3" in strip(page)


def test_keys_walk_pin_and_play(show_stage: Open) -> None:
    page = show_stage(pooled())
    plot(page, "max").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".pv-position").inner_text() == "2 / 6"
    page.keyboard.press("End")
    assert page.locator(".pv-position").inner_text() == "6 / 6"
    page.keyboard.press("Shift+ArrowLeft")
    assert page.locator(".pv-position").inner_text() == "1 / 6"
    page.keyboard.press("Enter")
    assert page.locator('[data-grid="max"] .pv-box.is-pinned').count() == 1
    point(page, "input", 8)
    assert page.locator(".pv-position").inner_text() == "1 / 6"
    page.keyboard.press("Escape")
    page.mouse.move(0, 0)  # playing waits while the pointer is over the plots
    page.keyboard.press(" ")
    expect(page.locator(".pv-position")).to_have_text("2 / 6", timeout=4000)
    expect(page.locator(".pv-live")).to_contain_text("at position", timeout=4000)


def test_a_sample_is_edited_by_keyboard(show_stage: Open) -> None:
    page = show_stage(pooled())
    plot(page, "input").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("7")
    field = page.locator(".pv-input")
    expect(field).to_have_value("7")
    assert field.get_attribute("aria-label") == "New value at position 1"
    page.keyboard.type(".5")
    page.keyboard.press("Enter")
    assert page.evaluate("harness.events") == [["edit", {"grid": "input", "row": 0, "col": 1, "text": "7.5"}]]
    update(page, pooled(1, 7.5, 0, 3, 1, 0, 2, 2, 5, 1, 1, 0))
    assert page.locator(".pv-anchor.is-pending").count() == 0
    assert "position 1 = 7.5" in strip(page)
    plot(page, "max").focus()
    page.keyboard.press("5")
    assert field.count() == 0


def test_bars_become_a_line_and_another_length_without_a_new_page(show_stage: Open) -> None:
    page = show_stage(pooled())
    drawn = page.locator('[data-grid="input"] .pv-curve-line')
    assert drawn.get_attribute("d") == ""
    update(page, pooled(kind="line"))
    assert drawn.get_attribute("d") != ""
    update(page, to_wire(signal_stage(made("noise", 512), "line", height=330)))
    assert page.locator(".pv-figure").count() == 1
    assert "position 0" in strip(page)


def test_a_plot_fits_a_phone(show_stage: Open) -> None:
    page = show_stage(pooled(), width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator(".pv-plot").count() == 3


MEASURE = """async ([grid, n]) => {
    const body = harness.host.querySelector(`[data-grid="${grid}"] .pv-cells`);
    const channel = new MessageChannel(), times = [], box = body.getBoundingClientRect();
    for (let i = 0; i < 100; i++) {
        const at = { bubbles: true, pointerType: 'mouse', clientY: box.top + 20,
            clientX: box.left + (((i * 37) % n) + 0.5) / n * box.width };
        times.push(await new Promise(done => requestAnimationFrame(() => {
            const start = performance.now();
            body.dispatchEvent(new PointerEvent('pointermove', at));
            channel.port1.onmessage = () => done(performance.now() - start);
            channel.port2.postMessage(0);
        })));
    }
    return times;
}"""


def long_stage(kind: str, k: int) -> dict[str, Any]:
    x = made("noise", 512)[None, None]
    layers = [nn.MaxPool1d(k, 1, k // 2), nn.AvgPool1d(k, 1, k // 2)]
    return to_wire(signals_stage([explain(layer, x) for layer in layers], kind=kind, height=400))


@pytest.mark.parametrize("grid", ["input", "max"])
@pytest.mark.parametrize(("kind", "k"), [("bars", 3), ("bars", 256), ("line", 64)])
def test_a_step_along_512_samples_is_drawn_within_one_frame(
    show_stage: Open, kind: str, k: int, grid: str
) -> None:
    page = show_stage(long_stage(kind, k))
    page.evaluate(MEASURE, [grid, 512])
    # The median: what other programs do on the machine is no fault of the stage.
    assert_one_frame(
        page.context, lambda: statistics.median(page.evaluate(MEASURE, [grid, 512])), f"{kind}, k {k}, {grid}"
    )


# A stage in a part of the page that is not shown yet: it is pointed at, then it comes into sight.
HIDDEN = """() => {
  const place = document.body.appendChild(document.createElement("div"));
  place.style.display = "none";
  const stage = harness.mount(place.attachShadow({ mode: "open" }), harness.data, harness.emit);
  stage.move({ grid: harness.data.grids[1].id, d: 0, r: 0, c: 1 });
  place.style.display = "block";
}"""


def test_what_is_pointed_at_before_there_is_room_is_drawn_when_there_is(show_stage: Open) -> None:
    page = show_stage(pooled())
    page.evaluate(HIDDEN)
    expect(page.locator(".pv-strip").last).to_contain_text("max(")
    page.locator(".pv-stage").last.locator(".pv-over .is-lit").first.wait_for()
