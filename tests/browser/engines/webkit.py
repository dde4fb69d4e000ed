"""WebKit, as WebKitGTK's small browser has it, driven by its WebDriver on a screen that nobody sees."""

import contextlib
import json
import os
import subprocess
import warnings
from collections.abc import Iterator
from typing import Any

from selenium import webdriver
from selenium.webdriver.remote.command import Command
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.find_browser import WebKitPaths


class WebKit:
    """One window of WebKit's browser; its commands wait for their results."""

    def __init__(self, driver: webdriver.WebKitGTK) -> None:
        self._driver = driver

    def go(self, address: str) -> None:
        self._driver.get(address)

    def resize(self, width: int, height: int) -> None:
        """Give the page this size; the window's own bars lie outside it."""
        self._driver.set_window_rect(0, 0, width, height)
        shown = self.evaluate("[innerWidth, innerHeight]")
        self._driver.set_window_rect(0, 0, 2 * width - shown[0], 2 * height - shown[1])

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, as JSON has it."""
        said = self._driver.execute_script(f"return JSON.stringify({expression})")
        return json.loads(said or "null")

    def act(self, actions: list[dict[str, Any]]) -> None:
        self._driver.execute(Command.W3C_ACTIONS, {"actions": actions})

    def screenshot(self) -> bytes:
        return self._driver.get_screenshot_as_png()


@contextlib.contextmanager
def webkit(paths: WebKitPaths) -> Iterator[WebKit]:
    options = Options()
    options.binary_location = paths.browser
    options.add_argument("--automation")
    with _screen(paths.screen) as display:
        service = Service(paths.driver, env=os.environ | {"DISPLAY": display, "LANG": "en_US.UTF-8"})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of what selenium itself does
            driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield WebKit(driver)
        finally:
            driver.quit()


@contextlib.contextmanager
def _screen(path: str) -> Iterator[str]:
    """Run an X server without a screen on a display that is free, and give the display's name."""
    read, write = os.pipe()
    command = [path, "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with open(read) as said:
                yield f":{said.readline().strip()}"
        finally:
            server.terminate()
