"""What SAME padding gives: the number of outputs, and how much it pads before and behind."""

import random

from poolviz.findings.frameworks.padding import same_padding, same_size
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "TensorFlow pools {length} values with a window of {k}, stride {s} and SAME padding. How "
    "many outputs are there, and how many cells of padding stand before and after the input? "
    "Give three numbers."
)
RIGHT = N_(
    "SAME gives ⌈{length} / {s}⌉ outputs and pads just enough, with an odd cell after the input: {answer}."
)
MISTAKES = {
    "torch": N_("You took torch's formula with a padding of {half} on both sides. SAME may pad unevenly.")
}


def draw(rng: random.Random, level: int) -> Task:
    """Return an axis under SAME padding."""
    length, k = rng.randint(5, 12 + 8 * level), rng.choice((2, 3) if level == 1 else (3, 4, 5))
    s = rng.choice((1, 2) if level < 3 else (2, 3, 4))
    before, after = same_padding(length, k, s)
    half = k // 2
    torch_answer = ((length + 2 * half - k) // s + 1, half, half)
    values = {"length": length, "k": k, "s": s, "half": half}
    return Task((same_size(length, s), before, after), {"torch": torch_answer}, values)


TOPIC = Topic("same_padding", "size", "frameworks", TEXT, RIGHT, MISTAKES, draw)
