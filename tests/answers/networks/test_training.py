"""What the training page asks for follows from its address, and what is known before a run."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from poolviz.answers.networks.training import (
    Comparison,
    answer,
    chance,
    fields,
    layer_rows,
    program,
    request,
)
from poolviz.answers.settings.fields import read
from poolviz.errors import PoolvizError
from poolviz.networks.training.messages import Request
from poolviz.sources.datasets import cifar
from poolviz.texts import speaking
from tests.answers.addresses import addresses, values_at
from tests.pages.paged import page_at, said
from tests.sources.datasets.cifar_like import make_folder

opened = page_at("pages/training.py")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    return tmp_path


def at(**link: Any) -> Comparison:
    return answer(values_at(fields(), **link))


def test_the_request_of_an_address() -> None:
    assert at().request == Request("faces", ("max", "average", "strided", "none"), 3, 20, 0.02, "cpu")
    some = at(data="cifar", max="false", none="false", seeds=2, epochs=5, rate="0.1")
    assert some.request == Request("cifar", ("average", "strided"), 2, 5, 0.1, "cpu")
    assert request(read(fields(), {})[0], device="cuda:0").device == "cuda:0"  # type: ignore[arg-type]


def test_what_is_known_before() -> None:
    found = at(seeds=2, epochs=5, strided="false")
    assert found.plan == "3 networks × 2 seeds × 5 epochs = 30 epochs, in the background."
    assert found.pictures == "100 for training, 100 for testing"
    assert [row["network"] for row in found.rows] == ["max pooling", "average pooling", "no pooling"]
    assert {row["test accuracy"] for row in found.rows} == {"–"}
    assert (chance(found.request), found.curve, found.missing, found.ready) == (0.5, "test", False, True)


def test_without_a_network_there_is_nothing_to_begin() -> None:
    found = at(max="false", average="false", strided="false", none="false")
    assert (found.plan, found.rows, found.ready) == ("Choose at least one network.", [], False)


def test_cifar_must_be_there(folder: Path) -> None:
    found = at(data="cifar")
    assert (found.missing, found.ready) == (True, False)
    assert (found.pictures, chance(found.request)) == ("2,000 for training, 1,000 for testing", 0.1)
    make_folder(folder / cifar.BASE)
    assert at(data="cifar").ready


def test_program_and_layers_are_those_of_the_request() -> None:
    asked = at(epochs=7, rate="0.05").request
    assert "for epoch in range(7):" in program(asked, "average")
    assert "lr=0.05" in program(asked, "average")
    assert layer_rows(asked, "max")[2] == {
        "layer": "nn.MaxPool2d(2, ceil_mode=True)",
        "output of one picture": "(8, 13, 13)",
        "parameters": "0",
        "multiply-adds": "0",
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_what_the_answer_says(lang: str) -> None:
    app = opened(lang=lang, seeds=2, epochs=5, none="false")
    with speaking(lang):
        found = at(seeds=2, epochs=5, none="false")
    assert app.get("progress")[0].proto.text == found.plan
    assert found.pictures in said(app)
    assert all(cell in said(app) for cell in found.rows[0])
    assert app.button(key="start_training").disabled != found.ready


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(link=addresses(fields()))
def test_whatever_the_address_says_there_is_a_request(link: dict[str, str]) -> None:
    with suppress(PoolvizError):
        found = answer(read(fields(), link)[0])
        assert found.request.total == len(found.rows) * found.request.seeds * found.request.epochs
