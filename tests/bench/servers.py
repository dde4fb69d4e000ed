"""Streamlit servers on free ports of this machine, each ended by its own process id."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
APP = "app.py"
BARE = "tests/bench/pages/bare_page.py"
# Streamlit's own settings for the bare page; the app's garbage collector is quicker.
AS_IT_COMES = ("--runner.postScriptGC=true", "--runner.fastReruns=true")
LIKE_THE_APP = "--runner.postScriptGC=false"


@dataclass(frozen=True)
class Server:
    """A running server: its port, its process, and the file that holds what it printed."""

    port: int
    process: subprocess.Popen
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> float:
        """The MiB that would be free again if the server ended."""
        return psutil.Process(self.process.pid).memory_full_info().uss / 2**20

    def resident(self) -> float:
        """The MiB of the server that are in memory, shared libraries included."""
        return psutil.Process(self.process.pid).memory_info().rss / 2**20


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def running(script: str, *options: str, wait: bool = True, **environment: str) -> Iterator[Server]:
    """Run `script` with the app's settings, the bare page as Streamlit comes; `wait` until it answers."""
    with tempfile.TemporaryDirectory() as folder:
        variables = {"POOLVIZ_DATA": str(Path(folder) / "data")} | environment
        usual = AS_IT_COMES if script == BARE else ()
        server = started(script, free_port(), Path(folder) / "log", variables, *usual, *options)
        try:
            if wait:
                wait_for(server)
            yield server
        finally:
            end(server.process)


def started(script: str, port: int, log: Path, environment: dict[str, str], *options: str) -> Server:
    """Start `script` on `port`; what it prints goes to the file `log`."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.address=127.0.0.1"]
    with log.open("w") as out:
        process = subprocess.Popen(
            [*command, f"--server.port={port}", *options],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=out,
            stderr=out,
        )
    return Server(port, process, log)


def wait_for(server: Server, seconds: float = 60) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.process.poll() is None:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=2),
        ):
            return
        time.sleep(0.02)
    raise RuntimeError(f"the server did not start: {server.log.read_text()[-2000:]}")


def end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(20)
