"""What a stage is sent has one source, the dataclasses; its schema and its declarations are made of them."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from poolviz.views.stage.pooling import pooling_stage
from poolviz.views.stage.wire.grid import Grid, Plot
from poolviz.views.stage.wire.link import Axis, WindowLink
from poolviz.views.stage.wire.rule import Divisors, PooledRule, Said, Writing
from poolviz.views.stage.wire.stage import Options
from poolviz.views.stage.wire.travel import to_wire
from tests.views.export.stages import explained, stages
from tests.views.stage.wire.schema import schema
from tests.views.stage.wire.write import files

STAGES = stages()
CHECK = jsonschema.Draft202012Validator(schema())
GRID = Grid("input", "input", "Input", 1, 2, "1 × 2", texts=["1", "2"])


def travelled(data: Any) -> Any:
    return json.loads(json.dumps(data))


def test_the_schema_and_the_declarations_are_current() -> None:
    """If this fails after a change that is meant, run tests/views/stage/wire/write.py."""
    assert {path.name for path, text in files().items() if path.read_text("utf-8") != text} == set()


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", STAGES)
def test_every_stage_is_sent_as_the_schema_says(name: str) -> None:
    wrong = [
        f"{error.json_path}: {error.message[:200]}"
        for error in CHECK.iter_errors(travelled(to_wire(STAGES[name])))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("unknown",), 1),
        (("title",), None),
        (("grids", 0, "rows"), "5"),
        (("grids", 0, "frame", "symbol"), 0),
        (("grids", 1, "rule", "kind"), "median"),
        (("grids", 1, "rule", "taps"), None),
        (("links", 0, "axes", 0, "taps", 0), [0, 1]),
        (("options", "height"), None),
        (("texts", "never said"), ""),
    ],
)
def test_what_is_not_a_stage_is_found(path: tuple[str | int, ...], value: Any) -> None:
    data = travelled(to_wire(STAGES["max"]))
    assert CHECK.is_valid(data)
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert not CHECK.is_valid(data)


def test_what_has_its_default_stays_out_and_what_is_always_read_travels() -> None:
    sent = to_wire(GRID)
    assert sent == {
        "id": "input", "space": "input", "title": "Input", "rows": 1, "cols": 2, "caption": "1 × 2",
        "texts": ["1", "2"],
    }  # fmt: skip
    assert to_wire(replace(GRID, marks=[], depth=0)) == sent | {"depth": 0}
    assert to_wire(Axis([(0, 1, 2)], None)) == {"taps": [[0, 1, 2]], "dropped": None}
    assert to_wire(Options()) == {
        "editable": False, "autoplay": False, "toolbar": True, "large": False, "height": 320,
    }  # fmt: skip


def test_names_that_python_keeps_for_itself_travel() -> None:
    assert to_wire(WindowLink("output", "input", []))["from"] == "output"
    plot = Plot("bars", 0, 5, [], 0.0, [], None, None, 1, "")
    assert (to_wire(plot)["from"], to_wire(plot)["to"]) == (0, 5)


def test_a_rule_says_its_kind_and_nests_its_table() -> None:
    written = {
        "kind": "pooled",
        "writing": {"before": "(", "between": " + ", "after": ")"},
        "said": dict.fromkeys(("padding", "struck", "beyond", "taken", "wins", "undefined"), ""),
    }
    given: Any = {"writing": Writing("(", " + ", ")"), "said": Said("", "", "", "", "", "")}
    assert to_wire(PooledRule(taps=[1], **given)) == written | {"taps": [1]}
    table = Divisors([0], [0, 1], [["9", "6"]])
    assert to_wire(PooledRule(divisors=table, reads="input", **given)) == written | {
        "reads": "input", "divisors": {"rows": [0], "cols": [0, 1], "table": [["9", "6"]]},
    }  # fmt: skip


def test_the_tensor_of_a_grid_stays_here() -> None:
    explanation = explained("nn.MaxPool2d(2)")
    grid = replace(GRID, numbers=explanation.input)
    assert "numbers" not in to_wire(grid)
    assert grid == GRID


def test_a_whole_stage_travels_as_json() -> None:
    stage = replace(pooling_stage(explained("nn.MaxPool2d(2)")), grids=[GRID], links=[])
    assert CHECK.is_valid(travelled(to_wire(stage)))
