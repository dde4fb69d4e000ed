"""A random walk in Chromium over every page, in two tabs and without waiting: no exception, no lost click.

POOLVIZ_WALK=n walks n steps, POOLVIZ_SEED another way.
"""

import contextlib
import os
import random
import re
from collections import deque
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import ElementHandle, Error, Page, expect

from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser

STEPS = int(os.environ.get("POOLVIZ_WALK", "160"))
SEED = int(os.environ.get("POOLVIZ_SEED", "2026"))

# Everything on the screen that can be clicked, in the stage too. No test starts the download of CIFAR-10.
CLICKABLE = """() => {
  const found = [];
  const wanted = "button, a[href^='/'], a[data-testid=stPageLink-NavLink], [role=radio], [role=option], " +
    "[role=gridcell], label, input, textarea, select, canvas, [data-baseweb=select] > div";
  const search = (root) => {
    for (const at of root.querySelectorAll("*")) {
      if (at.shadowRoot) search(at.shadowRoot);
      if (at.matches(wanted) && at.getClientRects().length) found.push(at);
    }
  };
  search(document);
  const barred = (at) => at.closest(".st-key-download, .st-key-data_download, [data-testid=stFileUploader]");
  return found.filter((at) => !barred(at));
}"""
KEYS = (
    "Tab",
    "Tab",
    "Enter",
    "Space",
    "Escape",
    "ArrowUp",
    "ArrowDown",
    "ArrowLeft",
    "ArrowRight",
    "Home",
    "End",
)
KEYS += ("Control+Enter", "Backspace", "PageDown", "Delete", "Shift+Tab")
TEXTS = (
    "3",
    "0",
    "-1",
    "999",
    "1 2;3 4",
    "1 2\n3",
    "nan inf",
    "<img src=x onerror='window.broken=1'>",
    "",
    "9" * 300,
)
TEXTS += (
    "nn.MaxPool2d(3, 2, padding=1)",
    "nn.MaxPool2d(())",
    "nn.AvgPool2d(2, divisor_override='a')",
    "−∞",
    "你好",
)
TEXTS += ("nn.AdaptiveAvgPool2d(-1)\nnn.MaxPool2d(None)", "Dilation", "[[1, 2], [3, 4]]")
LINKS = (
    {},
    {"k": "3", "ceil": "true"},
    {"k": "3", "p": "2"},
    {"layer": "AvgPool2d", "k": "3", "p": "1", "s": "2"},
)
LINKS += (
    {"x": "1 2 3;4 5 6;7 8 nan"},
    {"x": "<b>", "k": "abc", "lang": "xx"},
    {"k": "256", "p": "128", "s": "1"},
)
LINKS += ({"tool": "chain", "chain": "nn.MaxPool2d('a')"}, {"tool": "inverse", "h": "10000", "to_h": "10"})
LINKS += (
    {"show": "gradient", "k": "3", "s": "1"},
    {"out": "true", "oh": "999", "ow": "0"},
    {"size": "256", "k": "8"},
)
LINKS += (
    {"panel": "worth"},
    {"panel": "table", "large": "true"},
    {"lang": "zh", "tool": "curve", "panel": "code"},
)
PAGES = ("/", "/windows", "/pictures", "/adaptive", "/unpooling", "/sizes")


class Tab:
    """One tab of the walk; a random step in it waits for nothing."""

    def __init__(self, page: Page, choose: random.Random, address: str) -> None:
        self.page, self.choose, self.address = page, choose, address
        self.broken: list[str] = []
        page.on("pageerror", lambda error: self.broken.append(f"{page.url}: {error}"))
        page.set_default_timeout(3000)

    def step(self) -> str:
        """Do something, and say what it was; that there was nothing to do it to is no fault."""
        acts = (self.click, self.key, self.type, self.follow, self.back)
        act = self.choose.choices(acts, weights=(60, 20, 20, 6, 3))[0]
        try:
            return act()
        except Error as error:
            return f"{act.__name__}: {error.message.splitlines()[0]:.80}"

    def click(self) -> str:
        at = self.somewhere()
        said = at.evaluate("at => at.outerHTML.slice(0, 80)") if at else "nothing"
        if at:
            at.click(timeout=400, no_wait_after=True, force=True)
        return f"click {said}"

    def somewhere(self) -> ElementHandle | None:
        found = self.page.evaluate_handle(CLICKABLE)
        number = self.choose.random()
        return found.evaluate_handle(f"all => all[Math.floor(all.length * {number})]").as_element()

    def key(self) -> str:
        keys = self.choose.choices(KEYS, k=self.choose.randint(1, 4))
        for key in keys:
            self.page.keyboard.press(key)
        return f"keys {keys}"

    def type(self) -> str:
        fields = self.page.locator("input[type=number], input[type=text], textarea").filter(visible=True)
        field = fields.nth(self.choose.randrange(max(1, fields.count())))
        text = self.choose.choice(TEXTS)
        field.click(timeout=400, force=True, no_wait_after=True)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Control+Enter" if self.choose.random() < 0.5 else "Enter")
        return f"type {text!r:.40}"

    def follow(self) -> str:
        path = f"{self.choose.choice(PAGES)}?{urlencode(self.choose.choice(LINKS))}"
        self.page.goto(self.address + path, wait_until="commit")
        return f"follow {path}"

    def back(self) -> str:
        self.page.go_back(wait_until="commit")
        if self.page.url == "about:blank":
            self.page.goto(self.address, wait_until="commit")
        return "back"


@pytest.mark.timeout(200 + 2 * STEPS)
def test_a_random_walk_in_two_tabs_breaks_nothing(open_app: OpenPage, app: str, app_folder: Path) -> None:
    print(f"POOLVIZ_SEED={SEED} POOLVIZ_WALK={STEPS}")
    choose = random.Random(SEED)
    first = open_app("/windows")
    second = first.context.new_page()
    second.goto(app + "/sizes")
    tabs = [Tab(page, choose, app) for page in (first, second)]
    done: deque[str] = deque(maxlen=15)
    for number in range(STEPS):
        tab = choose.choice(tabs)
        done.append(f"{tabs.index(tab)} {tab.step()}")
        if number % 10 == 9:
            assert unbroken(tab), [tab.broken, *done, (app_folder / "log").read_text()[-2000:]]
    for tab in tabs:
        tab.page.set_default_timeout(30_000)
        with contextlib.suppress(Error):
            tab.page.keyboard.press("Escape")
        settled(tab.page)
        assert unbroken(tab), [tab.broken, *done, (app_folder / "log").read_text()[-2000:]]
        assert tab.page.evaluate("window.broken") is None
    assert "Traceback" not in (app_folder / "log").read_text()


def unbroken(tab: Tab) -> bool:
    """Whether the tab shows no exception and its scripts have raised none."""
    return tab.broken == [] and tab.page.locator("[data-testid=stException]").count() == 0


def test_every_one_of_many_quick_clicks_counts(open_app: OpenPage) -> None:
    """A click that comes before the browser has heard the answer to the last one must not undo it."""
    page = open_app("/windows")
    kernel = page.get_by_role("spinbutton", name="kernel_size")
    for _ in range(3):
        kernel.press("ArrowUp", no_wait_after=True)
    for name in ("ceil_mode=", "return_indices=", "Large, for a projector"):
        page.get_by_text(name, exact=True).click(no_wait_after=True)
    page.wait_for_url(re.compile("large=true"))
    settled(page)
    assert set(page.evaluate("location.search")[1:].split("&")) == {
        "k=5",
        "ceil=true",
        "indices=true",
        "large=true",
    }
    expect(kernel).to_have_value("5")


def test_the_last_of_many_quick_changes_of_page_wins(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3")
    for name in ("Output size", "Unpooling", "Home", "Pictures", "Output size"):
        page.locator("[data-testid=stSidebar]").get_by_role("link", name=name).click(no_wait_after=True)
    page.wait_for_url("**/sizes**")
    settled(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Output size"
    assert "k=3" in page.url
    page.go_back()
    page.go_back()
    settled(page)
    assert page.locator("[data-testid=stException]").count() == 0
