"""A server of the routes alone, which can be killed and started again, and browsers of people in a class."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import ROOT, _wait, free_port

PROGRAM = """
import sys, uvicorn
from starlette.applications import Starlette
from poolviz.server.routes import routes
uvicorn.run(Starlette(routes=routes()), port=int(sys.argv[1]), log_level="error")
"""


@dataclass
class School:
    """A server on a port, its data in a folder, and the browsers that are open."""

    folder: Path
    chromium: Browser
    port: int = field(default_factory=free_port)
    contexts: list[BrowserContext] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, **more: str) -> None:
        """Start the server; `more` is said in its environment."""
        known = {"POOLVIZ_DATA": str(self.folder), "POOLVIZ_ADDRESS": self.address}
        environment = os.environ | known | more
        command = [sys.executable, "-c", PROGRAM, str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment)
        _wait(f"{self.address}/api/health", self.process)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def browser(self, **settings: object) -> BrowserContext:
        """A browser of its own, as another machine has it."""
        wanted = {"viewport": {"width": 1280, "height": 720}, "locale": "en-US"} | settings
        self.contexts.append(self.chromium.new_context(**wanted))
        self.contexts[-1].set_default_timeout(15_000)
        return self.contexts[-1]

    def page(self, path: str = "/join", **settings: object) -> Page:
        page = self.browser(**settings).new_page()
        page.goto(self.address + path)
        return page

    def teacher(self) -> tuple[Page, str]:
        """A teacher who has just opened a class, and its code."""
        page = self.page()
        page.get_by_role("button", name="Open a class").click()
        code = page.locator(".pv-class-head .pv-class-code").first
        return page, code.inner_text().replace("-", "")

    def student(self, code: str, name: str = "", **settings: object) -> Page:
        page = self.page(f"/join?code={code}", **settings)
        page.locator("input[name=name]").fill(name)
        page.keyboard.press("Enter")
        page.locator(".pv-class-top").wait_for()
        return page


@pytest.fixture
def school(tmp_path: Path, chromium: Browser) -> Iterator[School]:
    opened = School(tmp_path, chromium)
    opened.start()
    try:
        yield opened
    finally:
        for context in opened.contexts:
            with contextlib.suppress(Exception):
                context.close()
        opened.kill()


def ask(teacher: Page, topic: str = "winner", seed: int = 1) -> None:
    """Ask a question of the console: nn.MaxPool2d(2) on a 4 × 4 input, output (0, 1); right is (0, 3)."""
    teacher.get_by_role("combobox", name="Topic").select_option(topic)
    teacher.get_by_role("spinbutton", name="Number of the question").fill(str(seed))
    teacher.get_by_role("button", name="Ask the class").click()


def answer(student: Page, text: str) -> None:
    student.locator("[name=answer]").fill(text)
    student.keyboard.press("Enter")
    expect(student.locator(".pv-class-question .pv-class-whisper")).to_contain_text(text)
