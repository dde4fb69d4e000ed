"""The bar of Compare's layers: what an address says of them, what is refused of each, what a link locks."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from starlette.applications import Starlette
from starlette.testclient import TestClient

from poolviz.answers.findings.compare.line_bar import read_lines
from poolviz.answers.pages import ANSWERED
from poolviz.answers.settings.fields import read
from poolviz.answers.settings.layer import layer_of, undrawn
from poolviz.answers.settings.numbers import PLANE_LAYERS, layer_fields
from poolviz.errors import PoolvizError
from poolviz.pooling.devices import CPU
from poolviz.server.routes import routes
from poolviz.views.stage.wire.bar import Bar, Call
from poolviz.views.stage.wire.travel import to_wire

PAGE = ANSWERED["compare"]
SECTIONS: list[dict[str, str]] = [{}, {"show": "relu"}, {"show": "pairs", "mode": "made"}]


def shown(**address: str) -> Bar:
    values, problems = read(PAGE.fields(), address)
    assert not problems
    bar = PAGE.bar(values, PAGE.answer(values, CPU))
    assert bar is not None
    return bar


def calls(**address: str) -> dict[str, Call]:
    return {call.of: call for call in shown(**address).calls}


def asked(**address: str) -> Any:
    return TestClient(Starlette(routes=routes())).get("/api/answer/build/compare", params=address)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_call_for_each_line_with_a_control_for_each_argument(section: dict[str, str]) -> None:
    found = calls(a="nn.MaxPool2d(3, stride=(1, 2))", b="F.avg_pool2d(x, 2)", c="", **section)
    assert list(found) == ["a", "b"]
    assert [one.name for one in found["a"].arguments] == [
        "kernel_size", "stride", "padding", "dilation", "return_indices", "ceil_mode",
    ]  # fmt: skip
    said = dict(found["a"].values)
    assert (said["a.k"], said["a.s"], said["a.sw"], said["a.apart"]) == ("3", "1", "2", "true")
    assert (found["b"].line, dict(found["b"].values)["b.layer"]) == ("nn.AvgPool2d(2)", "AvgPool2d")


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("?", "nn.MaxPool2d(2)"),
        ("?k=3&s=2&p=1", "nn.MaxPool2d(3, stride=2, padding=1)"),
        ("?layer=LPPool2d&norm=inf&k=3", 'nn.LPPool2d(float("inf"), 3)'),
        ("?layer=AdaptiveAvgPool2d&to=3&tow=&apart=true", "nn.AdaptiveAvgPool2d((3, None))"),
        ("?layer=FractionalMaxPool2d&to=2", "nn.FractionalMaxPool2d(2, output_size=2)"),
    ],
)
def test_what_controls_say_becomes_a_line(said: str, line: str) -> None:
    bar = asked(a=said).json()["bar"]
    assert dict(bar["values"])["a"] == line == bar["calls"][0]["line"]


def test_a_number_beyond_a_limit_is_refused_as_on_windows() -> None:
    (problem,) = asked(b="?k=300").json()["unreadable"]
    (windows,) = (
        TestClient(Starlette(routes=routes()))
        .get("/api/answer/build/windows", params={"k": "300"})
        .json()["unreadable"]
    )
    assert (problem["key"], problem["part"]) == ("b", "b.k")
    assert problem["rule"] == windows["rule"] == "a whole number from 0 to 256"
    values, _problems = read(PAGE.fields(), {})
    assert PAGE.told({"values": {"b": "?k=300"}}, values) == (
        {},
        "B: `kernel_size` must be a whole number from 0 to 256.",
    )


def test_a_refused_line_says_why_and_what_repairs_it_and_the_others_stay() -> None:
    reply = asked(b="nn.MaxPool2d(3, 2, padding=2)")
    assert reply.status_code == 200
    first, second, third = reply.json()["bar"]["calls"]
    assert "refused" not in first
    assert "refused" not in third
    refused = second["refused"]
    assert refused["torch_message"].startswith("pad should be at most half of effective kernel size")
    assert refused["rules"][0]["parameter"] == "padding"
    assert refused["fixes"][0]["address"] == "?b.k=3&b.s=2&b.p=1"


@pytest.mark.parametrize(
    "line", ["nn.AvgPool2d(3, divisor_override=5000)", "nn.Conv2d(3, 3)", "import os", "nn.MaxPool1d(2)"]
)
def test_a_line_that_no_controls_hold_is_a_line(line: str) -> None:
    call = calls(c=line)["c"]
    assert (call.prefix, call.name, list(call.arguments)) == (f"C = {line}", None, [])
    assert call.line == line


def test_lines_are_pasted_one_or_all_at_once() -> None:
    reply = asked(line="b = F.max_pool2d(x, 3)")
    bar = reply.json()["bar"]
    assert dict(bar["values"]) == {
        "a": "nn.MaxPool2d(2)", "b": "nn.MaxPool2d(3)", "c": "nn.LPPool2d(2, 2)", "d": "",
    }  # fmt: skip
    assert bar["said"] == "In torch.nn this is nn.MaxPool2d(3)."
    bar = asked(line="nn.AvgPool2d(3)\nD = nn.MaxPool2d(\n(1, 2))").json()["bar"]
    assert bar["line"] == (
        "A = nn.AvgPool2d(3); B = nn.AvgPool2d(2); C = nn.LPPool2d(2, 2); D = nn.MaxPool2d((1, 2))"
    )


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("a = nn.Conv2d(1, 1, 1)", "the line must call a pooling layer"),
        ("b = nn.MaxPool1d(2)", "this page compares 2-d layers, but nn.MaxPool1d(2) has 1"),
        ("x\n" * 5, "at most 4 layers stand side by side, but got 5"),
    ],
)
def test_a_line_that_the_section_cannot_show_is_refused(line: str, rule: str) -> None:
    reply = asked(line=line)
    assert reply.status_code == 400
    assert reply.json()["unreadable"][0]["rule"].startswith(rule)


def test_two_known_windows_have_no_layer_to_set() -> None:
    assert "bar" not in asked(show="pairs").json()
    assert asked(show="pairs", line="nn.MaxPool2d(3)").status_code == 400


def test_a_link_of_before_says_the_same_as_ever() -> None:
    old = "MaxPool2d(3,2,1)"
    assert dict(shown(a=old).values)["a"] == old
    values, _problems = read(PAGE.fields(), {"a": old})
    assert PAGE.answer(values, CPU).stage.grids[1].title == "A · MaxPool2d(3, …)"


def test_random_windows_are_the_same_whoever_asks() -> None:
    address = {"a": "nn.FractionalMaxPool2d(2, output_ratio=0.6)", "x": "1 2 3 4 5 6 7;" * 7}
    assert asked(**address).json()["grids"] == asked(**address).json()["grids"]


def test_what_a_link_can_lock_of_several_lines() -> None:
    values, _problems = read(PAGE.fields(), {"c": "", "b": "nn.Conv2d(1)"})
    names = PAGE.lockable(values)
    assert (names["a.layer"], names["a.k"], names["b"], names["c"]) == (
        "A · Layer", "A · kernel_size", "Layer B", "Layer C",
    )  # fmt: skip
    values, _problems = read(PAGE.fields(), {"show": "shift"})
    assert list(PAGE.lockable(values)) == ["rival", "win", "hop", "by", "ends"]
    frameworks = ANSWERED["frameworks"]
    values, _problems = read(frameworks.fields(), {})
    assert set(frameworks.lockable(values)) == {"fw", "op", "fk", "fs", "pad"}


numbers = some.integers(-2, 6).map(str)
LAYERS = some.fixed_dictionaries(
    {"layer": some.sampled_from(PLANE_LAYERS), "k": numbers, "s": numbers, "p": numbers, "to": numbers},
    optional={"apart": some.just("true"), "kw": numbers, "d": numbers, "ceil": some.just("true")},
)


@settings(max_examples=150, deadline=None)
@given(said=LAYERS, section=some.sampled_from(SECTIONS), key=some.sampled_from("abcd"))
def test_any_controls_are_answered_as_the_page_computes_them(
    said: dict[str, str], section: dict[str, str], key: str
) -> None:
    text = "?" + "&".join(f"{name}={value}" for name, value in said.items())
    reply = asked(**{key: text}, **section)
    values, problems = read(PAGE.fields(), {key: text, **section})
    if problems:
        assert (reply.status_code, reply.json()["unreadable"][0]["rule"]) == (400, problems[0].said)
        return
    assert values[key] == undrawn(layer_of(read(layer_fields(PLANE_LAYERS), said)[0], PLANE_LAYERS).layer)
    found = PAGE.answer(values, CPU)
    sent = reply.json()
    assert sent["grids"] == json.loads(json.dumps(to_wire(found.stage)))["grids"]
    assert sent["bar"] == json.loads(json.dumps(to_wire(PAGE.bar(values, found))))
    assert sent.get("outcome", "") == found.outcome
    again = calls(**{name: str(values[name]) for name in "abcd"}, **section)[key]
    assert again.line == values[key]


def test_reading_lines_leaves_the_others_as_they_are() -> None:
    assert read_lines("C = nn.MaxPool2d(2)", {"a": "x"})[0] == {"a": "x", "c": "nn.MaxPool2d(2)"}
    with pytest.raises(PoolvizError):
        read_lines("C = ", {})
