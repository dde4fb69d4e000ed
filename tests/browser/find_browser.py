"""The browsers that the tests drive: found, or installed by the way that works on this machine.

Chromium takes nearly all tests; Firefox and WebKit take the main way through the app.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

# The shell has no windows of its own to draw: a page costs it a third less.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
MINI_BROWSERS = ("usr/lib/*/webkit2gtk-4.*/MiniBrowser", "usr/libexec/webkit2gtk-4.*/MiniBrowser")
DEBIAN = {"Firefox": ("firefox-esr",), "WebKit": ("webkit2gtk-driver", "xvfb")}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # A whole Chrome in place of playwright's prepares windows of its own for every page that opens.
    "--disable-features=PreloadTopChromeWebUI,PreloadTopChromeWebUILessNavigations,WebUIOmniboxPopup,Translate",
]


def browser_path() -> str | None:
    """Return the browser named by POOLVIZ_CHROMIUM, one on the PATH or playwright's own, if any."""
    named = os.environ.get("POOLVIZ_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None) or _own()


def _own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


class WebKitPaths(NamedTuple):
    """WebKitGTK's driver, the small browser that it drives, and a screen for it that nobody sees."""

    driver: str
    browser: str
    screen: str


def firefox_path() -> str | None:
    """Return the Firefox named by POOLVIZ_FIREFOX or one on the PATH, if any."""
    named = os.environ.get("POOLVIZ_FIREFOX")
    return named or shutil.which("firefox-esr") or shutil.which("firefox")


def webkit_paths() -> WebKitPaths | None:
    """Return what drives WebKit, if all of it is installed."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    found = (path for place in MINI_BROWSERS for path in sorted(Path("/").glob(place)))
    browser = next(found, None)
    return WebKitPaths(driver, str(browser), screen) if driver and screen and browser else None


def install() -> str | None:
    """Install a Chromium, playwright's own first, then the system's, and return its path."""
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get"):
        ways.append(apt("update"))
        for package in ("chromium-headless-shell", "chromium"):
            ways.append(apt("install", package, "fonts-noto-cjk"))
    for way in ways:
        run(way)
        if found := browser_path():
            return found
    return None


def install_others() -> None:
    """Install from Debian which of Firefox and WebKit is missing; without apt nothing is done."""
    wanted = [DEBIAN[name] for name, found in others().items() if not found]
    if wanted and shutil.which("apt-get"):
        run(apt("update"))
        for packages in wanted:
            run(apt("install", "--no-install-recommends", *packages))


def others() -> dict[str, str | WebKitPaths | None]:
    return {"Firefox": firefox_path(), "WebKit": webkit_paths()}


def apt(command: str, *words: str) -> list[str]:
    """Return the call of apt-get as root; it waits for another apt to end, and asks a busy server again."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    patient = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    return [*as_root, "apt-get", command, "-y", "-qq", *patient, *words]


def run(way: list[str]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quiet = subprocess.DEVNULL
    try:
        subprocess.run(way, timeout=900, env=environment, stdin=quiet, stdout=quiet, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"{way[0]}: {error}", file=sys.stderr)


def main() -> int:
    wanted = "--install" in sys.argv
    found = browser_path() or (wanted and install()) or None
    if wanted:
        install_others()
    print(f"browser: {found or 'none; set POOLVIZ_CHROMIUM to a Chromium'}")
    for name, other in others().items():
        print(f"{name}: {other or 'none, its tests are skipped; Debian has ' + ' '.join(DEBIAN[name])}")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
