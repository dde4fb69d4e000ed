"""Compare's layers: several lines of code in one bar, each with controls of its own."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, settled
from tests.browser.layer.bar import cells, expect_address, expect_cells, told

pytestmark = pytest.mark.browser

LOW = {"width": 1366, "height": 480}  # no panel is on the screen
PHONE = {"width": 360, "height": 780}
# What moves, as Chromium scores it; a score below 0.0001 is an icon by a pixel, which nobody sees.
WATCH = """() => { window.shifts = [];
  const seen = (list) => list.getEntries().map((one) => one.value).filter((value) => value >= 0.0001);
  new PerformanceObserver((list) => window.shifts.push(...seen(list)))
    .observe({ type: "layout-shift", buffered: false }); }"""


def opened(open_app: OpenPage, query: str = "", **context: object) -> Page:
    page = open_app(f"/compare{query}", **context)
    cells(page, "input").first.wait_for()
    settled(page)
    return page


def line(page: Page, letter: str) -> Locator:
    """The call of one line."""
    return page.locator(f'.pv-one[aria-label="Layer {letter}"]')


def number(page: Page, letter: str, name: str) -> Locator:
    call = line(page, letter)
    more = call.locator(".pv-more")
    if more.get_attribute("aria-expanded") == "false":  # what is usual is not seen
        more.click()
    return call.locator(f'input[aria-label="{name}"]')


def note(page: Page) -> Locator:
    """What is said below the lines, where one of them speaks."""
    return page.locator(".pv-bar-note:visible")


def paste(page: Page, letter: str, code: str) -> None:
    line(page, letter).locator(".pv-button-code").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)
    page.keyboard.press("Enter")


def test_each_line_is_set_by_its_own_controls_without_streamlit(open_app: OpenPage) -> None:
    page = opened(open_app, "?b=nn.AvgPool2d(3)&c=", viewport=LOW)  # no example
    sent = told(page)
    number(page, "A", "kernel_size").fill("3")
    expect_cells(page, ["4"], "layer_0")
    expect_address(page, "a=nn.MaxPool2d%283%29&b=nn.AvgPool2d%283%29&c=")
    number(page, "A", "stride").press("ArrowUp")
    expect_address(page, "a=nn.MaxPool2d%283%2C+stride%3D4%29&b=nn.AvgPool2d%283%29&c=")
    line(page, "B").locator("select").select_option("LPPool2d")
    expect(page.locator('[data-grid="layer_1"]')).to_contain_text("LPPool2d(2, 3)")
    number(page, "A", "ceil_mode").check()
    expect(page.locator('[data-grid="layer_0"]')).to_contain_text("MaxPool2d(3, …)")
    assert sent == []


def test_a_layer_is_added_and_removed(open_app: OpenPage) -> None:
    page = opened(open_app, "?x=1+2+3%3B4+5+6%3B7+8+9", viewport=LOW)
    page.get_by_role("button", name="Add a layer").click()
    expect(line(page, "D")).to_be_visible()
    expect(line(page, "D").locator("select")).to_be_focused()
    expect_address(page, "d=nn.MaxPool2d%282%29&x=1+2+3%3B4+5+6%3B7+8+9")
    expect(page.get_by_role("button", name="Add a layer")).to_be_disabled()
    line(page, "B").get_by_role("button", name="Remove this layer").click()
    expect(line(page, "B")).to_have_count(0)
    expect(page.locator("[data-grid^=layer_]")).to_have_count(3)
    for letter in "ACD":
        line(page, letter).get_by_role("button", name="Remove this layer").click()
        expect(line(page, letter)).to_have_count(0)
    expect(page.locator("[data-grid^=layer_]")).to_have_count(0)
    page.get_by_role("button", name="Add a layer").click()
    expect_cells(page, ["5"], "layer_0")


def test_lines_are_pasted_and_what_cannot_be_shown_is_refused_in_place(open_app: OpenPage) -> None:
    page = opened(open_app, "?c=", viewport=LOW)
    paste(page, "B", "F.max_pool2d(x, 3)")
    expect(page.locator('[data-grid="layer_1"]')).to_contain_text("MaxPool2d(3)")
    expect_address(page, "b=nn.MaxPool2d%283%29&c=")
    before = page.url
    paste(page, "B", "nn.MaxPool1d(2)")
    expect(note(page)).to_contain_text("this page compares 2-d layers")
    expect(note(page)).to_have_count(1)
    paste(page, "A", "nn.Conv2d(1, 1, 1)")
    expect(note(page)).to_contain_text("the line must call a pooling layer")
    assert page.url == before
    paste(page, "A", "nn.AvgPool2d(3, divisor_override=5000)")
    expect(line(page, "A")).to_contain_text("A = nn.AvgPool2d(3, divisor_override=5000)")
    expect(line(page, "A").locator("select")).to_have_count(0)
    paste(page, "A", "A = nn.AvgPool2d(2); B = nn.MaxPool2d(2, stride=1)")
    expect(number(page, "B", "stride")).to_have_value("1")
    expect(line(page, "A").locator("select")).to_have_value("AvgPool2d")


def test_a_refusal_moves_nothing_and_its_repair_is_pressed(open_app: OpenPage) -> None:
    page = opened(open_app, "?b=nn.MaxPool2d(3)&c=", viewport=LOW)
    number(page, "A", "kernel_size").focus()
    padding = number(page, "B", "padding")
    page.wait_for_timeout(300)
    page.evaluate(WATCH)
    padding.fill("2")
    expect(note(page)).to_contain_text("B: torch says: pad should be at most half")
    expect(page.locator('[data-grid="layer_1"] .pv-refusal')).to_be_visible()
    assert page.evaluate("window.shifts") == []
    number(page, "A", "kernel_size").press("ArrowUp")  # the others go on
    expect_cells(page, ["4"], "layer_0")
    expect(note(page)).to_contain_text("B: torch says")
    page.locator(".pv-fix").first.click()
    expect(page.locator('[data-grid="layer_1"] .pv-refusal')).to_be_hidden()
    number(page, "B", "kernel_size").fill("300")
    page.keyboard.press("Tab")
    expect(note(page)).to_contain_text("B: `kernel_size` must be a whole number from 0 to 256.")


def test_back_and_forward_and_a_reload(open_app: OpenPage) -> None:
    page = opened(open_app, "?c=", viewport=LOW)
    number(page, "A", "kernel_size").fill("3")
    expect_cells(page, ["4"], "layer_0")
    page.wait_for_timeout(700)
    number(page, "B", "kernel_size").fill("4")
    expect_cells(page, ["2.5"], "layer_1")
    page.wait_for_url("**AvgPool2d%284%29*")
    page.go_back()
    expect(number(page, "B", "kernel_size")).to_have_value("2")
    expect(number(page, "A", "kernel_size")).to_have_value("3")
    page.go_forward()
    expect_cells(page, ["2.5"], "layer_1")
    page.reload()
    cells(page, "layer_1").first.wait_for()
    expect(number(page, "B", "kernel_size")).to_have_value("4")


def test_the_pinned_window_of_a_layer_is_pulled(open_app: OpenPage) -> None:
    page = opened(open_app, "?b=nn.AvgPool2d(2,+stride%3D1)&c=", viewport={"width": 1366, "height": 768})
    cells(page, "layer_1").first.click()
    grip = page.locator(".pv-grip.is-kernel_size")
    expect(grip).to_have_count(1)
    box, unit = grip.bounding_box(), cells(page, "input").first.bounding_box()
    assert box
    assert unit
    page.mouse.move(box["x"] + 7, box["y"] + 7)
    page.mouse.down()
    page.mouse.move(box["x"] + 7 + unit["width"], box["y"] + 7 + unit["height"], steps=4)
    page.mouse.up()
    expect(number(page, "B", "kernel_size")).to_have_value("3")
    expect(number(page, "A", "kernel_size")).to_have_value("2")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_several_lines_on_a_phone(open_app: OpenPage, lang: str) -> None:
    page = opened(open_app, f"?lang={lang}", viewport=PHONE)
    page.locator('.pv-one input[aria-label="kernel_size"]').first.fill("3")
    expect_cells(page, ["4"], "layer_0")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


SMALL = """() => { const found = [], search = (root) => root.querySelectorAll("*").forEach((one) => {
    if (one.shadowRoot) search(one.shadowRoot);
    if (!one.matches(".pv-layer :is(button, input, select)") || !one.checkVisibility()) return;
    const { width, height, x, y } = one.getBoundingClientRect(), name = one.ariaLabel || one.textContent;
    if (!one.matches(".pv-switch") && Math.min(width, height) < 43.9) found.push([name, width, height]);
    const hit = root.elementFromPoint(x + width / 2, y + (one.matches(".pv-switch") ? -9 : height / 2));
    const seen = y > 0 && y + height < innerHeight;
    if (seen && hit !== one && !one.contains(hit)) found.push([name, "is covered"]);
  });
  search(document);
  return found; }"""


@pytest.mark.parametrize(
    "path", ["/windows", "/volumes", "/signals?layer=LPPool1d", "/compare", "/frameworks"]
)
def test_a_finger_finds_every_control_of_the_bar(open_app: OpenPage, path: str) -> None:
    page = open_app(path, viewport={"width": 360, "height": 1600}, has_touch=True, is_mobile=True)
    page.locator(".pv-layer .pv-arg").first.wait_for()
    settled(page)
    assert page.evaluate(SMALL) == []
    for more in page.locator(".pv-more").all():
        more.tap()
    page.wait_for_timeout(200)
    assert page.evaluate(SMALL) == []


# The names of arguments over which a button of their line lies; an argument ends with its bracket.
COVERED = """() => {
  const found = [];
  const over = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  const search = (root) => root.querySelectorAll('*').forEach((node) => {
    if (node.shadowRoot) search(node.shadowRoot);
    if (!node.matches('.pv-one')) return;
    const buttons = [...node.querySelectorAll('.pv-bar-tools > button')];
    const tools = buttons.map((button) => button.getBoundingClientRect());
    for (const one of node.querySelectorAll('.pv-arg')) {
      const box = one.getBoundingClientRect();
      if (box.width && tools.some((tool) => over(tool, box))) found.push(one.dataset.name);
    }
  });
  search(document);
  return found; }"""


@pytest.mark.parametrize(("width", "touch"), [(360, True), (390, False), (430, True)])
def test_on_a_phone_no_button_of_a_line_covers_its_arguments(
    open_app: OpenPage, width: int, touch: bool
) -> None:
    page = open_app("/compare", viewport={"width": width, "height": 1600}, has_touch=touch, is_mobile=touch)
    page.locator(".pv-layer .pv-arg").first.wait_for()
    settled(page)
    assert page.evaluate(COVERED) == []
    for more in page.locator(".pv-more").all():
        more.click()
    page.wait_for_timeout(200)
    assert page.evaluate(COVERED) == []


def test_a_made_pair_is_set_by_the_bar(open_app: OpenPage) -> None:
    page = opened(open_app, "?show=pairs&mode=made", viewport=LOW)
    sent = told(page)
    first = cells(page, "other").all_inner_texts()
    page.locator('.pv-layer input[aria-label="Draw"]').press("ArrowUp")
    expect_address(page, "show=pairs&mode=made&seed=1")
    expect(page.locator(".pv-outcome")).to_contain_text("the output is the same to the last digit")
    assert cells(page, "other").all_inner_texts() != first
    page.locator('.pv-layer select[aria-label="Same output of"]').select_option("b")
    expect_cells(page, ["2.5", "1", "4", "2.5"])
    assert sent == []


def test_a_hidden_output_is_not_said_by_the_orders_of_relu(open_app: OpenPage) -> None:
    page = opened(open_app, "?show=relu", viewport=LOW)
    expect(page.locator(".pv-lines")).to_contain_text("the same in both orders")
    cells(page, "input").first.focus()
    page.keyboard.press("h")
    expect(page.locator(".pv-lines")).to_have_text("")
    number(page, "A", "kernel_size").fill("3")
    page.wait_for_url(re.compile("a=nn.MaxPool2d%283%29"))
    expect(page.locator(".pv-lines")).to_have_text("")


@pytest.mark.parametrize(
    ("path", "locked", "free"),
    [
        ("/compare?c=&lock=a,b.k", 7, 5),
        ("/compare?show=shift&lock=win", 1, 3),
        ("/frameworks?lock=fk,pad", 2, 1),
    ],
)
def test_a_link_locks_arguments_of_these_bars(open_app: OpenPage, path: str, locked: int, free: int) -> None:
    page = open_app(path, viewport=LOW)
    page.locator(".pv-arg").first.wait_for()
    settled(page)
    expect(page.locator(".pv-arg.is-locked")).to_have_count(locked)
    expect(page.locator(".pv-arg:not(.is-locked)")).to_have_count(free)
    inputs = page.locator(".pv-arg.is-locked :is(input, select)")
    assert all(one.is_disabled() for one in inputs.all())


def test_a_line_with_a_locked_part_is_neither_removed_nor_pasted_over(open_app: OpenPage) -> None:
    page = opened(open_app, "?c=&lock=b.k,c", viewport=LOW)
    expect(line(page, "B").get_by_role("button", name="Remove this layer")).to_be_disabled()
    expect(line(page, "B").locator(".pv-button-code")).to_be_disabled()
    expect(line(page, "A").get_by_role("button", name="Remove this layer")).to_be_enabled()
    expect(page.get_by_role("button", name="Add a layer")).to_be_disabled()
    paste(page, "A", "nn.MaxPool2d(3)")
    expect_cells(page, ["4"], "layer_0")


def test_a_closed_line_shows_what_is_said_and_nothing_moves_where_a_number_becomes_usual(
    open_app: OpenPage,
) -> None:
    page = opened(open_app, "?a=nn.MaxPool2d(3,padding%3D1)&c=", viewport=LOW)
    shown = line(page, "A").locator(".pv-arg:visible")
    assert shown.evaluate_all("all => all.map(one => one.dataset.name)") == ["kernel_size", "padding"]
    line(page, "A").locator('.pv-arg[data-name="padding"] .pv-step').first.click()
    expect_address(page, "a=nn.MaxPool2d%283%29&c=")
    assert shown.evaluate_all("all => all.map(one => one.dataset.name)") == ["kernel_size", "padding"]
    page.mouse.move(2, 2)
    expect(shown).to_have_count(1)
    page.keyboard.press("Escape")
    line(page, "A").locator(".pv-more").focus()
    page.keyboard.press("Enter")
    expect(shown).to_have_count(6)
