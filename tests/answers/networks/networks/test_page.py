"""The Networks page as a function of its address: the same stage, lines and table without a page."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some

from poolviz.answers.networks.networks.activations import Activations
from poolviz.answers.networks.networks.choices import BY_KEY
from poolviz.answers.networks.networks.examples import WRITTEN
from poolviz.answers.networks.networks.known_network import KnownNetwork
from poolviz.answers.networks.networks.links import pool_links
from poolviz.answers.networks.networks.own_network import (
    OwnNetwork,
    UnfitNetwork,
    axes_of,
    example,
    with_next,
)
from poolviz.answers.networks.networks.page import SECTIONS, answer, fields
from poolviz.answers.settings.fields import read
from poolviz.errors import PoolvizError
from poolviz.texts import speaking
from poolviz.views.stage.wire.travel import to_wire
from tests.answers.addresses import addresses
from tests.pages.paged import as_sent, page_at, said, stage
from tests.sources.datasets import mnist_like

WRONG = "nn.Conv2d(3, 16, 3)\nnn.MaxPool2d(2)\nnn.Flatten()\nnn.Linear(400, 10)"
opened = page_at("pages/networks.py")


def values(**link: Any) -> dict[str, Any]:
    found, problems = read(fields(), {key: str(value) for key, value in link.items()})
    assert not problems
    return found


def answered(**link: Any) -> Any:
    return answer(values(**link))


def grids(shown: Any) -> dict[str, dict[str, Any]]:
    return {grid["title"]: grid for grid in to_wire(shown.stage)["grids"]}


# ------------------------------------------------------------------ known networks


def test_the_net_of_the_tutorials() -> None:
    shown = answered()
    assert isinstance(shown, KnownNetwork)
    assert {title: grid["caption"] for title, grid in grids(shown).items()} == {
        "Input": "1 × 28 × 28",
        "pooling": "10 × 12 × 12, channel 0",
        "pooling (2)": "20 × 4 × 4, channel 0",
    }
    assert grids(shown)["pooling (2)"]["field"] == {"size": [16, 16], "jump": [4, 4], "start": [0, 0]}
    assert shown.lines[0].startswith("Real numbers: torch computed every map of the photograph")
    assert [row["shape out"] for row in shown.rows][-4:] == ["20 × 4 × 4", "20 × 4 × 4", "320", "10"]
    assert "it has 3,210 parameters instead of 80,010" in shown.summary
    assert shown.maps == {0: "conv1", 1: "pooling", 2: "relu", 3: "conv2", 4: "pooling (2)", 5: "relu (2)"}
    assert shown.pools == {1: "pooling", 4: "pooling (2)"}
    assert (shown.shape, shown.refusal, shown.late) == ((1, 28, 28), None, None)


def test_a_size_that_a_network_refuses_is_an_answer_at_its_own() -> None:
    shown = answered(side=32)
    assert shown.shape == (1, 28, 28)
    assert shown.refusal.torch_message.endswith("(1x500 and 320x10)")
    assert shown.refusal.values["step"] == "fc"
    assert shown.stage == answered().stage


def test_the_late_map_is_one_that_the_network_has() -> None:
    assert list(grids(answered(map=3))) == ["Input", "pooling", "conv2"]
    assert answered(map=3).late == 3
    for number in (6, 7, 99):  # a view, a Linear, none
        assert answered(map=number).late is None
        assert list(grids(answered(map=number))) == ["Input", "pooling", "pooling (2)"]


def test_weights_channel_and_photograph_change_the_maps() -> None:
    links: list[dict[str, Any]] = [{}, {"weights": 21}, {"ch": 3}, {"photo": "coins"}]
    shown = [grids(answered(**link))["pooling"]["picture"]["pixels"] for link in links]
    assert len(set(shown)) == len(links)
    assert grids(answered(ch=4096))["pooling"]["caption"] == "10 × 12 × 12, channel 9"


def test_a_large_network_is_its_shapes_alone_whatever_the_weights() -> None:
    shown = answered(net="vgg16", weights=3, bare="true")
    assert shown.run.input.is_meta
    assert shown.lines[0].startswith("Shapes only")
    assert shown.rows[0]["parameters, without pools"] == "1,792"


def test_in_chinese_the_lines_and_the_table_differ_and_the_numbers_do_not() -> None:
    english, again = answered(), answered()
    with speaking("zh"):
        chinese = answered()
    assert chinese.lines != english.lines
    assert chinese.summary != english.summary
    assert [*chinese.rows[0].values()][:3] == [*english.rows[0].values()][:3]
    assert [*chinese.rows[0]] != [*english.rows[0]]
    assert [grid["caption"] for grid in to_wire(chinese.stage)["grids"]] != []
    assert (again.rows, again.stage) == (english.rows, english.stage)


def test_a_pool_leads_to_the_pages_that_show_it_with_its_input() -> None:
    shown = answered()
    found = pool_links(shown.run, 4)
    assert found["sizes"] == {"n": "1", "c": "20", "h": "8", "w": "8"}
    assert len(found["windows"]["x"].splitlines()) == 8
    assert "x" not in pool_links(shown.run, 1)["windows"]  # 24 × 24 are too many to write
    signal = answered(show="own", code="nn.MaxPool1d(4)", ih=1, iw=16)
    assert pool_links(signal.run, 0)["signals"]["src"] == "numbers"


# ------------------------------------------------------------------ one's own


def test_a_network_of_ones_own() -> None:
    shown = answered(show="own")
    assert isinstance(shown, OwnNetwork)
    assert list(grids(shown)) == ["Input", "pooling", "pooling (2)"]
    assert shown.rows[-1]["layer"] == "nn.Linear(320, 10)"
    assert "nn.Linear(320, 10)" in shown.program
    assert shown.program.endswith("print(model(x).shape)")


def test_what_refuses_its_input_is_named_with_what_mends_it() -> None:
    shown = answered(show="own", code=WRONG, ih=32, iw=32)
    assert isinstance(shown, UnfitNetwork)
    assert list(grids(shown)) == ["Input"]
    assert (shown.misfit.name, shown.misfit.right) == ("3", 3600)
    assert shown.repaired == WRONG.replace("400", "3600")
    assert shown.fitting == (12, 12)
    assert shown.refusal.torch_message == shown.misfit.message
    assert isinstance(answered(show="own", code=shown.repaired, ih=32, iw=32), OwnNetwork)
    assert isinstance(answered(show="own", code=WRONG, ih=12, iw=12), OwnNetwork)


def test_a_signal_that_does_not_fit_has_one_axis() -> None:
    shown = answered(show="own", code="nn.Conv1d(1, 2, 9)\nnn.Flatten()\nnn.Linear(20, 2)", iw=20)
    assert shown.fitting == (18,)
    assert (to_wire(shown.stage)["grids"][0]["rows"], to_wire(shown.stage)["grids"][0]["cols"]) == (1, 20)
    assert axes_of(values(code="nn.Conv1d(1, 2, 9)")) == 1


@pytest.mark.parametrize("one", WRITTEN, ids=lambda one: one.key)
def test_every_example_is_found_by_its_settings(one: Any) -> None:
    link = values(show="own", **one.link)
    assert example(link) == one
    assert example({**link, "ih": 99}) is None
    assert isinstance(answer(link), UnfitNetwork if one.key in ("wrong", "small") else OwnNetwork)


@pytest.mark.parametrize(
    ("code", "problem"),
    [("", "at least one layer"), ("nn.Conv3d(1, 1, 1)", "pictures and signals"), ("x y", "line 1")],
)
def test_a_text_that_is_no_network_is_an_error_that_says_why(code: str, problem: str) -> None:
    with pytest.raises(PoolvizError, match=problem):
        answered(show="own", code=code)


def test_the_next_layer_takes_what_comes_out() -> None:
    held = values(show="own", code="nn.Conv2d(3, 6, 5)\nnn.Flatten()", ih=32, iw=32)
    assert with_next(held, "Linear").endswith("\nnn.Linear(4704, 10)")
    assert with_next({**held, "code": ""}, "Conv2d") == "nn.Conv2d(1, 8, 3, padding=1)"


def test_behind_a_layer_that_refuses_its_input_comes_none() -> None:
    with pytest.raises(PoolvizError, match="torch refuses the step 3"):
        with_next(values(code=WRONG, ih=32, iw=32), "Linear")


# ------------------------------------------------------------------ ReLU, Sigmoid, Dropout


def test_relu_and_sigmoid_of_the_tutorials_numbers() -> None:
    shown = answered(show="steps")
    assert isinstance(shown, Activations)
    assert grids(shown)["ReLU"]["texts"] == ["1", "0", "0", "3"]
    assert grids(shown)["Sigmoid after ReLU"]["texts"] == ["0.7311", "0.5", "0.5", "0.9526"]
    assert shown.lines == ()
    assert shown.stage.options.height == 154


def test_dropout_says_whose_memory_it_writes_and_what_it_multiplies_by() -> None:
    one = answered(show="steps", act="dropout")
    assert grids(one)["Output"]["texts"] == grids(one)["Input after"]["texts"]
    assert one.lines == (
        "Output and input share one memory: anyone who reads x later reads the new numbers.",
    )
    two = answered(show="steps", act="dropout", inplace="false", rate="0.8")
    assert two.lines == ("The input stays as it was: the output has a memory of its own.",)
    assert "multiplied by 5." in two.lesson
    assert answered(show="steps", act="dropout", training="false").lesson.startswith("In eval mode")
    assert answered(show="steps", act="dropout", rate="1").lesson == "With p = 1 every number becomes 0."


# ------------------------------------------------------------------ the whole page


@pytest.mark.parametrize(
    "link",
    [
        {"net": "lenet", "ch": 2, "weights": 3, "photo": "coins"},
        {"net": "alexnet", "bare": "true", "lang": "zh"},
        {"side": 32},
        {"show": "own", "code": "nn.AvgPool2d(3, ceil_mode=True)"},
        {"show": "steps", "lang": "zh"},
        {"show": "steps", "act": "dropout", "dv": "nan inf;-1 2"},
    ],
)
def test_the_page_shows_what_the_answer_says(link: dict[str, Any]) -> None:
    app = opened(**link)
    with speaking(link.get("lang", "en")):
        shown = answered(**{key: value for key, value in link.items() if key != "lang"})
        sent = as_sent(shown.stage)
    assert stage(app) == sent
    assert all(line in said(app) for line in shown.lines)
    if isinstance(shown, KnownNetwork | OwnNetwork):
        assert app.dataframe[0].value.to_dict("records") == shown.rows


@settings(max_examples=60, deadline=None)
@given(
    link=addresses(fields()),
    show=some.sampled_from(sorted(SECTIONS)),
    net=some.sampled_from(sorted(set(BY_KEY) - {"googlenet"})),
    code=some.sampled_from([*(one.link["code"] for one in WRITTEN), WRONG, "nn.Conv1d(1, 1, 99)", "nn."]),
)
def test_whatever_the_address_says_there_is_an_answer_or_a_refusal(
    link: dict[str, str], show: str, net: str, code: str
) -> None:
    found, _problems = read(fields(), {"code": code} | link | {"show": show, "net": net})
    with suppress(PoolvizError):
        shown = answer(found)
        assert json.dumps(to_wire(shown.stage))
        assert to_wire(shown.stage)["grids"]


def test_a_digit_of_mnist_where_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    assert read(fields(), {"photo": "digit"})[1]
    mnist_like.make_folder(tmp_path)
    shown = answered(net="net", photo="digit")
    digit = mnist_like.pictures(mnist_like.TEST)[0] / 255
    torch.testing.assert_close(shown.run.input[0, 0], digit)
    assert answered(net="simple", photo="digit").run.input.shape == (1, 3, 32, 32)
