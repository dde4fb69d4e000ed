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
from matplotlib.font_manager import fontManager
from PIL import Image

from poolviz import PoolvizError
from poolviz.answers.settings.language import translations
from poolviz.texts import speak
from poolviz.views.export import figure as drawn
from poolviz.views.export.drawing import letters as fonts
from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.letters import Letters, letters, readable
from poolviz.views.export.drawing.scene import pixels
from poolviz.views.export.drawing.sheet import sheet
from poolviz.views.export.figure import NOTHING, UNWRITTEN, draw_stage, stage_file
from poolviz.views.export.numbers import tensors
from poolviz.views.stage.pooling import pooling_stage
from poolviz.views.stage.wire.snapshot import Lit, LitBox, LitCell, LitWindow, SaidLine
from poolviz.views.stage.wire.stage import Stage
from tests.views.export.shown import NAMES, lit, taken
from tests.views.export.stages import PICTURE, explained, stages

STAGES = stages()
WINDOW, WINNER = (0, 114, 178), (213, 94, 0)


@cache
def chinese_stages() -> dict[str, Any]:
    context = contextvars.copy_context()
    context.run(speak, translations("zh"))
    return context.run(stages)


def texts(stage: Stage, lit: Lit = NOTHING) -> list[str]:
    """All that a figure writes."""
    artists = draw_stage(stage, lit).axes[0].get_children()
    return [artist.get_text() for artist in artists if hasattr(artist, "get_text") and artist.get_text()]


def image(stage: Stage, lit: Lit = NOTHING) -> np.ndarray:
    with Image.open(io.BytesIO(stage_file(stage, "png", lit))) as opened:
        return np.asarray(opened.convert("RGB")).astype(int)


def has(shown: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool((abs(shown - np.array(colour)).max(axis=2) < 8).any())


@pytest.mark.parametrize("name", STAGES)
def test_every_stage_is_drawn(name):
    said = " ".join(texts(STAGES[name])).replace("\n", " ")
    assert all(grid.title in said for grid in STAGES[name].grids)
    assert stage_file(STAGES[name], "svg").count(b"<!--") > len(STAGES[name].grids)


@pytest.mark.parametrize("name", NAMES)
def test_every_stage_is_drawn_with_what_is_lit_and_said_at_any_cell(name):
    cells = lit(name).values()
    assert any(one.lines for one in cells)
    for one in cells:
        said = " ".join(texts(STAGES[name], one)).replace("\n", " ")
        for line in one.lines:
            assert f"{line.said}   {line.note}".strip() in said
        for sign in one.signs:
            assert getattr(STAGES[name].texts, sign.key) in said


def test_a_matrix_is_written_cell_by_cell_with_its_padding():
    said = texts(STAGES["max"])
    assert said.count("5") == 1 + 2  # in the input, and twice as a maximum
    assert said.count("−∞") == 24
    assert {"Input", "Output", "Indices", "5 × 5", "3 × 3"} <= set(said)


def test_the_lit_window_has_its_sentence_and_its_colours():
    shown = taken("max", STAGES["max"])
    plain, with_window = image(STAGES["max"], shown.plain), image(STAGES["max"], shown.lit)
    assert has(with_window, WINDOW)
    assert has(with_window, WINNER)
    assert not has(plain, WINDOW)
    said = " ".join(texts(STAGES["max"], shown.lit))
    assert (
        "max(1, 2, 0, 1) = 2   at row 0, column 1; 5 of 9 taps in the padding: −∞, never the maximum" in said
    )
    assert "taken as the maximum" in said
    assert "taken as the maximum" not in " ".join(texts(STAGES["max"], shown.plain))
    assert "padding: −∞" in " ".join(texts(STAGES["max"], shown.plain))


GROUND = pooling_stage(explained("nn.AvgPool2d(3)"))
ALL = (0, 1, 1)


@pytest.mark.parametrize(
    "one",
    [
        Lit(cells=[LitCell(["input"], 0, 1, 1, "winner")]),
        Lit(cells=[LitCell(["input"], 0, 1, 1, "first")]),
        Lit(cells=[LitCell(["input"], 0, 1, 1, "tie")]),
        Lit(cells=[LitCell(["input"], 0, 1, 1, "target")]),
        Lit(cells=[LitCell(["input"], 0, 1, 1, "reader")]),
        Lit(boxes=[LitBox(["input"], ALL, 0, 0, 3, 3, "window")]),
        Lit(boxes=[LitBox(["input"], ALL, 1, 1, 4, 4, "dropped")]),
        Lit(boxes=[LitBox(["input"], ALL, 0, 0, 3, 3, "readers")]),
        *(Lit(boxes=[LitBox(["input"], ALL, 0, 0, 3, 3, f"reader-{n}")]) for n in (0, 1, 2, 3, "many")),
        Lit(windows=[LitWindow(["input"], ALL, (0, 2, 2), (0, 2, 2))]),
        Lit(lines=[SaidLine("A", "1 = 1", "")]),
    ],
)
def test_each_thing_that_is_lit_changes_the_figure(one):
    plain, shown = image(GROUND), image(GROUND, one)
    assert plain.shape != shown.shape or not np.array_equal(plain, shown)


def test_the_first_of_equal_cells_is_marked_as_on_the_stage():
    tied = pooling_stage(explained("nn.MaxPool2d(2)"))
    winner = LitCell(["input"], 0, 1, 1, "winner")
    first = LitCell(["input"], 0, 1, 1, "first")
    assert "1st" in texts(tied, Lit(cells=[first]))
    assert "1st" not in texts(tied, Lit(cells=[winner]))
    assert not np.array_equal(image(tied, Lit(cells=[first])), image(tied, Lit(cells=[winner])))


def test_what_is_lit_on_another_grid_or_in_another_slice_is_not_drawn():
    elsewhere = [LitCell(["output"], 0, 0, 0, "winner")], [LitBox(["input"], (1, 1, 1), 0, 0, 2, 2, "window")]
    plain = image(STAGES["volume"])
    cell = Lit(cells=[LitCell(["input"], 1, 0, 0, "winner")])
    assert not np.array_equal(plain, image(STAGES["volume"], cell))
    assert np.array_equal(plain, image(STAGES["volume"], Lit(cells=[LitCell([], 1, 0, 0, "winner")])))
    assert np.array_equal(image(GROUND), image(GROUND, Lit(boxes=elsewhere[1])))
    assert has(image(GROUND, Lit(cells=elsewhere[0])), WINNER)


def test_of_a_map_the_numbers_are_taken_away_and_not_their_brightness():
    drawn = tensors(STAGES["fields"])
    assert set(drawn) == {"input", "step_1", "step_4"}
    assert not drawn["step_4"].eq(drawn["step_4"].round()).all()
    assert drawn["step_1"].shape == (1, 12, 12)


def test_the_pixels_of_a_picture_are_those_of_the_tensor():
    (pane,) = sheet(STAGES["picture"]).panes
    assert np.array_equal(pixels(pane.grid), PICTURE[0].permute(1, 2, 0).byte().numpy())


def test_a_note_stands_where_a_layer_is_refused():
    assert any("torch refuses this" in text.replace("\n", " ") for text in texts(STAGES["layers"]))


@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
def test_the_same_stage_gives_the_same_file(kind):
    assert stage_file(STAGES["max"], kind) == stage_file(STAGES["max"], kind)


def test_another_kind_of_file_is_refused():
    with pytest.raises(PoolvizError, match=r"`ending` must be one of .* but got exe"):
        stage_file(STAGES["max"], "exe")


def test_grids_never_lie_over_each_other():
    for name, data in STAGES.items():
        plan = sheet(data)
        boxes = [(block.y, block.x) for block in plan.blocks]
        assert len(set(boxes)) == len(boxes), name
        assert all(block.x < plan.width and block.y < plan.foot for block in plan.blocks), name


def test_where_there_is_no_chinese_font_a_figure_leaves_out_what_it_cannot_write(monkeypatch):
    poor = Letters(("DejaVu Sans",), frozenset({10, *range(32, 127), *map(ord, "−∞×·…⁻ⁿ²")}))
    for module in (paint, fonts, drawn):
        monkeypatch.setattr(module, "letters", lambda: poor)
    first, *others = GROUND.grids
    stage = replace(
        GROUND, grids=[replace(first, title="输入"), *others], texts=chinese_stages()["max"].texts
    )
    sign = taken("max", STAGES["max"]).plain.signs
    said = texts(stage, Lit(lines=[SaidLine("平均", "(1 + 2) / 2 = 1.5", "在第 0 行")], signs=sign))
    assert said[0] == "input"
    assert "(1 + 2) / 2 = 1.5" in said
    assert "padding: −∞" in said
    assert UNWRITTEN in " ".join(said)
    assert "?" not in "".join(said)


@pytest.mark.parametrize("name", STAGES)
def test_every_stage_in_chinese_is_written_in_english_where_there_is_no_chinese_font(name, monkeypatch):
    poor = Letters(("DejaVu Sans",), frozenset({10, *range(32, 127)}))
    monkeypatch.setattr(fonts, "letters", lambda: poor)
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
