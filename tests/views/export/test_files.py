"""The sweep as GIF, the numbers as CSV and .npz, the page that works from disk, the stage of a notebook."""

import csv
import dataclasses
import html
import io
import json
import re
import time
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from poolviz import PoolvizError, explain
from poolviz.findings.frameworks.padding import framework_pool
from poolviz.server.jobs.background import Line
from poolviz.views.export import apart, figure, notebook, numbers, sweep
from poolviz.views.export.numbers import as_npz, as_table, tensors
from poolviz.views.export.page import html_page
from poolviz.views.export.snapshot import read_taken
from poolviz.views.stage.pooling import input_stage, number_grid, pooling_stage, stage
from poolviz.views.stage.wire.travel import to_wire
from tests.views.export.shown import NAMES, event, taken
from tests.views.export.stages import MATRIX, PICTURE, SIGNAL, VOLUME, explained, stages

STAGES = stages()
DATA = re.compile(r'<script id="data" type="application/json">(.*?)</script>', re.DOTALL)


# ---------- the sweep


@pytest.mark.parametrize("name", ["max", "curves", "unpooling"])
def test_the_sweep_has_a_frame_for_each_output_that_is_played(name):
    shown = taken(name, STAGES[name])
    with Image.open(io.BytesIO(sweep.sweep(STAGES[name], shown))) as gif:
        assert gif.n_frames == len(shown.played)
        assert gif.info["loop"] == 0
        frames = []
        for number in range(gif.n_frames):
            gif.seek(number)
            frames.append(gif.convert("RGB").tobytes())
        assert len(set(frames)) == gif.n_frames
        assert gif.width <= sweep.WIDEST


def test_a_sweep_that_is_thinned_out_says_so():
    shown = taken("max", STAGES["max"])
    assert sweep.sweep_note(shown) == ""
    assert sweep.sweep_note(replace(shown, outputs=400)) == "9 of all 400 windows, evenly spread"


def test_a_stage_without_windows_has_no_sweep():
    with pytest.raises(PoolvizError, match="this stage has none"):
        sweep.sweep(STAGES["input"], replace(taken("max", STAGES["max"]), outputs=0, played=()))


# ---------- what a browser says


@pytest.mark.parametrize("name", NAMES)
def test_what_the_browser_says_of_a_stage_is_taken(name):
    shown = taken(name, STAGES[name])
    assert shown.lit.lines
    assert shown.plain.lines == ()


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ((), 5, "`take` must be as the stage sends it, but got 5"),
        (("more",), 1, "`take` must be"),
        (("lit", "cells", 0, "role"), "won", "`take.lit.cells.0.role`"),
        (("lit", "cells", 0, "r"), 1.0, "`take.lit.cells.0.r` must be as the stage sends it, but got 1.0"),
        (("lit", "cells", 0, "r"), True, "`take.lit.cells.0.r`"),
        (("lit", "cells", 0, "r"), 99, "`take.lit.cells`"),
        (("lit", "cells", 0, "d"), -1, "`take.lit.cells`"),
        (("lit", "cells", 0, "on"), ["nowhere"], "`take.lit.on`"),
        (("lit", "boxes", 0, "top"), float("nan"), "`take.lit.boxes.0.top`"),
        (("lit", "boxes", 0, "depth"), [0, 1], "`take.lit.boxes.0.depth`"),
        (("lit", "boxes", 0, "depth"), [0, 1, -1], "`take.lit.boxes`"),
        (("lit", "windows", 0, "rows"), [0, 1, -1], "`take.lit.windows`"),
        (("lit", "windows", 0, "cols"), [0, 1, 10**9], "`take.lit.windows.0.cols`"),
        (("lit", "lines"), [{"label": "", "said": "x" * 10_001, "note": ""}], "`take.lit.lines.0.said`"),
        (("plain", "signs"), [{"look": "window", "key": "no such text"}], "`take.plain.signs`"),
        (("plain", "cells"), [None] * 4097, "`take.plain.cells`"),
        (("played", 3, "lit", "cells", 0, "c"), 99, "`take.played.3.lit.cells`"),
        (("outputs",), "9", "`take.outputs`"),
    ],
)  # fmt: skip
def test_what_no_stage_of_this_kind_would_say_is_refused(path, value, named):
    said = event("max")
    inner = said
    for step in path[:-1]:
        inner = inner[step]
    if path:
        inner[path[-1]] = value
    with pytest.raises(PoolvizError) as refused:
        read_taken(said if path else value, STAGES["max"])
    assert str(refused.value).startswith(named)


def test_more_frames_than_a_sweep_has_are_refused():
    said = event("max")
    said["played"] = said["played"] * 6
    with pytest.raises(PoolvizError, match=r"`take\.played` must be as the stage sends it, but got 54"):
        read_taken(said, STAGES["max"])


# ---------- the numbers


@pytest.mark.parametrize("name", STAGES)
def test_the_numbers_of_every_stage_come_back_as_they_are(name):
    found = tensors(STAGES[name])
    shown = [grid for grid in to_wire(STAGES[name])["grids"] if grid.get("note") is None]
    assert set(found) == {grid["id"] for grid in shown if not grid.get("picture", {}).get("blank")}
    with np.load(io.BytesIO(as_npz(STAGES[name]))) as loaded:
        for key, tensor in found.items():
            assert np.array_equal(loaded[key], tensor.numpy(), equal_nan=tensor.is_floating_point())
            assert loaded[key].dtype == tensor.numpy().dtype


def test_the_arrays_are_torchs_own_tensors():
    explanation = explained("nn.AvgPool2d(3, 2, 1)")
    with np.load(io.BytesIO(as_npz(pooling_stage(explanation)))) as loaded:
        assert torch.equal(torch.from_numpy(loaded["output"]), explanation.output[0, 0])
        assert torch.equal(torch.from_numpy(loaded["input"]), MATRIX[0, 0])
    with np.load(io.BytesIO(as_npz(STAGES["pictures"]))) as loaded:
        assert torch.equal(torch.from_numpy(loaded["input"]), PICTURE[0])


def test_bfloat16_which_numpy_does_not_know_is_kept_as_float32():
    data = stage("x", [number_grid("x", "x", "x", torch.tensor([[1.5]], dtype=torch.bfloat16))], [])
    with np.load(io.BytesIO(as_npz(data))) as loaded:
        assert loaded["x"].dtype == np.float32


def test_a_table_reads_back_to_the_same_numbers_nan_and_infinity_too():
    rows = list(csv.DictReader(io.StringIO(as_table(STAGES["signals"]))))
    column = [float(row["value"]) for row in rows if row["grid"] == "input"]
    assert np.array_equal(np.array(column, dtype=np.float32), SIGNAL[0, 0].numpy(), equal_nan=True)
    rows = list(csv.DictReader(io.StringIO(as_table(STAGES["volume"]))))
    kept = [row for row in rows if row["grid"] == "input"]
    assert [float(row["value"]) for row in kept] == VOLUME.flatten().tolist()
    assert [kept[37][axis] for axis in ("depth", "row", "column")] == ["2", "1", "1"]
    assert "channel" in as_table(STAGES["pictures"]).splitlines()[0]


def test_a_table_of_too_many_numbers_is_refused(monkeypatch):
    monkeypatch.setattr(numbers, "MOST_ROWS", 24)
    with pytest.raises(PoolvizError, match=r"at most 24 numbers here, but there are 25; use \.npz"):
        as_table(input_stage(MATRIX[0, 0]))


# ---------- the page


def test_the_page_holds_script_style_and_data_and_reaches_for_nothing():
    page = html_page(STAGES["max"], "nn.MaxPool2d(3) <b>", "zh")
    assert '<html lang="zh">' in page
    assert "<title>nn.MaxPool2d(3) &lt;b&gt;</title>" in page
    assert "default-src 'none'" in page  # so what a stage of the app asks of its server cannot be asked here
    assert not re.search(r'(?:src|href)="(?!data:)', page)
    assert not re.search(r"@import|url\((?!.data:)|import\(", page)
    sent = json.loads(DATA.search(page)[1])
    assert sent["grids"] == json.loads(json.dumps(to_wire(STAGES["max"])["grids"]))
    assert sent["options"]["editable"] is False


def test_text_of_a_user_stays_text_in_the_page():
    evil = "</script><img src=x onerror=alert(1)>\u2028<!--"
    page = html_page(replace(input_stage(MATRIX[0, 0]), title=evil))
    assert page.count("</script>") == 2
    assert "<img" not in page
    assert json.loads(DATA.search(page)[1])["title"] == evil


# ---------- a notebook

SHOWN = {
    "MaxPool1d": (nn.MaxPool1d(3), torch.rand(1, 1, 20)),
    "MaxPool2d of a batch": (nn.MaxPool2d(2), torch.rand(2, 3, 6, 6)),
    "MaxPool2d without batch": (nn.MaxPool2d(2), torch.rand(3, 6, 6)),
    "AvgPool3d": (nn.AvgPool3d(2), torch.rand(1, 4, 4, 4)),
    "AdaptiveAvgPool2d": (nn.AdaptiveAvgPool2d(3), torch.rand(1, 1, 7, 7)),
    "AdaptiveMaxPool1d": (nn.AdaptiveMaxPool1d(3), torch.rand(1, 7)),
    "LPPool2d": (nn.LPPool2d(2, 2), torch.rand(1, 1, 6, 6)),
    "LPPool1d": (nn.LPPool1d(float("inf"), 2), torch.rand(1, 1, 6)),
    "FractionalMaxPool2d": (nn.FractionalMaxPool2d(2, output_ratio=0.6), torch.rand(2, 3, 9, 9)),
    "FractionalMaxPool3d": (nn.FractionalMaxPool3d(2, output_size=3), torch.rand(1, 6, 6, 6)),
    "gradient": (nn.MaxPool2d(2), torch.rand(1, 1, 4, 4, requires_grad=True)),
    "bfloat16": (nn.MaxPool2d(2), torch.rand(1, 1, 4, 4).bfloat16()),
    "half": (nn.AvgPool2d(2), torch.rand(1, 1, 4, 4).half()),
    "double": (nn.AvgPool2d(2), torch.rand(1, 1, 4, 4).double()),
    "int64": (nn.MaxPool2d(2), torch.arange(16).view(1, 1, 4, 4)),
    "nan": (nn.MaxPool2d(2), torch.full((1, 1, 4, 4), float("nan"))),
    "no member": (nn.MaxPool2d(1, 3, 0), torch.tensor([[[float("-inf")]]])),
    "picture": (nn.MaxPool2d(8), torch.rand(1, 3, 80, 80)),
    "picture of bytes": (nn.AvgPool2d(8), torch.randint(0, 256, (1, 80, 80)).float()),
}


def page_of(shown):
    """The stage's data and the title in the frame that a notebook gets."""
    assert shown.startswith("<iframe srcdoc=")
    page = html.unescape(re.search(r'srcdoc="([^"]*)"', shown)[1])
    return json.loads(DATA.search(page)[1]), re.search("<h1>(.*?)</h1>", page)[1]


@pytest.mark.parametrize("name", SHOWN)
def test_a_notebook_shows_the_stage_of_an_explanation(name):
    data, _title = page_of(explain(*SHOWN[name])._repr_html_())
    assert data["grids"][0]["title"] == "Input"


def test_the_notebooks_stage_is_that_of_the_first_plane_and_says_so():
    layer, x = SHOWN["MaxPool2d of a batch"]
    data, title = page_of(explain(layer, x)._repr_html_())
    assert title == "nn.MaxPool2d(2) · the first of 6 planes"
    same = to_wire(pooling_stage(explain(layer, x[:1, :1]), height=340))
    assert data["grids"] == json.loads(json.dumps(same["grids"]))
    layer, x = SHOWN["FractionalMaxPool2d"]
    explanation = explain(layer, x)
    data, _title = page_of(explanation._repr_html_())
    assert data["grids"] == json.loads(json.dumps(to_wire(pooling_stage(explanation))["grids"]))


def test_a_picture_of_shares_is_shown_255_times_as_bright():
    data, title = page_of(explain(*SHOWN["picture"])._repr_html_())
    assert title.endswith("all values times 255")
    assert [grid["id"] for grid in data["grids"]] == ["input", "max"]


@pytest.mark.parametrize("kind", ["max", "mean"])
@pytest.mark.parametrize("dims", [1, 2, 3])
def test_what_other_frameworks_pool_is_shown_with_its_own_windows(kind, dims):
    made = framework_pool(kind, torch.arange(5.0**dims).view(1, 1, *[5] * dims), 3, 2, "SAME")
    data, _title = page_of(made._repr_html_())
    assert [start for start, _step, _count in data["links"][0]["axes"][-1]["taps"]] == [-1, 1, 3]
    (ruled,) = [grid for grid in data["grids"] if grid.get("rule")]
    if kind == "max":
        taps = ruled["rule"]["taps"]
        assert taps[0] == 3**dims - 1
        assert taps[-1] == sum(3**dim for dim in range(dims))
    else:
        rule = ruled["rule"]["divisors"]
        table = rule["table"] if dims > 1 else rule["table"][0]
        for name in ("slices", "rows", "cols")[-dims:]:
            table = table[rule[name][0]]
        assert table == str(2**dims)


@pytest.mark.parametrize("name", SHOWN)
def test_a_notebook_shows_one_plane_and_what_was_replaced(name):
    whole = explain(*SHOWN[name])
    first = (0,) * (whole.input.dim() - whole.dims)
    for one in (whole[first], dataclasses.replace(whole)):
        data, _title = page_of(one._repr_html_())
        assert data["grids"][0]["title"] == "Input"


def test_a_notebook_hides_no_fault_of_its_own(monkeypatch):
    explanation = explain(*SHOWN["AvgPool3d"])
    monkeypatch.setattr(notebook, "notebook_html", raising(RuntimeError("a fault")))
    with pytest.raises(RuntimeError, match="a fault"):
        explanation._repr_html_()
    monkeypatch.setattr(notebook, "notebook_html", raising(PoolvizError("not drawn")))
    assert explanation._repr_html_() is None


def raising(error):
    def fail(*_given):
        raise error

    return fail


@pytest.mark.parametrize("dims", [1, 2, 3])
def test_a_max_unpool_is_shown_with_its_places(dims):
    pool = getattr(nn, f"MaxPool{dims}d")(2, return_indices=True)
    x = torch.arange(4.0**dims).view(1, 1, *[4] * dims)
    explanation = explain(getattr(nn, f"MaxUnpool{dims}d")(2), *pool(x))
    data, _title = page_of(explanation._repr_html_())
    assert [grid["id"] for grid in data["grids"]] == ["output", "indices", "unpooled"]
    assert data["links"][0]["places"] == explanation.places.flatten().tolist()


@pytest.mark.parametrize(
    ("layer", "x"),
    [(nn.MaxPool2d(2), torch.rand(1, 1, 4, 4, device="meta")), (nn.MaxPool2d(2), torch.rand(0, 1, 4, 4))],
)
def test_a_notebook_falls_back_to_the_repr_where_nothing_can_be_drawn(layer, x):
    assert explain(layer, x)._repr_html_() is None


@pytest.mark.parametrize(
    ("layer", "x"),
    [
        (nn.MaxPool2d(2), torch.rand(1, 1, 1200, 1200)),
        (nn.AvgPool2d(3), torch.randn(1, 1, 100, 100)),
        (nn.MaxPool1d(2), torch.rand(1, 1, 10_000)),
        (nn.MaxPool3d(2), torch.rand(1, 1, 40, 40, 40)),
    ],
)
def test_what_is_too_large_is_a_sentence_and_not_a_heavy_cell(layer, x):
    shown = explain(layer, x)._repr_html_()
    assert "too many cells to draw; explain a part" in shown
    assert len(shown) < 300


@pytest.mark.parametrize(("ending", "many"), [("gif", 50), ("pdf", 0)])
def test_what_takes_long_is_drawn_the_same_in_a_process_of_its_own(ending, many):
    stage = input_stage(torch.rand(26, 26)) if ending == "pdf" else STAGES["max"]
    shown = taken("max", STAGES["max"])
    shown = replace(shown, played=(tuple(shown.played) * many)[:many], outputs=many)
    assert apart.is_long(stage, ending, shown)
    run = Line().submit(apart.draw, apart.drawing(stage, ending, shown, shown.plain))
    end = time.monotonic() + 100
    while not run.ended and time.monotonic() < end:
        time.sleep(0.05)
    here = sweep.sweep(stage, shown) if ending == "gif" else figure.stage_file(stage, ending, shown.plain)
    assert run.error is None
    *told, drawn = run.messages
    assert drawn.file == here
    assert all(isinstance(one, apart.Progress) and 0 <= one.done <= one.total for one in told)
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert told[-1].total == 50 if many else told[-1].total >= 26 * 26
    assert told[-1].done > (many - 1 if many else 0)


def test_a_small_figure_is_drawn_at_once():
    shown = replace(taken("max", STAGES["max"]))
    assert not any(apart.is_long(STAGES["max"], ending, shown) for ending in ("png", "svg", "pdf", "gif"))
