"""What Python sends of stages of many kinds, as data for the tests of the browser's modules.

Run as a script it writes stages.json anew.
"""

import json
from pathlib import Path
from typing import Any

from poolviz.views.stage.texts import stage_texts
from poolviz.views.stage.wire.travel import to_wire
from tests.views.export.stages import stages

FILE = Path(__file__).parent / "stages.json"
# Their numbers are the same on every machine: nothing in them is drawn at random.
NAMES = (
    "max", "mean", "not counted", "dilation", "norm", "largest", "coverage", "volume", "volume mean",
    "signals", "curves", "pictures", "pyramid", "unpooling", "gradient", "layers", "shift",
    "relu and sigmoid", "fields of shapes",
)  # fmt: skip


def sent() -> dict[str, Any]:
    """The stages by name, without the texts that all of them say, which stand beside them once."""
    texts = to_wire(stage_texts())
    found = {}
    for name, made in stages().items():
        if name in NAMES:
            stage = to_wire(made)
            own = {key: text for key, text in stage["texts"].items() if texts.get(key) != text}
            found[name] = stage | {"texts": own}
    return json.loads(json.dumps({"texts": texts, "stages": found}))


def written() -> str:
    """The content of the file: a line for each stage."""
    made = sent()
    lines = [f"{json.dumps(name)}: {_line(one)}" for name, one in made["stages"].items()]
    return f'{{"texts": {_line(made["texts"])},\n"stages": {{\n' + ",\n".join(lines) + "\n}}\n"


def _line(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
