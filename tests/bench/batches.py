"""Pictures a second: the loop of the tutorials without the app, the app's stream, and writing event files.

MaxPool2d(3, ceil_mode=True) on the 975 photographs of 32×32 in batches of 64, torch with one thread as in
the app. The loop is DataLoader and layer alone; loop and stream take turns, the ratio is of their medians.
Memory is what the process holds after 157 batches of random pictures more than after 16.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import torch
from report import Line
from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.devices import CPU, accelerator, describe
from poolviz.sources.datasets import events
from poolviz.sources.datasets import speed as batch_speed
from poolviz.sources.datasets.batches import PictureSet, photo_set, stream
from poolviz.sources.datasets.messages import Request

LAYER = nn.MaxPool2d(3, ceil_mode=True)
LEAST_RATIO = 1.0
MOST_MIB = 12


def measure(rounds: int) -> list[Line]:
    there, threads = accelerator(), torch.get_num_threads()
    torch.set_num_threads(1)
    lines = [line for device in ([CPU] if there is None else [CPU, there]) for line in _speed(device, rounds)]
    lines += [_events(), _memory()]
    torch.set_num_threads(threads)
    return lines


def _speed(device: torch.device, rounds: int) -> list[Line]:
    pictures = photo_set()
    rates: dict[str, list[float]] = {"loop": [], "stream": []}
    for _round in range(rounds + 1):
        for way, measured in rates.items():
            measured.append(batch_speed.rate(way, pictures, pictures, LAYER, device))
    loop, streamed = (statistics.median(measured[1:]) for measured in rates.values())
    ratio, name = streamed / loop, describe(device)
    told = f"{ratio:.2f} ({streamed:,.0f} to {loop:,.0f} pictures a second)"
    return [
        Line(f"the app's stream of batches to the tutorials' loop, {name}", "≥ 1", told, ratio >= LEAST_RATIO)
    ]


def _events() -> Line:
    with _data_folder():
        start = time.perf_counter()
        last = list(events.write(Request("photos", code(LAYER), cpu=True)))[-1]
        rate = len(photo_set()) / (time.perf_counter() - start)
        size = sum(path.stat().st_size for path in Path(last.folder).iterdir())
    told = f"{rate:,.0f} pictures a second, {size / last.batches / 1024:.0f} KiB a batch"
    return Line("writing TensorBoard event files, CPU", "", told)


def _memory() -> Line:
    pixels = torch.randint(0, 256, (10_000, 3, 32, 32), dtype=torch.uint8)
    pictures, process = PictureSet("random", pixels, (0,) * 10_000, ("any",)), psutil.Process()
    held = [process.memory_info().rss for _pair in stream(pictures, LAYER)]
    grown = (max(held) - held[15]) / 2**20
    return Line(
        "memory of 157 batches beyond that of 16", f"≤ {MOST_MIB} MiB", f"{grown:.1f} MiB", grown <= MOST_MIB
    )


@contextmanager
def _data_folder() -> Iterator[None]:
    before = os.environ.get("POOLVIZ_DATA")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["POOLVIZ_DATA"] = folder
        try:
            yield
        finally:
            os.environ.pop("POOLVIZ_DATA")
            if before is not None:
                os.environ["POOLVIZ_DATA"] = before
