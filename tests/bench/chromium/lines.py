"""What Chromium measures, as lines: steps, changes of a parameter, the start.

Steps: trusted mouse moves and keys sent to Chromium over the app's real pages. The time is the work of the
browser's main thread: from the start of the event's dispatch through all listeners, then from the start of
the next frame to the end of its style, layout and paint. The wait for the screen's next frame is left out;
the compositor's own threads are not seen. The same is measured where nothing listens.

Change of a parameter: from the key that sets kernel_size (on the bare page: Enter) to the end of the first
frame in which the stage's output (on the bare page: the line that repeats the value) differs. The pages
take turns in one Chromium.

Start: from starting the server's process to the stage being visible in a new browser context.
"""

import statistics

from chromium.speed import (
    ADDRESSES,
    chromium,
    floor,
    hovers,
    keys,
    open_bare,
    open_stage,
    redraw,
    set_stride,
    start,
)
from playwright.sync_api import Browser
from report import Line, p50_p95, percentile
from servers import APP, BARE, Server, running

FRAME = 1000 / 60
MOST = 1.25
STAGE_TEXT = "[data-grid='output']"
ECHO = ".st-key-echo"
SAID = ".pv-lines"  # the sizes with their reasons, which every change of kernel_size changes
DRAWN = {"pictures": 50.0}  # ms; elsewhere two frames
STRIDES = {"pictures": (1,)}  # with larger ones some sizes are the same
KERNELS = {"volumes": (4, 2)}  # a volume of 4 slices takes no window of 5
VISITS = 3  # fresh browsers: the first change of each runs what the browser has not compiled yet
SIZES = {"windows": "16×16", "pictures": "256×256", "signals": "512 samples", "volumes": "4×4×4, stride 1"}


def measure_steps(steps: int) -> list[Line]:
    lines: list[Line] = []
    with chromium() as browser, running(APP) as app, running(BARE) as bare:
        empty = floor(open_bare(browser, bare), steps)
        lines.append(Line("a hover where nothing listens (bare page)", "", p50_p95(empty)))
        for name, address in ADDRESSES.items():
            page = open_stage(browser, app, address)
            for kind, times in (("hover", hovers(page, steps)), ("key step", keys(page, steps))):
                ok = percentile(times, 0.95) <= FRAME
                lines.append(Line(f"{kind}, {name} at {SIZES[name]}", "p95 ≤ 16.7 ms", p50_p95(times), ok))
            page.context.close()
    return lines


def measure_change(times: int) -> list[Line]:
    with chromium() as browser, running(APP) as app, running(BARE) as bare:
        ours, theirs = open_stage(browser, app, "windows"), open_bare(browser, bare)
        pairs = [
            (redraw(ours, 2 + turn % 2, STAGE_TEXT), redraw(theirs, 2 + turn % 2, ECHO))
            for turn in range(1, times + 1)
        ]
    app_times, bare_times = (list(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(app_times) / statistics.median(bare_times)
    measured = f"{ratio:.2f} ({p50_p95(app_times)}; bare page {p50_p95(bare_times)})"
    what = "a parameter's change until the stage is redrawn, to the bare page"
    return [Line(what, f"≤ {MOST}", measured, ratio <= MOST)]


def measure_bar() -> list[Line]:
    """A number typed on the bar until all that it changes is drawn; no address is asked twice in a visit."""
    lines: list[Line] = []
    with chromium() as browser, running(APP) as app:
        for name, address in ADDRESSES.items():
            times = [time for _visit in range(VISITS) for time in typed(browser, app, name, address)]
            most = DRAWN.get(name, 2 * FRAME)
            ok = percentile(times, 0.95) <= most
            what = f"a number typed on the bar until it is drawn, {name} at {SIZES[name]}"
            lines.append(Line(what, f"p95 ≤ {most:.0f} ms", p50_p95(times), ok))
    return lines


def typed(browser: Browser, app: Server, name: str, address: str) -> list[float]:
    page = open_stage(browser, app, address)
    times = []
    for stride in STRIDES.get(name, (1, 2, 3)):
        set_stride(page, stride)
        times += [redraw(page, kernel, SAID) for kernel in KERNELS.get(name, (4, 5, 6, 7, 8, 9))]
    page.context.close()
    return times


def measure_start(times: int) -> list[Line]:
    with chromium() as browser:
        seconds = [start(browser) for _time in range(times)]
    return [
        Line("start to the first usable page", "", f"median {statistics.median(seconds):.1f} s of {times}")
    ]
