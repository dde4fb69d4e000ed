"""GET /api/answer: the page's own answer, refused in its words, limited, kept by browsers, never an error."""

import asyncio
import json
import threading
from collections.abc import Iterator

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from starlette.applications import Starlette
from starlette.testclient import TestClient

from poolviz.answers.pages import ANSWERED
from poolviz.answers.settings.fields import read
from poolviz.errors import PoolvizError
from poolviz.server.answer import route
from poolviz.server.answer.kept import Kept
from poolviz.server.answer.line import FullError, Line, Spare
from poolviz.server.answer.packing import Packed
from poolviz.server.build import build
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


def test_the_bar_of_the_layer_comes_with_the_answer(client: TestClient) -> None:
    bar = asked(client, k="3", p="1").json()["bar"]
    shown = {one["name"]: dict(bar["values"])[one["main"]] for one in bar["arguments"]}
    assert shown == {
        "kernel_size": "3",
        "stride": "",
        "padding": "1",
        "dilation": "1",
        "return_indices": "false",
        "ceil_mode": "false",
    }
    assert bar["line"] == "nn.MaxPool2d(3, padding=1)"
    assert dict(bar["defaults"])["k"] == "2"


def test_a_refusal_is_in_the_bar_too_and_the_bar_says_what_was_asked(client: TestClient) -> None:
    for reply in (asked(client, k="3", p="2"), asked(client, layer="AdaptiveMaxPool2d", to="99")):
        bar = reply.json()["bar"]
        assert reply.status_code in (413, 422)
        assert bar["refused"]["sentence"]
    assert dict(bar["values"])["to"] == "99"


@pytest.mark.parametrize(
    ("line", "values", "said"),
    [
        ("nn.MaxPool2d(3, 2, padding=1)", {"k": "3", "s": "2", "p": "1"}, None),
        ("nn.AvgPool2d((3, 2))", {"layer": "AvgPool2d", "apart": "true", "k": "3", "kw": "2"}, None),
        ("F.max_pool2d(x, 3)", {"k": "3"}, "In torch.nn this is nn.MaxPool2d(3)."),
    ],
)
def test_a_line_of_code_sets_every_argument(
    client: TestClient, line: str, values: dict[str, str], said: str | None
) -> None:
    bar = asked(client, line=line, k="5", d="2", ceil="true").json()["bar"]
    assert dict(bar["values"]) == dict(bar["defaults"]) | values
    assert bar.get("said") == said


@pytest.mark.parametrize("line", ["nn.Conv2d(3)", "nonsense(", "nn.MaxPool1d(2)", ""])
def test_a_line_that_cannot_be_read_is_said(client: TestClient, line: str) -> None:
    reply = asked(client, line=line)
    assert reply.status_code == 400
    assert (reply.json()["unreadable"][0]["key"], reply.json()["unreadable"][0]["text"]) == ("line", line)


def test_the_example_that_an_address_is_comes_by_its_title(client: TestClient) -> None:
    assert asked(client, lang="zh").json()["example"] == "5 的一半是 2"
    assert "example" not in asked(client, k="4").json()


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


@pytest.mark.parametrize(
    ("taken", "packing"),
    [("gzip", "gzip"), ("gzip, deflate, br", "gzip"), ("gzip, deflate, br, zstd", "zstd")],
)
def test_it_is_packed_for_those_who_take_it(client: TestClient, taken: str, packing: str) -> None:
    path = f"/api/answer/{build()}/windows"
    packed = client.get(path, headers={"Accept-Encoding": taken})
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == packing
    assert "content-encoding" not in plain.headers
    content = zstandard.decompress(packed.content) if packing == "zstd" else packed.content
    assert content == plain.content
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
        values = read(fields, address)[0]
        found = ANSWERED[page].answer(values, __import__("torch").device("cpu"))
    except PoolvizError:  # pictures that are not on this machine
        assert (page, reply.status_code) == ("batches", 400)
        return
    if reply.status_code == 200:
        bar, example = ANSWERED[page].bar(values, found), ANSWERED[page].example(values)
        beside = {"bar": to_wire(bar)} if bar else {}
        beside |= {"example": example} if example else {}
        beside |= {"outcome": found.outcome} if found.outcome else {}
        wanted = {**to_wire(found.stage), "lines": list(found.lines), **beside}
        assert reply.json() == json.loads(json.dumps(wanted))
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


def test_work_that_nobody_waits_for_is_done_only_where_no_other_is() -> None:
    async def crowd() -> list[object]:
        line, door = Line(threads=2, waiting=1), threading.Event()
        wanted = asyncio.ensure_future(line.do(door.wait))
        await asyncio.sleep(0.05)
        ahead = await asyncio.gather(line.do(lambda: "early", ahead=True), return_exceptions=True)
        door.set()
        await wanted
        return [*ahead, await line.do(lambda: "idle", ahead=True)]

    early, idle = asyncio.run(crowd())
    assert isinstance(early, FullError)
    assert idle == "idle"


def test_a_tenth_of_all_time_is_spare_and_some_is_saved_up() -> None:
    now = [0.0]
    spare = Spare(share=0.1, most=1.0, clock=lambda: now[0])
    assert spare.any()
    spare.spend(1.5)
    now[0] = 4.9
    assert not spare.any()
    now[0] = 5.1
    assert spare.any()
    now[0] = 1000.0
    assert spare.any()
    spare.spend(1.01)
    assert not spare.any()


def test_what_is_asked_ahead_is_refused_where_the_server_is_busy(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = {"X-Ahead": "1"}
    place = f"/api/answer/{build()}/windows?k=3&s="
    assert client.get(f"{place}1", headers=ahead).status_code == 200
    monkeypatch.setattr(route.line, "_within", 1)
    refused = client.get(f"{place}2", headers=ahead)
    assert (refused.status_code, refused.headers["cache-control"]) == (204, "no-store")
    assert client.get(f"{place}2").status_code == 200


def test_an_answer_given_before_costs_no_work(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    place = f"/api/answer/{build()}/windows?k=3&s=1&lang=zh"
    first = client.get(place)
    monkeypatch.setattr(route.line, "_most", 0)  # whatever has to be worked out is refused
    again = client.get(place)
    assert (again.content, again.headers) == (first.content, first.headers)
    assert client.get(place, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    for other in (
        place.replace("zh", "en"),
        place.replace("windows", "pictures"),
        place.replace(build(), "x"),
    ):
        assert client.get(other).status_code == 503
    assert client.get(place, headers={"Accept-Encoding": "identity"}).status_code == 503


def test_answers_are_kept_within_their_bytes_the_newest_longest() -> None:
    kept = Kept(most=10, largest=4)
    for name in "abc":
        kept.put(name, Packed(200, {}, b"1234"))
    kept.put("large", Packed(200, {}, b"12345"))
    kept.put("busy", Packed(503, {}, b"1"))
    assert [name for name in ("a", "b", "c", "large", "busy") if kept.get(name)] == ["b", "c"]
    kept.get("b")
    kept.put("d", Packed(422, {}, b"1234"))
    assert [name for name in "abcd" if kept.get(name)] == ["b", "d"]
