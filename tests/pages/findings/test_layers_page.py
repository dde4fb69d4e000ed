"""The Layers page: one layer, lists, traps; every link opens its page on the layer it says."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from torch import nn

from poolviz.answers.findings.layers.links import INPUTS, links
from poolviz.answers.findings.layers.page import SHOWN
from poolviz.findings.catalogue.layers import KINDS, example, family_name
from poolviz.pooling.code.signatures import constructor
from poolviz.pooling.explanation import explain
from poolviz.pooling.layers import LAYERS
from poolviz.ui.findings.layers.links import SHOWING
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.views.words.numbers import short_texts
from tests.pages.paged import bar, page_at, said

CLASSES = list(LAYERS)
by_name = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)


def opened(page: str = "layers", **link: Any) -> AppTest:
    """A page as a link with these settings opens it."""
    return page_at(PAGES[page].path)(**link)


def output_of(app: AppTest) -> list[str]:
    """The numbers of the output on the stage, in order."""
    grids = json.loads(app.get("bidi_component")[0].proto.json)["grids"]
    return next(grid["texts"] for grid in grids if grid["space"] == "output")


def codes(app: AppTest) -> list[str]:
    return [element.value for element in app.code]


def test_the_page_opens_on_the_layer_that_most_come_for() -> None:
    app = opened()
    assert app.title[0].value == "Layers"
    assert constructor(nn.MaxPool2d) in codes(app)
    assert example(nn.MaxPool2d).program in codes(app)
    assert example(nn.MaxPool2d).printed in codes(app)
    assert "Argument 5 is `return_indices` here, but `ceil_mode` in `F.max_pool2d`" in said(app)
    assert "repr() does not show `return_indices`." in said(app)
    assert "float16, bfloat16, float32, float64, uint8" in said(app)


@by_name
def test_every_layer_has_a_page_of_its_own(cls: type[nn.Module]) -> None:
    app = opened(fam=family_name(cls), dim=cls.__name__[-2])
    assert codes(app)[-2:] == [example(cls).program, example(cls).printed]
    assert constructor(cls) in codes(app)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("show", SHOWN)
@pytest.mark.parametrize("dim", ["1", "2", "3", "all"])
def test_every_view_in_both_languages(lang: str, show: str, dim: str) -> None:
    assert opened(lang=lang, show=show, dim=dim, fam="all").title


def test_a_layer_that_torch_does_not_have_is_said() -> None:
    assert "torch.nn has no FractionalMaxPool1d." in said(opened(fam="FractionalMaxPool", dim="1"))


def test_a_list_leads_to_each_of_its_layers() -> None:
    app = opened(fam="all")
    assert [button.label for button in app.button].count("Show") == len(KINDS)
    app.button(key="to_LPPool2d").click().run()
    assert not app.exception
    assert (app.query_params["fam"], "dim" in app.query_params) == ("LPPool", False)
    assert constructor(nn.LPPool2d) in codes(app)
    assert [button.label for button in opened(fam="all", dim="all").button].count("Show") == 20


def test_the_trap_of_the_argument_order_is_shown_with_what_it_prints() -> None:
    app = opened(show="order")
    assert "torch.Size([2, 1, 2, 2]) torch.int64\ntorch.Size([1, 3, 3]) torch.float32" in codes(app)
    assert "Among all 7 layers this happens in `nn.MaxPool2d`." in said(app)
    assert "`nn.MaxPool1d`, `nn.MaxPool2d`, `nn.MaxPool3d`" in said(opened(show="order", dim="all"))


def test_what_repr_hides_is_shown() -> None:
    app = opened(show="repr")
    (table,) = [element.proto.body for element in app.get("html") if "pv-table" in element.proto.body]
    assert "AvgPool2d(kernel_size=2, stride=2, padding=0)</code></td><td><code>ceil_mode</code>" in table
    assert any("pad should be at most half of effective kernel size" in code for code in codes(app))


@pytest.mark.parametrize(
    "bad", [{"fam": "<img>"}, {"dim": "4"}, {"show": "x" * 500}, {"fam": "all", "dim": "nan", "junk": "1"}]
)
def test_a_bad_link_is_said_and_dropped(bad: dict[str, str]) -> None:
    app = opened(**bad)
    assert "The default is used." in said(app)
    assert "<img>" not in said(app)


@by_name
def test_every_layer_is_led_to_a_page_that_shows_it(cls: type[nn.Module]) -> None:
    expected = "unpooling" if family_name(cls) == "MaxUnpool" else {1: "signals", 2: "windows", 3: "volumes"}
    assert (expected if isinstance(expected, str) else expected[LAYERS[cls][1]]) in links(cls, SHOWING)


@pytest.mark.parametrize(
    ("cls", "page"),
    [(cls, page) for cls in CLASSES for page in links(cls, SHOWING)],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_every_link_opens_its_page_on_the_layer_it_says(cls: type[nn.Module], page: str) -> None:
    app = opened(page, **links(cls, SHOWING)[page])
    unpooling = family_name(cls) == "MaxUnpool"
    assert dict(bar(app)["values"])["layer"] == ("MaxPool2d" if unpooling else cls.__name__)
    assert "The link says" not in said(app)
    assert "torch refuses" not in said(app)
    assert dict(app.query_params) == links(cls, SHOWING)[page]
    if page in INPUTS and "Fractional" not in cls.__name__:  # whose windows the page draws by its own seed
        pooled = example(nn.MaxPool2d if unpooling else cls)
        assert output_of(app) == short_texts(explain(pooled.layer, pooled.x).output)
