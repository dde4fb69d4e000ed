"""Any text at all is read as a network or refused in a sentence, searched by hypothesis."""

import contextlib
import random

import pytest

from poolviz.errors import PoolvizError
from poolviz.networks.programs.code import parse_network
from poolviz.networks.programs.layers import LAYERS

pytest.importorskip("hypothesis", reason="hypothesis draws the texts")
from hypothesis import given, settings
from hypothesis import strategies as st


def only_poolviz_errors(text: str) -> None:
    with contextlib.suppress(PoolvizError):
        parse_network(text)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_refused_in_a_sentence(text: str):
    only_poolviz_errors(text)


WORDS = st.sampled_from(
    [
        *(
            "nn.",
            "(",
            ")",
            ",",
            "\n",
            "\n    ",
            "=",
            "self.",
            "x",
            "1",
            "2",
            "0",
            "-",
            "**",
            "*",
            ":",
            "[",
            "]",
        ),
        *("'same'", "True", "None", "F.relu(", "class A(nn.Module):\n    def forward(self, x):\n        "),
        *("return ", "add_module", ".append(", "OrderedDict(", "nn.Sequential(", "view(", "lambda: ", "inf"),
        *(f"{name}(" for name in random.Random(1).sample(sorted(LAYERS), 20)),
    ]
)


@given(st.lists(WORDS, max_size=60).map("".join))
@settings(max_examples=200, deadline=None)
def test_any_heap_of_words_is_read_or_refused_in_a_sentence(text: str):
    only_poolviz_errors(text)


VALUES = st.sampled_from([0, 1, 2, -3, 2.5, True, None, (1, 2), "a", 10**9, float("nan")])


@given(st.sampled_from(sorted(LAYERS)), st.lists(VALUES, max_size=6))
@settings(max_examples=200, deadline=None)
def test_any_arguments_are_taken_or_refused_in_a_sentence(name: str, values: list[object]):
    only_poolviz_errors(f"{name}({', '.join(map(repr, values))})")
