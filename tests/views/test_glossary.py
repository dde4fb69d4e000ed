"""The glossary where its terms stand."""

import re

import pytest

from poolviz.answers.asking.glossary import terms
from poolviz.texts import LANGUAGES, speaking
from poolviz.views.glossary import meanings, pattern_of, terms_in


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_found_where_it_stands(language: str) -> None:
    with speaking(language):
        for entry in terms():
            name = re.split(r"[（(]", entry.title)[0].strip()
            assert entry.title in [found.word for found in terms_in([f"… {name} …"])], entry.title


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ties and indices", ["index", "tie"]),
        ("the batches, flattened", ["batch", "flatten"]),
        ("properties, paddings_of, in_features", ["in_features"]),
    ],
)
def test_plurals_are_found_and_parts_of_words_are_not(text: str, found: list[str]) -> None:
    assert sorted(term.word for term in terms_in([text])) == sorted(found)


def test_chinese_is_found_within_a_sentence() -> None:
    with speaking("zh"):
        assert [term.word for term in terms_in(["在填充中的梯度"])] == ["填充", "梯度"]


def test_a_term_is_explained_once() -> None:
    said: set[str] = set()
    assert meanings("the stride", said) == (
        "**stride**: How far the window moves from one output to the next; kernel\\_size unless given."
    )
    assert meanings("the stride", said) is None
    assert meanings("nothing of it", said) is None


def test_a_pattern_says_itself_alone() -> None:
    assert re.search(pattern_of("a.b（c）"), "axb") is None
