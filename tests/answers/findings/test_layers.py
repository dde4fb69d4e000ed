"""The Layers page as a value: which layers an address asks for, and what is shown of them."""

import random

import pytest
from torch import nn

from poolviz.answers.findings.layers.links import links
from poolviz.answers.findings.layers.page import (
    SHOWN,
    ArgumentOrder,
    Catalogue,
    HiddenParameters,
    OneLayer,
    Shows,
    answer,
    fields,
    one_layer,
)
from poolviz.answers.settings.fields import read
from poolviz.answers.settings.language import translations
from poolviz.pooling.layers import LAYERS
from poolviz.texts import speak
from tests.pages.paged import page_at


def shown(**address: str) -> Shows:
    """What the page shows for an address."""
    return answer(read(fields(), address)[0])


def test_the_layer_that_most_come_for() -> None:
    found = shown()
    assert isinstance(found, OneLayer)
    assert found.layer is nn.MaxPool2d
    assert found.trap is not None
    assert (found.trap.place, found.trap.of_layer, found.trap.of_function) == (
        5,
        "return_indices",
        "ceil_mode",
    )
    assert found.hidden == ("return_indices",)
    assert "on CPU: float16, bfloat16, float32, float64, uint8" in found.dtypes


def test_a_list_and_one_that_torch_does_not_have() -> None:
    all_of_one_axis, none = shown(fam="all", dim="1"), shown(fam="FractionalMaxPool", dim="1")
    assert isinstance(all_of_one_axis, Catalogue)
    assert [cls.__name__ for cls in all_of_one_axis.layers] == [
        *("MaxPool1d", "AvgPool1d", "LPPool1d", "AdaptiveMaxPool1d", "AdaptiveAvgPool1d", "MaxUnpool1d")
    ]
    assert none == Catalogue((), "FractionalMaxPool1d")
    every = shown(fam="all", dim="all")
    assert isinstance(every, Catalogue)
    assert set(every.layers) == set(LAYERS)


def test_another_order_of_arguments() -> None:
    found = shown(show="order")
    assert isinstance(found, ArgumentOrder)
    assert found.trapped == (nn.MaxPool2d,)
    assert found.swapped == (1, "kernel_size", "norm_type")
    assert found.silent_order is not None
    assert "torch.Size([2, 1, 2, 2]) torch.int64" in found.silent_order.printed
    every = shown(show="order", dim="all")
    assert isinstance(every, ArgumentOrder)
    assert every.trapped == (nn.MaxPool1d, nn.MaxPool2d, nn.MaxPool3d)


def test_what_repr_hides() -> None:
    found = shown(show="repr", dim="3")
    assert isinstance(found, HiddenParameters)
    assert len(found.layers) == 7
    assert "pad should be at most half of effective kernel size" in found.late_refusal.printed
    alike = "AvgPool3d(kernel_size=2, stride=2, padding=0)"
    assert found.same_repr.printed == (
        f"{alike} {alike} True\ntorch.Size([1, 1, 2, 2, 2]) torch.Size([1, 1, 3, 3, 3])"
    )


@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
def test_every_layer_in_both_languages(cls: type[nn.Module]) -> None:
    said = set()
    for language in ("en", "zh"):
        speak(translations(language))
        said.add(one_layer(cls).dtypes)
    assert len(said) == 2


def test_a_max_unpooling_leads_to_the_pooling_that_it_leads_back() -> None:
    pages = {"windows": ("MaxPool2d",), "unpooling": ("MaxPool2d", "AvgPool2d")}
    assert links(nn.MaxUnpool2d, pages).keys() == {"unpooling"}
    assert links(nn.MaxPool2d, pages).keys() == {"windows", "unpooling"}
    assert links(nn.MaxPool3d, pages) == {}


def test_whatever_the_address_says_there_is_an_answer() -> None:
    draw = random.Random(8)
    some = ("all", "1", "3", "repr", "order", "MaxPool", "FractionalMaxPool", "", "\x00", "9" * 99, "<b>")
    for _number in range(100):
        assert shown(**{key: draw.choice(some) for key in fields()})


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("show", SHOWN)
def test_the_page_shows_what_the_answer_says(show: str, lang: str) -> None:
    app = page_at("pages/layers.py")(lang=lang, show=show, dim="3")
    speak(translations(lang))
    found = shown(show=show, dim="3")
    codes = [element.value for element in app.code]
    if isinstance(found, OneLayer):
        assert found.dtypes in [caption.value for caption in app.caption]
        assert found.example.printed in codes
    elif isinstance(found, ArgumentOrder):
        assert found.silent_swap.printed in codes
    else:
        assert isinstance(found, HiddenParameters)
        assert {found.same_repr.program, found.late_refusal.printed} <= set(codes)
