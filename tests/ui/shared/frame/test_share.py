"""What of each page a link can lock: its layer with every argument of the bar, and its matrix."""

import pytest

from poolviz.answers.pages import ANSWERED
from poolviz.ui.shared.frame.share import lockable


def names(page: str, **values: object) -> dict[str, str]:
    fields = ANSWERED[page].fields()
    return lockable(fields, page, {key: field.default for key, field in fields.items()} | values)


@pytest.mark.parametrize("page", ["windows", "volumes", "signals", "unpooling"])
def test_a_layer_is_locked_by_its_arguments_and_so_is_the_matrix(page: str) -> None:
    found = names(page)
    assert {"layer", "k", "s", "p", "d", "ceil", "x"} <= set(found)
    assert (found["k"], found["s"]) == ("kernel_size", "stride")


def test_bars_of_other_pages_are_locked_too() -> None:
    assert names("adaptive", sec="fixed") == {
        "of": "Layer",
        "ah": "output_size",
        "ai": "return_indices",
    }
    assert names("adaptive", sec="pyramid") == {}
    assert names("adaptive", sec="global") == {"x": "Matrix"}
    assert {"op", "fk", "fs", "x"} <= set(names("frameworks"))
    assert set(names("compare", show="shift")) > {"x"}
    assert names("compare")["b"] == "Layer B"


def test_a_page_without_a_layer_has_nothing_to_lock() -> None:
    assert names("networks") == {}
