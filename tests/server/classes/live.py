"""A class behind a real server in a process of its own, that can be killed, and what it sends."""

import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys, uvicorn
from starlette.applications import Starlette
from poolviz.server.classes import routes
routes.HEARTBEAT = float(sys.argv[2])
uvicorn.run(Starlette(routes=routes.class_routes()), port=int(sys.argv[1]), log_level="error")
"""


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


@dataclass
class Live:
    """A server of classes on a port; `process` is it."""

    port: int
    process: subprocess.Popen[bytes]

    def call(self, method: str, path: str, secret: str = "", sent: Any = None) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            headers = {"Authorization": f"Bearer {secret}"} if secret else {}
            connection.request(method, f"/api/class{path}", json.dumps(sent) if sent else None, headers)
            reply = connection.getresponse()
            content = reply.read()
            return reply.status, json.loads(content) if content[:1] == b"{" else content.decode()

    def listen(self, path: str, secret: str, last: str = "") -> "Listening":
        return Listening(self.port, path, secret, last)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Listening:
    """One listener, reading by hand what it is sent."""

    def __init__(self, port: int, path: str, secret: str, last: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Last-Event-ID": last} if last else {}
        self.connection.request("GET", f"/api/class{path}/events?secret={secret}", headers=headers)
        self.reply = self.connection.getresponse()
        assert self.reply.status == 200, self.reply.read()

    def event(self) -> dict[str, str]:
        """Return the fields of the next event; a heartbeat is one whose name is ""."""
        fields: dict[str, str] = {}
        while line := self.reply.readline().decode().rstrip("\n"):
            name, _colon, text = line.partition(":")
            fields[name] = text.strip()
        return fields

    def state(self) -> dict[str, Any]:
        """Return the next state, heartbeats passed over."""
        while (event := self.event()).get("event") != "state":
            assert event, "the stream is over"
        return json.loads(event["data"]) | {"id": event["id"]}

    def until(self, **wanted: Any) -> dict[str, Any]:
        """Return the first state that says what is `wanted`."""
        while True:
            state = self.state()
            if all(state[key] == value for key, value in wanted.items()):
                return state

    def close(self) -> None:
        self.reply.close()
        self.connection.close()


@contextlib.contextmanager
def running(folder: Path, heartbeat: float = 15, port: int = 0) -> Iterator[Live]:
    """Run a server whose classes are kept in `folder`."""
    port = port or free_port()
    environment = {**os.environ, "POOLVIZ_DATA": str(folder)}
    command = [sys.executable, "-c", PROGRAM, str(port), str(heartbeat)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        for _try in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            assert process.poll() is None
            time.sleep(0.1)
        yield Live(port, process)
    finally:
        process.kill()
        process.wait()
