"""The same arguments give the same question in every version: links and worksheets name it by its seed.

Whoever changes what a topic draws writes kept.txt anew: `python -m tests.core.questions.test_kept`.
"""

import hashlib
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from poolviz.pooling.code.line import code
from poolviz.questions import TOPICS, ask
from poolviz.questions.topic import LEVELS

KEPT = Path(__file__).with_name("kept.txt")
SEEDS = range(12)


def plain(value: Any) -> str:
    """Write a value the same on every machine: sets in order, numbers to five digits."""
    match value:
        case bool():
            return str(value)
        case float():
            return f"{value:.5g}"
        case torch.Tensor():
            return f"{tuple(value.shape)} {value.dtype} {plain(value.tolist())}"
        case nn.Module():
            return code(value)
        case Mapping():
            return plain(sorted((name, plain(one)) for name, one in value.items()))
        case Set():
            return plain(sorted(value))
        case list() | tuple():
            return f"[{', '.join(map(plain, value))}]"
    return str(value)


def drawn(topic: str, seed: int, level: int) -> str:
    """Everything that is asked, but for the words."""
    q = ask(topic, seed, level)
    return plain([q.layer, q.x, q.answer, q.mistakes, q.drawn.values, q.drawn.choices])


def kept(topic: str) -> str:
    """The topic's questions of every level, and twelve seeds, in a few signs."""
    texts = "\n".join(drawn(topic, seed, level) for level in LEVELS for seed in SEEDS)
    return hashlib.sha256(texts.encode()).hexdigest()[:16]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_question_stays_the_same(topic: str) -> None:
    assert f"{topic} {kept(topic)}" in KEPT.read_text("utf-8").splitlines()


def test_numbers_are_written_the_same_on_every_machine() -> None:
    assert plain([1, 0.1 + 0.2, True, {(1, 0), (0, 1)}]) == "[1, 0.3, True, [[0, 1], [1, 0]]]"
    assert plain({"b": torch.tensor([1.0]), "a": None}) == "[[a, None], [b, (1,) torch.float32 [1]]]"


if __name__ == "__main__":
    KEPT.write_text("".join(f"{topic} {kept(topic)}\n" for topic in TOPICS), "utf-8")
