"""The layer's bar on Windows: typed, stepped, dragged, pasted, refused; the stage answers by itself."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, Route, expect

from tests.browser.conftest import OpenPage, settled
from tests.browser.layer.bar import (
    argument,
    cells,
    drawn_at_once,
    expect_address,
    expect_cells,
    set_argument,
    told,
)

pytestmark = pytest.mark.browser

HALVED = ["2", "3", "5", "3"]
X5 = ["1", "2", "0", "3", "1", "0", "1", "2", "3", "1", "1", "2", "1", "0", "0"]
X5 += ["5", "2", "3", "1", "1", "2", "1", "0", "1", "1"]
ANSWERS = re.compile("/api/answer/")
LOW = {"width": 1366, "height": 560}  # no panel is on the screen
NOTE = ".pv-bar-note"
# What moves, as Chromium scores it; a score below 0.0001 is an icon by a pixel, which nobody sees.
SHIFTS = """() => { window.shifts = [];
  const seen = (list) => list.getEntries().map((one) => one.value).filter((value) => value >= 0.0001);
  new PerformanceObserver((list) => window.shifts.push(...seen(list)))
    .observe({ type: "layout-shift", buffered: false }); }"""
TOPS = """() => [".pv-bar-note", ".pv-grids", ".pv-below", ".pv-lines", ".st-key-panels"].map((name) => {
  const hosts = [...document.querySelectorAll("*")].filter((one) => one.shadowRoot);
  const at = document.querySelector(name) || hosts[0].shadowRoot.querySelector(name);
  return Math.round(at.getBoundingClientRect().top); })"""


def opened(open_app: OpenPage, path: str = "/windows", **context: object) -> Page:
    page = open_app(path, **context)
    cells(page, "input").first.wait_for()
    return page


def test_a_number_acts_while_it_is_typed_and_an_unfinished_one_waits(open_app: OpenPage) -> None:
    page = opened(open_app)
    size = argument(page, "kernel_size")
    size.press("Control+a")
    page.keyboard.type("3")
    expect_cells(page, ["2"])
    size.fill("")
    page.wait_for_timeout(200)
    expect_cells(page, ["2"])
    argument(page, "padding").focus()
    expect(size).to_have_value("3")
    set_argument(page, "padding", 1)
    expect_address(page, "k=3&p=1")
    set_argument(page, "padding", "")
    expect_cells(page, ["2"])
    expect_address(page, "k=3")
    argument(page, "padding").blur()
    expect(argument(page, "padding")).to_have_value("0")


def test_an_empty_stride_is_torchs_own(open_app: OpenPage) -> None:
    page = opened(open_app, "/windows?s=1")
    expect(cells(page)).to_have_count(16)
    set_argument(page, "stride", "")
    expect_cells(page, HALVED)
    expect_address(page, "")
    argument(page, "stride").press("ArrowUp")
    expect(argument(page, "stride")).to_have_value("3")


def test_keys_and_buttons_step_and_the_mouse_drags(open_app: OpenPage) -> None:
    page = opened(open_app)
    size = argument(page, "kernel_size")
    size.press("ArrowUp")
    expect_cells(page, ["2"])
    page.locator('.pv-arg[data-name="kernel_size"] .pv-step').first.click()
    expect_cells(page, HALVED)
    page.locator('.pv-arg[data-name="stride"] .pv-step').last.click()
    expect(argument(page, "stride")).to_have_value("3")
    set_argument(page, "stride", "")
    box = size.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for steps, shown in ((1, ["2"]), (2, ["5"]), (3, ["5"]), (-1, X5), (0, HALVED)):
        page.mouse.move(x + 14 * steps + (2 if steps > 0 else -2), y)
        expect(size).to_have_value(str(2 + steps))
        expect_cells(page, shown)
    page.mouse.up()
    expect_address(page, "")


def test_a_number_that_is_selected_is_dragged_like_another(open_app: OpenPage) -> None:
    page = opened(open_app)
    size = argument(page, "kernel_size")
    size.press("Control+a")
    box = size.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y, steps=6)
    page.mouse.up()
    expect(size).to_have_value("4")
    expect_address(page, "k=4")


def test_switches_the_menu_and_a_pair(open_app: OpenPage) -> None:
    page = opened(open_app)
    set_argument(page, "ceil_mode", value=True)
    expect(cells(page)).to_have_count(9)
    set_argument(page, "Layer", "AvgPool2d")
    expect(argument(page, "count_include_pad")).to_be_checked()
    expect(argument(page, "dilation")).to_have_count(0)
    page.get_by_role("button", name="kernel_size: a number for each axis").click()
    set_argument(page, "kernel_size, width", 5)
    expect(page.locator('[data-grid="output"] .pv-caption')).to_have_text("3 × 1")
    expect_address(page, "layer=AvgPool2d&apart=true&kw=5&ceil=true")
    page.get_by_role("button", name="kernel_size: one number for all axes").click()
    expect_address(page, "layer=AvgPool2d&ceil=true")
    page.reload()
    expect(argument(page, "kernel_size")).to_have_value("2")


def test_on_a_phone_the_tools_of_the_line_cover_no_argument(open_app: OpenPage) -> None:
    page = open_app("/signals?layer=LPPool1d", viewport={"width": 390, "height": 844})
    tools = page.locator(".pv-bar-tools").bounding_box()
    norm = page.locator('.pv-arg[data-name="norm_type"]').bounding_box()
    assert tools is not None
    assert norm is not None
    assert norm["y"] >= tools["y"] + tools["height"] or norm["x"] + norm["width"] <= tools["x"]


def test_an_adaptive_layer_begins_with_a_size(open_app: OpenPage) -> None:
    page = opened(open_app)
    set_argument(page, "Layer", "AdaptiveMaxPool2d")
    expect_cells(page, ["2", "3", "3", "5", "3", "3", "5", "3", "1"])
    set_argument(page, "output_size", "")
    expect(cells(page)).to_have_count(25)


def test_a_line_sets_every_argument_and_can_be_copied(open_app: OpenPage) -> None:
    page = opened(open_app, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Type or paste a line").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("F.max_pool2d(x, 3, 2, padding=1)")
    page.keyboard.press("Enter")
    expect_cells(page, ["2", "3", "3", "5", "3", "3", "5", "3", "1"])
    expect_address(page, "k=3&s=2&p=1")
    expect(page.locator(NOTE)).to_have_text("In torch.nn this is nn.MaxPool2d(3, stride=2, padding=1).")
    page.get_by_role("button", name="Copy this line").click()
    expect(page.locator(".pv-button-copy").first).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "nn.MaxPool2d(3, stride=2, padding=1)"
    page.get_by_role("button", name="Type or paste a line").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("nn.Conv2d(3)")
    page.keyboard.press("Enter")
    expect(page.locator(NOTE)).to_contain_text("calls Conv2d")
    expect_address(page, "k=3&s=2&p=1")


def test_lines_one_after_the_other_keep_the_page_in_the_address(open_app: OpenPage) -> None:
    page = opened(open_app)
    for line, address in (
        ("nn.MaxPool2d(3, 2, padding=1)", "k=3&s=2&p=1"),
        ("nn.AvgPool2d(3)", "layer=AvgPool2d&k=3"),
        ("nn.MaxPool2d(3, 1)", "k=3&s=1"),
    ):
        page.get_by_role("button", name="Type or paste a line").click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(line)
        page.keyboard.press("Enter")
        expect_address(page, address)
        assert urlsplit(page.url).path == "/windows"


def test_a_line_that_is_pasted_over_a_number_sets_all(open_app: OpenPage) -> None:
    page = opened(open_app, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('nn.AvgPool2d(5)')")
    argument(page, "kernel_size").press("Control+v")
    expect(cells(page)).to_have_count(1)
    expect_address(page, "layer=AvgPool2d&k=5")


def test_a_refusal_has_its_place_and_moves_nothing(open_app: OpenPage) -> None:
    page = opened(open_app, "/windows?k=4")
    settled(page)
    before = page.evaluate(TOPS)
    page.evaluate(SHIFTS)
    set_argument(page, "padding", 3)
    note = page.locator(NOTE)
    expect(note).to_contain_text("torch says: pad should be at most half of effective kernel size")
    expect(note).to_contain_text("padding (H, W): p ≤ ⌊k / 2⌋, but 3 ≤ ⌊4 / 2⌋ = 2 is false")
    expect(page.locator('.pv-arg[data-name="padding"]')).to_have_class(re.compile("is-wrong"))
    expect_cells(page, ["5"])
    assert page.evaluate(TOPS) == before
    page.wait_for_timeout(900)
    settled(page)
    assert page.evaluate(TOPS) == before
    assert page.evaluate("window.shifts") == []
    page.get_by_role("button", name="nn.MaxPool2d(4, padding=2)").click()
    expect_cells(page, HALVED)
    expect(note).to_have_text("")
    expect_address(page, "k=4&p=2")


def test_what_is_no_number_here_is_said_at_its_argument(open_app: OpenPage) -> None:
    page = opened(open_app)
    set_argument(page, "kernel_size", 999)
    expect(page.locator(NOTE)).to_have_text("`kernel_size` must be a whole number from 0 to 256.")
    expect_cells(page, HALVED)
    expect_address(page, "")


def test_one_step_of_back_for_each_pause(open_app: OpenPage) -> None:
    page = opened(open_app)
    for value in ("3", "4", "5"):
        set_argument(page, "kernel_size", value)
    expect_address(page, "k=5")
    page.wait_for_timeout(700)
    set_argument(page, "stride", 1)
    expect_address(page, "k=5&s=1")
    page.wait_for_timeout(700)
    page.go_back()
    expect_address(page, "k=5")
    expect(argument(page, "stride")).to_have_value("")
    page.go_back()
    expect_cells(page, HALVED)
    expect(argument(page, "kernel_size")).to_have_value("2")
    page.go_forward()
    expect_cells(page, ["5"])


def test_a_late_answer_never_overwrites_a_newer_one(open_app: OpenPage) -> None:
    page = opened(open_app, viewport=LOW)

    def slow(route: Route) -> None:
        if "k=3" in route.request.url:
            time.sleep(0.7)
        route.continue_()

    page.route(ANSWERS, slow)
    set_argument(page, "kernel_size", 3)
    set_argument(page, "kernel_size", 1)
    expect(cells(page)).to_have_count(25)
    page.wait_for_timeout(1200)
    expect(cells(page)).to_have_count(25)
    expect_address(page, "k=1")


def test_a_late_answer_keeps_what_else_the_address_says_by_now(open_app: OpenPage) -> None:
    page, held = opened(open_app, viewport=LOW), list[Route]()
    page.route(ANSWERS, lambda route: held.append(route))
    set_argument(page, "kernel_size", 3)
    page.evaluate("() => history.replaceState(history.state, '', '?panel=code')")
    while not held:
        page.wait_for_timeout(20)
    held.pop().continue_()
    expect_cells(page, ["2"])
    expect_address(page, "k=3&panel=code")


def test_an_answer_that_comes_after_the_page_was_left_writes_no_address(open_app: OpenPage) -> None:
    page, held = opened(open_app, viewport=LOW), list[Route]()
    page.route(ANSWERS, lambda route: held.append(route))
    set_argument(page, "kernel_size", 3)
    while not held:
        page.wait_for_timeout(20)
    page.evaluate("() => history.pushState({}, '', '/layers')")
    page.evaluate("() => dispatchEvent(new PopStateEvent('popstate'))")
    expect(page.locator("h1")).to_have_text("Layers")
    held.pop(0).continue_()
    page.wait_for_timeout(300)
    expect_address(page, "")


def test_a_busy_server_is_asked_again(open_app: OpenPage) -> None:
    page, refused = opened(open_app, viewport=LOW), []

    def busy(route: Route) -> None:
        if len(refused) < 2:
            refused.append(route.request.url)
            route.fulfill(status=503, json={"error": "busy"})
        else:
            route.continue_()

    page.route(ANSWERS, busy)
    set_argument(page, "kernel_size", 3)
    expect_cells(page, ["2"])
    assert len(refused) == 2


def test_without_the_route_streamlit_answers_and_nothing_is_said(open_app: OpenPage) -> None:
    page = opened(open_app)
    page.route(ANSWERS, lambda route: route.abort())
    set_argument(page, "kernel_size", 3)
    expect_cells(page, ["2"])
    expect_address(page, "k=3")
    set_argument(page, "ceil_mode", value=True)
    expect_cells(page, ["2", "3", "5", "1"])
    expect(page.locator(NOTE)).to_have_text("")
    page.get_by_role("button", name="Type or paste a line").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("nn.AvgPool2d(5)")
    page.keyboard.press("Enter")
    expect_address(page, "layer=AvgPool2d&k=5")
    page.go_back()
    expect_cells(page, ["2", "3", "5", "1"])


def test_streamlit_is_not_asked_while_no_panel_is_on_the_screen(open_app: OpenPage) -> None:
    page = opened(open_app, "/windows?k=5&s=1", viewport=LOW)
    settled(page)
    sent = told(page)
    set_argument(page, "kernel_size", 4)
    expect_address(page, "k=4&s=1")
    page.wait_for_timeout(1000)
    assert sent == []
    page.locator(".st-key-panels").scroll_into_view_if_needed()
    expect(page.locator(".st-key-panels")).to_contain_text("nn.MaxPool2d(4, stride=1)")
    assert sent


def test_the_panels_the_lesson_and_the_list_follow_after_a_pause(open_app: OpenPage) -> None:
    page = opened(open_app, viewport={"width": 1366, "height": 1100})
    expect(page.locator("[data-testid=stMain]")).to_contain_text("What is half of 5 here")
    set_argument(page, "kernel_size", 4)
    expect(page.locator(".st-key-panels")).to_contain_text("nn.MaxPool2d(4)")
    expect(page.locator("[data-testid=stMain]")).not_to_contain_text("What is half of 5 here")
    set_argument(page, "kernel_size", 2)
    expect(page.locator("[data-testid=stMain]")).to_contain_text("What is half of 5 here")


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize(
    ("path", "name"), [("/windows", "kernel_size"), ("/volumes", "kernel_size"), ("/frameworks", "ksize")]
)
def test_the_bar_stays_where_it_is_when_what_is_set_is_no_example_any_more(
    open_app: OpenPage, path: str, name: str, width: int
) -> None:
    page = open_app(path, viewport={"width": width, "height": 1100})
    bar, lesson = page.locator(".pv-layer"), page.locator(".st-key-lesson")
    bar.wait_for()
    expect(lesson).to_contain_text("Answer")
    before = bar.bounding_box()
    set_argument(page, name, 1)
    expect(lesson).not_to_contain_text("Answer")
    after = bar.bounding_box()
    assert before
    assert after
    assert after["y"] == pytest.approx(before["y"], abs=0.5)


def test_the_menu_and_a_quick_click_find_what_the_stage_shows(open_app: OpenPage) -> None:
    page = opened(open_app, viewport=LOW)
    set_argument(page, "kernel_size", 3)
    expect_address(page, "k=3")
    page.get_by_role("link", name="Output size").click()
    page.wait_for_url("**/sizes?k=3")
    page = opened(open_app, viewport=LOW)
    set_argument(page, "kernel_size", 3)
    expect_address(page, "k=3")
    page.get_by_text("简体中文").click()
    page.wait_for_url("**lang=zh**")
    settled(page)
    expect(argument(page, "kernel_size")).to_have_value("3")
    assert "k=3" in page.url


def test_reset_takes_back_what_the_bar_said(open_app: OpenPage) -> None:
    page = opened(open_app, viewport=LOW)
    set_argument(page, "kernel_size", 3)
    expect_cells(page, ["2"])
    page.get_by_role("button", name="Reset").click()
    expect_cells(page, HALVED)
    expect(argument(page, "kernel_size")).to_have_value("2")


def test_an_edited_cell_goes_on_from_the_layer_of_the_bar(open_app: OpenPage) -> None:
    page = opened(open_app, viewport=LOW)
    set_argument(page, "kernel_size", 3)
    expect_cells(page, ["2"])
    cells(page, "input").first.dblclick()
    page.locator(".pv-input").fill("9")
    page.keyboard.press("Enter")
    expect_cells(page, ["9"])
    set_argument(page, "ceil_mode", value=True)
    expect_cells(page, ["9", "3", "5", "1"])


def test_the_same_is_not_fetched_twice(open_app: OpenPage) -> None:
    page = opened(open_app, viewport=LOW)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    fetched: list[str] = []

    def note(event: dict[str, Any]) -> None:
        response = event["response"]
        if "/api/answer/" in response["url"] and not response["fromDiskCache"]:
            fetched.append(response["url"])

    session.on("Network.responseReceived", note)
    for value in (3, 4, 3):
        set_argument(page, "kernel_size", value)
        expect(argument(page, "kernel_size")).to_have_value(str(value))
        page.wait_for_timeout(400)
    assert len(fetched) == len(set(fetched))
    page.reload()
    cells(page).first.wait_for()
    before = len(fetched)
    set_argument(page, "kernel_size", 4)
    expect_address(page, "k=4")
    assert [url for url in fetched[before:] if "k=4&" in url] == []


def pull(page: Page, grip: str, cells_across: float) -> None:
    """Pull a grip of the pinned window by so many cells of 52 px to the right."""
    box = page.locator(f".pv-grip.is-{grip}").bounding_box()
    assert box is not None
    x, y = (box["x"], box["y"] + box["height"] / 2) if grip == "stride" else (box["x"] + 7, box["y"] + 7)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y)
    page.mouse.move(x + 52 * cells_across, y, steps=6)
    page.mouse.up()


def test_the_corner_of_a_pinned_window_and_the_next_window_are_pulled(open_app: OpenPage) -> None:
    page = opened(open_app, viewport=LOW)
    expect(page.locator(".pv-grip")).to_have_count(0)
    cells(page).first.click()
    pull(page, "kernel_size", 1)
    expect(argument(page, "kernel_size")).to_have_value("3")
    expect_cells(page, ["2"])
    pull(page, "stride", -2)
    expect(argument(page, "stride")).to_have_value("1")
    expect_cells(page, ["2", "3", "3", "5", "3", "3", "5", "3", "3"])
    expect_address(page, "k=3&s=1")


def test_a_clicker_steps_the_stage_from_anywhere_but_a_field(open_app: OpenPage) -> None:
    page = opened(open_app, viewport=LOW)
    position = page.locator(".pv-position").first
    expect(position).to_have_text("1 / 4")
    page.locator("[data-testid=stMain] h1").click()
    page.keyboard.press("PageDown")
    expect(position).to_have_text("2 / 4")
    page.keyboard.press("ArrowRight")
    expect(position).to_have_text("3 / 4")
    page.keyboard.press("PageUp")
    expect(position).to_have_text("2 / 4")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press("Space")
    argument(page, "kernel_size").press("PageUp")
    expect(argument(page, "kernel_size")).to_have_value("7")


def test_a_pinned_cell_is_in_the_address_and_a_link_pins_it_again(open_app: OpenPage) -> None:
    page = opened(open_app, "/windows?k=3&s=1", viewport=LOW)
    cells(page).nth(4).click()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/windows?k=3&s=1#pin=output.0.1.2")
    cells(page, "input").first.click()
    page.keyboard.press("9")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"x=9.*#pin=input\.0\.0\.0$"))
    page.go_back()
    expect(cells(page, "input").first).to_have_text("1")
    page.wait_for_url("**/windows?k=3&s=1#pin=input.0.0.0")
    page.get_by_role("button", name="Unpin this cell").click()
    expect_address(page, "k=3&s=1")
    page = opened(open_app, "/windows?k=3&s=1#pin=output.0.1.2", viewport=LOW)
    expect(page.locator('[data-grid="output"] .pv-cell.is-pinned')).to_have_attribute("data-i", "5")
    page.get_by_role("link", name="Compare").click()
    page.get_by_role("heading", name="Compare", exact=True, level=1).wait_for()
    assert "#" not in page.url
    page = opened(open_app, "/windows#pin=nowhere.0.1.2", viewport=LOW)
    page.wait_for_url("**/windows")
    expect(page.locator(".pv-stage .is-pinned")).to_have_count(0)


def test_undo_takes_back_edited_cells_and_nothing_else(open_app: OpenPage) -> None:
    page = opened(open_app, viewport=LOW)
    for i, search in enumerate(("?x=9", "?x=9+9")):
        cells(page, "input").nth(i).dblclick()
        page.locator(".pv-input").fill("9")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(re.escape(search)))
        expect(cells(page, "input").nth(i)).not_to_have_class(re.compile("is-pending"))
    argument(page, "kernel_size").press("Control+z")
    page.wait_for_timeout(200)
    expect(cells(page, "input").nth(1)).to_have_text("9")
    page.locator("[data-testid=stMain] h1").click()
    page.keyboard.press("Control+z")
    expect(cells(page, "input").nth(1)).to_have_text("2")
    expect(cells(page, "input").first).to_have_text("9")
    cells(page, "input").first.focus()
    page.keyboard.press("Meta+z")
    expect_address(page, "")
    expect(cells(page, "input").first).to_have_text("1")
    page.keyboard.press("Control+z")
    page.wait_for_timeout(200)
    assert page.url.endswith("/windows")


def test_in_a_frame_the_stage_and_its_bar_stand_alone(open_app: OpenPage) -> None:
    page = opened(open_app, "/windows?embed=true&k=3", viewport={"width": 800, "height": 520})
    expect(page.get_by_role("button", name="Reset")).not_to_be_in_viewport()
    expect(page.locator("[data-testid=stSidebar]")).to_be_hidden()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= 520
    for name in (".pv-layer", ".pv-grids", ".pv-strip", ".pv-bar"):
        box = page.locator(name).first.bounding_box()
        assert box is not None, name
        assert box["y"] + box["height"] <= 520, name
    set_argument(page, "stride", 2)
    expect_cells(page, ["2", "3", "5", "3"])
    expect_address(page, "embed=true&k=3&s=2")
    cells(page, "input").first.dblclick()
    page.locator(".pv-input").fill("9")
    page.keyboard.press("Enter")
    expect_cells(page, ["9", "3", "5", "3"])
    page.wait_for_url(re.compile(r"embed=true&k=3&s=2&x=9"))


@pytest.mark.parametrize(
    "path", ["/pictures", "/adaptive", "/signals", "/volumes", "/compare", "/frameworks"]
)
def test_every_stage_keeps_to_a_frame_of_800_by_520(open_app: OpenPage, path: str) -> None:
    page = open_app(f"{path}?embed=true", viewport={"width": 800, "height": 520})
    page.locator(".pv-below").first.wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= 520


def test_on_paper_there_are_stage_formula_and_panels_and_no_buttons(open_app: OpenPage) -> None:
    page = opened(open_app, "/windows?k=3&s=1")
    page.emulate_media(media="print")
    for name in (".pv-layer", ".pv-grids", ".pv-strip", ".st-key-panels"):
        expect(page.locator(name).first).to_be_visible()
    for name in ("[data-testid=stSidebar]", ".pv-bar", ".pv-step", "[data-testid=stButton]"):
        expect(page.locator(name).first).to_be_hidden()
    page.emulate_media(media="screen")


@pytest.mark.parametrize("address", ["/networks", "/learn?lesson=windows", "/layers?cls=MaxPool2d"])
def test_what_only_a_screen_can_do_is_not_on_paper(open_app: OpenPage, address: str) -> None:
    page = open_app(address)
    page.emulate_media(media="print")
    for name in (".pv-bar", ".pv-keys", "stTooltipIcon", "stPageLink", "stCheckbox", "stExpander"):
        found = page.locator(name if name.startswith(".") else f".block-container [data-testid={name}]")
        for one in found.all():
            expect(one).to_be_hidden()
    page.emulate_media(media="screen")


def test_what_is_likely_to_be_set_next_is_there_already(open_app: OpenPage) -> None:
    page = opened(open_app, viewport=LOW)
    size, asked = argument(page, "kernel_size"), asked_ahead(page)
    until(page, "kernel_size", lambda: "k=9" in asked)
    page.route(ANSWERS, lambda route: route.abort())
    assert drawn_at_once(size, "3") == "2"


@pytest.mark.parametrize(
    ("query", "wanted", "never"),
    [("", {"s=3", "p=1", "ceil=true"}, "s=9"), ("&lock=s", {"p=1", "k=1"}, "s=3")],
)
def test_in_a_pause_one_step_of_every_argument_that_is_free_is_there(
    open_app: OpenPage, query: str, wanted: set[str], never: str
) -> None:
    page = opened(open_app, f"/windows?k=2{query}", viewport=LOW)
    asked = asked_ahead(page)
    until(page, "dilation", lambda: wanted <= asked)
    assert never not in asked


def asked_ahead(page: Page) -> set[str]:
    """Return the settings that the server answers from now on before anybody wants them."""
    asked = set[str]()

    def note(reply: Response) -> None:
        if "x-ahead" in reply.request.headers and reply.status != 204:
            asked.update(urlsplit(reply.url).query.split("&"))

    page.on("response", note)
    return asked


def until(page: Page, name: str, done: Callable[[], bool]) -> None:
    """Come to an argument again and again until the server, which answers ahead in spare time, is `done`."""
    ended = time.monotonic() + 60
    while not done():
        assert time.monotonic() < ended
        argument(page, "padding" if name != "padding" else "stride").focus()
        argument(page, name).focus()
        page.wait_for_timeout(1500)
