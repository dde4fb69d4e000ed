"""A plain page that shows a stage, and payloads made by hand for it: no Streamlit, no torch."""

import base64
import contextlib
import json
import math
import threading
from array import array
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from poolviz.views.stage.browser.bundle import stage_script, stage_style
from poolviz.views.stage.texts import stage_texts
from poolviz.views.stage.wire.travel import to_wire

STAGE = Path(__file__).parents[2] / "poolviz" / "views" / "stage" / "browser"
NO_MEMBER = 65535  # the tap of a window of a picture that has no pixel inside
X5 = [[1, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1]]

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>stage</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>body { margin: 0; padding: 16px; STYLE }</style></head>
<body><main><h1 style="position:absolute;opacity:.01;font-size:1px;pointer-events:none">stage</h1>
<div id="host"></div></main>
<script type="module">
import { mount } from "./stage.js";
import component from "./stage.js";
const host = document.getElementById("host").attachShadow({ mode: "open" });
const style = document.createElement("style");
style.textContent = await (await fetch("stage.css")).text();
host.append(style);
const events = [];
const data = await (await fetch("data.json")).json();
const emit = (name, value) => events.push([name, value]);
window.harness = { host, events, emit, mount, component, data, stage: mount(host, data, emit) };
</script></body></html>"""


@contextlib.contextmanager
def serve(payload: dict[str, Any], style: str = "", bundled: bool = False) -> Iterator[str]:
    """Serve the page with `payload` on a free port of this machine; gives the address.

    The script is served as its modules, or bundled as the app sends it.
    """
    files = {
        "/": ("text/html", PAGE.replace("STYLE", style).encode()),
        "/stage.css": ("text/css", stage_style().encode()),
        "/data.json": ("application/json", json.dumps(payload).encode()),
    }
    scripts = {"/stage.js": stage_script().encode()} if bundled else module_files()
    files |= {path: ("text/javascript", text) for path, text in scripts.items()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = files.get(self.path, ("text/plain", b""))
            self.send_response(200 if self.path in files else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def module_files() -> dict[str, bytes]:
    """The stage's script files by their paths on the page."""
    return {f"/{file.relative_to(STAGE).as_posix()}": file.read_bytes() for file in STAGE.rglob("*.js")}


# ---------- pages


Open = Callable[..., Page]


@pytest.fixture
def show_stage(chromium: Browser) -> Iterator[Open]:
    """A function that opens a payload in a page of its own; the page must stay free of errors."""
    errors: list[str] = []
    with contextlib.ExitStack() as stack:

        def open_page(
            payload: dict[str, Any],
            width: int = 1072,
            height: int = 800,
            bundled: bool = False,
            **context: Any,
        ) -> Page:
            address = stack.enter_context(serve(payload, bundled=bundled))
            made = chromium.new_context(viewport={"width": width, "height": height}, **context)
            stack.callback(made.close)
            page = made.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.goto(address)
            page.wait_for_selector(".pv-figure")
            return page

        yield open_page
    assert not errors


def cell(page: Page, grid: str, i: int) -> Locator:
    return page.locator(f'[data-grid="{grid}"] [data-i="{i}"]')


def with_role(page: Page, grid: str, role: str) -> list[int]:
    """The flat indices of a grid's cells that have a role."""
    found = page.locator(f'[data-grid="{grid}"] .pv-cells .pv-cell.is-{role}')
    return [int(i) for i in found.evaluate_all("cells => cells.map(cell => cell.dataset.i)")]


def strip(page: Page) -> str:
    return page.locator(".pv-strip").inner_text().replace("\n", " | ")


def focused(page: Page) -> tuple[str, int]:
    """The grid and flat index of the focused cell."""
    grid, i = page.evaluate(
        """() => { const cell = harness.host.activeElement;
        return [cell?.closest('.pv-figure')?.dataset.grid, cell?.dataset.i]; }"""
    )
    return grid, int(i)


def update(page: Page, payload: dict[str, Any]) -> None:
    page.evaluate("data => harness.stage.update(data)", payload)


# ---------- payloads

MAX = {
    "kind": "pooled",
    "writing": {"before": "max(", "between": ", ", "after": ")"},
    "said": {
        "padding": "padding_max", "struck": "padding_struck", "beyond": "overhang_max",
        "taken": "legend_winner", "wins": "wins", "undefined": "",
    },
}  # fmt: skip
MEAN = {
    "kind": "pooled",
    "writing": {"before": "(", "between": " + ", "after": ") / {entry}"},
    "brackets": True,
    "said": {
        "padding": "padding_zero", "struck": "padding_struck", "beyond": "overhang",
        "taken": "", "wins": "", "undefined": "",
    },
}  # fmt: skip
MEANS = {"−∞": ("legend_padding_max",) * 2, "0": ("legend_padding_zero", "legend_padding_struck")}


def show(value: float) -> str:
    """A number as the pages write it."""
    if math.isinf(value):
        return "−∞" if value < 0 else "∞"
    return f"{value:.2f}".rstrip("0").rstrip(".")


def size(n: int, k: int, s: int, p: int, d: int, ceil: bool) -> tuple[int, bool]:
    """The output size of one axis, and whether a window was dropped."""
    free = n + 2 * p - d * (k - 1) - 1
    outputs = (-(-free // s) if ceil else free // s) + 1
    dropped = ceil and (outputs - 1) * s >= n + p
    return outputs - dropped, dropped


def axis(n: int, k: int, s: int, p: int = 0, d: int = 1, ceil: bool = False) -> dict[str, Any]:
    outputs, dropped = size(n, k, s, p, d, ceil)
    return {
        "taps": [[i * s - p, d, k] for i in range(outputs)],
        "dropped": [outputs * s - p, d, k] if dropped else None,
    }


def reach(one: dict[str, Any], n: int, p: int) -> tuple[int, int]:
    """How many cells to draw before and after the axis."""
    windows = one["taps"] + ([one["dropped"]] if one["dropped"] else [])
    ends = [start + step * (count - 1) + 1 for start, step, count in windows]
    return p, max(p, *(end - n for end in ends))


def coordinates(tap: list[int]) -> list[int]:
    start, step, count = tap
    return [start + i * step for i in range(count)]


def shades(rows: list[list[float]]) -> list[float | None]:
    values = [value for row in rows for value in row]
    low, high = min(values), max(values)
    return [(value - low) / (high - low) if high > low else 0.5 for value in values]


def matrix_grid(name: str, space: str, title: str, rows: list[list[float]], **more: Any) -> dict[str, Any]:
    grid = {
        "id": name, "space": space, "title": title, "caption": f"{len(rows)} × {len(rows[0])}",
        "rows": len(rows), "cols": len(rows[0]),
        "texts": [show(value) for row in rows for value in row], "shades": shades(rows),
        "editable": False,
    }  # fmt: skip
    return grid | more


def window_tap(x: list[list[float]], rows: list[int], cols: list[int]) -> int:
    """The number of the tap that max takes; -1 where no tap lies inside."""
    best, winner = -math.inf, -1
    for n, (r, c) in enumerate((r, c) for r in rows for c in cols):
        if 0 <= r < len(x) and 0 <= c < len(x[0]) and (winner < 0 or x[r][c] > best):
            best, winner = x[r][c], n
    return winner


def max_payload(
    x: list[list[float]],
    k: int = 3,
    s: int | None = None,
    p: int = 0,
    d: int = 1,
    ceil: bool = False,
    **options: Any,
) -> dict[str, Any]:
    """Input, output and indices of max pooling."""
    axes = [axis(n, k, s or k, p, d, ceil) for n in (len(x), len(x[0]))]
    winners, values, indices = [], [], []
    for row_tap in axes[0]["taps"]:
        line: list[tuple[int, float, int]] = []
        for col_tap in axes[1]["taps"]:
            rows, cols = coordinates(row_tap), coordinates(col_tap)
            tap = window_tap(x, rows, cols)
            r, c = rows[tap // k], cols[tap % k]
            line.append((tap, x[r][c], r * len(x[0]) + c) if tap >= 0 else (tap, -math.inf, 0))
        winners += [tap for tap, _, _ in line]
        values.append([value for _, value, _ in line])
        indices.append([index for _, _, index in line])
    rule = MAX | {"taps": winners}
    copied = "\n".join(" ".join(map(show, row)) for row in x)
    return payload(
        matrix_grid(
            "input", "input", "Input", x, frame=frame(x, axes, p, "−∞", False), editable=True, copy=copied
        ),
        matrix_grid("output", "output", "Output", values, rule=rule, copy="output"),
        matrix_grid("indices", "output", "Indices", indices),
        links=[{"from": "output", "to": "input", "axes": axes}],
        **options,
    )


def frame(
    x: list[list[float]], axes: list[dict[str, Any]], p: int, symbol: str, struck: bool
) -> dict[str, Any]:
    (top, bottom), (left, right) = (
        reach(one, n, p) for one, n in zip(axes, (len(x), len(x[0])), strict=True)
    )
    return {
        "top": top, "left": left, "bottom": bottom, "right": right, **framed(p, symbol, struck),
    }  # fmt: skip


def framed(p: int, symbol: str, struck: bool = False) -> dict[str, Any]:
    return {"padding": [p, p], "symbol": symbol, "struck": struck, "means": MEANS[symbol][struck]}


def average_payload(
    x: list[list[float]], k: int = 3, s: int = 2, p: int = 1, counted: bool = True, **options: Any
) -> dict[str, Any]:
    """Input and output of average pooling."""
    axes = [axis(n, k, s, p) for n in (len(x), len(x[0]))]
    inside = [
        [[i for i in coordinates(tap) if 0 <= i < n] for tap in one["taps"]]
        for one, n in zip(axes, (len(x), len(x[0])), strict=True)
    ]
    divisors = [
        [str(k * k if counted else len(rows) * len(cols)) for cols in inside[1]] for rows in inside[0]
    ]
    values = [
        [sum(x[r][c] for r in rows for c in cols) / int(divisors[i][j]) for j, cols in enumerate(inside[1])]
        for i, rows in enumerate(inside[0])
    ]
    classes = {"rows": list(range(len(values))), "cols": list(range(len(values[0]))), "table": divisors}
    rule = MEAN | {"divisors": classes}
    return payload(
        matrix_grid("input", "input", "Input", x, frame=frame(x, axes, p, "0", not counted), editable=True),
        matrix_grid("output", "output", "Output", values, rule=rule),
        links=[{"from": "output", "to": "input", "axes": axes}],
        **options,
    )


def unpool_payload(**options: Any) -> dict[str, Any]:
    """Input, output, indices and the unpooled matrix; the peak 9 is chosen by two windows."""
    x = [[1, 2, 3, 0], [4, 9, 5, 1], [0, 2, 1, 3], [1, 0, 8, 2]]
    made = max_payload(x, 2, 1, editable=False, **options)
    indices = [int(text) for text in made["grids"][2]["texts"]]
    back = [[0.0] * 4 for _ in range(4)]
    for index in indices:
        back[index // 4][index % 4] = x[index // 4][index % 4]
    kept = set(indices)
    marks = ["shared" if indices.count(i) > 1 else "kept" if i in kept else "lost" for i in range(16)]
    made["grids"][0] |= {"marks": marks, "editable": False}
    made["grids"].append(matrix_grid("unpooled", "unpooled", "Unpooled", back))
    made["links"].append({"from": "output", "to": "unpooled", "places": indices})
    return made


def picture_payload(
    n: int = 256, k: int = 3, s: int = 2, p: int = 1, d: int = 1, **options: Any
) -> dict[str, Any]:
    """A colour picture, its max and its average."""
    pixels = [
        value
        for r in range(n)
        for c in range(n)
        for value in (
            int(127 + 90 * math.sin(c / 17) + 38 * math.cos(r / 5)),
            (3 * r + 2 * c) // 4 % 256,
            c % 256,
        )
    ]
    one = axis(n, k, s, p, d)
    spans = [coordinates(tap) for tap in one["taps"]]
    greatest, winners, means = [], [], []
    for rows in spans:
        for cols in spans:
            for ch in range(3):
                taps = [
                    (pixels[(r * n + c) * 3 + ch], -t)
                    for t, (r, c) in enumerate((r, c) for r in rows for c in cols)
                    if 0 <= r < n and 0 <= c < n
                ]
                value, tap = max(taps, default=(0, -NO_MEMBER))
                greatest.append(value)
                winners.append(-tap)
                means.append(round(100 * sum(value for value, _ in taps) / (k * k)))
    m = len(spans)
    divisors = {"rows": [0] * m, "cols": [0] * m, "table": [[str(k * k)]]}
    max_rule = MAX | {"taps": words(winners), "empty": "−∞"}
    mean_rule = MEAN | {"divisors": divisors}
    edge = dict.fromkeys(("top", "left", "bottom", "right"), p) | framed(p, "−∞")
    return payload(
        picture_grid("input", "input", "Input", n, pixels, **({"frame": edge} if p else {})),
        picture_grid("max", "output", "Max", m, greatest, rule=max_rule),
        picture_grid(
            "mean", "output", "Average", m, [value // 100 for value in means],
            numbers={"data": words(means), "scale": 0.01}, rule=mean_rule,
        ),
        links=[{"from": "output", "to": "input", "axes": [one, one]}],
        **options,
    )  # fmt: skip


def flat_payload(n: int, k: int, s: int = 1) -> dict[str, Any]:
    """A picture of one colour and its max: everywhere the first tap wins, and all others are its equals."""
    one = axis(n, k, s)
    m = len(one["taps"])
    rule = MAX | {"taps": words([0] * (3 * m * m))}
    return payload(
        picture_grid("input", "input", "Input", n, [90] * (3 * n * n)),
        picture_grid("max", "output", "Max", m, [90] * (3 * m * m), rule=rule),
        links=[{"from": "output", "to": "input", "axes": [one, one]}],
    )


def picture_grid(name: str, space: str, title: str, n: int, pixels: list[int], **more: Any) -> dict[str, Any]:
    picture = {
        "channels": 3,
        "pixels": base64.b64encode(bytes(pixels)).decode(),
        "numbers": more.pop("numbers", None),
    }
    grid = {
        "id": name, "space": space, "title": title, "caption": f"{n} × {n}", "rows": n, "cols": n,
        "picture": picture, "editable": False,
    }  # fmt: skip
    return grid | more


def words(values: list[int]) -> str:
    return base64.b64encode(array("H", values).tobytes()).decode()


def payload(*grids: dict[str, Any], links: list[dict[str, Any]], **options: Any) -> dict[str, Any]:
    chosen = {"editable": True, "autoplay": False, "toolbar": True, "height": 400, "large": False} | options
    return {
        "title": "Pooling",
        "texts": to_wire(stage_texts()),
        "options": chosen,
        "grids": list(grids),
        "links": links,
    }
