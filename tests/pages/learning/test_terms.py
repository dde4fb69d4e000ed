"""Terms are explained where they first stand in the sentences and choices of a page, each once."""

import re
from collections import Counter

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.paged import page_at

EXPLAINED = {
    ("home.py", ""): "window",
    ("pages/windows.py", ""): "window",
    ("pages/signals.py", "panel=worth"): "window",
    ("pages/volumes.py", "panel=index"): "index",
    ("pages/unpooling.py", "show=gradient"): "gradient",
    ("pages/adaptive.py", "sec=pyramid"): "flatten",
    ("pages/compare.py", "show=side"): "window",
    ("pages/networks.py", ""): "receptive field",
    ("pages/frameworks.py", "panel=steps"): "padding",
    ("pages/layers.py", ""): "window",
    ("pages/practise.py", "topic=overlap"): "window",
    ("pages/learn.py", "lesson=stride"): "stride",
}


def explained(app: AppTest) -> list[str]:
    """The terms that stand explained beside the sentences of a page, from top to bottom."""
    helps = [one.proto.help for one in (*app.markdown, *app.caption)]
    return [term for said in helps for term in re.findall(r"^\*\*(.+?)\*\*: ", said, re.MULTILINE)]


@pytest.mark.parametrize(("page", "link"), EXPLAINED)
def test_a_page_explains_its_terms_once_and_again_when_it_is_run_again(page: str, link: str) -> None:
    app = page_at(page)(**dict([link.split("=")] if link else []))
    first = explained(app)
    assert EXPLAINED[page, link] in first
    assert max(Counter(first).values()) == 1
    assert explained(app.run()) == first


def test_the_cards_of_home_explain_what_no_sentence_above_them_has() -> None:
    assert explained(page_at("home.py")()) == ["window", "index", "global pooling"]
