"""The page of a class: plain, in the browser's language, with nothing of a caller in it."""

import json
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from poolviz.answers.pages import PAGES
from poolviz.server.routes import routes
from poolviz.views.classroom.texts import class_texts


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=routes("pool")), base_url="http://pool.example.org")


def data(page: str) -> dict:
    return json.loads(re.search(r'id="pv-class-data">(.*?)</script>', page, re.DOTALL).group(1))


def test_the_page_speaks_the_browsers_language_or_that_of_its_link(client: TestClient) -> None:
    assert data(client.get("/join").text)["lang"] == "en"
    assert data(client.get("/join", headers={"Accept-Language": "zh-CN,en"}).text)["lang"] == "zh"
    page = client.get("/join?lang=zh")
    assert data(page.text)["texts"]["join_button"] == "加入"
    assert page.headers["vary"] == "Accept-Language"


def test_every_page_and_lesson_can_be_put_before_a_class(client: TestClient) -> None:
    pages = dict(data(client.get("/join?lang=zh").text)["pages"])
    assert set(pages) == set(PAGES) - {"home", "ask", "class"}
    assert pages["learn"] == "学习"


def test_what_it_loads_is_served_wherever_the_app_lies(client: TestClient) -> None:
    page = client.get("/pool/join").text
    said = data(page)
    paths = [*re.findall(r'(?:src|href)="(api[^"]+)"', page), said["stage"]["script"], said["stage"]["style"]]
    assert len(paths) == 5
    assert {client.get(f"/pool/{path}").status_code for path in paths} == {200}


def test_nothing_of_a_link_is_written_into_the_page(client: TestClient) -> None:
    page = client.get("/join?code=</script><b>&lang=<b>").text
    assert "<b>" not in page
    assert set(data(page)["texts"]) == set(class_texts())
    assert {"window", "stride", "gradient"} <= {term["word"] for term in data(page)["terms"]}


def test_the_address_for_others_is_the_one_that_was_called(client: TestClient) -> None:
    assert data(client.get("/pool/join").text)["address"] == "http://pool.example.org/pool"


def test_no_script_of_others_may_run(client: TestClient) -> None:
    assert "script-src 'self';" in client.get("/join").headers["content-security-policy"]


def test_a_qr_code_is_made_of_a_link_and_of_nothing_else(client: TestClient) -> None:
    assert client.get("/api/qr?link=http://host/join").text.startswith("data:image/svg+xml;base64,")
    for wrong in ("", "javascript:alert(1)", "http://host/" + "a" * 600):
        assert client.get("/api/qr", params={"link": wrong}).status_code == 400
