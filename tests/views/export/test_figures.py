"""Stages and plots as figures: every kind is drawn, with what it says, and nothing as an empty box."""

import contextvars
import io
import threading
from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from matplotlib.font_manager import fontManager
from PIL import Image
from torch import nn

from poolviz import PoolvizError, explain
from poolviz.answers.settings.language import translations
from poolviz.pooling.sizes.shapes import AxisSize
from poolviz.texts import speak
from poolviz.views.export.cursor.scene import Grid, Scene
from poolviz.views.export.drawing.grids import pixels
from poolviz.views.export.drawing.letters import Letters, letters, readable
from poolviz.views.export.drawing.sheet import sheet
from poolviz.views.export.figure import draw_stage, stage_file
from poolviz.views.export.numbers import tensors
from poolviz.views.export.plotly.figures import draw_plotly, plotly_file, plotly_npz, plotly_table
from poolviz.views.export.plotly.traces import TRACES
from poolviz.views.figures.sizes import ruler, size_curve
from poolviz.views.figures.volumes import turnable
from poolviz.views.stage.pooling import pooling_stage
from poolviz.views.stage.wire.travel import to_wire
from tests.views.export.stages import PICTURE, explained, stages

STAGES = stages()
WINDOW, WINNER = (0, 114, 178), (213, 94, 0)


@cache
def chinese_stages() -> dict[str, Any]:
    context = contextvars.copy_context()
    context.run(speak, translations("zh"))
    return context.run(stages)


def texts(data: dict[str, Any], cursor: object = None) -> list[str]:
    """All that a figure writes."""
    artists = draw_stage(data, cursor).axes[0].get_children()
    return [artist.get_text() for artist in artists if hasattr(artist, "get_text") and artist.get_text()]


def image(data: dict[str, Any], cursor: object = None) -> np.ndarray:
    with Image.open(io.BytesIO(stage_file(data, "png", cursor))) as opened:
        return np.asarray(opened.convert("RGB")).astype(int)


def has(shown: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool((abs(shown - np.array(colour)).max(axis=2) < 8).any())


@pytest.mark.parametrize("name", STAGES)
def test_every_stage_is_drawn_with_the_cursor_anywhere(name):
    data, scene = STAGES[name], Scene(STAGES[name])
    said = " ".join(texts(data)).replace("\n", " ")
    assert stage_file(data, "svg").count(b"<!--") > len(scene.grids)
    assert all(grid.title in said for grid in scene.grids)
    last = (scene.main, tuple(n - 1 for n in scene.main.size))
    for grid, place in [last, *((grid, (0, 0, 0)) for grid in scene.grids if grid.size[1])]:
        cursor = {"grid": grid.id, **dict(zip("drc", place, strict=True))}
        said_of_cell = grid.title if data.options.fields else grid.text(grid.flat(place))
        assert said_of_cell in " ".join(texts(data, cursor)[-12:])


def test_a_matrix_is_written_cell_by_cell_with_its_padding():
    said = texts(STAGES["max"])
    assert said.count("5") == 1 + 2  # in the input, and twice as a maximum
    assert said.count("−∞") == 24
    assert {"Input", "Output", "Indices", "5 × 5", "3 × 3"} <= set(said)


def test_the_lit_window_has_its_sentence_and_its_colours():
    data = pooling_stage(explained("nn.MaxPool2d(3)"))
    plain, lit = image(data), image(data, {"grid": "output", "d": 0, "r": 0, "c": 0})
    assert has(lit, WINDOW)
    assert has(lit, WINNER)
    assert not has(plain, WINDOW)
    said = " ".join(texts(data, {"grid": "output", "d": 0, "r": 0, "c": 0}))
    assert "max(1, 2, 0, 0, 1, 2, 1, 2, 1) = 2   at row 0, column 1, the first of 3 equal values" in said


def test_what_a_late_cell_sees_is_said_and_outlined():
    said = " ".join(texts(STAGES["fields"], {"grid": "step_4", "r": 1, "c": 3})).replace("\n", " ")
    assert "row 1, column 3 of pooling (2) sees rows 4–19 and columns 12–27 of the input: 16 × 16" in said
    assert "jump 4, centre (11.5, 19.5)" in said
    assert "on the way: 6 × 6 of pooling" in said
    assert "seen by" in " ".join(texts(STAGES["fields"], {"grid": "input", "r": 1, "c": 3}))
    assert has(image(STAGES["fields"], {"grid": "step_4", "r": 1, "c": 3}), WINDOW)


def test_of_a_map_the_numbers_are_taken_away_and_not_their_brightness():
    drawn = tensors(STAGES["fields"])
    assert set(drawn) == {"input", "step_1", "step_4"}
    assert not drawn["step_4"].eq(drawn["step_4"].round()).all()
    assert drawn["step_1"].shape == (1, 12, 12)


def test_each_layer_that_works_cell_by_cell_says_what_it_made():
    said = texts(STAGES["relu and sigmoid"], {"grid": "input", "r": 0, "c": 2})
    assert "ReLU: max(0, −1) = 0" in said


@pytest.mark.parametrize(
    "cursor",
    [None, 5, [], {}, {"grid": "x"}, {"grid": "output", "r": 99}, {"grid": "output", "r": "0"},
     {"grid": "output", "r": -1}, {"grid": ["output"]}, {"grid": "output", "r": True}],
)  # fmt: skip
def test_a_cursor_that_is_nowhere_lights_nothing(cursor):
    data = pooling_stage(explained("nn.MaxPool2d(3)"))
    assert Scene(data).cursor(cursor) is None
    assert draw_stage(data, cursor)


def test_the_pixels_of_a_picture_are_those_of_the_tensor():
    plan = sheet(Scene(STAGES["picture"]))
    assert np.array_equal(pixels(plan.panes[0]), PICTURE[0].permute(1, 2, 0).byte().numpy())
    assert Grid(to_wire(STAGES["pictures"])["grids"][0], 1).text(5) == str(int(PICTURE[0, 1, 0, 5]))


@pytest.mark.parametrize(("channel", "name"), [(0, "red"), (1, "green"), (2, "blue")])
def test_a_figure_of_a_colour_picture_speaks_of_the_channel_looked_at(channel, name):
    said = " ".join(texts(STAGES["pictures"], {"grid": "max", "d": 0, "r": 0, "c": 0, "channel": channel}))
    first = ", ".join(str(int(PICTURE[0, channel, 0, column])) for column in range(2))
    assert f"{name}: max({first}" in said


def test_a_note_stands_where_a_layer_is_refused():
    assert any("torch refuses this" in text.replace("\n", " ") for text in texts(STAGES["layers"]))


@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
def test_the_same_stage_gives_the_same_file(kind):
    assert stage_file(STAGES["max"], kind) == stage_file(STAGES["max"], kind)


def test_another_kind_of_file_is_refused():
    with pytest.raises(PoolvizError, match=r"`kind` must be one of .* but got exe"):
        stage_file(STAGES["max"], "exe")


def test_grids_never_lie_over_each_other():
    for name, data in STAGES.items():
        plan = sheet(Scene(data))
        boxes = [(block.y, block.x) for block in plan.blocks]
        assert len(set(boxes)) == len(boxes), name
        assert all(block.x < plan.width and block.y < plan.foot for block in plan.blocks), name


def test_where_there_is_no_chinese_font_a_figure_speaks_english(monkeypatch):
    poor = Letters(("DejaVu Sans",), frozenset({10, *range(32, 127), *map(ord, "−∞×·…⁻ⁿ²")}))
    for module in ("paint", "letters"):
        monkeypatch.setattr(f"poolviz.views.export.drawing.{module}.letters", lambda: poor)
    data = pooling_stage(explained("nn.MaxPool2d(3)"))
    first, *others = data.grids
    said_otherwise = {**data.texts, "at_first": "在第 {row} 行"}
    data = replace(data, grids=[replace(first, title="输入"), *others], texts=said_otherwise)
    said = " ".join(texts(data, {"grid": "output", "d": 0, "r": 0, "c": 0}))
    assert said.startswith("input 5 × 5")
    assert "at row 0, column 1, the first of 3 equal values" in said
    assert "?" not in said


@pytest.mark.parametrize("name", STAGES)
def test_every_stage_in_chinese_is_written_in_english_where_there_is_no_chinese_font(name, monkeypatch):
    poor = Letters(("DejaVu Sans",), frozenset({10, *range(32, 127)}))
    monkeypatch.setattr("poolviz.views.export.drawing.letters.letters", lambda: poor)
    chinese = chinese_stages()[name]
    assert chinese.texts != STAGES[name].texts
    assert readable(chinese).texts == STAGES[name].texts


def test_where_there_is_a_chinese_font_a_figure_has_no_box():
    known = letters()
    if len(known.families) < 2:
        pytest.skip("this machine has no Chinese font")
    assert known.written("输入，在第 3 行") == "输入，在第 3 行"
    assert known.written("\U0010ffff") == "?"


def test_a_font_that_is_gone_is_not_written_with(monkeypatch):
    gone = SimpleNamespace(name="Gone Sans", fname="/nowhere/gone.ttc")
    monkeypatch.setattr(fontManager, "ttflist", [*fontManager.ttflist, gone])
    assert letters(("Gone Sans",)).families == ("DejaVu Sans",)


def test_several_at_once_draw_without_disturbing_each_other():
    expected, found = stage_file(STAGES["max"], "svg"), []

    def draw() -> None:
        found.append(stage_file(STAGES["max"], "svg"))

    threads = [threading.Thread(target=draw) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


# ---------- plots


VOLUME = explain(nn.MaxPool3d(2, padding=1), torch.arange(64.0).view(1, 1, 4, 4, 4))
PLOTS = {
    "ruler": ruler(AxisSize("H", 20, 3, 3, padding=1)),
    "ruler, dilated": ruler(AxisSize("H", 60, 3, 2, padding=1, dilation=2)),
    "ruler, dropped": ruler(AxisSize("H", 5, 2, 2, padding=1, ceil_mode=True)),
    "ruler, long": ruler(AxisSize("H", 2000, 3, 1)),
    "ruler, dark": ruler(AxisSize("H", 7, 3, 5), dark=True),
    "curve": size_curve(nn.MaxPool2d(3), 0, range(1, 21), current=11),
    "curve, refused": size_curve(nn.MaxPool2d(9), 1, range(1, 12), current=3, dark=True),
    "volumes": turnable(VOLUME, (1, 1, 1)),
    "volumes, dark": turnable(VOLUME, (0, 0, 0), dark=True),
}


@pytest.mark.parametrize("name", PLOTS)
def test_every_plot_of_the_app_is_drawn(name):
    assert {trace.type for trace in PLOTS[name].data} <= set(TRACES)
    drawn = plotly_file(PLOTS[name], "svg").decode()
    for trace in PLOTS[name].data:
        if trace.name and trace.showlegend is not False:
            assert f"<!-- {trace.name} -->" in drawn
    assert plotly_npz(PLOTS[name])
    assert plotly_table(PLOTS[name]).startswith("trace,x,y,z\n")


def test_a_plot_keeps_its_points_and_titles():
    (axes,) = draw_plotly(PLOTS["curve"]).axes
    floor = next(line for line in axes.lines if line.get_label() == "floor")
    assert list(floor.get_ydata())[2:] == [nn.MaxPool1d(3)(torch.zeros(1, n)).shape[1] for n in range(3, 21)]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("input length", "output size")


def test_an_unknown_kind_of_plot_is_refused():
    import plotly.graph_objects as go

    with pytest.raises(PoolvizError, match="but got pie"):
        draw_plotly(go.Figure(go.Pie(values=[1, 2])))
