"""The browser's half as files, kept for ever under the hash of their content; the health of the server."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from poolviz.server.assets import ASSETS, asset_path
from poolviz.server.routes import routes


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=routes())) as opened:
        yield opened


@pytest.mark.parametrize("name", ASSETS)
def test_an_asset_is_served_under_its_hash_and_kept(client: TestClient, name: str) -> None:
    reply = client.get(f"/{asset_path(name)}")
    assert reply.status_code == 200
    assert reply.text == ASSETS[name]()
    assert "immutable" in reply.headers["cache-control"]
    assert reply.headers["content-type"].startswith("text/javascript" if name.endswith("js") else "text/css")
    assert reply.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("path", ["stage.js", "stage.0123456789ab.js", "../app.py", "..%2f..%2fapp.py", "x"])
def test_no_other_name_is_served(client: TestClient, path: str) -> None:
    assert client.get(f"/api/assets/{path}").status_code == 404


def test_health(client: TestClient) -> None:
    said = client.get("/api/health").json()
    assert said["status"] == "ok"
    assert said["version"]
