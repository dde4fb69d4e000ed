"""A server of its own for every test, and people who call it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from poolviz.server.classes.routes import class_routes
from poolviz.server.classes.storage.store import Store

QUESTION = {"topic": "output_size", "seed": 1, "level": 1}  # (7, 7)


@dataclass
class Server:
    """A running server, and what a class says to whom."""

    client: TestClient

    def call(self, method: str, path: str, secret: str = "", json: Any = None, **more: Any):
        headers = more.pop("headers", {}) | ({"Authorization": f"Bearer {secret}"} if secret else {})
        body = {} if json is None else {"json": json}
        return self.client.request(method, f"/api/class{path}", headers=headers, **body, **more)

    def opened(self) -> tuple[str, str]:
        reply = self.call("POST", "")
        assert reply.status_code == 201, reply.text
        return f"/{reply.json()['code']}", reply.json()["teacher"]

    def joined(self, path: str, name: str = "") -> str:
        reply = self.call("POST", f"{path}/join", json={"name": name} if name else {})
        assert reply.status_code == 201, reply.text
        return str(reply.json()["student"])

    def state(self, path: str, secret: str) -> dict[str, Any]:
        reply = self.call("GET", f"{path}/events", secret, headers={"Accept": "application/json"})
        assert reply.status_code == 200, reply.text
        return reply.json()

    def did(self, path: str, what: str, secret: str, json: Any = None) -> dict[str, Any]:
        reply = self.call("POST", f"{path}/{what}", secret, json)
        assert reply.status_code == 200, reply.text
        return reply.json()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    kept = Store(lambda: tmp_path)
    yield kept
    kept.close()


@pytest.fixture
def server(store: Store) -> Iterator[Server]:
    with TestClient(Starlette(routes=class_routes(store=store))) as client:
        yield Server(client)
