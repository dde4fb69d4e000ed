"""A long walk in Chromium: pages, fields, uploads, drags and lost connections, for as long as is asked.

    python -m tests.load.soak --minutes 60 --seed 2026

It ends with what it did, or with exit status 1 at the first exception on a page, in its scripts, in the log.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter, deque
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from tests.browser.app.test_walk import Tab, unbroken
from tests.browser.conftest import running_app
from tests.browser.find_browser import ARGUMENTS, browser_path

FILES = {
    "table.csv": b"t;v\n0;1,5\n1;2,5\n2;-3\n",
    "empty.csv": b"",
    "newlines.csv": b"\n" * 100_000,
    "words.csv": b"a,b\nc,d\n",
    "zeros.wav": b"RIFF\0\0\0\0WAVEfmt " + bytes(64),
    "cut.png": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "text.png": "<script>你好</script>".encode(),
}
PAGES = (
    "windows", "pictures?src=upload", "signals?src=upload", "volumes", "batches", "unpooling", "adaptive",
    "compare?show=shift", "networks?show=own", "training", "layers", "frameworks", "learn", "practise", "ask",
    "sizes", "class",
)  # fmt: skip


class LongTab(Tab):
    """A tab of the walk that sends files, drags, and loses its connection, too."""

    files: Path

    def step(self) -> str:
        acts = (super().step, self.upload, self.drag, self.lose, self.visit)
        act = self.choose.choices(acts, weights=(80, 6, 8, 3, 3))[0]
        try:
            return act()
        except Error as error:
            return f"{act.__name__}: {error.message.splitlines()[0]:.80}"

    def upload(self) -> str:
        name = self.choose.choice(sorted(FILES))
        field = self.page.locator("input[type=file]")
        if field.count() == 0:
            return "upload nothing"
        field.first.set_input_files(self.files / name, timeout=1000)
        return f"upload {name}"

    def drag(self) -> str:
        """Press somewhere, move and let go: a window's corner, a slider, a volume, a text."""
        at = self.somewhere()
        box = at.bounding_box() if at else None
        if box is None:
            return "drag nothing"
        mouse = self.page.mouse
        mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        mouse.down()
        mouse.move(box["x"] + self.choose.randint(-90, 90), box["y"] + self.choose.randint(-90, 90), steps=4)
        mouse.up()
        return "drag"

    def lose(self) -> str:
        """Lose the network in the middle of something, and find it again."""
        self.page.context.set_offline(True)
        said = Tab.step(self)
        self.page.wait_for_timeout(self.choose.choice((50, 500, 3000)))
        self.page.context.set_offline(False)
        return f"lose the connection, {said}"

    def visit(self) -> str:
        path = self.choose.choice(PAGES)
        self.page.goto(f"{self.address}/{path}", wait_until="commit")
        return f"visit {path}"


def walk(browser: Browser, address: str, folder: Path, seed: int, minutes: float) -> Counter[str]:
    """Walk in two tabs for so many minutes and count what was done; RuntimeError where something breaks."""
    for name, held in FILES.items():
        (folder / name).write_bytes(held)
    choose = random.Random(seed)
    tabs = []
    for path in ("windows", "signals?src=upload"):
        tab = LongTab(
            browser.new_context(viewport={"width": 1366, "height": 768}).new_page(), choose, address
        )
        tab.files = folder
        tab.page.goto(f"{address}/{path}", wait_until="commit", timeout=60_000)
        tabs.append(tab)
    done, counted, end = deque[str](maxlen=15), Counter[str](), time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        tab = choose.choice(tabs)
        done.append(f"{tabs.index(tab)} {tab.step()}")
        counted[done[-1].split()[1]] += 1
        broken = [text for one in tabs for text in one.broken]
        if broken or (counted.total() % 10 == 0 and not _whole(tab, folder)):
            raise RuntimeError("\n".join([*broken, *done, (folder / "log").read_text()[-4000:]]))
    return counted


def _whole(tab: Tab, folder: Path) -> bool:
    try:
        return unbroken(tab) and "Traceback" not in (folder / "log").read_text()
    except Error:  # the page is between two addresses
        return "Traceback" not in (folder / "log").read_text()


def main() -> int:
    """Walk, and say what was done."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=60)
    asked.add_argument("--seed", type=int, default=2026)
    given = asked.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        running_app(Path(name)) as address,
        sync_playwright() as player,
    ):
        browser = player.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        try:
            counted = walk(browser, address, Path(name), given.seed, given.minutes)
        except RuntimeError as error:
            print(f"seed {given.seed}\n{error}")
            return 1
    print(f"seed {given.seed}, {given.minutes:g} minutes, {counted.total()} steps: {dict(counted)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
