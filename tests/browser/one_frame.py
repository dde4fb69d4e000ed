"""Whether a step is drawn within a frame: of 16.7 ms, or of what a plain table needs on a slow machine."""

import statistics
from collections.abc import Callable

from playwright.sync_api import BrowserContext

FRAME = 16.7  # ms
TIMES_PLAIN = 5

TABLE = """<style>
div { display: flex } i { width: 20px; height: 20px; outline: 1px solid #ccc } .on { background: #8cf }
</style>
<p>0</p><script>
for (let r = 0; r < 16; r++) document.body.append(document.createElement("div"));
for (const row of document.querySelectorAll("div")) for (let c = 0; c < 16; c++) {
  row.append(Object.assign(document.createElement("i"), { textContent: c }));
}</script>"""
# A step that lights 64 cells of the table and says a number: handler, style, layout and paint of its frame.
PLAIN = """async () => {
    const cells = [...document.querySelectorAll("i")], said = document.querySelector("p");
    const channel = new MessageChannel(), times = [];
    for (let i = 0; i < 60; i++) {
        times.push(await new Promise(done => requestAnimationFrame(() => {
            const start = performance.now();
            for (let n = 0; n < 64; n++) cells[(i * 7 + n) % 256].classList.toggle("on");
            said.textContent = i;
            channel.port1.onmessage = () => done(performance.now() - start);
            channel.port2.postMessage(0);
        })));
    }
    return times;
}"""


def plain_step(context: BrowserContext) -> float:
    """Return the median of a plain table's step now, in ms."""
    page = context.new_page()
    page.set_content(TABLE)
    times = page.evaluate(PLAIN)
    page.close()
    return statistics.median(times)


def assert_one_frame(context: BrowserContext, step: Callable[[], float], name: str) -> None:
    """A step, in ms, is within a frame in one of three tries, the plain table measured beside it."""
    tries = []
    for _try in range(3):
        plain, taken = plain_step(context), step()
        tries.append(f"{taken:.1f} ms, plain {plain:.1f} ms")
        if taken < max(FRAME, TIMES_PLAIN * plain):
            print(f"\n{name}: {tries[-1]}")
            return
    raise AssertionError(f"{name}: {tries}")
