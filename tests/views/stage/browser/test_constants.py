"""What the browser and Python both know is the same in both: signs, colours, limits."""

import json
import re
from typing import Any

from poolviz.answers.learning import predictions
from poolviz.pooling.code.line import LONGEST_LINE
from poolviz.server.classes.bodies import LONGEST_NAME
from poolviz.server.classes.guard.secrets import LENGTH
from poolviz.sources.lessons import shelf
from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.grids import SYMBOLS
from poolviz.views.export.snapshot import MOST_FRAMES
from poolviz.views.figures import theme
from poolviz.views.share.link import PINNED
from poolviz.views.stage.browser.bundle import FOLDER, stage_style
from poolviz.views.stage.wire.reading import MOST_ITEMS
from poolviz.views.words import cells

VIEWS = FOLDER.parents[1]


def constant(module: str, name: str) -> Any:
    """The value of a constant of a module of the browser: a number, or an object of texts and lists."""
    text = (VIEWS / module).read_text("utf-8")
    found = re.search(rf"^(?:export )?const {name} = (\{{[^}}]*\}}|[\d.]+);", text, re.MULTILINE)
    assert found, f"{name} in {module}"
    return json.loads(re.sub(r"([{,] ?)(\w+):", r'\1"\2":', found[1]))


def colours() -> dict[str, str]:
    """The colours of the light stage by their names."""
    light = stage_style().partition('[data-theme="dark"]')[0]
    return dict(re.findall(r"--pv-(\w+): (#\w{6});", light))


def test_the_signs_of_marks_are_the_same() -> None:
    assert constant("stage/browser/dom/elements.js", "SYMBOLS") == SYMBOLS


def test_the_limits_are_the_same() -> None:
    assert constant("stage/browser/lookup/snapshot.js", "MOST_PLAYED") == MOST_FRAMES
    assert constant("stage/browser/lookup/snapshot.js", "MOST_ITEMS") == MOST_ITEMS


def test_a_long_formula_is_shortened_alike_at_a_terminal_and_on_the_stage() -> None:
    shortened = {"most": cells.MOST_MEMBERS, "first": cells.FIRST, "last": cells.LAST}
    assert constant("stage/browser/lookup/formula.js", "ONE_FORMULA") == shortened


def test_what_is_typed_is_as_long_as_python_reads() -> None:
    assert constant("stage/browser/layer/bar/line.js", "LONGEST_LINE") == LONGEST_LINE
    assert constant("stage/browser/interaction/edit.js", "FIELD")["maxlength"] == predictions.LONGEST
    assert constant("classroom/browser/views/lobby.js", "NAME_FIELD")["maxlength"] == LONGEST_NAME
    assert constant("classroom/browser/views/lobby.js", "CODE_LETTERS") == LENGTH
    assert constant("page/progress.js", "MOST") == shelf.MOST


def test_a_pinned_cell_is_written_in_one_way() -> None:
    three = PINNED.replace(r"(\.\d{1,4}){3}", r"\.(\d{1,4})" * 3).replace(r"\w{1,40}", r"(\w{1,40})")
    assert f"const PINNED = /^{PINNED}$/;" in (VIEWS / "share/browser/share.js").read_text("utf-8")
    assert f"const SAYS_PIN = /^{three}$/;" in (FOLDER / "interaction/pin.js").read_text("utf-8")


def test_the_colours_of_figures_are_those_of_the_light_stage() -> None:
    known = colours()
    drawn = {name: getattr(paint, name.upper()) for name in ("window", "winner", "target", "drop", "shade")}
    assert drawn == {name: known[name] for name in drawn}
    assert f"{paint.DEEPEST:.0%}" == re.search(r"--pv-deep: (\d+%);", stage_style())[1]


def test_one_colour_means_one_thing_in_every_figure() -> None:
    known = colours()
    plotted = {"window": theme.BLUE, "winner": theme.VERMILLION, "target": theme.GREEN}
    assert {name: colour.lower() for name, colour in plotted.items()} == {
        name: known[name] for name in plotted
    }
