"""GET /api/answer: the page's own answer, refused in its words, limited, kept by browsers, never an error."""

import asyncio
import json
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from starlette.applications import Starlette
from starlette.testclient import TestClient

from poolviz.answers.pages import ANSWERED
from poolviz.answers.settings.fields import read
from poolviz.errors import PoolvizError
from poolviz.server.build import build
from poolviz.server.line import FullError, Line
from poolviz.server.routes import routes
from poolviz.views.stage.wire.travel import to_wire

X5 = "1 2 0 3 1;0 1 2 3 1;1 2 1 0 0;5 2 3 1 1;2 1 0 1 1"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=routes())) as opened:
        yield opened


def asked(client: TestClient, page: str = "windows", name: str = "", **address: str):
    return client.get(f"/api/answer/{name or build()}/{page}", params=address)


def test_a_max_pooling_of_the_notes(client: TestClient) -> None:
    reply = asked(client, x=X5, k="3", ceil="true")
    assert reply.status_code == 200
    grids = {grid["id"]: grid for grid in reply.json()["grids"]}
    assert (grids["output"]["rows"], grids["output"]["cols"]) == (2, 2)
    assert grids["output"]["texts"] == ["2", "3", "5", "1"]
    assert grids["indices"]["texts"] == ["1", "3", "15", "18"]
    assert reply.json()["lines"][0].startswith("(1, 1, 5, 5) → (1, 1, 2, 2) · computed by torch")


def test_the_language_is_part_of_the_address(client: TestClient) -> None:
    english, chinese = (asked(client, lang=code).json()["grids"][0]["title"] for code in ("en", "zh"))
    assert (english, chinese) == ("Input", "输入")
    assert asked(client).json()["grids"][0]["title"] == "Input"


def test_what_torch_refuses_is_said_in_its_words_with_fixes_as_addresses(client: TestClient) -> None:
    reply = asked(client, x=X5, k="2", p="2")
    assert reply.status_code == 422
    refused = reply.json()["refused"]
    assert "pad should be at most half of effective kernel size" in refused["torch_message"]
    assert refused["rules"][0]["parameter"] == "padding"
    assert refused["fixes"]
    for fix in refused["fixes"]:
        again = client.get(f"/api/answer/{build()}/windows{fix['address']}")
        assert again.status_code == 200, fix


def test_what_would_cost_too_much_says_what_it_would_cost(client: TestClient) -> None:
    reply = asked(client, layer="AdaptiveMaxPool2d", to="99")
    assert reply.status_code == 413
    assert reply.json()["heavy"]["asked"] == "9,801"
    assert reply.json()["heavy"]["most"] == "4,096"


@pytest.mark.parametrize(
    ("address", "key"),
    [({"k": "two"}, "k"), ({"k": "-1"}, "k"), ({"layer": "<b>"}, "layer"), ({"x": "1 2;3"}, None)],
    ids=str,
)
def test_what_cannot_be_read_is_named(client: TestClient, address: dict[str, str], key: str | None) -> None:
    reply = asked(client, **address)
    assert reply.status_code == 400
    assert reply.json()["unreadable"][0]["key"] == key


def test_no_such_page(client: TestClient) -> None:
    assert asked(client, "nothing").status_code == 404


def test_an_address_that_is_too_long(client: TestClient) -> None:
    assert asked(client, x="1 " * 32_200).status_code == 413


def test_the_running_build_is_kept_for_ever_and_another_asks_again(client: TestClient) -> None:
    now, old = asked(client), asked(client, name="another")
    assert now.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert old.headers["cache-control"] == "no-cache"
    assert now.content == old.content


def test_what_the_browser_has_is_not_sent_again(client: TestClient) -> None:
    tag = asked(client).headers["etag"]
    again = client.get(f"/api/answer/{build()}/windows", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_it_is_packed_for_those_who_take_it(client: TestClient) -> None:
    path = f"/api/answer/{build()}/windows"
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) < 0.5 * len(plain.content)


@pytest.mark.parametrize("page", ANSWERED)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=some.data())
def test_whatever_an_address_says_there_is_an_answer(
    client: TestClient, page: str, data: some.DataObject
) -> None:
    keys = [*ANSWERED[page].fields(), "lang", "nonsense"]
    texts = some.one_of(
        some.integers(-2, 300).map(str),
        some.text(max_size=12),
        some.sampled_from(["true", "false", "", "nan"]),
    )
    address = data.draw(some.dictionaries(some.sampled_from(keys), texts, max_size=5))
    reply = asked(
        client, page, **{key: text.encode("utf-8", "replace").decode() for key, text in address.items()}
    )
    assert reply.status_code in (200, 400, 413, 422)
    assert isinstance(reply.json(), dict)


@pytest.mark.parametrize("page", ANSWERED)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=some.data())
def test_the_route_says_what_the_page_computes(client: TestClient, page: str, data: some.DataObject) -> None:
    fields = ANSWERED[page].fields()
    numbers = [key for key in ("k", "s", "p", "d") if key in fields]
    address = {key: str(data.draw(some.integers(1, 4))) for key in numbers}
    address |= {"ceil": data.draw(some.sampled_from(["true", "false"]))} if "ceil" in fields else {}
    reply = asked(client, page, **address)
    try:
        found = ANSWERED[page].answer(read(fields, address)[0], __import__("torch").device("cpu"))
    except PoolvizError:  # pictures that are not on this machine
        assert (page, reply.status_code) == ("batches", 400)
        return
    if reply.status_code == 200:
        wanted = json.loads(json.dumps({**to_wire(found.stage), "lines": list(found.lines)}))
        assert reply.json() == wanted
    else:
        assert found.refusal is not None


def test_a_network_that_refuses_its_input_is_refused_in_torchs_words(client: TestClient) -> None:
    reply = asked(client, "networks", side="32")
    assert reply.status_code == 422
    said = reply.json()["refused"]
    assert said["torch_message"].endswith("(1x500 and 320x10)")
    assert said["sentence"].startswith("torch refuses the step fc on an input of shape (1, 500)")
    assert (said["rules"], said["fixes"]) == ([], [])


def test_a_full_line_says_so_and_goes_on() -> None:
    async def crowd() -> list[object]:
        line, door = Line(threads=1, waiting=1), threading.Event()
        tasks = [asyncio.ensure_future(line.do(door.wait)) for _number in range(3)]
        await asyncio.sleep(0.05)
        door.set()
        first = await asyncio.gather(*tasks, return_exceptions=True)
        return [*first, await line.do(lambda: "after")]

    *first, after = asyncio.run(crowd())
    assert [isinstance(one, FullError) for one in first] == [False, False, True]
    assert after == "after"
