"""Adaptive and global: what each section shows follows from the page's address alone."""

import base64
import json
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from torch import nn

from poolviz.answers.findings.adaptive import fixed_size, global_pooling, heads, pyramid
from poolviz.answers.findings.adaptive.bar import layer_of, say
from poolviz.answers.findings.adaptive.page import SECTIONS, answer, fields
from poolviz.answers.findings.adaptive.part import part_of
from poolviz.answers.pages import ANSWERED
from poolviz.answers.pooling.pictures.picture import Picture
from poolviz.answers.settings.answer import Answer, Display
from poolviz.answers.settings.fields import read
from poolviz.answers.settings.language import translations
from poolviz.answers.settings.layer_values import with_line
from poolviz.errors import PoolvizError
from poolviz.pooling.devices import CPU
from poolviz.texts import speak
from poolviz.views.stage.wire.bar import Bar
from poolviz.views.stage.wire.travel import to_wire
from poolviz.views.words.programs.pictures import upload_opening
from tests.answers.addresses import addresses, values_at
from tests.pages.paged import alone, as_sent, page_at, said

SMALL = Picture(torch.arange(20, dtype=torch.uint8).view(1, 4, 5), upload_opening())
opened = page_at("pages/adaptive.py")


def fixed(picture: Picture | None = SMALL, **address: Any) -> fixed_size.FixedSize:
    return fixed_size.answer(values_at(fields(), **address), CPU, picture)


def pyramids(picture: Picture | None = SMALL, **address: Any) -> pyramid.Pyramids:
    return pyramid.answer(values_at(fields(), sec="pyramid", **address), CPU, picture)


def whole(**address: Any) -> global_pooling.GlobalPooling:
    return global_pooling.answer(values_at(fields(), sec="global", **address))


def head(**address: Any) -> heads.Heads:
    return heads.answer(values_at(fields(), sec="head", **address))


def drawn(found: Display) -> dict[str, dict[str, Any]]:
    return {grid["id"]: grid for grid in to_wire(found.stage)["grids"]}


def pixels(grid: dict[str, Any]) -> list[int]:
    return list(base64.b64decode(grid["picture"]["pixels"]))


# ------------------------------------------------------------------ any picture to a fixed size


def test_a_picture_of_4_by_5_becomes_2_by_2() -> None:
    found = fixed(ah=2, aw=2)
    grids = drawn(found)
    assert list(grids) == ["input", "max", "mean"]
    assert pixels(grids["max"]) == [7, 9, 17, 19]
    assert [one.output.flatten().tolist() for one in found.pooled] == [[7, 9, 17, 19], [3.5, 5.5, 13.5, 15.5]]
    (line,) = found.lines
    assert line.startswith("(1, 1, 4, 5) → (1, 1, 2, 2) · computed by torch ")
    assert found.stage.options.height == fixed_size.HEIGHT


def test_the_part_is_cut_from_the_middle_and_its_program_says_where() -> None:
    part = part_of(values_at(fields(), ch=2, cw=3), SMALL)
    assert part.x.tolist() == [[[[6, 7, 8], [11, 12, 13]]]]
    assert part.opening.lines[-1] == "picture = picture.crop((1, 1, 4, 3))"
    assert part_of(values_at(fields(), ch=32, cw=32, channel="red"), None).x.shape == (1, 1, 32, 32)


def test_none_keeps_the_pictures_own_size() -> None:
    found = fixed(ah="", aw=1)
    assert [one.output.shape for one in found.pooled] == [(1, 1, 4, 1)] * 2
    assert found.runs[0].layer.output_size == (None, 1)


def test_a_negative_size_is_refused_in_the_words_of_the_chosen_layer() -> None:
    found, mean = fixed(ah=-2), fixed(ah=-2, of="AdaptiveAvgPool2d")
    assert found.refusal is not None
    assert mean.refusal is not None
    assert "negative dimension -2" in (found.refusal.torch_message or "")
    assert "greater than or equal to 0" in (mean.refusal.torch_message or "")
    assert (list(drawn(found)), found.lines, found.pooled, found.empty) == (["input"], (), (), None)


def test_a_size_of_zero_shows_the_picture_alone() -> None:
    found = fixed(aw=0)
    assert (found.refusal, found.empty) == (None, (1, 1, 7, 0))
    said = "torch says nothing and returns a tensor without any number: its shape is (1, 1, 7, 0)."
    assert barred(aw=0).said == found.remark == said
    assert (list(drawn(found)), found.lines, found.pooled) == (["input"], (), ())


def test_too_large_a_size_is_not_computed() -> None:
    found = fixed(ah=9999, aw=257)
    assert str(found.refusal) == "`output_size` must be at most 256 along each side here, but got 9999"
    assert found.run.too_heavy
    assert fixed(ah=200, aw="").refusal is None


def barred(**address: Any) -> Bar:
    """The bar of the page at an address."""
    values = values_at(fields(), **address)
    bar = ANSWERED["adaptive"].bar(values, answer(values, CPU, SMALL))
    assert bar is not None
    return bar


def test_the_chosen_layer_stands_first_and_the_other_beside_it() -> None:
    found = fixed(of="AdaptiveAvgPool2d", ah=2, aw=2)
    assert list(drawn(found)) == ["input", "mean", "max"]
    assert isinstance(found.run.layer, nn.AdaptiveAvgPool2d)


def test_the_bar_holds_the_call() -> None:
    bar = barred(ah=3, aw="")
    assert bar.line == "nn.AdaptiveMaxPool2d((3, None))"
    assert [(one.name, list(one.keys)) for one in bar.arguments] == [
        ("output_size", ["ah", "aw"]),
        ("return_indices", ["ai"]),
    ]
    assert bar.values == [("of", "AdaptiveMaxPool2d"), ("ah", "3"), ("aw", ""), ("ai", "false")]
    assert [one.name for one in barred(of="AdaptiveAvgPool2d").arguments] == ["output_size"]


@pytest.mark.parametrize("section", ["pyramid", "global", "head"])
def test_a_section_without_one_layer_has_no_bar(section: str) -> None:
    values = values_at(fields(), sec=section)
    assert ANSWERED["adaptive"].bar(values, answer(values, CPU, SMALL)) is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nn.AdaptiveAvgPool2d(3)", {"of": "AdaptiveAvgPool2d", "ah": 3, "aw": 3, "ai": False}),
        (
            "nn.AdaptiveMaxPool2d((None, 4), True)",
            {"of": "AdaptiveMaxPool2d", "ah": None, "aw": 4, "ai": True},
        ),
        ("F.adaptive_avg_pool2d(x, 1)", {"of": "AdaptiveAvgPool2d", "ah": 1, "aw": 1, "ai": False}),
    ],
)
def test_a_line_sets_the_bar(line: str, said: dict[str, Any]) -> None:
    assert with_line(line, {}, say)[0] == said
    values = {**values_at(fields()), **said}
    assert say(layer_of(values), {}) == said


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("nn.MaxPool2d(2)", "this page shows AdaptiveMaxPool2d, AdaptiveAvgPool2d, but got MaxPool2d"),
        ("nn.AdaptiveMaxPool2d(10000)", "`output_size` must be a whole number from -99 to 9999"),
    ],
)
def test_a_line_that_the_page_cannot_show(line: str, rule: str) -> None:
    with pytest.raises(PoolvizError, match=rule):
        with_line(line, {}, say)


def test_the_sliding_layer_that_does_the_same() -> None:
    most, mean = (fixed_size.sliding_line(one) for one in fixed(ah=2, aw=1).pooled)
    assert most == (
        "**`nn.AdaptiveMaxPool2d((2, 1))`** reads the same windows here as **`nn.MaxPool2d((2, 5))`**. "
        "The outputs differ by at most 0."
    )
    assert "nn.AvgPool2d((2, 5))" in mean


def test_where_no_sliding_layer_does_the_same() -> None:
    alone = fixed_size.sliding_line(fixed(None).pooled[0])
    assert alone.startswith("**`nn.AdaptiveMaxPool2d(7)`**: no sliding layer reads these windows.")
    assert alone.endswith("Along H alone, kernel_size=8, stride=7, padding=1 would read the same cells.")


# ------------------------------------------------------------------ spatial pyramid


def test_two_sizes_of_picture_give_vectors_of_one_length() -> None:
    found = pyramids(levels="1 2", bh=2, bw=2)
    assert [one.vector.tolist() for one in found.both.values()] == [
        [[19, 7, 9, 17, 19]],
        [[12, 6, 7, 11, 12]],
    ]
    assert found.length == (
        "1 × (1² + 2²) = **5** numbers: this depends on channels and levels, not on the picture's size."
    )
    assert {name: (grid["rows"], grid["cols"]) for name, grid in drawn(found).items()} == {
        "input": (4, 5),
        "level0": (1, 1),
        "level1": (2, 2),
    }
    assert found.lines[0].startswith("(1, 1, 4, 5) → (1, 1, 2, 2) · computed by torch ")
    assert "print(spp(torch.rand(1, 1, 2, 2)).shape)  # torch.Size([1, 5])" in found.program


def test_the_other_picture_on_the_stage_by_average() -> None:
    found = pyramids(on="B", kind="mean", levels="3 1", bh=2, bw=2)
    assert found.both["B"].vector[0, -1] == 9
    assert pixels(drawn(found)["input"]) == [6, 7, 11, 12]
    assert found.lines[0].startswith("(1, 1, 2, 2) → (1, 1, 1, 1)")
    assert isinstance(found.run.layer, nn.AdaptiveAvgPool2d)


def test_levels_that_cannot_be_read_are_an_error() -> None:
    with pytest.raises(PoolvizError, match="`levels` must be whole numbers from 1 to 16, but got 0"):
        pyramids(levels="0 2")


# ------------------------------------------------------------------ global


def test_one_number_a_channel() -> None:
    found = whole(x="1 2;3 6", n=1)
    assert {name: grid["texts"] for name, grid in drawn(found).items()} == {
        "input": ["1", "2", "3", "6"],
        "mean": ["3"],
        "max": ["6"],
    }
    assert found.lines[0].startswith("(1, 1, 2, 2) → (1, 1, 1, 1) · computed by torch ")
    assert found.agreement == (
        "The maxima are the same in every channel, to the last digit. "
        "The means differ by at most 0; from the mean in float64 the layer's is 0 away."
    )
    assert (found.stage.options.editable, found.stage.options.height) == (
        True,
        280,
    )


def test_another_channel_is_at_random_and_cannot_be_edited() -> None:
    found = whole(x="1 2;3 6", n=3, at=1)
    assert found.x.shape == (3, 2, 2)
    assert drawn(found)["input"]["texts"] != ["1", "2", "3", "6"]
    assert found.stage.options.editable is False
    assert drawn(whole(x="1 2;3 6", n=1, at=7))["input"]["texts"] == ["1", "2", "3", "6"]


def test_a_matrix_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(PoolvizError):
        whole(x="1 2;3")


# ------------------------------------------------------------------ flatten or global average


def test_the_parameters_of_both_heads_and_two_planes_of_one_average() -> None:
    found = head()
    assert (found.flat.parameters, found.pooled.parameters) == (3210, 210)
    assert found.times == pytest.approx(15.2857, abs=1e-4)
    grids = drawn(found)
    assert grids["meanA"]["texts"] == grids["meanB"]["texts"] == ["1"]
    assert found.lines == (
        "Flattened, A is 6, 4, 0, 0, 4, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0; "
        "B is 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 4, 0, 0, 4, 6.",
    )
    assert "320x10" in (found.words or "")


def test_as_many_numbers_are_accepted() -> None:
    found = head(h2=2, w2=8)
    assert (found.words, found.shape, found.other) == (None, (20, 4, 4), (20, 2, 8))


def test_the_network_that_the_settings_are() -> None:
    assert heads.example(values_at(fields())) is heads.NETWORKS[0]
    assert heads.example(values_at(fields(), fc=2048, fh=7, fw=7, classes=1000)) is heads.NETWORKS[4]
    assert heads.example(values_at(fields(), fc=21)) is None


# ------------------------------------------------------------------ any address, and the page


@settings(max_examples=80, deadline=None)
@given(addresses(fields()))
def test_whatever_the_address_says_there_is_an_answer(address: dict[str, str]) -> None:
    try:
        found = answer(read(fields(), address)[0])
    except PoolvizError:
        return
    json.dumps(to_wire(found.stage))
    assert to_wire(found.stage)["grids"]
    assert not (found.lines and found.refusal)


def at(address: dict[str, Any], lang: str) -> Answer:
    speak(translations(lang))
    try:
        return answer(values_at(fields(), **address))
    finally:
        speak(translations("en"))


@pytest.mark.parametrize(
    ("address", "below"),
    [
        ({"ch": 20, "ah": 3, "photo": "rocket"}, True),
        ({"ah": -2}, False),
        ({"sec": "pyramid", "on": "B", "levels": "2 3"}, True),
        ({"sec": "global", "n": 2, "at": 1}, True),
        ({"sec": "head", "h2": 4}, True),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_what_the_answer_says(address: dict[str, Any], below: bool, lang: str) -> None:
    app, found = opened(**address, lang=lang), at(address, lang)
    assert alone(app) == as_sent(found.stage)
    assert bool(found.lines) == below
    assert all(line in said(app) for line in found.lines)


def test_the_lines_in_chinese() -> None:
    lines = {section: at({"sec": section}, "zh").lines[0] for section in SECTIONS}
    assert all("由 torch" in lines[section] for section in ("fixed", "pyramid", "global"))
    assert "Flattened" not in lines["head"]
