"""The training page in the browser: curves that grow, stop, the keyboard alone, the line of two sessions."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, settled
from tests.browser.judged import serious

pytestmark = pytest.mark.browser

LONG = "/training?seeds=8&epochs=30"
SOON = 30_000
BEGINNING = 120_000  # a polite process loads torch while other tests compute


def bar(page: Page) -> object:
    return page.get_by_test_id("stProgress")


def press(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} button").click()


def points(page: Page) -> int:
    """How many points the curves have."""
    return page.evaluate(
        "() => [...document.querySelector('.js-plotly-plot').data]"
        ".reduce((sum, trace) => sum + trace.y.filter((value) => value !== null).length, 0)"
    )


def grown(page: Page, least: int) -> None:
    page.wait_for_function(
        "(least) => document.querySelector('.js-plotly-plot')?.data"
        "?.some((trace) => trace.y.filter((value) => value !== null).length >= least)",
        arg=least,
        timeout=BEGINNING,
    )


def places(page: Page) -> list[tuple[float, float]]:
    """Where the parts of the page begin, and how high they are."""
    parts = [
        page.locator(".js-plotly-plot .cartesianlayer .xy").first,
        page.locator("table").first,
        bar(page),
    ]
    for part in parts:
        part.wait_for()  # plotly takes a plot away for a moment to draw it anew
    boxes = [part.bounding_box() for part in parts]
    return [(round(box["y"]), round(box["x"])) for box in boxes if box]


def test_curves_grow_nothing_jumps_and_stop_keeps_them(open_app: OpenPage) -> None:
    page = open_app(LONG)
    page.locator(".js-plotly-plot .legend").wait_for()
    before = places(page)
    press(page, "start_training")
    grown(page, 4)
    assert places(page) == before
    expect(bar(page)).to_contain_text(re.compile(r"Epoch \d+ of 960, about \d+ s left"), timeout=SOON)
    press(page, "stop_training")
    page.locator(".st-key-start_training button").wait_for()
    settled(page)
    expect(bar(page)).to_contain_text("What was finished is kept", timeout=SOON)
    kept = points(page)
    assert kept >= 4
    page.wait_for_timeout(1500)
    assert points(page) == kept
    assert page.get_by_test_id("stException").count() == 0


def test_a_second_session_waits_in_its_language_and_is_heard(open_app: OpenPage) -> None:
    first, second = open_app(LONG), open_app(LONG + "&lang=zh")
    press(first, "start_training")
    first.locator(".st-key-stop_training button").wait_for()
    press(second, "start_training")
    expect(bar(second)).to_contain_text("前面还有 1 个训练", timeout=SOON)
    second.wait_for_timeout(1500)  # a look by the fragment alone
    expect(bar(second)).to_contain_text("前面还有 1 个训练", timeout=SOON)
    press(first, "stop_training")
    expect(bar(second)).not_to_contain_text("前面", timeout=SOON)
    press(second, "stop_training")
    second.locator(".st-key-start_training button").wait_for()
    expect(bar(second)).to_contain_text("已停止", timeout=SOON)


def test_a_whole_run_by_keyboard_says_what_follows(open_app: OpenPage) -> None:
    page = open_app("/training?seeds=2&epochs=2&strided=false", viewport={"width": 1280, "height": 720})
    page.get_by_role("radio", name="max pooling").focus()
    page.keyboard.press("Space")
    settled(page)
    page.locator(".st-key-start_training button").focus()
    page.keyboard.press("Enter")
    page.locator(".st-key-stop_training button").wait_for()
    expect(bar(page)).to_contain_text("Finished: 12 epochs.", timeout=BEGINNING)
    settled(page)
    verdict = page.get_by_text("You guessed max pooling")
    expect(verdict).to_be_visible(timeout=SOON)
    box = verdict.bounding_box()  # on the screen, and nothing was scrolled
    assert box
    assert box["y"] + box["height"] < 720
    expect(page.get_by_text("What they cannot show")).to_be_visible(timeout=SOON)
    assert serious(page) == []


def test_no_control_is_wider_than_the_menu(open_app: OpenPage) -> None:
    page = open_app("/training")
    menu = page.locator("[data-testid=stSidebar]").bounding_box()
    pictures = page.locator("[data-testid=stSidebar] .st-key-data").bounding_box()
    assert menu
    assert pictures
    assert pictures["x"] + pictures["width"] <= menu["x"] + menu["width"]


def test_controls_curves_and_table_are_on_the_first_screen(open_app: OpenPage) -> None:
    page = open_app("/training")
    page.locator(".js-plotly-plot .legend").wait_for()
    for part in (
        page.locator("table").first,
        page.locator(".js-plotly-plot"),
        page.get_by_text("Learning rate"),
    ):
        box = part.bounding_box()
        assert box
        assert box["y"] + box["height"] < 768


def test_a_button_that_cannot_be_pressed_yet_says_what_it_is_for(open_app: OpenPage) -> None:
    button = open_app("/training?show=notes", color_scheme="light").get_by_role("button", name="Start")
    expect(button).to_be_disabled()
    colour = button.locator("p").evaluate("node => getComputedStyle(node).color")
    assert colour == button.evaluate("node => getComputedStyle(node).color")
