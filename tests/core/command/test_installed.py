"""The app from a wheel, in an environment that does not see the checkout: a page, Chinese, the command."""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("websockets")
pytest.importorskip("psutil")

from tests.core.command.wheel import ROOT, Installed, installed, require_builder

sys.path.append(str(ROOT / "tests" / "bench"))

import sessions
from servers import Server, end, free_port, wait_for


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    require_builder()
    return installed(tmp_path_factory.mktemp("installed"))


@contextlib.contextmanager
def opened(project: Installed, folder: Path) -> Iterator[Server]:
    """What `poolviz` serves when it is typed in an empty folder."""
    port, log = free_port(), folder / "log"
    words = [project.command, "--port", str(port), "--address", "127.0.0.1", "--no-browser", "--data", "kept"]
    with log.open("w") as out:
        process = subprocess.Popen(words, cwd=folder, env=bare(), stdout=out, stderr=out)
    server = Server(port, process, log)
    try:
        wait_for(server)
        yield server
    finally:
        end(process)


def bare() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "POOLVIZ_DATA")}


def got(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as reply:
        return reply.read()


async def visit(server: Server, page: str) -> sessions.Run:
    visitor, run = await sessions.arrive(server, page)
    await sessions.leave(visitor)
    return run


def test_the_command_opens_the_app_with_its_pages_translations_and_settings(
    project: Installed, tmp_path: Path
) -> None:
    with opened(project, tmp_path) as server:
        build = json.loads(got(f"{server.address}/api/health"))["build"]
        shown = json.loads(got(f"{server.address}/api/answer/{build}/windows?k=3&ceil=true&lang=zh"))
        assert shown["grids"][1]["texts"] == ["2", "3", "5", "1"]
        assert shown["grids"][0]["title"] == "输入"
        run = asyncio.run(visit(server, "windows"))
        assert (run.errors, run.received["stages"]) == ((), 1)
    log = server.log.read_text()
    assert "Traceback" not in log
    assert (project.package / "app" / ".streamlit" / "config.toml").exists()


def test_the_command_explains_and_refuses(project: Installed, tmp_path: Path) -> None:
    (tmp_path / "matrix.csv").write_text("1,2,0\n0,1,2\n5,2,1\n")
    words = [project.command, "explain", "nn.MaxPool2d(2, ceil_mode=True)", "--input", "matrix.csv", "--json"]
    done = subprocess.run(words, cwd=tmp_path, env=bare(), capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["output"] == [[[2, 2], [5, 1]]]
