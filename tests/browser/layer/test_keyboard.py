"""The Windows page by keyboard alone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser

# The element with the focus, inside the stage too.
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}"""
NAME = f"""() => {{
  const at = ({FOCUSED})();
  const words = (text) => text.split("\\n").map((line) => line.trim()).filter(Boolean);
  const shown = words(at.innerText || "").filter((line) => !/^[a-z]+(_[a-z]+)*$/.test(line)); // no icons
  return at.getAttribute("aria-label") || shown[0] || words(at.innerText || "")[0] || at.tagName;
}}"""


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def stops(page: Page, times: int) -> list[str]:
    """The names of what so many presses of Tab reach."""
    found = []
    for _ in range(times):
        press(page, "Tab")
        found.append(page.evaluate(NAME))
    return found


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until what is called `name` has the focus."""
    passed = []
    for _ in range(most):
        press(page, "Tab")
        passed.append(page.evaluate(NAME))
        if passed[-1].startswith(name):
            return
    raise AssertionError(f"Tab never reaches {name}: {passed}")


def grid(page: Page, name: str) -> list[str]:
    found = page.get_by_role("grid", name=re.compile(f"^{name}"))
    found.wait_for()
    return found.get_by_role("gridcell").all_inner_texts()


def expect_grid(page: Page, name: str, values: list[str]) -> None:
    found = page.get_by_role("grid", name=re.compile(f"^{name}")).get_by_role("gridcell")
    expect(found).to_have_text(values)


def live(page: Page) -> Any:
    """Where the stage says its steps to a screen reader."""
    return page.locator(".pv-stage [aria-live]").first


def opened(open_app: OpenPage, path: str = "/windows", **context: object) -> Page:
    page = open_app(path, **context)
    page.get_by_role("grid").first.wait_for()
    return page


def test_tab_reaches_everything_in_the_order_of_the_page(open_app: OpenPage) -> None:
    found = stops(opened(open_app), 75)
    wanted = ["Home", "Output size", "Unpooling", "Compare", "Windows", "Pictures", "Layers"]
    wanted += ["English", "Large, for a projector", "Example", "Matrix", "Link", "Reset"]
    wanted += ["Layer", "kernel_size", "stride", "padding", "dilation", "return_indices", "ceil_mode"]
    wanted += ["Copy this line", "Type or paste a line"]
    wanted += ["row 0, column 0: 1", "row 0, column 0: 2"]
    wanted += ["First window", "Play", "Speed", "Pin this cell", "Code"]
    reached = iter(found)
    assert [name for name in wanted if name not in reached] == [], found


def test_every_stop_of_tab_looks_focused(open_app: OpenPage) -> None:
    page = opened(open_app, reduced_motion="reduce")
    unseen = []
    for _ in range(44):
        press(page, "Tab")
        at = page.evaluate_handle(FOCUSED).as_element()
        box = at.bounding_box() if at else None
        if (
            at is None
            or box is None
            or page.evaluate("(at) => at.matches('body, main, :not(:focus-visible)')", at)
        ):
            continue
        clip = {"x": max(0, box["x"] - 24), "y": max(0, box["y"] - 12), "width": box["width"] + 48}
        clip["height"] = box["height"] + 24
        page.wait_for_timeout(60)
        with_focus = page.screenshot(clip=clip, caret="initial")
        at.evaluate("(at) => at.blur()")
        page.wait_for_timeout(60)
        without = page.screenshot(clip=clip, caret="initial")
        at.evaluate("(at) => at.focus({ focusVisible: true })")
        if with_focus == without:
            unseen.append(page.evaluate(NAME))
    assert unseen == []


def test_arrows_walk_the_output_and_the_strip_follows(open_app: OpenPage) -> None:
    page = opened(open_app)
    tab_to(page, "row 0, column 0: 2")
    expect(live(page)).to_have_text(re.compile(r"^max\(1, 2, 0, 1\) = 2\b.* row 0, column 1"))
    press(page, "ArrowRight")
    expect(live(page)).to_have_text(re.compile(r"^max\(0, 3, 2, 3\) = 3\b.* row 0, column 3"))
    press(page, "ArrowDown")
    expect(live(page)).to_have_text(re.compile(r"^max\(1, 0, 3, 1\) = 3\b.* row 3, column 2"))
    press(page, "Home")
    expect(live(page)).to_have_text(re.compile(r"^max\(1, 2, 5, 2\) = 5\b.* row 3, column 0"))
    press(page, "ArrowDown", "ArrowLeft")
    expect(live(page)).to_have_text(re.compile(r"^max\(1, 2, 5, 2\) = 5\b.* row 3, column 0"))


def test_enter_edits_an_input_and_torch_computes_anew(open_app: OpenPage) -> None:
    page = opened(open_app)
    tab_to(page, "row 0, column 0: 1")
    press(page, "ArrowRight", "ArrowDown", "Enter")
    page.keyboard.insert_text("9.5")
    press(page, "Enter")
    expect_grid(page, "Output", ["9.5", "3", "5", "3"])
    expect_grid(page, "Indices", ["6", "3", "15", "17"])
    assert page.evaluate(NAME).startswith("row 1, column 1: 9.5")
    press(page, "Enter", "Control+a")
    page.keyboard.insert_text("not a number")
    press(page, "Enter")
    expect(page.locator("[data-testid=stToast]")).to_contain_text("must be a number, nan or inf")
    expect_grid(page, "Output", ["9.5", "3", "5", "3"])


def test_edits_one_after_the_other_are_all_taken(open_app: OpenPage) -> None:
    page = opened(open_app)
    tab_to(page, "row 0, column 0: 1")
    for value in ("11", "12", "13"):
        press(page, "Enter", "Control+a")
        page.keyboard.insert_text(value)
        press(page, "Enter", "ArrowRight")
        page.wait_for_timeout(150)  # as fast as people type
    page.wait_for_url(re.compile(r"x=11\+12\+13\+3\+1"))
    expect_grid(page, "Output", ["12", "13", "5", "3"])


def test_space_plays_and_stops(open_app: OpenPage) -> None:
    page = opened(open_app)
    tab_to(page, "row 0, column 0: 2")
    press(page, "Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(live(page)).not_to_have_text(re.compile(r"^max\(1, 2, 0, 1\)"), timeout=5000)
    press(page, "Space")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_an_example_is_chosen_by_keyboard(open_app: OpenPage) -> None:
    page = opened(open_app)
    tab_to(page, "Example")
    page.keyboard.type("Dilation spreads")
    press(page, "Enter")
    expect_grid(page, "Output", ["1", "3", "1", "5", "3", "3", "2", "2", "1"])
    page.wait_for_url("**d=2**")


def test_a_number_is_set_by_keyboard(open_app: OpenPage) -> None:
    page = opened(open_app)
    tab_to(page, "kernel_size")
    press(page, "ArrowUp")
    expect_grid(page, "Output", ["2"])
    press(page, "Control+a")
    page.keyboard.type("1")
    expect(page.get_by_role("grid", name=re.compile("^Output")).get_by_role("gridcell")).to_have_count(25)


def test_the_matrix_is_typed_by_keyboard(open_app: OpenPage) -> None:
    page = opened(open_app)
    tab_to(page, "Matrix")
    press(page, "Enter")
    expect(page.get_by_role("textbox", name="Type or paste numbers")).to_be_focused()
    press(page, "Control+a")
    page.keyboard.insert_text("1 3\n2 4")
    press(page, "Control+Enter")
    expect_grid(page, "Output", ["4"])
    press(page, "Escape")
    expect(page.get_by_role("textbox", name="Type or paste numbers")).to_be_hidden()


def test_a_popover_gives_the_focus_when_its_field_comes_late(open_app: OpenPage) -> None:
    page = opened(open_app)
    page.wait_for_function("() => !('opening' in document.documentElement.dataset)")
    page.evaluate("""() => {
      const { querySelector } = Element.prototype; // as where the script of the field has yet to come
      window.late = true;
      window.requestAnimationFrame = (then) => setTimeout(then, 0); // many frames in a short time
      Element.prototype.querySelector = function (names) {
        return window.late && names.startsWith("textarea") ? null : querySelector.call(this, names);
      };
    }""")
    tab_to(page, "Matrix")
    press(page, "Enter")
    field = page.get_by_role("textbox", name="Type or paste numbers")
    field.wait_for()
    page.wait_for_timeout(5000)
    expect(field).not_to_be_focused()
    page.evaluate("window.late = false")
    expect(field).to_be_focused()


def test_language_panel_and_reset_by_keyboard(open_app: OpenPage) -> None:
    page = opened(open_app, "/windows?k=3")
    tab_to(page, "English")
    press(page, "ArrowRight", "Space")
    page.wait_for_url("**lang=zh**")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("[\u4e00-\u9fff]"))
    press(page, "ArrowLeft", "Space")
    page.wait_for_function("() => !location.search.includes('lang=zh')")
    settled(page)
    tab_to(page, "Reset")
    press(page, "Enter")
    expect_grid(page, "Output", ["2", "3", "5", "3"])


def test_the_skip_link_leads_past_the_menu(open_app: OpenPage) -> None:
    page = opened(open_app)
    page.get_by_role("link", name="Skip to main content").focus()
    press(page, "Enter", "Tab")
    assert page.evaluate(NAME) in ("Example", "Clear value", "Matrix")
