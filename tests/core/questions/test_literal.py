"""Every topic's first question, read and answered by hand: the same on every machine."""

import math

import pytest
from torch import nn

from poolviz.questions import TOPICS, ask
from poolviz.questions.topics.sizes import output_size

# Of seed 1, level 1: the beginning of its text, and its answer.
LITERAL = {
    "max_of_windows": (
        "`nn.MaxPool2d(2)` gets the input shown. What is its output, ",
        [[7.0, 9.0], [8.0, 3.0]],
    ),
    "mean_of_windows": (
        "`nn.AvgPool2d(2)` gets the input shown. What is its output, ",
        [[2.75, 7.0], [6.25, 4.5]],
    ),
    "padding_value": ("All numbers of the input shown are negative. What does `nn.M", -1.0),
    "default_stride": (
        "`nn.MaxPool2d(2)` gets the input shown. What is its output?",
        [[8.0, 8.0], [7.0, 8.0]],
    ),
    "winner": ("`nn.MaxPool2d(2)` gets the input shown. Which cell of the in", {(0, 3)}),
    "flat_index": ("`nn.MaxPool2d(2)` gets the input shown, 6 rows of 4. With re", 10),
    "dilation_taps": (
        "`nn.MaxPool2d(2, stride=1, dilation=2)` gets an input of 5 ×",
        {(0, 1), (0, 3), (2, 1), (2, 3)},
    ),
    "divisor": ("`nn.AvgPool2d(3, stride=1, padding=1)` gets an input of 4 × ", 9),
    "readers": ("`nn.MaxPool2d(3, stride=1)` slides over an input of 5 × 6. H", 3),
    "unread": (
        "`nn.MaxPool2d(2)` gets an input of 5 × 6. Which of its cells",
        {(4, 0), (4, 1), (4, 2), (4, 3), (4, 4), (4, 5)},
    ),
    "overlap": (
        "`nn.MaxPool2d(3, stride=2)` gets an input of 8 × 5. Which of",
        {
            (0, 2),
            (1, 2),
            (2, 0),
            (2, 1),
            (2, 2),
            (2, 3),
            (2, 4),
            (3, 2),
            (4, 0),
            (4, 1),
            (4, 2),
            (4, 3),
            (4, 4),
            (5, 2),
            (6, 2),
        },
    ),
    "nan_and_inf": ("`nn.MaxPool2d(2)` gets the input shown. What does it give at", math.nan),
    "output_size": ("`nn.MaxPool2d(4, stride=3)` gets an input of height 24 and w", (7, 7)),
    "in_features": ("A batch of 8 pictures of 1 × 28 × 28 goes through `nn.Conv2d", 1440),
    "too_small": ("What is the smallest side of a square input that torch accep", 7),
    "ceil_mode": ("`nn.MaxPool2d(4, stride=3, ceil_mode=True)` gets an input of", (9, 9)),
    "dropped_window": ("`nn.MaxPool2d(2, stride=3, ceil_mode=True)` gets an input of", (8, 8)),
    "padding_limit": ("What is the largest padding that torch accepts for `nn.MaxPo", 7),
    "size_to_layer": ("Write a 2-d pooling layer, such as `nn.MaxPool2d(3, 2)`, tha", "nn.MaxPool2d(5)"),
    "same_padding": ("TensorFlow pools 14 values with a window of 3, stride 2 and ", (7, 0, 1)),
    "refusal": ("torch refuses `nn.MaxPool2d(2, stride=1, padding=2)` on an i", 0),
    "unpool_place": ("`nn.MaxPool2d(2)` pools the input shown, and MaxUnpool2d put", {(1, 3)}),
    "unpool_size": ("`nn.MaxPool2d(4)` pools a plane of 9 × 10. Which output_size", 1),
    "gradient_max": ("`nn.MaxPool2d(2)` gets the input shown, and each of its outp", {(0, 0)}),
    "gradient_mean": ("`nn.AvgPool2d(2)` gets an input of 4 × 4, and each of its ou", 0.25),
    "per_channel": ("A batch of shape (64, 3, 32, 32) goes through `nn.AvgPool2d(", (64, 3, 16, 16)),
    "parameters": ("Maps of 8 × 12 × 12 go through `nn.MaxPool2d(2)`, then Flatt", 0),
    "flatten_or_global": ("The last maps are 128 × 4 × 4. After Flatten, how many param", 20490),
    "receptive_field": ("Maps go through `nn.Conv2d(1, 1, 7)`, `nn.MaxPool2d(3, strid", 17),
    "adaptive_windows": ("`nn.AdaptiveMaxPool1d(3)` gets 8 samples. Which of them (cou", {(0,), (1,), (2,)}),
    "relu_order": ("The input shown goes through `nn.AvgPool2d(2)`, once with a ", {(0, 0), (0, 1)}),
    "shift": ("The signal shown moves 1 to the right (what leaves on the ri", {(1,), (2,)}),
    "shift_survives": ("A signal of 15 samples is 0 but for a 1 at sample 7 (counted", 1),
    "aliasing": ("The signal shown moves by one to the right (what leaves on t", [[1.0, 1.0, 1.0, 0.0]]),
    "max_or_mean": ("The input shown became [5.75 4.5; 3 7.75]. Which layer did t", 1),
    "pool_or_stride": ("`nn.Conv2d(8, 8, 4, stride=4)` and `nn.MaxPool2d(4)` make pl", 0),
    "argument_order": ("What does the True set in `nn.MaxPool2d(2, 2, 1, 1, False, T", 2),
    "make_input": (
        "Type an input of 4 × 4 numbers for `nn.MaxPool2d(3)` so that",
        [[7, 7, 7, 5], [7, 7, 7, 5], [7, 7, 7, 5], [6, 6, 6, 7]],
    ),
}


def test_every_topic_is_here() -> None:
    assert tuple(LITERAL) == TOPICS


@pytest.mark.parametrize("topic", LITERAL)
def test_a_question_and_its_answer(topic: str) -> None:
    begins, answer = LITERAL[topic]
    q = ask(topic, seed=1, level=1)
    assert q.text("en").startswith(begins)
    if isinstance(answer, float) and math.isnan(answer):
        assert math.isnan(q.answer)
    else:
        assert q.answer == answer
    assert q.grade(answer).right


def test_the_nearest_layer_that_torch_accepts_differs_in_one_argument_alone() -> None:
    q = ask("refusal", seed=1, level=3)
    assert q.kind == "code"
    assert q.text().startswith(
        "torch refuses `nn.MaxPool2d(2, stride=1, padding=2, dilation=2)` on an input of"
    )
    assert q.answer == "nn.MaxPool2d(2, stride=1, padding=1, dilation=2)"
    right = {
        "nn.MaxPool2d(2, stride=1, padding=1, dilation=2)": True,
        "nn.MaxPool2d(2, 1, padding=0, dilation=2)": True,
        "nn.MaxPool2d(2, stride=1, padding=2, dilation=2)": False,
        "nn.MaxPool2d(4, stride=1, padding=2, dilation=2)": False,
        "nn.MaxPool2d(2)": False,
        "nn.AvgPool2d(2, stride=1, padding=1)": False,
    }
    assert {line: q.grade(line).right for line in right} == right


def test_the_size_of_a_layer_without_dilation_and_its_mistakes() -> None:
    task = output_size.task(nn.AvgPool2d(3), 8, 9, strided=False)
    assert task.answer == (2, 3)
    assert task.mistakes == {
        "rounded_up": (3, 3),
        "forgot_one": (1, 2),
        "default_stride": (6, 7),
        "width_first": (3, 2),
    }


# What a topic judges: its seed and level, what somebody gives, and whether it does what was asked for.
JUDGED = [
    ("make_input", 1, 1, "2 2 2 9; 2 2 2 9; 2 2 2 9; 9 9 9 9", True),  # only the first window is read
    ("make_input", 1, 1, "2 2 2 2; 2 2 2 2; 2 2 2 2; 2 2 2 2", False),
    ("make_input", 1, 1, "2 2 2 9; 2 3 2 9; 2 2 2 9; 9 9 9 9", False),
    ("make_input", 1, 1, "2 2 2; 2 2 2; 2 2 2", False),
    ("make_input", 1, 1, "2 2 2 9; 2 2 2 9; 2 2 2 9; 9 9 9 inf", False),
    ("make_input", 1, 1, "2 2 2 9 9; 2 2 2 9 9; 2 2 2 9 9; 9 9 9 9 9", False),
    ("make_input", 1, 2, "0 0 0 9; 0 0 0 9; 1 0 0 9; 9 9 9 9", True),
    ("make_input", 1, 2, "0 0 0 9; 0 0 0 9; 1 0 1 9; 9 9 9 9", True),
    ("make_input", 1, 2, "0 0 0 9; 0 1 0 9; 1 0 0 9; 9 9 9 9", False),
    ("make_input", 6, 2, "0 0 0 0; 0 5 0 6; 0 7 0 0; 0 0 0 1", True),
    ("make_input", 6, 2, "0 0 0 0; 0 0 0 9; 0 0 1 0; 0 0 0 0", False),
    ("make_input", 6, 2, "0 0 0 0; 0 0 0 0; 0 0 0 0; 0 9 0 0", False),
    ("make_input", 1, 3, "9 9 1 2 0; 1 2 3 4 0; 1 2 1 2 0; 3 4 3 4 0; 0 0 0 0 0", True),
    ("make_input", 1, 3, "8 9 1 2 0; 1 2 3 4 0; 1 2 1 2 0; 3 4 3 4 0; 0 0 0 0 0", False),
    ("make_input", 1, 3, "9 9 1 2 0; 1 2 3 4 0; 1 2 1 4 0; 3 4 3 4 0; 0 0 0 0 0", False),
    ("size_to_layer", 1, 1, "nn.MaxPool2d(5)", True),  # 42 × 42 to 8 × 8
    ("size_to_layer", 1, 1, "nn.AdaptiveAvgPool2d(8)", True),
    ("size_to_layer", 1, 1, "nn.AvgPool2d(5, stride=5, padding=1)", True),
    ("size_to_layer", 1, 1, "nn.MaxPool2d(4)", False),
    ("size_to_layer", 1, 1, "nn.MaxPool2d((5, 4))", False),
    ("size_to_layer", 1, 1, "nn.MaxPool2d((4, 5))", False),
    ("size_to_layer", 1, 1, "nn.MaxPool1d(5)", False),
    ("size_to_layer", 1, 1, "nn.MaxPool2d(50)", False),
    ("size_to_layer", 1, 2, "nn.MaxPool2d((4, 3))", True),  # 19 × 39 to 4 × 13
    ("size_to_layer", 1, 2, "nn.MaxPool2d((3, 4))", False),
]


@pytest.mark.parametrize(("topic", "seed", "level", "given", "right"), JUDGED)
def test_any_answer_that_does_what_was_asked_for_is_right(
    topic: str, seed: int, level: int, given: str, right: bool
) -> None:
    verdict = ask(topic, seed, level).grade(given)
    assert (verdict.right, verdict.mistake) == (right, None)
