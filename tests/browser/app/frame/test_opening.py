"""A page does not jump while it opens: what Chromium counts as layout shift, in a browser without a cache."""

import pytest
from playwright.sync_api import Browser, Page

from poolviz.answers.pages import PAGES
from tests.browser.conftest import settled

GOOD = 0.05  # web.dev calls less than 0.1 good
COUNTED = """window.shifts = []; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts.push([one.value,
    ...one.sources.map(({ node, previousRect: a, currentRect: b }) =>
      `${node?.parentElement?.className} ${a.x},${a.y} -> ${b.x},${b.y}`)]);
}).observe({ type: "layout-shift", buffered: true });"""
LEFT = "() => document.querySelector('[data-testid=stMain]').getBoundingClientRect().x"
OPEN = """() => !("opening" in document.documentElement.dataset)
  && !document.querySelector("[data-testid=stSkeleton]")"""
SCREEN, PHONE, FRAME = (1366, 768), (390, 844), (800, 520)


def moved(page: Page) -> list:
    settled(page)
    page.wait_for_function(OPEN)
    return sorted(page.evaluate("window.shifts"), reverse=True)


def opened_cold(chromium: Browser, address: str, size: tuple[int, int], locale: str = "en-US") -> list:
    viewport = {"width": size[0], "height": size[1]}
    with chromium.new_context(viewport=viewport, locale=locale, is_mobile=size == PHONE) as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.add_init_script(COUNTED)
        page.goto(address)
        return moved(page)


@pytest.mark.parametrize("key", PAGES)
def test_nothing_moves_while_a_page_opens(app, chromium, key):
    path = "" if key == "home" else key
    found = opened_cold(chromium, f"{app}/{path}", SCREEN)

    assert sum(one[0] for one in found) < GOOD, found[:5]


@pytest.mark.parametrize(
    ("path", "size", "locale"),
    [
        ("practise", PHONE, "en-US"),
        ("windows", PHONE, "zh-CN"),
        ("training", PHONE, "en-US"),
        ("?embed=true", FRAME, "en-US"),
        ("compare?embed=true", FRAME, "zh-CN"),
    ],
)
def test_nor_on_a_phone_in_a_frame_or_in_chinese(app, chromium, path, size, locale):
    found = opened_cold(chromium, f"{app}/{path}", size, locale)

    assert sum(one[0] for one in found) < GOOD, found[:5]


def test_a_menu_that_was_closed_keeps_no_room(app, chromium):
    with chromium.new_context(viewport={"width": 1366, "height": 768}, locale="en-US") as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.add_init_script(COUNTED)
        page.goto(f"{app}/ask")
        moved(page)
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
        page.wait_for_function(f"() => ({LEFT})() === 0")

        page.reload()
        found = moved(page)

        assert page.evaluate(LEFT) == 0
        assert sum(one[0] for one in found) < GOOD, found[:5]
