"""What stands below a path is the app's page there, and only that."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from poolviz.server.guard.nested import Nested


async def page(_request: Request) -> Response:
    return HTMLResponse("the app")


async def file(_request: Request) -> Response:
    return HTMLResponse("a stage", headers={"Content-Disposition": 'attachment; filename="stage.html"'})


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/media/{name}", file), Route("/{path:path}", page)]
    return TestClient(Nested(Starlette(routes=routes), {"windows"}), follow_redirects=False)


def test_the_apps_page_is_given_at_the_top_alone(client: TestClient) -> None:
    assert client.get("/windows").text == "the app"
    there = client.get("/a/windows?k=3")
    assert (there.status_code, there.headers["location"]) == (307, "../windows?k=3")
    nowhere = client.get("/etc/passwd")
    assert nowhere.status_code == 404
    assert "There is no page at this address." in nowhere.text


def test_a_file_of_html_is_taken_away_from_below_a_path(client: TestClient) -> None:
    assert client.get("/media/stage.html").text == "a stage"
