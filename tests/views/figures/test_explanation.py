"""The public figure of an Explanation, and its sweep: what is drawn comes from its cells."""

import io

import pytest
import torch
from PIL import Image
from torch import nn

from poolviz import PoolvizError, explain, figure, framework_pool, sweep
from poolviz.views.export.drawing import letters as fonts
from poolviz.views.export.drawing.letters import Letters
from poolviz.views.figures.explanation import figure as drawn
from poolviz.views.figures.explanation import panel
from poolviz.views.figures.explanation.drawing import drawing
from poolviz.views.words.cells import cell_line

X = torch.tensor([[1.0, 2, 0, 3], [0, 1, 2, 3], [1, 2, 1, 0], [5, 2, 3, -1]])[None, None]
POOLED = explain(nn.MaxPool2d(2), X)
EXPLAINED = {
    "max": (explain(nn.MaxPool2d(3, 2, 1), X), (0, 1)),
    "average": (explain(nn.AvgPool2d(3, 2, 1, ceil_mode=True), X), (0, 1)),
    "norm": (explain(nn.LPPool2d(2, 2), X), (0, 0)),
    "dilated": (explain(nn.MaxPool2d(2, 1, dilation=2), X), (1, 1)),
    "signal": (explain(nn.MaxPool1d(3, 2, 1), X[0, 0]), (1,)),
    "volume": (explain(nn.MaxPool3d(2, 2, 1), torch.rand(1, 1, 4, 4, 4)), (1, 1, 1)),
    "unpooled": (explain(nn.MaxUnpool2d(2), POOLED.output, POOLED.indices), (3, 0)),
    "fractional": (explain(nn.FractionalMaxPool2d(2, 3), X), (2, 2)),
    "others": (framework_pool("mean", X, 3, 2), (1, 1)),
    "picture": (explain(nn.MaxPool2d(16), torch.rand(1, 3, 64, 80)), (3, 4)),
    "half": (explain(nn.AvgPool2d(2), X.half()), (0, 0)),
    "gradient": (explain(nn.AvgPool2d(2), X.clone().requires_grad_()), (0, 0)),
}


def said(made):
    """Everything a figure writes, and what its panels are called."""
    texts = [one.get_text() for axes in made.axes for one in axes.texts]
    texts += [one.get_text() for axes in made.axes for one in axes.artists]
    return [axes.get_title(loc="left") for axes in made.axes[1:]], [text for text in texts if text]


def written(made):
    with Image.open(io.BytesIO(png(made))) as opened:
        return opened.convert("RGB").tobytes()


def png(made):
    file = io.BytesIO()
    made.savefig(file, format="png")
    return file.getvalue()


@pytest.mark.parametrize("name", EXPLAINED)
def test_the_window_of_an_output_is_drawn_and_said(name):
    explanation, at = EXPLAINED[name]
    plain, lit = figure(explanation), figure(explanation, at)
    cell = explanation.cell((0,) * len(explanation.leading) + at)
    lines = [one.get_text() for one in reversed(lit.axes[0].texts)]  # the last one first
    assert " ".join(lines).split() == cell_line(explanation, cell).split()
    assert written(plain) != written(lit)


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("max", ["Input", "Max", "Indices"]),
        ("average", ["Input", "Average"]),
        ("norm", ["Input", "Norm"]),
        ("signal", ["Input", "Max", "Indices"]),
        ("unpooled", ["Input", "Indices", "Unpooled"]),
    ],
)
def test_the_panels_are_called_what_they_are(name, titles):
    assert said(figure(EXPLAINED[name][0]))[0] == titles


def test_the_winner_the_window_and_the_output_lie_where_the_cell_says():
    explanation, at = EXPLAINED["max"]
    cell = explanation.cell((0, 0, *at))
    into, out, indices = figure(explanation, at).axes[1:]
    (ring,) = [one for one in into.patches if type(one).__name__ == "Ellipse"]
    margin = 1  # the padding
    assert [number - margin - 0.5 for number in reversed(ring.center)] == list(cell.winner)
    window = into.collections[-1].get_paths()
    corners = {tuple(int(n) - margin for n in path.vertices.min(axis=0)[::-1]) for path in window}
    assert corners == set(cell.members)
    for axes in (out, indices):
        (here,) = axes.collections[-1].get_paths()
        assert tuple(here.vertices.min(axis=0)[::-1]) == at


def test_what_lies_outside_has_the_sign_of_the_padding():
    (_titles, maxima), (_more, means) = (said(figure(*EXPLAINED[name])) for name in ("max", "average"))
    assert maxima.count("−∞") == EXPLAINED["max"][0].cell((0, 0, 0, 1)).padding == 3
    assert means.count("0") > said(figure(EXPLAINED["average"][0]))[1].count("0")


def test_a_panel_is_framed_on_all_four_sides():
    made = figure(explain(nn.MaxPool2d(2), torch.zeros(1, 4, 4)))
    with Image.open(io.BytesIO(png(made))) as opened:
        grey = opened.convert("L")
    for axes in made.axes[1:]:
        left, bottom, right, top = (round(side) for side in axes.bbox.extents)
        across, down = left + (right - left) // 8, grey.height - (top - (top - bottom) // 8)
        sides = [(left, down), (right, down), (across, grey.height - top), (across, grey.height - bottom)]
        darkest = [min(near(grey, x, y)) for x, y in sides]
        assert max(darkest) - min(darkest) < 12, darkest
        assert max(darkest) < 240


def near(grey, x, y):
    """How bright the pixels around one are."""
    return [grey.getpixel((x + right, y + down)) for right in (-1, 0, 1) for down in (-1, 0, 1)]


def test_an_index_into_the_whole_output_chooses_the_plane():
    explanation = EXPLAINED["picture"][0]
    assert written(figure(explanation, (0, 2, 1, 1))) == written(figure(explanation[0, 2], (1, 1)))
    assert written(figure(explanation, (0, 2, 1, 1))) != written(figure(explanation, (1, 1)))


def test_one_number_is_an_output_of_a_signal():
    assert written(figure(EXPLAINED["signal"][0], 1)) == written(figure(*EXPLAINED["signal"]))


@pytest.mark.parametrize("at", [(9, 9), (0,), (0, 0, 0), (0, 5, 0, 0), "ab"])
def test_an_output_that_is_not_there(at):
    with pytest.raises(PoolvizError, match="`at` must"):
        figure(EXPLAINED["max"][0], at)


@pytest.mark.parametrize(
    ("explanation", "problem"),
    [
        (explain(nn.MaxPool2d(2), torch.rand(1, 1, 4, 4, device="meta")), "must have numbers"),
        (explain(nn.MaxPool2d(2), torch.rand(0, 1, 4, 4)), "must have numbers"),
        (explain(nn.MaxPool1d(2), torch.rand(1, 500)), "at most 400 cells"),
        (explain(nn.MaxPool2d(2), torch.rand(1, 600, 600)), "at most 262,144 cells"),
        (explain(nn.MaxPool3d(2), torch.rand(1, 20, 20, 20)), "at most 4,096 cells"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_our_words(explanation, problem, tmp_path):
    with pytest.raises(PoolvizError, match=problem):
        figure(explanation)
    with pytest.raises(PoolvizError, match=problem):
        sweep(explanation, tmp_path / "x.gif")


def test_a_language_that_is_not_spoken():
    with pytest.raises(PoolvizError, match="`language` must be one of en, zh"):
        figure(POOLED, language="xx")


def test_chinese_is_written_where_a_font_has_its_signs_and_english_elsewhere(monkeypatch):
    known = fonts.letters()
    chinese = Letters(known.families, frozenset(range(2**16)))
    for module in (drawn, panel):  # not by their names: pytest can have loaded the folder above twice
        monkeypatch.setattr(module, "letters", lambda: chinese)
    assert said(figure(POOLED, language="zh"))[0][0] == "输入"
    poor = Letters(known.families, frozenset(range(128)))
    monkeypatch.setattr(drawn, "letters", lambda: poor)
    assert said(figure(POOLED, language="zh"))[0][0] == "Input"


# ---------- the line of a cell


@pytest.mark.parametrize(
    ("layer", "x", "line"),
    [
        (nn.MaxPool1d(2), [[3.0, -4.0]], "max(3, −4) = 3"),
        (nn.AvgPool1d(3, 2, 1), [[3.0, -4.0]], "(3 + (−4)) / 3 = −0.3333   1 of 3 taps outside the input"),
        (nn.LPPool1d(2, 2), [[3.0, -4.0]], "(3² + (−4)²)^(1/2) = 5"),
        (nn.LPPool1d(1, 2), [[3.0, 4.0]], "3 + 4 = 7"),
        (
            nn.LPPool1d(3, 2, ceil_mode=True),
            [[3.0, 4.0, 2.0]],
            "((2³) · 2)^(1/3) = 2.52   1 of 2 taps outside the input",
        ),
        (nn.LPPool1d(1, 2, ceil_mode=True), [[3.0, 4.0, 2.0]], "(2) · 2 = 4   1 of 2 taps outside the input"),
        (nn.MaxPool1d(2, 1, 1, dilation=3), [[3.0, 4.0]], "no cell of the input lies in this window: −∞"),
        (nn.MaxPool1d(30), [[1.0] * 10 + [2.0] * 12 + [3.0] * 8], f"max({'1, ' * 10}…{', 3' * 8}) = 3"),
    ],
)
def test_a_cell_in_a_line(layer, x, line):
    explanation = explain(layer, x)
    assert cell_line(explanation, list(explanation)[-1]) == line


def test_an_unpooled_cell_in_a_line():
    unpooled = explain(nn.MaxUnpool1d(2, 1), [[4.0, 4.0]], [[1, 1]], (3,))
    assert cell_line(unpooled, unpooled.cell((0, 1))) == "4, 4 → 4"
    assert cell_line(unpooled, unpooled.cell((0, 0))) == "nothing returns here: 0"


# ---------- the sweep


def test_the_sweep_has_a_frame_for_each_window(tmp_path):
    path = sweep(EXPLAINED["max"][0], tmp_path / "max.gif")
    with Image.open(path) as gif:
        assert gif.n_frames == 4
        assert gif.info["loop"] == 0
        frames = set()
        for number in range(gif.n_frames):
            gif.seek(number)
            frames.add(gif.convert("RGB").tobytes())
    assert len(frames) == 4


def test_of_many_windows_some_have_a_frame(tmp_path):
    path = sweep(explain(nn.MaxPool1d(2, 1), torch.rand(1, 80)), str(tmp_path / "many.gif"), "zh")
    with Image.open(path) as gif:
        assert gif.n_frames == 50


def test_panels_of_a_plane_keep_to_the_page():
    for explanation, _at in EXPLAINED.values():
        shown = drawing(explanation[(0,) * len(explanation.leading)])
        wide, tall = shown.figure.get_size_inches()
        assert max(wide, tall) < 16
        assert all(0 < panel.unit <= 0.5 for panel, _axes in shown.panels.values())
