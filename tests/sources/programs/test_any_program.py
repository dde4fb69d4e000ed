"""Whatever a text says, trace_program ends in the steps of a network or in a PoolvizError with its line."""

import os
import random
import time
import warnings

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from poolviz import PoolvizError, Trace, trace_program
from tests.sources.programs.programs import PROGRAMS

# POOLVIZ_SEEDS=1000 is what `make soak` takes.
TEXTS = 5 * int(os.environ.get("POOLVIZ_SEEDS", "20"))
LONGEST = 20.0  # seconds of one text, on a machine that has other work: the sandbox ends it after 1
TOKENS = (
    *(
        "nn.Conv2d(1, 2, 3)",
        "nn.MaxPool2d(2)",
        "nn.Sequential(",
        "nn.Linear(4, 2)",
        "nn.ReLU()",
        "nn.ModuleList(",
    ),
    *(
        "class A(nn.Module):\n",
        "    def __init__(self):\n",
        "    def forward(self, x):\n",
        "        ",
        "return ",
    ),
    *(
        "super().__init__()\n",
        "self.",
        "x",
        "y",
        " = ",
        "F.max_pool2d(",
        "torch.cat(",
        "F.relu(",
        "x.view(",
        "-1",
    ),
    *(
        "for i in range(",
        "while ",
        "if ",
        "else:\n",
        "try:\n",
        "except Exception:\n",
        "lambda: ",
        "yield ",
        "import ",
    ),
    *(
        "def f(",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\n",
        "\n    ",
        "**",
        "*",
        "+",
        "==",
        "[0]",
        ".shape",
        "@",
    ),
    *(
        "1",
        "2",
        "3",
        "0",
        "10**9",
        "None",
        "True",
        "'a'",
        "f'{x}'",
        "\0",
        "\ud800",
        "（",
        "%matplotlib",
        "In [1]: ",
    ),
    *(
        "del ",
        "global ",
        "await ",
        "async def ",
        "with ",
        "assert ",
        "raise ",
        "print(",
        "open(",
        "__import__('os')",
    ),
)


def require_ended(text: str) -> None:
    """Run the program; what it ends in is a trace, or a sentence with a line that the text has."""
    found = ended(text)
    if isinstance(found, PoolvizError):
        str(found).encode(errors="replace")
        assert found.line is None or 1 <= found.line <= text.count("\n") + text.count("\r") + 1


def ended(text: str) -> Trace | PoolvizError:
    start = time.monotonic()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return trace_program(text, torch.zeros(1, 1, 12, 12))
    except PoolvizError as error:
        return error
    finally:
        assert time.monotonic() - start < LONGEST


@given(some.lists(some.sampled_from(TOKENS), max_size=40).map("".join))
@settings(max_examples=TEXTS, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_heap_of_words(text: str) -> None:
    require_ended(text)


@given(some.text(max_size=200))
@settings(max_examples=TEXTS, deadline=None)
def test_any_text(text: str) -> None:
    require_ended(text)


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_with_a_part_cut_out_or_doubled(name: str) -> None:
    draw, text = random.Random(3), PROGRAMS[name]
    for _time in range(TEXTS // 5):
        at, end = sorted(draw.choices(range(len(text)), k=2))
        part, place = text[at : min(end, at + draw.randint(0, 30))], draw.randrange(len(text))
        require_ended(
            text.replace(part, "", 1) if draw.random() < 0.5 else text[:place] + part + text[place:]
        )
