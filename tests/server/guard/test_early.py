"""The app's first page carries poolviz's own script, and browsers that know it are told so."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from poolviz.server.guard.early import Early, with_script

PLAIN = '<head><script type="module" src="a.js"></script></head>'
PAGE = with_script(PLAIN, "b()")


async def plain(request: Request) -> Response:
    known = "if-none-match" in request.headers or "if-modified-since" in request.headers
    return HTMLResponse(None if known else PLAIN, 304 if known else 200, {"ETag": '"streamlit"'})


async def other(_request: Request) -> Response:
    return HTMLResponse("a class", headers={"ETag": '"class"'})


@pytest.fixture(params=["identity", "gzip"])
def client(request: pytest.FixtureRequest) -> TestClient:
    routes = [Route("/join", other), Route("/{path:path}", plain)]
    packing = [Middleware(GZipMiddleware, minimum_size=1)] if request.param == "gzip" else []
    app = Starlette(routes=routes, middleware=packing)
    return TestClient(Early(app, PLAIN, PAGE), headers={"Accept": "text/html,*/*"})


def test_the_first_page_has_the_script_before_its_own(client: TestClient) -> None:
    page = client.get("/windows")
    assert page.text == PAGE
    assert page.text.index("b()") < page.text.index("a.js")


def test_the_first_page_has_a_style_from_the_beginning() -> None:
    assert with_script(PLAIN, "b()", ":root { a { b: c } }").startswith(
        "<head><style>:root { a { b: c } }</style><script>b()</script>"
    )


def test_another_page_stays_as_it_is(client: TestClient) -> None:
    page = client.get("/join")
    assert (page.text, page.headers["etag"]) == ("a class", '"class"')


def test_a_browser_that_has_the_page_gets_it_no_second_time(client: TestClient) -> None:
    tag = client.get("/").headers["etag"]
    again = client.get("/", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_browser_that_has_streamlits_page_gets_this_one(client: TestClient) -> None:
    kept = {"If-None-Match": '"streamlit"', "If-Modified-Since": "Mon, 30 Nov 2026 04:39:30 GMT"}
    assert client.get("/", headers=kept).text == PAGE
