"""The layer's bar in the running app: setting its arguments, and what the stage then shows."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect


def argument(page: Page, name: str) -> Locator:
    """The input of an argument: "kernel_size", or "kernel_size, width" where axes are apart."""
    return page.locator(f'.pv-layer input[aria-label="{name}"], .pv-layer select[aria-label="{name}"]')


def set_argument(page: Page, name: str, value: Any) -> None:
    """Set an argument as a learner does: type a number, switch a switch, choose from a menu."""
    found = argument(page, name)
    if isinstance(value, bool):
        found.set_checked(value)
    elif found.evaluate("node => node.tagName") == "SELECT":
        found.select_option(str(value))
    else:
        found.fill(str(value))


def cells(page: Page, grid: str = "output") -> Locator:
    return page.locator(f'[data-grid="{grid}"] .pv-cells .pv-cell')


def expect_cells(page: Page, values: list[str], grid: str = "output") -> None:
    expect(cells(page, grid)).to_have_text(values)


def expect_address(page: Page, said: str) -> None:
    """Wait until the address says just this after the question mark."""
    page.wait_for_url(re.compile(re.escape(f"?{said}" if said else "") + "$"))


def drawn_at_once(box: Locator, text: str, grid: str = "output") -> str:
    """Type into a number, and return what its stage shows before anything else can happen."""
    return box.evaluate(
        """(box, [text, grid]) => { box.value = text;
        box.dispatchEvent(new Event("input", { bubbles: true }));
        return new Promise((done) => setTimeout(() => done(box.getRootNode()
          .querySelector(`[data-grid=${grid}] .pv-cells`).textContent))); }""",
        [text, grid],
    )


def told(page: Page) -> list[str]:
    """What is sent to Streamlit from now on."""
    sent: list[str] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameSent", lambda event: sent.append(event["requestId"]))
    return sent


def paste_line(page: Page, line: str, number: int = 0) -> None:
    """Type a line of code over a bar, as a learner does who has copied one."""
    page.locator(".pv-button-code").nth(number).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(line)
    page.keyboard.press("Enter")
