"""What a positional argument sets: nn and F have them in another order."""

import inspect
import random

from torch import nn

from poolviz.pooling.code.functional import functional_order
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_("What does the {value} set in `{call}`?")
RIGHT = N_("The order of {where} is {order}: it sets {answer}.")
MISTAKES = {
    "other_order": N_(
        "That is the order of the other one: in nn and F, return_indices and ceil_mode stand "
        "the other way round."
    ),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a positional call of nn or of F."""
    dims = rng.choice((1, 2, 3))
    cls = getattr(nn, f"MaxPool{dims}d")
    orders = {"nn": tuple(inspect.signature(cls).parameters), "F": functional_order(cls)}
    where = {1: "nn", 2: "F", 3: rng.choice(("nn", "F"))}[level]
    k, at = rng.choice((2, 3)), rng.choice((4, 5))
    given = f"{k}, {k}, {rng.randint(0, 1)}, 1, " + ("True" if at == 4 else "False, True")
    call = f"nn.MaxPool{dims}d({given})" if where == "nn" else f"F.max_pool{dims}d(x, {given})"
    choices = ("dilation", "return_indices", "ceil_mode")
    right, wrong = orders[where][at], orders["F" if where == "nn" else "nn"][at]
    values = {"value": "True", "call": call, "where": where, "order": ", ".join(orders[where])}
    return Task(choices.index(right), {"other_order": choices.index(wrong)}, values, choices=choices)


TOPIC = Topic("argument_order", "choice", "layers", TEXT, RIGHT, MISTAKES, draw)
