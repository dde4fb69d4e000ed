"""Keys, pin, editing, playing, touch, new data and small screens on a matrix stage."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import stage_harness
from tests.browser.stage_harness import (
    X5,
    Open,
    cell,
    focused,
    max_payload,
    picture_payload,
    strip,
    unpool_payload,
    update,
    with_role,
)

pytestmark = pytest.mark.browser
show_stage = stage_harness.show_stage
CASES = {
    "ceil": max_payload(X5, ceil=True),
    "padding": max_payload([[float(r * c % 7 - 3) for c in range(16)] for r in range(16)], 3, 2, 1),
    "unpool": unpool_payload(),
    "picture": picture_payload(32),
}


def events(page: Page) -> list[list[object]]:
    return page.evaluate("harness.events")


def test_click_pins_and_click_or_escape_lets_go(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 3, 1))
    cell(page, "output", 4).click()
    cell(page, "output", 0).hover()
    assert with_role(page, "output", "lit") == with_role(page, "output", "pinned") == [4]
    expect(page.locator(".pv-button-pin")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowRight")
    assert with_role(page, "output", "pinned") == [5]
    cell(page, "input", 3).click()
    assert with_role(page, "input", "pinned") == [3]
    cell(page, "input", 3).click()
    cell(page, "output", 0).hover()
    assert with_role(page, "output", "lit") == [0]
    cell(page, "output", 2).click()
    page.keyboard.press("Escape")
    cell(page, "output", 0).hover()
    assert with_role(page, "output", "lit") == [0]


def test_keys_walk_in_the_grid(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 3, 1))
    cell(page, "input", 0).focus()
    for key, i in [
        ("ArrowRight", 1), ("ArrowDown", 6), ("End", 9), ("ArrowRight", 9), ("Home", 5), ("ArrowLeft", 5),
        ("Control+End", 24), ("ArrowDown", 24), ("Control+Home", 0), ("ArrowUp", 0),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert focused(page) == ("input", i)
        assert with_role(page, "input", "lit") == [i]
    assert page.locator('[data-grid="input"] [tabindex="0"]').count() == 1


def test_tab_enters_each_grid_once_and_lights_it(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, copy=None))
    stops = [focused_stop for focused_stop in walk_tab(page, 7) if focused_stop]
    assert stops == [["input", "0"], ["output", "0"], ["indices", "0"]]
    assert strip(page).startswith("max(1, 2, 0")


def walk_tab(page: Page, times: int) -> list[list[str] | None]:
    """The grid and cell that each press of Tab reaches; None for anything else."""
    stops = []
    for _ in range(times):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                """() => { const at = harness.host.activeElement;
                return at?.dataset.i ? [at.closest('.pv-figure').dataset.grid, at.dataset.i] : null; }"""
            )
        )
    return stops


def test_enter_pins_an_output(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 3, 1))
    cell(page, "output", 0).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert with_role(page, "output", "pinned") == [1]
    page.keyboard.press("Enter")
    assert with_role(page, "output", "pinned") == []


def test_enter_edits_an_input(show_stage: Open) -> None:
    page = show_stage(max_payload(X5))
    cell(page, "input", 6).focus()
    page.keyboard.press("Enter")
    page.locator(".pv-input").fill("7.5")
    page.keyboard.press("Enter")
    assert events(page) == [["edit", {"grid": "input", "row": 1, "col": 1, "text": "7.5"}]]
    assert "is-pending" in (cell(page, "input", 6).get_attribute("class") or "")
    assert cell(page, "input", 6).inner_text().startswith("7.5")
    assert focused(page) == ("input", 6)
    changed = [list(row) for row in X5]
    changed[1][1] = 7.5
    update(page, max_payload(changed))
    assert "is-pending" not in (cell(page, "input", 6).get_attribute("class") or "")
    assert strip(page).startswith("row 1, column 1 = 7.5")
    assert focused(page) == ("input", 6)


def test_typing_starts_editing_and_escape_leaves_it(show_stage: Open) -> None:
    page = show_stage(max_payload(X5))
    cell(page, "input", 2).focus()
    page.keyboard.type("-12")
    assert page.locator(".pv-input").input_value() == "-12"
    page.keyboard.press("Escape")
    assert page.locator(".pv-input").count() == 0
    assert cell(page, "input", 2).inner_text() == "0"
    cell(page, "input", 3).dblclick()
    assert page.locator(".pv-input").input_value() == "3"
    page.locator(".pv-input").type("9" * 40)
    assert len(page.locator(".pv-input").input_value()) == 24
    page.keyboard.press("Escape")
    assert events(page) == []


def test_output_and_locked_stage_are_not_edited(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, editable=False))
    for grid in ("input", "output"):
        cell(page, grid, 0).focus()
        page.keyboard.press("5")
        cell(page, grid, 0).dblclick()
    assert page.locator(".pv-input").count() == 0


def test_space_plays_pauses_and_ends(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, ceil=True))
    page.locator(".pv-speed").select_option("fast")
    cell(page, "output", 0).focus()
    page.keyboard.press(" ")
    expect(page.locator(".pv-button-play")).to_have_attribute("aria-label", "Pause")
    expect(page.locator(".pv-position")).to_have_text(re.compile("[2-3] / 4"))
    page.keyboard.press(" ")
    held = page.locator(".pv-position").inner_text()
    page.wait_for_timeout(600)
    assert page.locator(".pv-position").inner_text() == held
    page.keyboard.press(" ")
    expect(page.locator(".pv-position")).to_have_text("4 / 4")
    expect(page.locator(".pv-button-play")).to_have_attribute("aria-label", "Play")
    page.keyboard.press(" ")
    expect(page.locator(".pv-position")).to_have_text("1 / 4")


def test_play_waits_under_the_pointer(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 3, 1))
    page.locator(".pv-speed").select_option("fast")
    page.locator(".pv-button-play").click()
    expect(page.locator(".pv-position")).to_have_text(re.compile("[2-5] / 9"))
    cell(page, "output", 4).hover()
    page.wait_for_timeout(800)
    assert page.locator(".pv-position").inner_text() == "5 / 9"
    page.mouse.move(5, 790)
    expect(page.locator(".pv-position")).to_have_text(re.compile("[6-9] / 9"))


def test_playing_window_stays_as_a_ghost_under_the_pointer(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 3, 1))
    page.locator(".pv-speed").select_option("fast")
    page.locator(".pv-button-play").click()
    expect(page.locator(".pv-position")).to_have_text(re.compile("[2-5] / 9"))
    cell(page, "input", 4).hover()
    ghost = page.locator('[data-grid="input"] .pv-box.is-ghost')
    assert ghost.count() == 1
    page.mouse.move(5, 790)
    expect(ghost).to_have_count(0)
    page.locator(".pv-button-play").click()
    cell(page, "input", 4).hover()
    assert ghost.count() == 0


def test_buttons_step(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 3, 1))
    for label, position in [
        ("Next window", "2 / 9"),
        ("Next window", "3 / 9"),
        ("Previous window", "2 / 9"),
        ("First window", "1 / 9"),
    ]:
        page.get_by_role("button", name=label).click()
        assert page.locator(".pv-position").inner_text() == position


def test_autoplay_goes_round_and_honours_reduced_motion(show_stage: Open) -> None:
    payload = max_payload(X5, ceil=True, autoplay=True, toolbar=False)
    page = show_stage(payload)
    expect(page.locator(".pv-button-play")).to_have_attribute("aria-label", "Pause")
    page.wait_for_function(
        "harness.host.querySelector('.pv-strip').textContent.startsWith('max(3')", timeout=4000
    )
    calm = show_stage(payload, reduced_motion="reduce")
    calm.wait_for_timeout(1300)
    assert strip(calm).startswith("max(1, 2, 0")
    expect(calm.locator(".pv-button-play")).to_have_attribute("aria-label", "Play")


def test_steps_are_spoken(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, ceil=True))
    live = page.locator('.pv-live[aria-live="polite"]')
    assert live.inner_text() == ""
    cell(page, "output", 0).focus()
    page.keyboard.press("ArrowRight")
    expect(live).to_contain_text("max(3, 1, 3, 1, 0, 0) = 3")
    expect(cell(page, "output", 1)).to_have_attribute("aria-label", "row 0, column 1: 3")


def test_new_data_keeps_cursor_pin_and_elements(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 3, 1))
    cell(page, "output", 4).click()
    page.evaluate("window.before = harness.host.querySelector('[data-grid=output] [data-i=\"4\"]')")
    update(page, max_payload([[value + 1 for value in row] for row in X5], 3, 1))
    assert page.evaluate("window.before.isConnected && window.before.textContent") == "4"
    assert with_role(page, "output", "pinned") == [4]
    update(page, max_payload(X5, 3, 2))
    assert with_role(page, "output", "pinned") == [3]
    assert focused(page) == ("output", 3)


def test_update_is_fast(show_stage: Open) -> None:
    x = [[float(r * c % 9) for c in range(16)] for r in range(16)]
    page = show_stage(max_payload(x, 3, 1, 1))
    times = page.evaluate(
        """([one, two]) => Array.from({length: 21}, (_, i) => {
        const start = performance.now();
        harness.stage.update(i % 2 ? one : two);
        harness.host.querySelector('.pv-stage').offsetHeight;
        return performance.now() - start; })""",
        [max_payload(x, 3, 1, 1), max_payload(x, 3, 2, 1)],
    )
    print(f"update 16 × 16, rebuilt: median {sorted(times)[10]:.1f} ms")
    assert sorted(times)[10] < 60


def test_touch_shows_and_pins(show_stage: Open) -> None:
    page = show_stage(max_payload(X5, 3, 1), width=390, has_touch=True, is_mobile=True)
    cell(page, "output", 4).tap()
    assert with_role(page, "output", "pinned") == [4]
    cell(page, "input", 3).tap()
    assert with_role(page, "input", "pinned") == [3]
    cell(page, "input", 3).tap()
    assert with_role(page, "input", "pinned") == []
    box = page.locator(".pv-button-play").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("coarse", [False, True])
def test_phone_does_not_scroll_sideways(show_stage: Open, name: str, coarse: bool) -> None:
    page = show_stage(CASES[name], width=360, height=740, has_touch=coarse, is_mobile=coarse)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    wide = page.locator(".pv-figure, .pv-strip, .pv-bar, .pv-legend, .pv-lens").evaluate_all(
        "nodes => nodes.filter(node => node.getBoundingClientRect().right > 361).map(node => node.className)"
    )
    assert wide == []


def test_copy_without_https_is_confirmed(show_stage: Open) -> None:
    page = show_stage(max_payload(X5))
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.evaluate(
        "harness.host.addEventListener('copy', event => { window.copied = event.composedPath()[0].value; })"
    )
    page.get_by_role("button", name="Copy Input").click()
    expect(page.locator(".pv-live")).to_have_text("Input is copied.")
    assert str(page.evaluate("window.copied")).startswith("1 2 0 3 1\n0 1 2")


def test_streamlit_calls_keep_one_stage(show_stage: Open) -> None:
    """A cleanup that Streamlit calls late, for a call since overtaken, must not take the stage away."""
    page = show_stage(max_payload(X5))
    counts = page.evaluate(
        """async () => {
        const element = document.body.appendChild(document.createElement('div'));
        const parentElement = element.attachShadow({ mode: 'open' });
        const heard = [], stages = () => parentElement.querySelectorAll('.pv-stage').length;
        const call = name => harness.component(
            { parentElement, data: harness.data, setTriggerValue: () => heard.push(name) });
        const [first, second] = [call('first'), call('second')], counts = [stages()];
        first(); counts.push(stages());
        const cell = parentElement.querySelector('[data-grid=input] [data-i="0"]');
        cell.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
        const input = parentElement.querySelector('.pv-input');
        input.value = '8'; input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
        second(); counts.push(stages());
        call('third'); counts.push(stages());
        return [counts, heard]; }"""
    )
    assert counts == [[1, 1, 0, 1], ["second"]]
