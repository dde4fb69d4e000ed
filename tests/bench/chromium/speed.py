"""Speed as Chromium sees it: steps on the stage, changes of a parameter, the start."""

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright
from servers import APP, ROOT, Server, running

sys.path.append(str(Path(ROOT) / "tests" / "browser"))
from find_browser import ARGUMENTS, browser_path

SIXTEEN = "\n".join(" ".join(str(row * col % 10) for col in range(16)) for row in range(16))
ADDRESSES = {
    "windows": "windows?" + urlencode({"x": SIXTEEN, "k": 3, "s": 1, "p": 1}),
    "pictures": "pictures?" + urlencode({"size": 256, "k": 3, "s": 2, "p": 1}),
    "signals": "signals?" + urlencode({"n": 512, "k": 3, "s": 2}),
    "volumes": "volumes?" + urlencode({"k": 2, "s": 1}),
}
SHOWN = "[data-grid='input'] .pv-cells"

# Work of one step on the browser's main thread, in ms: the event's dispatch through all listeners, then
# from the start of the next frame to the end of its style, layout and paint. The wait between the two is
# the screen's, not the page's. Chromium runs no message between a key and its frame, so the end of the
# dispatch is seen by a listener that comes last; where it is not reached, the wait is counted.
WATCH = """name => {
  window.steps = [];
  let start = 0, handled = 0;
  window.addEventListener(name, () => {
    start = performance.now();
    handled = 0;
    requestAnimationFrame(() => {
      const frame = handled ? performance.now() : start;
      const before = handled ? handled - start : 0;
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.steps.push(before + performance.now() - frame);
      channel.port2.postMessage(0);
    });
  }, { capture: true });
  window.addEventListener(name, () => { handled = performance.now(); });
}"""

# From the key to the end of the first frame in which `read` says something else, in ms. Where it stands is
# found before, with its shadow root: a walk over the whole page in each frame would be measured, too.
WAIT = """read => {
  const rootOf = root => {
    if (root.querySelector(read)) return root;
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      const found = shadowRoot && rootOf(shadowRoot);
      if (found) return found;
    }
    return null;
  };
  const root = rootOf(document);
  const text = () => root.querySelector(read)?.textContent ?? null;
  const before = text();
  window.changed = null;
  window.addEventListener('keydown', () => {
    const start = performance.now();
    const look = () => {
      const now = text();
      if (now === null || now === before) return requestAnimationFrame(look);
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { window.changed = performance.now() - start; };
      channel.port2.postMessage(0);
    };
    requestAnimationFrame(look);
  }, { capture: true, once: true });
}"""


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def open_stage(browser: Browser, server: Server, address: str) -> Page:
    """Open the app in a context of its own and wait for its stage."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(f"{server.address}/{address}")
    page.wait_for_selector(SHOWN, timeout=60_000)
    settle(page)
    return page


def open_bare(browser: Browser, server: Server) -> Page:
    """Open the bare page in a context of its own."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(server.address)
    page.wait_for_selector(".st-key-echo", timeout=60_000)
    settle(page)
    return page


def settle(page: Page) -> None:
    """Wait until the page's run has ended."""
    page.wait_for_function(
        "() => { const app = document.querySelector('[data-test-script-state]');"
        " return app && app.dataset.testScriptState === 'notRunning'; }"
    )
    page.wait_for_timeout(300)


def hovers(page: Page, steps: int) -> list[float]:
    """Move the pointer over the input grid and return the ms of work of each move."""
    grid = page.locator(SHOWN).first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    return moves(page, steps, (box["x"], box["y"], box["width"], box["height"]))


def floor(page: Page, steps: int) -> list[float]:
    """Move the pointer where nothing listens: what the measuring and the browser take."""
    return moves(page, steps, (400, 100, 400, 400))


def moves(page: Page, steps: int, area: tuple[float, float, float, float]) -> list[float]:
    """Move the pointer over an area (left, top, width, height) and return the ms of work of each move."""
    left, top, width, height = area
    page.evaluate(WATCH, "pointermove")
    for step in range(steps):
        across, down = (step * 37 % 101) / 101, (step * 61 % 103) / 103
        page.mouse.move(left + across * width, top + down * height)
        page.wait_for_timeout(25)
    return taken(page)


def keys(page: Page, steps: int) -> list[float]:
    """Walk over the input grid with the arrow keys and return the ms of work of each step."""
    page.locator(SHOWN).first.click(position={"x": 20, "y": 20})
    page.keyboard.press("Escape")
    page.evaluate(WATCH, "keydown")
    for step in range(steps):
        key = ("ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp")[step % 4]
        page.keyboard.down(key)
        page.wait_for_timeout(40)
        page.keyboard.up(key)
    return taken(page)


def taken(page: Page) -> list[float]:
    page.wait_for_timeout(100)
    return page.evaluate("window.steps")


def redraw(page: Page, kernel: int, read: str) -> float:
    """Enter a kernel_size; return the ms until the text of `read` has changed and is painted.

    Where it stands on the stage its digit is enough, a widget waits for Enter.
    """
    page.bring_to_front()
    on_stage, widget = (
        page.locator('.pv-layer input[aria-label="kernel_size"]'),
        page.locator(".st-key-k input"),
    )
    if on_stage.count():
        on_stage.select_text()
    else:
        widget.fill(str(kernel))
    page.evaluate(WAIT, read)
    if on_stage.count():
        on_stage.press(str(kernel))
    else:
        widget.press("Enter")
    page.wait_for_function("() => window.changed !== null", timeout=30_000)
    settle(page)
    return page.evaluate("window.changed")


def set_stride(page: Page, stride: int) -> None:
    """Set kernel_size to 3 and the stride, and wait until both are drawn and Streamlit knows them."""
    for name, value in (("kernel_size", 3), ("stride", stride)):
        page.locator(f'.pv-layer input[aria-label="{name}"]').fill(str(value))
    page.wait_for_timeout(1200)
    settle(page)


def start(browser: Browser) -> float:
    """Return the seconds from starting the server's process to the first stage in a new browser context."""
    began = time.monotonic()
    with running(APP) as server:
        page = browser.new_context().new_page()
        page.goto(f"{server.address}/windows")
        page.wait_for_selector(SHOWN, timeout=60_000)
        seconds = time.monotonic() - began
        page.context.close()
    return seconds
