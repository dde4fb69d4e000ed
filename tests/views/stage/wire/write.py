"""Write stage.d.ts and stage.schema.json anew from the dataclasses."""

import json
from pathlib import Path

from poolviz.views.stage.wire import stage
from tests.views.stage.wire.declarations import declarations
from tests.views.stage.wire.schema import schema

FOLDER = Path(stage.__file__).parent


def files() -> dict[Path, str]:
    """What each file is to hold."""
    return {
        FOLDER / "stage.d.ts": declarations(),
        FOLDER / "stage.schema.json": json.dumps(schema(), ensure_ascii=False, indent=1) + "\n",
    }


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")
