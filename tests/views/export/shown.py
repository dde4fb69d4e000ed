"""What the browser says that it shows of the stages of stages.json, as its own modules have written it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from poolviz.views.export.snapshot import read_taken
from poolviz.views.stage.wire.reading import from_wire
from poolviz.views.stage.wire.snapshot import Lit, Taken
from poolviz.views.stage.wire.stage import Stage

FILE = Path(__file__).with_name("snapshot.json")


@cache
def _kept() -> dict[str, Any]:
    return json.loads(FILE.read_text("utf-8"))


NAMES = tuple(_kept())


def event(name: str) -> Any:
    """What the browser sends when the stage `name` is taken away, with the cursor on its first output."""
    return json.loads(json.dumps(_kept()[name]["taken"]))


def taken(name: str, stage: Stage) -> Taken:
    return read_taken(event(name), stage)


def lit(name: str) -> dict[str, Lit]:
    """What is lit at the first and the last cell of each grid, by the grid's id and the cell's number."""
    cells = _kept()[name]["cells"].items()
    return {at: from_wire(Lit, one, at) for at, one in cells if one is not None}
