"""app.py serves Streamlit and poolviz's own routes from one port, however it is started."""

import contextlib
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STARTS = {
    "streamlit": (["streamlit", "run", "app.py", "--server.port={port}", "--server.address=127.0.0.1"], ""),
    "uvicorn": (["uvicorn", "app:app", "--port={port}", "--log-level=warning"], ""),
    "below a path": (
        [
            *["streamlit", "run", "app.py", "--server.port={port}", "--server.address=127.0.0.1"],
            "--server.baseUrlPath=pool",
        ],
        "/pool",
    ),
}


@contextlib.contextmanager
def served(words: list[str], folder: Path) -> Iterator[str]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", *(word.format(port=port) for word in words)]
    environment = os.environ | {"POOLVIZ_DATA": str(folder)}
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def got(address: str, seconds: float = 90) -> bytes:
    """What a server says at `address`, once it is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=10) as reply:
            return reply.read()
        time.sleep(0.2)
    raise AssertionError(f"nothing at {address}")


@pytest.mark.parametrize("start", STARTS)
def test_pages_and_routes_come_from_one_port(start: str, tmp_path: Path) -> None:
    words, below = STARTS[start]
    with served(words, tmp_path) as root:
        health = json.loads(got(f"{root}{below}/api/health"))
        assert health["status"] == "ok"
        grids = json.loads(got(f"{root}{below}/api/answer/{health['build']}/windows?k=3&ceil=true"))["grids"]
        assert grids[1]["texts"] == ["2", "3", "5", "1"]
        assert got(f"{root}{below}/_stcore/health") == b"ok"
        assert b"<html" in got(f"{root}{below}/")


@pytest.mark.parametrize("start", ["streamlit", "uvicorn"])
def test_the_second_part_of_an_answer_waits_for_no_acknowledgement(start: str, tmp_path: Path) -> None:
    with served(STARTS[start][0], tmp_path) as root:
        assert got(f"{root}/api/health")
        connection = http.client.HTTPConnection(root.removeprefix("http://"))
        seconds = []
        for _time in range(40):  # a client acknowledges the first parts of a connection at once
            begun = time.perf_counter()
            connection.request("GET", "/api/health")
            assert connection.getresponse().read()
            seconds.append(time.perf_counter() - begun)
        connection.close()
        assert min(seconds[20:]) < 0.035  # else 0.040 and more, each of them


@pytest.mark.parametrize("start", ["streamlit", "below a path"])
def test_an_address_with_a_path_in_it_leads_back_to_the_pages(start: str, tmp_path: Path) -> None:
    words, below = STARTS[start]
    with served(words, tmp_path) as root:
        assert b"<html" in got(f"{root}{below}/windows")
        with urllib.request.urlopen(f"{root}{below}/a/windows?k=3", timeout=10) as reply:
            assert (reply.status, reply.url) == (200, f"{root}{below}/windows?k=3")
        with urllib.request.urlopen(f"{root}{below}/windows/", timeout=10) as reply:
            assert reply.url == f"{root}{below}/windows"
        for path in ("/etc/passwd", "/a/b/c", "/a/b/"):
            with pytest.raises(urllib.error.HTTPError) as error:
                urllib.request.urlopen(f"{root}{below}{path}", timeout=10)
            assert error.value.code == 404
            said = error.value.read().decode()
            home = re.search(r'href="([./]+)">Open poolviz', said)
            assert home is not None
            assert urllib.parse.urljoin(error.value.url, home[1]) == f"{root}{below}/"
        assert got(f"{root}{below}/_stcore/health") == b"ok"
