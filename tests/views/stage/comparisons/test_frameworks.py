"""The programs, steps, indices and stage of the Other frameworks page."""

import ast
import itertools
import json
import random

import pytest
import torch

from poolviz.findings.frameworks.padding import PADDINGS, framework_pool, nearest
from poolviz.pooling.explanation import Explanation, explain
from poolviz.views.stage.comparisons.frameworks import comparison_stage, difference_marks
from poolviz.views.stage.wire.travel import to_wire
from poolviz.views.words.framework_index import index_rows, index_sentence
from poolviz.views.words.framework_padding import padding_line, padding_steps
from poolviz.views.words.programs.frameworks import CODES, TO_ONNX, TO_TENSORFLOW, torch_code

SIX = torch.tensor([[[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]]])


def drawn(seed: int) -> tuple[Explanation, str]:
    """A random pooling of a plane or, as the page has it, of a signal as one row, and its padding."""
    draw = random.Random(seed)
    k, s, padding = draw.randint(1, 4), draw.randint(1, 5), draw.choice(PADDINGS)
    rows, cols = draw.choice((1, draw.randint(4, 9))), draw.randint(4, 9)
    x = torch.randint(-9, 9, (1, 1, rows, cols), generator=torch.Generator().manual_seed(seed)).float()
    if draw.random() < 0.2:
        x[0, 0, 0, 0] = draw.choice((float("inf"), float("nan"), float("-inf")))
    kernel, stride = ((1, k), (1, s)) if rows == 1 else ((k, k), (s, s))
    return framework_pool(draw.choice(("max", "mean")), x, kernel, stride, padding), padding


def grid(data: dict, key: str) -> dict:
    return next(grid for grid in data["grids"] if grid["id"] == key)


@pytest.mark.parametrize("seed", range(150))
def test_the_torch_program_runs_and_gives_what_the_stage_shows(seed: int) -> None:
    made, padding = drawn(seed)
    names: dict = {"print": lambda *_: None}
    exec(torch_code(made, padding), names)
    shown = made.output if names["y"].dim() == 4 else made.output[:, :, 0]
    assert torch.allclose(names["y"], shown, rtol=1e-5, atol=1e-6, equal_nan=True)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("framework", CODES)
def test_the_other_programs_are_python_and_name_the_numbers(seed: int, framework: str) -> None:
    made, padding = drawn(seed)
    text = CODES[framework](made, padding)
    ast.parse(text)
    axis = made.axes[-1]
    for number in (axis.kernel_size, axis.stride):
        assert f"={number}" in text or f"=[{number}" in text


def test_the_programs_of_the_first_example() -> None:
    made = framework_pool("max", SIX, (1, 3), (1, 2))
    assert "y = F.max_pool1d(padded, 3, 2)\nprint(y)  # 3 5 6" in torch_code(made, "SAME")
    assert 'y = tf.nn.max_pool1d(x, ksize=3, strides=2, padding="SAME")' in CODES["tensorflow"](made, "SAME")
    assert 'keras.layers.MaxPooling1D(pool_size=3, strides=2, padding="same")' in CODES["keras"](made, "SAME")
    assert 'kernel_shape=[3], strides=[2], auto_pad="SAME_UPPER"' in CODES["onnx"](made, "SAME_UPPER")


def test_the_conversions_to_copy_are_those_of_the_core() -> None:
    from poolviz.findings.frameworks import indices as core

    names: dict = {"torch": torch}
    exec(TO_TENSORFLOW + "\n\n" + TO_ONNX, names)
    indices = torch.randint(0, 35, (2, 3, 2, 2))
    for batch in (False, True):
        argmax = core.to_tensorflow_indices(indices, (5, 7), batch)
        assert torch.equal(names["to_tensorflow"](indices, (5, 7), batch), argmax)
        assert torch.equal(names["from_tensorflow"](argmax, (5, 7)), indices)
    assert torch.equal(names["to_onnx"](indices, (5, 7)), core.to_onnx_indices(indices, (5, 7)))
    assert torch.equal(names["from_onnx"](names["to_onnx"](indices, (5, 7)), (5, 7)), indices)


@pytest.mark.parametrize("seed", range(100))
def test_the_stage_shows_both_layers_with_their_own_padding(seed: int) -> None:
    made, padding = drawn(seed)
    kernel, stride = (tuple(getattr(axis, name) for axis in made.axes) for name in ("kernel_size", "stride"))
    kind = made.family.reduce
    other = explain(nearest(kind, kernel, stride, padding), made.input)
    data = to_wire(comparison_stage(made, other, ("A", "B")))
    json.dumps(data, allow_nan=False)
    assert [one["id"] for one in data["grids"]] == [
        "made_input", "made_output", "layer_input", "layer_output",
    ]  # fmt: skip
    for link, one in zip(data["links"], (made, other), strict=True):
        for axis, sent in zip(one.axes, link["axes"], strict=True):
            assert sent["taps"] == [[t.start, t.step, len(t)] for t in map(axis.taps, range(axis.outputs))]
    framed = grid(data, "made_input")["frame"]
    for axis, (before, after) in zip(made.axes, (("top", "bottom"), ("left", "right")), strict=True):
        reads = {x for output in range(axis.outputs) for x in axis.taps(output)}
        assert framed[before] == max(0, -min(reads))
        assert framed[after] == max(0, max(reads) + 1 - axis.length)
    assert grid(data, "made_output").get("marks", []) == difference_marks(made, other)


def test_marks_are_where_the_values_differ() -> None:
    one = framework_pool("max", SIX, (1, 3), (1, 2))
    other = explain(nearest("max", (1, 3), (1, 2)), SIX)
    assert difference_marks(one, other) == ["differs", "differs", ""]
    assert difference_marks(one, one) == ["", "", ""]
    wide = explain(nearest("max", (1, 2), (1, 1)), SIX)
    assert difference_marks(framework_pool("max", SIX, (1, 2), (1, 1)), wide) == []


def test_steps_and_their_line_agree_with_the_pooling() -> None:
    for length, k, s, padding in itertools.product(range(4, 10), range(1, 5), range(1, 6), PADDINGS):
        made = framework_pool("max", torch.zeros(1, 1, length), k, s, padding)
        axis = made.axes[0]
        steps = padding_steps("W", length, k, s, padding)
        assert f"= {axis.outputs}" in steps[0][0]
        line = padding_line("W", length, k, s, padding)
        assert f"= {axis.outputs}" in line
        if padding != "VALID":
            assert f" {axis.padding} before".replace("-", "−") in line


def test_the_index_of_a_maximum_with_its_numbers() -> None:
    made = framework_pool("max", SIX, (1, 3), (1, 2))
    rows = index_rows(made, channels=3, image=2, channel=1, include_batch=False)
    assert [(row["torch"], row["TensorFlow"], row["ONNX"]) for row in rows] == [
        (2, 7, 44),
        (4, 13, 46),
        (5, 16, 47),
    ]
    assert "TensorFlow: (0·6 + 2)·3 + 1 = **7**" in index_sentence(made, 3, 2, 1, False)
    assert "TensorFlow: ((2·1 + 0)·6 + 2)·3 + 1 = **43**" in index_sentence(made, 3, 2, 1, True)
    assert "ONNX: (2·3 + 1)·1·6 + 0·6 + 2 = **44**" in index_sentence(made, 3, 2, 1, False)


@pytest.mark.parametrize("batch", [False, True])
def test_the_sentence_says_sums_that_are_right(batch: bool) -> None:
    made = framework_pool("max", torch.randperm(30).view(1, 1, 5, 6).float(), 3, 2)
    _said, *lines = index_sentence(made, 4, 3, 2, batch).splitlines()
    assert len(lines) == 3
    for line in lines:
        term, result = line.partition(": ")[2].replace("·", "*").replace("**", "").split(" = ")
        assert eval(term) == int(result)
