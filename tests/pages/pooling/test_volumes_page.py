"""The Volumes page as a hostile student uses it: examples, controls, links, texts; never an exception."""

from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import nn

from poolviz import parse
from poolviz.answers.pooling.examples import VOLUMES
from poolviz.answers.pooling.volumes import PANELS, START
from poolviz.answers.settings.numbers import VOLUME_LAYERS
from poolviz.sources.volumes.presets import VOLUME_PRESETS
from poolviz.sources.volumes.text import parse_volume, write_volume
from tests.pages import paged
from tests.pages.paged import bar, components, page_at, repair, run, tell

pytestmark = pytest.mark.usefixtures("told")
opened = page_at("pages/volumes.py")


KEPT = "The last volume that could be read is shown."
TWO = "1 2\n3 4\n\n5 6\n7 8"


def grid(app: AppTest, name: str = "output", stage: int = 0) -> list[str]:
    """The numbers of a volume of a stage, slice by slice and row by row; empty where there is none."""
    grids = components(app)[stage]["grids"]
    return [text for grid in grids if grid["id"] == name for text in grid["texts"]]


def said(app: AppTest) -> str:
    """All that the page says in words."""
    return paged.said(app).replace("\\", "")


def edit(app: AppTest, **cell: Any) -> AppTest:
    """Let the stage say what somebody has typed into a cell."""
    app.session_state["stage_edit"] = cell
    return app


def choose(app: AppTest, key: str) -> AppTest:
    (chosen,) = [one for one in VOLUMES if one.key == key]
    return run(app.selectbox(key="preset").set_value(chosen))


def test_the_page_opens_with_a_cube_halved() -> None:
    app = opened()
    x = parse_volume(START)
    assert app.title[0].value == "Volumes"
    assert grid(app) == [f"{value:.0f}" for value in nn.MaxPool3d(2)(x[None]).flatten().tolist()]
    assert "(1, 1, 4, 4, 4) → (1, 1, 2, 2, 2) · computed by torch" in said(app)
    assert "Output (0, 0, 0) takes cell (1, 0, 1). Its index: d·H·W + h·W + w = 1·4·4 + 0·4 + 1 = 17" in said(
        app
    )
    assert dict(app.query_params) == {}


@pytest.mark.parametrize("panel", PANELS)
def test_every_panel_opens_by_link_in_chinese(panel: str) -> None:
    app = opened(lang="zh", panel=panel, x=TWO)
    assert grid(app) == ["8"]
    assert grid(app, "indices") == ["7"]


@pytest.mark.parametrize("layer", VOLUME_LAYERS)
def test_every_panel_of_every_layer(layer: str) -> None:
    app = opened(layer=layer, to=2)
    for panel in PANELS:
        app = run(app.button_group(key="panel").set_value(panel))
        assert len(grid(app)) == 8


@pytest.mark.parametrize("preset", VOLUME_PRESETS, ids=lambda preset: preset.key)
def test_every_example_shows_what_torch_computes_and_is_named(preset: Any) -> None:
    app = choose(opened(), preset.key)
    assert app.selectbox(key="preset").value.key == preset.key
    assert grid(app, "input")
    if preset.key == "average-refused":
        return
    expected = parse(preset.layer)(parse_volume(preset.matrix)[None])
    if preset.key == "fractional":  # drawn by the seed on the page
        assert len(grid(app)) == expected.numel()
    else:
        found = [float(text.replace("−", "-").replace("∞", "inf")) for text in grid(app)]
        torch.testing.assert_close(torch.tensor(found), expected.flatten(), atol=0.01, rtol=0.001)


def test_average_pooling_of_volumes_has_a_refusal_of_its_own_and_a_repair() -> None:
    app = choose(opened(), "average-refused")
    assert "smaller than kernel size" in bar(app)["refused"]["torch_message"]
    assert "4 ≥ 5 is false" in said(app)
    assert "In 3d, an average needs a whole window to fit into the input without its padding" in said(app)
    assert grid(repair(app))


def test_axes_set_apart() -> None:
    app = opened(apart="true", kd=1, k=2, kw=4)
    assert len(grid(app)) == 4 * 2 * 1


def test_paste_a_layer_of_volumes_and_one_of_planes() -> None:
    app = opened()
    app = tell(app, "nn.AvgPool3d((1, 2, 2), stride=2)")
    assert len(grid(app)) == 8
    app = tell(app, "nn.MaxPool2d(2)")
    assert "this page shows" in bar(app)["said"]
    assert len(grid(app)) == 8


def test_the_chosen_window_goes_with_the_link_and_shrinks_with_the_output() -> None:
    app = opened(panel="index", at=5)
    assert "Output (1, 0, 1) takes cell" in said(app)
    assert app.selectbox(key="at").value == 5
    app = tell(app, k=4)
    assert "Output (0, 0, 0) takes cell" in said(app)


def test_the_index_is_explained_both_ways() -> None:
    app = opened(x=TWO, panel="index")
    lines = [code.value for code in app.code]
    assert "d·H·W + h·W + w = 1·2·2 + 1·2 + 1 = 7" in lines
    assert "divmod(7, 2·2) = (1, 3); divmod(3, 2) = (1, 1) → (1, 1, 1)" in lines
    assert any(r"1 \cdot 2 \cdot 2 = 4" in latex.value for latex in app.latex)


def test_an_average_has_no_index_and_says_so() -> None:
    app = opened(layer="AvgPool3d", panel="index")
    assert "This layer gives no index" in said(app)


def test_the_way_back_puts_every_maximum_at_its_index() -> None:
    app = opened(x=TWO, panel="back")
    assert grid(app, "unpooled", stage=1) == ["0", "0", "0", "0", "0", "0", "0", "8"]
    assert "came back: **1** of 8 cells" in said(app)
    assert "nn.MaxUnpool3d(2)" in app.code[-1].value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1 2\n\n3", "slices of one size, but slice d = 1 is 1 × 1 and d = 0 is 1 × 2"),
        ("1\n\n\nx", "slice d = 1: `matrix` must hold numbers"),
        ("", "must have at least one number"),
        ("\n\n".join("1234567"), "at most 6 slices, but got 7"),
        ("1 2 3 4 5 6 7 8 9", "at most 8 cells high and wide"),
        ("[[[1, 2], [3]]]", "rows of one length"),
        ("[[1, 2], [[3]]]", "must have brackets"),
        ("<img src=x onerror=alert(1)>", "must hold numbers"),
        ("1e999", "must fit into float32"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_lost(text: str, problem: str) -> None:
    app = opened(x=TWO)
    app = run(app.text_area(key="x").set_value(text))
    assert problem in said(app)
    assert KEPT in said(app)
    assert grid(app, "input") == list("12345678")


@pytest.mark.parametrize("layer", VOLUME_LAYERS)
@pytest.mark.parametrize("x", ["nan 1\n2 3\n\n4 5\n6 7", "inf -inf\n0 0\n\n1 1\n1 1", "3e38 3e38\n3e38 3e38"])
def test_nan_inf_and_huge_numbers_in_every_layer(layer: str, x: str) -> None:
    app = opened(x=x, layer=layer, to=1)
    for panel in ("turn", "table", "index"):
        app = run(app.button_group(key="panel").set_value(panel))


@pytest.mark.parametrize(
    "link",
    [
        {"k": 256, "p": 128, "d": 64}, {"k": 0}, {"s": 0}, {"p": -1}, {"layer": "AdaptiveMaxPool3d", "to": 0},
        {"layer": "AdaptiveAvgPool3d", "to": 200}, {"layer": "FractionalMaxPool3d", "o": 9},
        {"layer": "LPPool3d", "norm": "0"}, {"layer": "LPPool3d", "norm": "inf"}, {"at": 99999},
        {"layer": "AvgPool3d", "divisor": 0}, {"k": 2, "d": 3, "p": 1, "x": TWO},
    ],
)  # fmt: skip
def test_extreme_links_never_end_in_a_traceback(link: dict[str, Any]) -> None:
    app = opened(**link)
    for panel in PANELS:
        app = run(app.button_group(key="panel").set_value(panel))


def test_an_output_too_large_to_draw_is_refused_before_it_is_computed() -> None:
    app = opened(layer="AdaptiveAvgPool3d", to=200)
    assert "the output must have at most 4,096 cells to be drawn, but it would have 8,000,000" in said(app)
    assert grid(app, "input")


def test_bad_links_are_said() -> None:
    app = opened(k="abc", panel="none", at="-1", layer="MaxPool2d", x="1")
    assert len(app.warning) == 4
    assert grid(app, "input") == ["1"]


def test_fill_at_random_and_reset() -> None:
    app = opened(x=TWO)
    for key, value in (("depth", 2), ("rows", 3), ("cols", 5)):
        app = run(app.number_input(key=f"random_{key}").set_value(value))
    app = run(next(button for button in app.button if button.label == "Fill at random").click())
    assert len(grid(app, "input")) == 30
    assert app.number_input(key="random_seed").value == 1
    app = run(next(button for button in app.button if button.label == "Reset").click())
    assert write_volume(parse_volume(app.text_area(key="x").value)) == START
