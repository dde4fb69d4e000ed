"""What the browser and the figures both know is the same in both: signs, colours, limits."""

import json
import re

from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.grids import SYMBOLS
from poolviz.views.export.snapshot import MOST_FRAMES
from poolviz.views.figures import theme
from poolviz.views.stage.browser.bundle import FOLDER, stage_style
from poolviz.views.stage.wire.reading import MOST_ITEMS


def constant(module: str, name: str) -> object:
    """The value of a constant of a module of the browser: a number, or an object of texts and lists."""
    text = (FOLDER / module).read_text("utf-8")
    found = re.search(rf"^(?:export )?const {name} = (\{{[^}}]*\}}|[\d.]+);", text, re.MULTILINE)
    assert found, f"{name} in {module}"
    return json.loads(re.sub(r"([{,] ?)(\w+):", r'\1"\2":', found[1]))


def colours() -> dict[str, str]:
    """The colours of the light stage by their names."""
    light = stage_style().partition('[data-theme="dark"]')[0]
    return dict(re.findall(r"--pv-(\w+): (#\w{6});", light))


def test_the_signs_of_marks_are_the_same() -> None:
    assert constant("dom/elements.js", "SYMBOLS") == SYMBOLS


def test_the_limits_are_the_same() -> None:
    assert constant("lookup/snapshot.js", "MOST_PLAYED") == MOST_FRAMES
    assert constant("lookup/snapshot.js", "MOST_ITEMS") == MOST_ITEMS


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
