"""The dearest settings that each page allows, its panels with it: no click keeps the server busy for long."""

import functools
import gc
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import torch

from poolviz.answers.networks.networks.models import KEPT
from poolviz.answers.pages import PAGES
from poolviz.sources.matrices.text import write_matrix
from poolviz.sources.volumes.presets import VOLUME_PRESETS
from tests.pages.paged import page_at, said
from tests.sources.resident import MOST_ADDED, added_at_most
from tests.sources.speed import processor_seconds

# Seconds of processor beyond those of the page as it opens, which are Streamlit's own: half as many again as
# the 0.3 that are meant, since no two runs take the same.
MOST = 0.45
MATRIX = write_matrix(torch.arange(256.0).view(16, 16) % 10)
VOLUME = VOLUME_PRESETS[0].matrix
SIGNAL = " ".join(str(n * 7 % 10) for n in range(512))


COMPARED = {"a": "nn.LPPool2d(8, 1)", "b": "nn.AvgPool2d(16, 1, 8)", "m": "nn.MaxPool2d(8, 1, 4)"}
REPEATED = (
    "MaxPool2d(3, 1, 1)",
    "AvgPool2d(3, 1, 1)",
    "LPPool2d(2, 1)",
    "AdaptiveMaxPool2d(500)",
    "BatchNorm2d(1)",
    "LocalResponseNorm(5)",
    "ReLU()",
)


def layers_in_a_row(layer: str, count: int) -> dict[str, Any]:
    code = f"net = nn.Sequential(*[nn.{layer} for _ in range({count})])"
    return {"show": "own", "code": code, "ih": 512, "iw": 512}


DEAREST: list[tuple[str, dict[str, Any]]] = [
    *(
        ("windows", {"x": MATRIX, "panel": panel} | layer)
        for panel in ("worth", "table")
        for layer in ({"k": 1, "s": 1}, {"k": 16, "s": 1, "p": 8}, {"layer": "AdaptiveMaxPool2d", "to": 64})
    ),
    *(
        ("volumes", {"x": VOLUME, "panel": panel, "layer": "AdaptiveMaxPool3d", "to": 16})
        for panel in ("index", "turn", "back", "worth", "table")
    ),
    *(
        (
            "signals",
            {"src": "numbers", "x": SIGNAL, "k": 128, "s": 1, "p": 64, "back": "true", "panel": panel},
        )
        for panel in ("worth", "table")
    ),
    *(
        ("pictures", {"size": 256, "s": 1, "panel": panel} | layer)
        for panel in ("repeat", "memory")
        for layer in ({"k": 2}, {"k": 15, "p": 7}, {"k": 70, "p": 34}, {"k": 15, "p": 7, "d": 8})
    ),
    *(("sizes", {"tool": tool, "h": 100_000, "w": 100_000, "k": 3, "s": 1}) for tool in ("ruler", "curve")),
    ("sizes", {"tool": "inverse", "h": 997, "w": 997, "to_h": 333, "to_w": 331}),
    ("sizes", {"tool": "chain", "chain": "\n".join(["nn.MaxPool2d(2, 1)"] * 100)}),
    *(("unpooling", {"x": MATRIX, "k": 8, "s": 1, "p": 4, "show": way}) for way in ("unpooled", "gradient")),
    *(("networks", {"net": net, "side": 512, "bare": "true"}) for net in ("mnist", "vgg16", "googlenet")),
    ("networks", layers_in_a_row("Conv2d(1, 1, 3, padding=1)", 200)),
    *(("networks", layers_in_a_row(layer, 200)) for layer in REPEATED),
    *(("compare", {"show": part, "x": MATRIX} | COMPARED) for part in ("side", "pairs", "shift", "relu")),
    *(
        ("batches", {"data": "photos", "panel": panel} | layer)
        for panel in ("size", "code", "tensorboard", "speed")
        for layer in ({"k": 3, "s": 1}, {"k": 32, "s": 1, "p": 16})
    ),
    *(("layers", {"show": part, "fam": "all", "dim": "all"}) for part in ("layers", "order", "repr")),
    *(
        ("training", {"data": "faces", "seeds": 8, "epochs": 30, "panel": panel})
        for panel in ("says", "code", "networks", "epochs")
    ),
    ("practise", {"topic": "flat_index", "level": 3}),
    ("ask", {"q": "max averge norm widnow padding stride dilation " * 40}),
    ("learn", {"lesson": "windows"}),
    ("networks", layers_in_a_row("Upsample(scale_factor=1, mode='bicubic')", 14)),
    ("networks", layers_in_a_row("LocalResponseNorm(1100)", 1)),
    *(("adaptive", {"sec": sec, "ah": 256, "aw": 256, "size": 256}) for sec in ("fixed", "pyramid", "head")),
    ("frameworks", {"x": MATRIX, "fk": 16, "fs": 1}),
]


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Neither threads that wait nor walks over what a server has frozen are work of a page."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
    torch.set_num_threads(threads)


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize(("page", "link"), DEAREST, ids=str)
def test_the_dearest_settings_are_quick_and_small(page: str, link: dict[str, Any]) -> None:
    opened = page_at(f"pages/{page}.py")
    opened()  # the first use of a library does not count
    usual = processor_seconds(lambda: _anew(opened, {}), times=2)
    assert processor_seconds(lambda: _anew(opened, link), times=4) - usual < MOST
    assert added_at_most(lambda: _anew(opened, link)) < MOST_ADDED


def test_every_page_is_among_them() -> None:
    assert {page for page, _link in DEAREST} == set(PAGES) - {"home", "class"}  # which have no settings


def _anew(opened: Any, link: dict[str, Any]) -> None:
    _forget()
    opened(**link)


def _forget() -> None:
    """Empty what pages keep of settings that somebody asked for: nobody has asked for these before."""
    KEPT._entries.clear()
    for name in [name for name in sys.modules if name.startswith(("poolviz.answers", "poolviz.ui"))]:
        for one in vars(sys.modules[name]).values():
            if isinstance(one, functools._lru_cache_wrapper) and one.cache_info().maxsize is not None:
                one.cache_clear()


def test_what_would_be_dearer_is_refused_with_what_it_would_cost() -> None:
    link = {"size": 256, "k": 70, "s": 1, "p": 34, "panel": "repeat"}
    words = said(page_at("pages/pictures.py")(**link)).replace("\\", "")
    assert "the windows must read at most 50,000,000 values in all here" in words


def test_a_chain_that_is_too_long_says_where_it_ends() -> None:
    words = said(page_at("pages/pictures.py")(size=256, k=15, s=1, p=7, panel="repeat"))
    assert "would be too much for this page" in words
    words = said(page_at("pages/pictures.py")(size=256, k=9, s=1, panel="repeat"))
    assert "the rest would be too much for this page" in words


def test_a_network_of_too_many_steps_is_refused() -> None:
    words = said(page_at("pages/networks.py")(**layers_in_a_row("ReLU()", 201)))
    assert "a network may take at most 200 steps here" in words
