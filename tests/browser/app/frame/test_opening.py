"""A page does not jump while it opens: what Chromium counts as layout shift, in a browser without a cache."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from poolviz.answers.pages import PAGES
from tests.browser.conftest import running_app, settled

GOOD = 0.05  # web.dev calls less than 0.1 good
COUNTED = """window.shifts = []; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts.push([one.value,
    ...one.sources.map(({ node, previousRect: a, currentRect: b }) =>
      `${node?.parentElement?.className} ${a.x},${a.y} -> ${b.x},${b.y}`)]);
}).observe({ type: "layout-shift", buffered: true });"""
LEFT = "() => document.querySelector('[data-testid=stMain]').getBoundingClientRect().x"
OPEN = """() => !("opening" in document.documentElement.dataset)
  && !document.querySelector("[data-testid=stSkeleton]")"""
LEFT_OVER = "(node) => node.clientHeight - node.firstElementChild.clientHeight"
SCREEN, PHONE, FRAME = (1366, 768), (390, 844), (800, 520)
PROJECTOR = (1920, 1080)


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
        ("adaptive", PROJECTOR, "en-US"),
        ("adaptive?large=true", PROJECTOR, "en-US"),
        ("windows?large=true", (1280, 720), "en-US"),
        ("?embed=true", FRAME, "en-US"),
        ("compare?embed=true", FRAME, "zh-CN"),
    ],
)
def test_nor_on_a_phone_a_projector_in_a_frame_or_in_chinese(app, chromium, path, size, locale):
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


@pytest.mark.parametrize("part", ["script", "style"])
def test_a_stage_whose_files_fail_at_first_comes_all_the_same(app, chromium, part):
    with chromium.new_context(viewport={"width": 1366, "height": 768}, locale="en-US") as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        answers = [lambda route: route.abort(), lambda route: route.fulfill(status=503, body="busy")]

        def fail_twice(route):
            (answers.pop(0) if answers else type(route).continue_)(route)

        page.route("**/api/assets/stage*." + {"script": "js", "style": "css"}[part] + "*", fail_twice)
        page.goto(f"{app}/windows")
        page.locator(".st-key-stage [data-drawn]").wait_for()

        assert answers == []
        assert page.locator(".st-key-stage .stAlertContainer").count() == 0


def test_a_stage_that_cannot_come_hides_nothing_and_keeps_no_room(app, chromium):
    with chromium.new_context(viewport={"width": 390, "height": 844}, locale="en-US") as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.route("**/api/assets/stage*.js*", lambda route: route.abort())
        page.goto(f"{app}/windows")
        failed = page.locator(".st-key-stage .stAlertContainer")
        failed.wait_for()

        assert page.locator(".st-key-stage").evaluate(LEFT_OVER) < 10


def test_a_link_without_a_menu_leaves_the_room_of_later_pages_as_it_is(app, chromium):
    with chromium.new_context(viewport={"width": 1366, "height": 768}, locale="en-US") as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{app}/ask?menu=false")
        settled(page)
        page.goto(f"{app}/ask")
        settled(page)

        assert page.evaluate("localStorage.getItem('poolviz-menu')") is None


def test_what_never_comes_hides_the_rest_of_a_page_for_two_seconds_alone(app, chromium):
    with chromium.new_context(viewport={"width": 1366, "height": 768}, locale="en-US") as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.route("**/static/js/Selectbox.*.js", lambda _route: None)
        page.goto(f"{app}/compare")
        page.locator("h1").wait_for()

        page.locator("[data-testid=stBidiComponentIsolated]").first.wait_for(timeout=5000)
        assert page.locator("[data-testid=stSkeleton]").count() > 0


def test_what_streamlit_says_to_programmers_covers_no_page(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said where README's command opens a browser, on a computer that has a programmer's tools."""
    (tmp_path / ".cursor").mkdir()
    for name, value in {
        "HOME": str(tmp_path),
        "BROWSER": "true",
        "STREAMLIT_SERVER_HEADLESS": "false",
    }.items():
        monkeypatch.setenv(name, value)
    with running_app(tmp_path) as address:
        page = chromium.new_page()
        page.goto(f"{address}/learn")
        said = page.get_by_test_id("stSkillsNudge")
        said.wait_for(state="attached", timeout=60_000)
        expect(said).to_be_hidden()
        page.close()
