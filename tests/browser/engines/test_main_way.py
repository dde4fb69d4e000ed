"""The main way through the app in Firefox and in WebKit: open a link, point, type, drag, use keys, embed."""

import io

import pytest
from PIL import Image

from tests.browser.engines import page
from tests.browser.engines.page import (
    Engine,
    box,
    centre,
    click,
    found,
    mouse,
    press,
    until,
    until_texts,
)

pytestmark = pytest.mark.browser

INPUT, OUTPUT = ('[data-grid="input"] .pv-cells .pv-cell', '[data-grid="output"] .pv-cells .pv-cell')
STRIP, POSITION = ".pv-formula", ".pv-position"
ORANGE = (213, 94, 0)


def opened(engine: Engine, address: str) -> None:
    """Open a page with a stage and wait until all of it stands."""
    engine.go(address)
    until(engine, found(OUTPUT, "found.length > 0"), wanted=True)
    until(engine, found("[data-testid=stApp]", "found[0].dataset.testScriptState"), "notRunning")
    until(engine, found("[data-stale=true], [data-testid=stSkeleton]", "found.length"), 0)


def argument(name: str) -> str:
    return f'.pv-layer input[aria-label="{name}"]'


def value(name: str) -> str:
    return found(argument(name), "found[0].value")


def test_a_link_opens_what_it_says_and_the_cursor_shows_the_formula(engine: Engine, app: str) -> None:
    opened(engine, f"{app}/windows?x=1+2+0;0+1+2;5+2+1&k=2&s=1&p=1")
    assert [engine.evaluate(value(name)) for name in ("kernel_size", "stride", "padding")] == ["2", "1", "1"]
    until_texts(engine, OUTPUT, list("1220122255225521"))
    mouse(engine, centre(engine, OUTPUT, 6))
    until_texts(engine, STRIP, ["max(2, 0, 1, 2) = 2"])
    until_texts(engine, f"{INPUT}.is-tap", ["2", "0", "1", "2"])
    mouse(engine, centre(engine, OUTPUT, 8))
    until_texts(engine, STRIP, ["max(0, 5) = 5"])


def test_a_number_that_is_typed_acts_at_once(engine: Engine, app: str) -> None:
    opened(engine, f"{app}/windows")
    until_texts(engine, OUTPUT, ["2", "3", "5", "3"])
    click(engine, argument("kernel_size"))
    press(engine, page.CONTROL + "a", "4")
    until_texts(engine, OUTPUT, ["5"])
    until(engine, "location.search", "?k=4")
    press(engine, page.ARROW_UP)
    until(engine, "location.search", "?k=5")
    engine.evaluate("history.back()")
    until_texts(engine, OUTPUT, ["2", "3", "5", "3"])


def test_a_number_is_dragged_sideways(engine: Engine, app: str) -> None:
    opened(engine, f"{app}/windows")
    until_texts(engine, OUTPUT, ["2", "3", "5", "3"])
    x, y = centre(engine, argument("kernel_size"))
    mouse(engine, (x, y), "down")
    for steps, shown in ((1, ["2"]), (2, ["5"]), (3, ["5"]), (0, ["2", "3", "5", "3"]), (1, ["2"])):
        mouse(engine, (x + 14 * steps + 2, y))
        until(engine, value("kernel_size"), str(2 + steps))
        until_texts(engine, OUTPUT, shown)
    mouse(engine, "up")
    until(engine, "location.search", "?k=3")
    mouse(engine, (x + 100, y))  # let go, it follows no more
    engine.evaluate("history.back()")
    until(engine, value("kernel_size"), "2")
    x, y = centre(engine, argument("stride"))
    mouse(engine, (x, y), "down", (x - 20, y), "up")
    until(engine, value("stride"), "1")
    press(engine, page.ARROW_UP)  # what was dragged has the focus
    until(engine, value("stride"), "2")
    until(engine, "location.search", "?s=2")


def test_a_pinned_window_is_pulled_larger(engine: Engine, app: str) -> None:
    opened(engine, f"{app}/windows")
    click(engine, OUTPUT)
    until(engine, found(".pv-grip.is-kernel_size", "found.length"), 1)
    x, y = centre(engine, ".pv-grip.is-kernel_size")
    edge = round(box(engine, INPUT)[2])
    mouse(engine, (x, y), "down", *((x + edge * step // 4, y) for step in range(1, 5)), "up")
    until(engine, value("kernel_size"), "3")
    until_texts(engine, OUTPUT, ["2"])
    until(engine, "location.search", "?k=3")


def test_arrow_keys_walk_over_the_cells(engine: Engine, app: str) -> None:
    opened(engine, f"{app}/windows")
    until_texts(engine, POSITION, ["1 / 4"])
    press(engine, page.ARROW_RIGHT)
    until_texts(engine, POSITION, ["2 / 4"])
    until_texts(engine, STRIP, ["max(0, 3, 2, 3) = 3"])
    click(engine, OUTPUT, 1)
    press(engine, page.ARROW_DOWN)
    until_texts(engine, POSITION, ["4 / 4"])
    until(engine, "location.hash", "#pin=output.0.1.1")


def test_in_a_frame_the_stage_stands_alone(engine: Engine, app: str) -> None:
    opened(engine, f"{app}/windows?embed=true&k=3")
    shown = "found.filter((one) => one.checkVisibility()).length"
    assert engine.evaluate(found("[data-testid=stSidebar]", shown)) == 0
    assert engine.evaluate(found(".pv-layer, .pv-below", shown)) == 2
    click(engine, argument("stride"))
    press(engine, "2")
    until_texts(engine, OUTPUT, ["2", "3", "5", "3"])
    until(engine, "location.search", "?embed=true&k=3&s=2")


def test_lines_hatching_underlines_menus_and_buttons_look_as_in_chromium(engine: Engine, app: str) -> None:
    opened(engine, f"{app}/windows?k=3&ceil=true")
    until_texts(engine, STRIP, ["max(1, 2, 0, 0, 1, 2, 1, 2, 1) = 2"])
    seen = Image.open(io.BytesIO(engine.screenshot())).convert("RGB")
    left, top, edge, _ = map(round, box(engine, INPUT, 24))  # beside another 1, uncovered
    assert seen.getpixel((left, top + 6)) != seen.getpixel((left + 6, top + 6))
    left, top, _, _ = map(round, box(engine, ".pv-frame .is-overhang"))
    quarter = seen.crop((left + edge // 2, top + edge // 2, left + edge - 3, top + edge - 3))
    assert len(quarter.getcolors()) > 1
    left, top, _, _ = map(round, box(engine, f"{STRIP} b"))
    winner = seen.crop((left, top, left + 8, top + 30))
    assert ORANGE in [colour for _count, colour in winner.getcolors()]
    assert engine.evaluate(found(".pv-term", "getComputedStyle(found[0]).textDecorationLine")) == "underline"
    look = "(({appearance, width}) => [appearance, parseInt(width) < 120])(getComputedStyle(found[0]))"
    assert [engine.evaluate(found(name, look)) for name in (".pv-speed", ".pv-menu")] == [["none", True]] * 2
    cut = "found.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth)"
    buttons = "[data-testid=stMain] [data-testid=stButton] *"
    assert engine.evaluate(found(buttons, f"{cut}.map((one) => one.textContent)")) == []
