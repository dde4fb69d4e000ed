"""Event files for TensorBoard: every batch and what the layer makes of it, as the tutorials write them."""

import errno
import os
import shutil
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import parse
from poolviz.pooling.devices import choose, explain_on
from poolviz.pooling.explanation import explain
from poolviz.pooling.layers import torch_class
from poolviz.sources.datasets.batches import PictureSet, picture_set
from poolviz.sources.datasets.downloads.archives import disk_error
from poolviz.sources.datasets.folder import data_folder
from poolviz.sources.datasets.messages import Request, Writing
from poolviz.texts import N_

KEPT = 30
LEAST_FREE = 100 * 2**20
EVENTS = "events.out.tfevents."
TAGS = ("input", "output")
FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_FRAME = 4  # bytes of a checksum, behind the length and behind the content of each record


def runs_folder() -> Path:
    """Return the folder of all runs, which `tensorboard --logdir` can be given as well."""
    return data_folder() / "runs"


def write(request: Request) -> Iterator[Writing]:
    """Write the batches and what the layer makes of them into a new folder; tell how far it is after each.

    PoolvizError where the data, the layer or the disk says no; what is written stays.
    """
    layer, pictures = parse(request.layer), picture_set(request.data)
    explain(layer, pictures.batch(0))  # what torch refuses makes no folder
    folder = _new_run(layer)
    begun = Writing(str(folder), pictures.batches)
    yield begun
    start = time.monotonic()
    try:
        for done in _written(folder, pictures, layer, request.cpu):
            yield replace(begun, done=done, seconds=time.monotonic() - start)
        _check_whole(folder, pictures.batches)
    except OSError as error:
        raise _interrupted(error, folder) from error


def _written(folder: Path, pictures: PictureSet, layer: nn.Module, cpu: bool) -> Iterator[int]:
    from torch.utils.tensorboard import SummaryWriter

    device = choose(force_cpu=cpu)
    writer = SummaryWriter(str(folder))
    try:
        for step in range(pictures.batches):
            x = pictures.batch(step)
            for tag, shown in zip(TAGS, (x, explain_on(device, layer, x).explanation.output), strict=True):
                writer.add_images(tag, shown, step)
            # Its thread writes later, and says that it failed at the next call.
            writer.flush()
            yield step + 1
    finally:
        # A writer whose thread has died waits for it for ever.
        with suppress(OSError):
            writer.flush()
            writer.close()


def count_written(folder: Path) -> int:
    """Return how many batches stand whole in the event files of `folder`."""
    events = sum(records(path) for path in folder.glob(f"{EVENTS}*"))
    return max(0, events - 1) // len(TAGS)  # the first says which version it is


def records(path: Path) -> int:
    """Return how many whole records an event file has; one that a full disk cut short does not count."""
    found, size = 0, path.stat().st_size
    with path.open("rb") as file:
        while len(head := file.read(8)) == 8:
            end = file.seek(struct.unpack("<Q", head)[0] + 2 * _FRAME, os.SEEK_CUR)
            found += end <= size
    return found


def _check_whole(folder: Path, batches: int) -> None:
    """Raise OSError where fewer batches are in the file than were handed to its writer."""
    if count_written(folder) < batches:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _interrupted(error: OSError, folder: Path) -> PoolvizError:
    done = 0
    with suppress(OSError):
        done = count_written(folder)
    if error.errno in FULL:
        message = N_("the disk is full; whole batches that stay in {folder}: {done}")
        return PoolvizError(message, folder=folder.name, done=done)
    message = N_("writing stopped: {reason}; whole batches that stay in {folder}: {done}")
    reason = error.strerror or type(error).__name__
    return PoolvizError(message, reason=reason, folder=folder.name, done=done)


def _new_run(layer: nn.Module) -> Path:
    """Make a folder that nobody else has, named after the time and the layer; old runs go."""
    folder = runs_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _forget(folder, KEPT - 1)
        free = shutil.disk_usage(folder).free
        if free < LEAST_FREE:
            message = N_("the disk of the data folder must have {least} MB free, but it has {free}")
            raise PoolvizError(message, least=LEAST_FREE // 10**6, free=free // 10**6)
        now = f"{datetime.now():%Y-%m-%d_%H-%M-%S.%f}"[:-3]
        return _own(folder, f"{now}_{torch_class(layer).__name__}")
    except OSError as error:
        raise disk_error(error) from error


def _own(folder: Path, name: str) -> Path:
    number = 1
    while True:
        made = folder / (name if number == 1 else f"{name}_{number}")
        try:
            made.mkdir()
            return made
        except FileExistsError:
            number += 1


def _forget(folder: Path, kept: int) -> None:
    """Remove all but the newest `kept` runs; what is not made of event files alone stays."""
    runs = [path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()]
    runs.sort(key=lambda run: run.stat().st_mtime_ns)
    for run in runs[: max(0, len(runs) - kept)]:
        files = list(run.iterdir())
        if all(file.name.startswith(EVENTS) and file.is_file() for file in files):
            with suppress(OSError):  # one that a reader holds open stays until later
                for file in files:
                    file.unlink()
                run.rmdir()
