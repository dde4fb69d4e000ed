"""The Chromium that the tests drive: found, or installed by the way that works on this machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

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


def install() -> str | None:
    """Install a browser, playwright's own first, then the system's, and return its path."""
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get"):
        as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        ways.append([*as_root, "apt-get", "update", "-qq"])
        for package in ("chromium-headless-shell", "chromium"):
            ways.append([*as_root, "apt-get", "install", "-y", "-qq", package, "fonts-noto-cjk"])
    for way in ways:
        try:
            subprocess.run(way, timeout=900, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            print(f"{way[0]}: {error}", file=sys.stderr)
        if found := browser_path():
            return found
    return None


def main() -> int:
    found = browser_path() or ("--install" in sys.argv and install()) or None
    print(f"browser: {found or 'none; set POOLVIZ_CHROMIUM to a Chromium'}")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
