"""The Adaptive and global page: its four sections, bad settings, links, both languages."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import nn

from poolviz.answers.findings.adaptive.heads import NETWORKS
from poolviz.sources.pictures.crops import middle
from poolviz.sources.pictures.photos import photo
from poolviz.views.stage.pictures import picture_grid
from poolviz.views.stage.wire.travel import to_wire
from tests.pages.paged import page_at, run, said
from tests.sources.pictures.painted import halves, saved

opened = page_at("pages/adaptive.py")


SECTIONS = ("fixed", "pyramid", "global", "head")


def drawn(app: AppTest) -> str:
    """All of the page's own HTML."""
    return "\n".join(element.proto.body for element in app.main.get("html"))


def grids(app: AppTest) -> list[dict[str, Any]]:
    (stage,) = app.get("bidi_component")
    return json.loads(stage.proto.json or stage.proto.mixed.json)["grids"]


def programs(app: AppTest) -> list[str]:
    return [code.value for code in app.code if code.value.startswith(("import", "from"))]


def sizes(app: AppTest) -> list[tuple[int, int]]:
    return [(grid["rows"], grid["cols"]) for grid in grids(app)]


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("large", ["false", "true"])
def test_every_section_opens_in_both_languages(section: str, lang: str, large: str) -> None:
    app = opened(sec=section, lang=lang, large=large)
    assert len(app.get("bidi_component")) == 1
    assert not app.warning
    assert not app.error


def test_going_through_the_sections_keeps_every_setting() -> None:
    link = {
        "ch": "20",
        "ah": "3",
        "levels": "1, 5",
        "x": "1 2",
        "n": "2",
        "fc": "7",
        "first": "1",
        "panel": "code",
    }
    app = opened(**link)
    for section in (*SECTIONS[1:], *SECTIONS):
        app = run(app.button_group(key="sec").set_value(section))
    assert dict(app.query_params) == link | {"sec": "head"}


# ------------------------------------------------------------------ any picture to a fixed size


@pytest.mark.parametrize(("size", "height", "width"), [(64, 32, 32), (64, 48, 37), (256, 256, 200)])
def test_every_size_of_picture_becomes_7_by_7(size: int, height: int, width: int) -> None:
    app = run(opened(ch=5, cw=5).button(key=f"part{height}").click())
    assert sizes(app) == [(height, width), (7, 7), (7, 7)]
    assert f"(1, 3, {height}, {width}) → (1, 3, 7, 7)" in said(app)
    part = middle((size, size), (height, width)).of(photo("cat", size)).float()
    for grid, values in zip(
        grids(app), (part, nn.AdaptiveMaxPool2d(7)(part), nn.AdaptiveAvgPool2d(7)(part)), strict=True
    ):
        assert grid["picture"] == to_wire(picture_grid("", "", "", values))["picture"]


def test_the_windows_of_both_axes_with_their_arithmetic() -> None:
    app = opened(ch=5, cw=7, ah=3, aw=2)
    assert "**H**: 5 cells for 3 outputs · windows of 2 or 3 · 2 cells in two windows" in said(app)
    for text in ("⌊1·5/3⌋ = 1", "⌈2·5/3⌉ = 4", "⌊1·7/2⌋ = 3", "⌈2·7/2⌉ = 7"):
        assert text in drawn(app)


def test_none_keeps_the_pictures_own_size() -> None:
    app = opened(ah="", aw=9, panel="code")
    assert sizes(app) == [(48, 37), (48, 9), (48, 9)]
    assert any("nn.AdaptiveMaxPool2d((None, 9))" in code.value for code in app.code)
    app = opened(ah="", aw="", panel="code")
    assert sizes(app) == [(48, 37)] * 3
    assert any("nn.AdaptiveMaxPool2d((None, None))" in code.value for code in app.code)


def test_more_outputs_than_inputs_repeat_cells() -> None:
    app = opened(ch=3, cw=3, ah=8, aw=8)
    assert "more outputs than cells: cells are repeated" in said(app)
    assert sizes(app)[1] == (8, 8)


@pytest.mark.parametrize(
    ("link", "layer"),
    [
        ({"ch": 35, "cw": 42}, "nn.MaxPool2d((5, 6))"),
        ({"ch": 5, "cw": 5, "ah": 3, "aw": 3}, "nn.MaxPool2d(3, stride=2, padding=1)"),
        ({"ch": 7, "cw": 7, "ah": 3, "aw": 3}, "nn.AvgPool2d(3, stride=2)"),
        ({"ah": 1, "aw": 1}, "nn.AvgPool2d((48, 37))"),
    ],
)
def test_the_sliding_layer_that_does_the_same(link: dict[str, int], layer: str) -> None:
    assert f"`{layer}`" in said(opened(panel="sliding", **link))


def test_where_no_sliding_layer_does_the_same() -> None:
    text = said(opened(panel="sliding"))
    assert text.count("no sliding layer reads these windows") == 2
    assert "Along H alone, kernel_size=8, stride=7, padding=1 would read the same cells." in text
    assert "Along W alone" not in text


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ({"ah": -2}, "Trying to create tensor with negative dimension -2: [1, 3, -2, 7]"),
        (
            {"ah": -2, "of": "AdaptiveAvgPool2d"},
            "adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 "
            "but received {-2, 7}",
        ),
    ],
)
def test_a_negative_size_is_refused_in_torchs_words(link: dict[str, Any], words: str) -> None:
    app = opened(**link)
    assert words in said(app)
    assert sizes(app) == [(48, 37)]


def test_a_size_of_zero_gives_an_empty_tensor() -> None:
    app = opened(aw=0)
    assert "its shape is (1, 3, 7, 0)." in said(app)
    assert sizes(app) == [(48, 37)]


def test_too_many_outputs_are_refused_before_anything_is_computed() -> None:
    app = opened(ah=9999, aw=257)
    assert "`output_size` must be at most 256 along each side here, but got 9999" in said(app)


@pytest.mark.parametrize("panel", ["windows", "sliding", "code"])
@pytest.mark.parametrize(
    "link",
    [
        {"ch": 1, "cw": 1},
        {"ch": 256, "cw": 256, "size": 256, "ah": 256, "aw": 256, "first": 256},
        {"ch": 1, "cw": 64, "ah": 256, "aw": 1},
        {"photo": "horse", "ah": 17, "first": 40},
        {"size": 32, "ch": 256, "cw": 33, "channel": "red"},
    ],
)
def test_every_panel_at_the_limits(link: dict[str, Any], panel: str) -> None:
    assert len(grids(opened(panel=panel, **link))) == 3


def test_the_code_of_the_page_runs_and_pools_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(panel="code", ch=20, cw=31)
    part = middle((64, 64), (20, 31)).of(photo("cat", 64)).float()
    monkeypatch.chdir(tmp_path)
    for program, layer in zip(programs(app), (nn.AdaptiveMaxPool2d(7), nn.AdaptiveAvgPool2d(7)), strict=True):
        names: dict[str, Any] = {}
        exec(program, names)
        assert torch.equal(names["y"][0], layer(part))


def test_an_upload_is_cut_like_any_picture() -> None:
    app = opened(src="upload", ch=9, cw=100)
    app = run(app.file_uploader[0].set_value(("mine.png", saved(halves()), "image/png")))
    assert sizes(app)[1:] == [(7, 7), (7, 7)]


# ------------------------------------------------------------------ spatial pyramid


def test_two_sizes_of_picture_give_vectors_of_one_length() -> None:
    app = opened(sec="pyramid")
    assert sizes(app) == [(48, 37), (1, 1), (2, 2), (4, 4)]
    assert "Picture A: 48 × 37 gives 63 numbers" in drawn(app)
    assert "Picture B: 24 × 60 gives 63 numbers" in drawn(app)
    assert "3 × (1² + 2² + 4²) = **63** numbers" in said(app)


def test_the_other_picture_on_the_stage_by_average() -> None:
    app = opened(sec="pyramid", on="B", kind="mean", levels="3 1", channel="grey")
    assert sizes(app) == [(24, 60), (3, 3), (1, 1)]
    assert "(1, 1, 24, 60) → (1, 1, 1, 1)" in said(app)
    assert "Picture A: 48 × 37 gives 10 numbers" in drawn(app)


def test_the_pyramids_code_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = programs(opened(sec="pyramid", levels="1 2 3"))
    exec(program, {})
    assert capsys.readouterr().out == "torch.Size([1, 42])\n" * 2


@pytest.mark.parametrize(
    ("levels", "rule"),
    [
        ("", "1 to 5 whole numbers, but got 0"),
        ("0, 2", "from 1 to 16, but got 0"),
        ("1 2 3 4 5 6", "1 to 5 whole numbers, but got 6"),
        ("<img src=x>", r"\<img"),
        ("1e9", "got 1e9"),
    ],
)
def test_levels_that_cannot_be_keep_the_last_ones(levels: str, rule: str) -> None:
    app = run(opened(sec="pyramid", levels="2 3").text_input(key="levels").set_value(levels))
    assert rule in app.error[0].value
    assert sizes(app) == [(48, 37), (2, 2), (3, 3)]


def test_the_same_level_twice_and_the_finest_ones() -> None:
    app = opened(sec="pyramid", levels="16 16 16 16 16", ch=1, cw=1, bh=256, bw=256, size=256)
    assert "gives 3840 numbers" in drawn(app)


# ------------------------------------------------------------------ global


def test_the_notes_matrix_becomes_1_4_and_5() -> None:
    app = opened(sec="global")
    assert [grid["texts"] for grid in grids(app)[1:]] == [["1.4"], ["5"]]
    table = app.dataframe[0].value
    assert list(table["AdaptiveAvgPool2d(1)"]) == list(table["torch.mean"])
    assert list(table["AdaptiveMaxPool2d(1)"]) == list(table["torch.amax"])
    assert list(table["equal"]) == ["✓"] * 3
    assert "The maxima are the same in every channel, to the last digit." in said(app)


def test_another_channel_on_the_stage_and_fewer_channels() -> None:
    app = opened(sec="global", at=2)
    assert grids(app)[0]["texts"] != grids(opened(sec="global"))[0]["texts"]
    app = run(app.number_input(key="n").set_value(1))
    assert grids(app)[0]["texts"] == grids(opened(sec="global"))[0]["texts"]
    assert len(app.dataframe[0].value) == 1


@pytest.mark.parametrize("x", ["nan 1", "inf -inf", "inf 1", "3e38 3e38;3e38 3e38", "5", "-1 -2"])
def test_numbers_that_are_none_and_numbers_too_large(x: str) -> None:
    app = opened(sec="global", x=x)
    assert list(app.dataframe[0].value["equal"]) == ["✓"] * 3


def test_a_matrix_that_cannot_be_read() -> None:
    app = opened(sec="global", x="1 2 <b>")
    assert len(app.error) == 1
    assert grids(app)[1]["texts"] == ["1.4"]


def test_the_code_of_global_pooling_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = programs(opened(sec="global"))
    exec(program, {})
    assert "True" in capsys.readouterr().out


# ------------------------------------------------------------------ flatten or global average


@pytest.mark.parametrize(
    ("network", "flat", "pooled"),
    [
        (0, "3,210", "210"),
        (1, "1,049,088", "66,048"),
        (2, "102,764,544", "2,101,248"),
        (3, "25,089,000", "513,000"),
        (4, "100,353,000", "2,049,000"),
    ],
)
def test_the_parameters_of_known_networks(network: int, flat: str, pooled: str) -> None:
    app = opened(sec="head", fc=3)
    app = run(app.selectbox(key="network").set_value(NETWORKS[network]))
    assert f"<b>{flat}</b> parameters" in drawn(app)
    assert f"<b>{pooled}</b> parameters" in drawn(app)


def test_flatten_refuses_another_size_in_torchs_words() -> None:
    app = opened(sec="head")
    with pytest.raises(RuntimeError) as caught:
        nn.Linear(320, 10)(torch.zeros(1, 720))
    assert str(caught.value) in [code.value for code in app.code]


def test_the_size_it_was_made_for_and_one_with_as_many_numbers() -> None:
    assert "it is the size the layer was made for" in said(opened(sec="head", h2=4, w2=4))
    assert "that is a trap" in said(opened(sec="head", h2=2, w2=8))


def test_two_planes_of_one_average() -> None:
    planes = grids(opened(sec="head"))
    assert planes[0]["texts"] != planes[2]["texts"]
    assert planes[1]["texts"] == planes[3]["texts"] == ["1"]


def test_the_largest_head_costs_no_memory() -> None:
    app = opened(sec="head", fc=4096, fh=512, fw=512, classes=10_000)
    assert "<b>10,737,418,250,000</b>" in drawn(app)


@pytest.mark.parametrize("link", [{"h2": 6}, {"h2": 4, "w2": 4}])
def test_the_code_of_the_heads_does_what_it_says(
    link: dict[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    (program,) = programs(opened(sec="head", **link))
    if "RuntimeError" in program:
        with pytest.raises(RuntimeError, match="cannot be multiplied"):
            exec(program, {})
    else:
        exec(program, {})
    assert capsys.readouterr().out.startswith("3210\n210\ntorch.Size([1, 10])\n")


# ------------------------------------------------------------------ links


@pytest.mark.parametrize("text", ["-100", "99999", "1.5", "", "<b>", "nan", "9" * 500])
def test_what_a_link_cannot_have_is_said_and_dropped(text: str) -> None:
    keys = (
        "ch",
        "cw",
        "ah",
        "aw",
        "first",
        "bh",
        "n",
        "at",
        "fc",
        "classes",
        "h2",
        "sec",
        "kind",
        "on",
        "of",
    )
    if not text:  # which means None there
        keys = tuple(key for key in keys if key not in ("ah", "aw"))
    app = opened(**dict.fromkeys(keys, text))
    assert len(app.warning) == len(keys)
    assert dict(app.query_params) == {}
    assert sizes(app) == [(48, 37), (7, 7), (7, 7)]


def test_reset_brings_everything_back() -> None:
    app = opened(sec="global", levels="2", ch=9, lang="zh")
    assert dict(run(app.main.button[1].click()).query_params) == {"lang": "zh"}
