"""Firefox, driven by WebDriver BiDi, which it speaks itself: no driver stands between."""

import base64
import contextlib
import itertools
import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

# It calls nobody on its own, and the page has the whole window.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "en-US",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}


class Firefox:
    """One window of Firefox; its commands wait for their results."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)
        self.call("session.new", capabilities={})
        (window,) = self.call("browsingContext.getTree")["contexts"]
        self._context = window["context"]

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._connection.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self._connection.recv(timeout=60))).get("id") != number:
            pass
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['message']}")
        return answer["result"]

    def go(self, address: str) -> None:
        self.call("browsingContext.navigate", context=self._context, url=address, wait="interactive")

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self.call("browsingContext.setViewport", context=self._context, viewport=size)

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, as JSON has it."""
        asked = f"JSON.stringify({expression})"
        target = {"context": self._context}
        said = self.call("script.evaluate", expression=asked, target=target, awaitPromise=False)
        if said["type"] == "exception":
            raise RuntimeError(said["exceptionDetails"]["text"])
        return json.loads(said["result"].get("value", "null"))

    def act(self, actions: list[dict[str, Any]]) -> None:
        self.call("input.performActions", context=self._context, actions=actions)

    def screenshot(self) -> bytes:
        shot = self.call("browsingContext.captureScreenshot", context=self._context)
        return base64.b64decode(shot["data"])


@contextlib.contextmanager
def firefox(path: str, folder: Path) -> Iterator[Firefox]:
    """Run the Firefox at `path`, its profile in `folder`."""
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items())
    (folder / "user.js").write_text("\n".join(lines))
    command = [path, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port=0"]
    quiet, environment = subprocess.DEVNULL, os.environ | {"HOME": str(folder)}  # root may not have another's
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as browser:
        try:
            with connect(_address(folder), max_size=None, proxy=None) as connection:
                yield Firefox(connection)
        finally:
            browser.terminate()


def _address(folder: Path, seconds: float = 60) -> str:
    """Wait until Firefox has written into its profile where it listens."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError, ValueError):
            said = json.loads((folder / "WebDriverBiDiServer.json").read_text())
            return f"ws://{said['ws_host']}:{said['ws_port']}/session"
        time.sleep(0.05)
    raise RuntimeError("Firefox did not start")
