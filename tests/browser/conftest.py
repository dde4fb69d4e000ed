"""The running app and a Chromium, once for all browser tests."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.find_browser import ARGUMENTS, browser_path

ROOT = Path(__file__).parents[2]
# What is expected may first have to be fetched, from a server that is busy with other tests:
# the script of a field in a popover took longer than the usual 5 s.
expect.set_options(timeout=20_000)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def running_app(folder: Path, port: int | None = None) -> Iterator[str]:
    """Run the app as README does, on a port of its own or on `port`, its data and its log in `folder`.

    Its links for others are said to be those of this computer, where the tests can open them.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1"]
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"POOLVIZ_DATA": str(folder / "data"), "POOLVIZ_ADDRESS": address}
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait(f"{address}/_stcore/health", server)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _wait(address: str, server: subprocess.Popen, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError("the app did not start")


@pytest.fixture(scope="session")
def app_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("app")


@pytest.fixture(scope="session")
def app(app_folder: Path) -> Iterator[str]:
    with running_app(app_folder) as address:
        yield address
    log = (app_folder / "log").read_text()
    assert "Traceback" not in log, log[-3000:]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = browser_path()
    if path is None:
        if os.environ.get("POOLVIZ_NEED_BROWSER"):
            pytest.fail("no browser: run `make browser`, or set POOLVIZ_CHROMIUM")
        pytest.skip("no browser: run `make browser`, or set POOLVIZ_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


OpenPage = Callable[..., Page]
Contexts = dict[str, BrowserContext]


@pytest.fixture(scope="session")
def contexts(chromium: Browser) -> Iterator[Contexts]:
    """The contexts by their settings, kept for all tests: a fresh one loads all scripts of Streamlit anew."""
    kept: Contexts = {}
    yield kept
    for context in kept.values():
        context.close()


@pytest.fixture
def open_app(app: str, chromium: Browser, contexts: Contexts) -> Iterator[OpenPage]:
    """Give a function that opens a path of the app in a page of its own and waits until it is drawn."""
    with contextlib.ExitStack() as stack:

        def opened(path: str = "/", **context: object) -> Page:
            settings = {"viewport": {"width": 1366, "height": 768}, "locale": "en-US"} | context
            key = repr(sorted(settings.items()))
            if key not in contexts:
                contexts[key] = chromium.new_context(**settings)
            fresh = not contexts[key].pages
            stack.callback(_leave, contexts[key])
            page = contexts[key].new_page()
            if fresh:
                _forget(page, app)
            page.set_default_timeout(30_000)
            page.goto(app + path)
            settled(page)
            return page

        yield opened


def _leave(context: BrowserContext) -> None:
    for page in context.pages:
        page.close()


def _forget(page: Page, origin: str) -> None:
    """Clear what earlier tests left with the browser: a closed sidebar, a chosen theme."""
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "local_storage"})
    session.detach()


def settled(page: Page) -> None:
    """Wait until the server has nothing more to say to this page."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_selector("[data-testid=stMain] h1")
    page.wait_for_function(
        "() => !document.querySelector('[data-stale=true]') && document.querySelector('[data-testid=stApp]')"
        ".dataset.testScriptState === 'notRunning'"
    )
