"""A line of code that brings one size to another."""

import random
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.sizes.inverse import layers_for
from poolviz.pooling.sizes.shapes import output_shape
from poolviz.questions.draws import pair
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_("Write a 2-d pooling layer, such as `nn.MaxPool2d(3, 2)`, that turns {given} into {wanted}.")
RIGHT = N_("`{line}` does, and so do others.")
MISTAKES: dict[str, str] = {}


def draw(rng: random.Random, level: int) -> Task | None:
    """Return two sizes, and the first sliding layer that leads from one to the other."""
    given = pair(rng, range(12, 60), level > 1)
    part = pair(rng, (2, 3, 4, 5), level > 1)
    wanted = tuple(
        n // p + (rng.randint(-1, 1) if level == 3 else 0) for n, p in zip(given, part, strict=True)
    )
    found = layers_for(given, wanted, limit=1)
    if not found:
        return None

    def leads(line: Any) -> bool:
        try:
            return output_shape(parse(line), (1, 1, *given))[-2:] == wanted
        except PoolvizError:
            return False

    line = code(found[0])
    values = {"given": " × ".join(map(str, given)), "wanted": " × ".join(map(str, wanted)), "line": line}
    return Task(line, {}, values, judge=leads)


TOPIC = Topic("size_to_layer", "code", "sizes", TEXT, RIGHT, MISTAKES, draw)
