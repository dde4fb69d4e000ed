"""SAME and VALID of the other frameworks against plain loops written from their documents; indices."""

import itertools
import math
import random
from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn
from torch._subclasses.fake_tensor import FakeTensorMode

from poolviz import PoolvizError, code
from poolviz.findings.frameworks.differences import DIFFERENCES
from poolviz.findings.frameworks.indices import (
    from_onnx_indices,
    from_tensorflow_indices,
    to_onnx_indices,
    to_tensorflow_indices,
)
from poolviz.findings.frameworks.padding import PADDINGS, framework_pool, nearest, same_padding, same_size
from poolviz.views.words.programs.frameworks import TO_ONNX, TO_TENSORFLOW, same_function

SIX = torch.tensor([[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]])

# ------------------------------------------------------------------ plain loops


def tensorflow_starts(length: int, k: int, s: int, padding: str) -> list[int]:
    """Where the windows of one axis begin, as tf.nn's notes on padding say it: two cases, no torch."""
    if padding == "VALID":
        return [o * s for o in range(math.ceil((length - k + 1) / s))]
    total = max(k - s, 0) if length % s == 0 else max(k - (length % s), 0)
    return [o * s - total // 2 for o in range(math.ceil(length / s))]


def onnx_starts(length: int, k: int, s: int, padding: str) -> list[int]:
    """The same from ONNX's pad_shape, which can be negative; halved towards zero as onnxruntime does."""
    outputs = math.ceil(length / s)
    total = (outputs - 1) * s + k - length
    before = math.trunc((total + 1) / 2) if padding == "SAME_LOWER" else math.trunc(total / 2)
    return [o * s - before for o in range(outputs)]


def starts(length: int, k: int, s: int, padding: str) -> list[int]:
    rule = tensorflow_starts if padding in ("SAME", "VALID") else onnx_starts
    return rule(length, k, s, padding)


def plain_pool(plane: Tensor, ks: list[int], ss: list[int], padding: str, kind: str) -> tuple[list, list]:
    """The values of one plane, row-major, and the flat index of each maximum: the first of equal ones."""
    axes = [starts(n, k, s, padding) for n, k, s in zip(plane.shape, ks, ss, strict=True)]
    values, flats = [], []
    for begin in itertools.product(*axes):
        spans = [range(b, b + k) for b, k in zip(begin, ks, strict=True)]
        inside = [
            place
            for place in itertools.product(*spans)
            if all(0 <= x < n for x, n in zip(place, plane.shape, strict=True))
        ]
        numbers = [float(plane[place]) for place in inside]
        best = max(range(len(numbers)), key=numbers.__getitem__)
        values.append(max(numbers) if kind == "max" else sum(numbers) / len(numbers))
        flat = 0
        for x, n in zip(inside[best], plane.shape, strict=True):
            flat = flat * n + x
        flats.append(flat)
    return values, flats


def drawn(seed: int) -> tuple[Tensor, list[int], list[int]]:
    """A random small tensor (N, C, *plane) with ties and −∞, kernel sizes and strides, of 1 to 3 axes."""
    draw, torch_draw = random.Random(seed), torch.Generator().manual_seed(seed)
    dims = draw.choice((1, 1, 2, 2, 3))
    plane = [draw.randint(1, 9 if dims < 3 else 5) for _ in range(dims)]
    x = torch.randint(-4, 5, (draw.randint(1, 2), draw.randint(1, 3), *plane), generator=torch_draw).float()
    if draw.random() < 0.2:
        x[x < -2] = float("-inf")
    return x, [draw.randint(1, 5) for _ in plane], [draw.randint(1, 6) for _ in plane]


# ------------------------------------------------------------------ values


@pytest.mark.parametrize(
    ("padding", "made"),
    [("SAME", [3, 5, 6]), ("SAME_UPPER", [3, 5, 6]), ("SAME_LOWER", [2, 4, 6]), ("VALID", [3, 5])],
)
def test_the_example_of_every_migration_guide(padding: str, made: list[float]) -> None:
    assert framework_pool("max", SIX, 3, 2, padding).output.flatten().tolist() == made
    assert nn.MaxPool1d(3, 2, padding=1)(SIX).flatten().tolist() == [2, 4, 6]


def test_the_average_of_ones_is_one_to_the_border() -> None:
    ones = torch.ones(1, 1, 5, 5)
    assert torch.equal(framework_pool("mean", ones, 3, 2).output, torch.ones(1, 1, 3, 3))
    assert nearest("mean", (3, 3), (2, 2))(ones)[0, 0, 0, 0] == pytest.approx(4 / 9)
    assert torch.equal(nearest("mean", (3, 3), (2, 2), count_include_pad=False)(ones), torch.ones(1, 1, 3, 3))


def test_a_stride_larger_than_the_kernel_begins_later_in_onnx() -> None:
    seven = torch.arange(7.0).view(1, 1, 7)
    assert framework_pool("max", seven, 1, 4, "SAME").output.flatten().tolist() == [0, 4]
    assert framework_pool("max", seven, 1, 4, "SAME_UPPER").output.flatten().tolist() == [1, 5]


@pytest.mark.parametrize("block", range(8))
def test_values_and_indices_are_those_of_the_documents(block: int) -> None:
    for seed in range(block * 60, block * 60 + 60):
        x, ks, ss = drawn(seed)
        for padding, kind in itertools.product(PADDINGS, ("max", "mean")):
            if padding == "VALID" and any(k > n for k, n in zip(ks, x.shape[2:], strict=True)):
                continue
            made = framework_pool(kind, x, ks, ss, padding)
            for n, c in itertools.product(*map(range, x.shape[:2])):
                values, flats = plain_pool(x[n, c], ks, ss, padding, kind)
                said = (seed, padding, kind)
                assert made.output[n, c].flatten().tolist() == pytest.approx(values, rel=1e-5, abs=1e-6), said
                if kind == "max":
                    assert made.indices is not None
                    assert made.indices[n, c].flatten().tolist() == flats, said


def test_the_padding_is_that_of_tensorflows_two_cases() -> None:
    for length, k, s in itertools.product(range(1, 14), range(1, 8), range(1, 8)):
        assert same_size(length, s) == math.ceil(length / s)
        before, after = same_padding(length, k, s)
        begins = tensorflow_starts(length, k, s, "SAME")
        assert -before == begins[0]
        assert 0 <= after - before <= 1
        assert same_padding(length, k, s, "SAME_UPPER") == (before, after) or k < s


@pytest.mark.parametrize("seed", range(40))
def test_every_cell_of_it_explains_itself(seed: int) -> None:
    x, ks, ss = drawn(seed)
    for padding, kind in itertools.product(("SAME", "SAME_LOWER"), ("max", "mean")):
        made = framework_pool(kind, x, ks, ss, padding)
        for index in itertools.product(*map(range, made.output.shape)):
            cell = made.cell(index)
            assert torch.equal(cell.values, torch.stack([x[(*index[:2], *place)] for place in cell.members]))
            if kind == "max":
                assert cell.winner in cell.members
                assert cell.value == cell.values.max()
            else:
                assert cell.divisor == len(cell.members)
                assert torch.isclose(cell.value, cell.values.mean(), equal_nan=True)


def test_what_it_cannot_do_is_said() -> None:
    for call, said in (
        (lambda: framework_pool("min", SIX, 2, 2), "`kind` must be one of max, mean, but got min"),
        (lambda: framework_pool("max", SIX, 2, 2, "FULL"), "`padding` must be one of SAME.*, but got FULL"),
        (lambda: framework_pool("max", SIX[0], 2, 2), r"`x` must be of shape \(N, C"),
        (lambda: framework_pool("max", SIX, (2, 2), 2), "`kernel_size` must be one number or 1"),
        (lambda: framework_pool("max", SIX, 0, 2), "`kernel_size` must be a whole .* 1, but got 0"),
        (lambda: framework_pool("max", SIX, 7, 2, "VALID"), "torch refuses"),
        (lambda: framework_pool("mean", SIX.long(), 3, 2), "`x` must be of a floating dtype"),
        (lambda: same_padding(5, 2, True), "`stride` must be a whole number"),
        (lambda: to_onnx_indices(torch.zeros(1, 1, 1), (3,), 2), "`storage_order` must be 0 or 1, but got 2"),
    ):
        with pytest.raises(PoolvizError, match=said):
            call()


AT_LEAST_1 = "must be a whole number of at least 1, but got"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("min", SIX, 2, 2), "`kind` must be one of max, mean, but got min"),
        (
            ("max", SIX, 2, 2, "FULL"),
            "`padding` must be one of SAME, SAME_UPPER, SAME_LOWER, VALID, but got FULL",
        ),
        (("max", SIX[0], 2, 2), "`x` must be of shape (N, C, *plane), but got (1, 6)"),
        (
            ("max", SIX[None, None, None], 2, 2),
            "`x` must be of shape (N, C, *plane), but got (1, 1, 1, 1, 1, 6)",
        ),
        (("max", SIX, (2, 2), 2), "`kernel_size` must be one number or 1, but got (2, 2)"),
        (("max", SIX[None], (2, 2), 2.5), "`stride` must be one number or 2, but got 2.5"),
        (("max", SIX, 0, 2), f"`kernel_size` {AT_LEAST_1} 0"),
        (("max", SIX, 2, -1), f"`stride` {AT_LEAST_1} -1"),
        (("max", SIX[..., :0], 2, 1), f"`length` {AT_LEAST_1} 0"),
        (("mean", SIX.long(), 3, 2), "`x` must be of a floating dtype for an average, but got torch.int64"),
        (
            ("max", "6", 3, 2),
            "`x` must be a tensor, an array of numbers, or lists of equal length, but got str",
        ),
    ],
    ids=str,
)
def test_the_sentences_on_what_it_cannot_do(given: tuple, said: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        framework_pool(*given)
    assert str(caught.value) == said


def test_paddings_are_same_and_half_of_the_kernel_unless_told_otherwise() -> None:
    assert same_padding(7, 1, 4) == same_padding(7, 1, 4, "SAME") == (0, 0)
    assert same_padding(7, 1, 4, "SAME_LOWER") == (0, -2)
    assert same_padding(1, 1, 1) == (0, 0)
    assert torch.equal(
        framework_pool("max", SIX, 3, 2).output, framework_pool("max", SIX, 3, 2, "SAME").output
    )
    assert nearest("mean", (3,), (2,)).padding == (1,)
    assert nearest("mean", (3,), (2,)).count_include_pad is True
    assert nearest("max", (3,), (2,), "VALID").padding == 0
    assert framework_pool("mean", [[[1, 2, 3]]], 2, 1, "VALID").output.tolist() == [[[1.5, 2.5]]]


def test_the_nearest_layer_is_written_as_people_write_it() -> None:
    assert code(nearest("max", (3,), (2,))) == "nn.MaxPool1d(3, stride=2, padding=1)"
    assert code(nearest("mean", (2, 2), (1, 1))) == "nn.AvgPool2d(2, stride=1, padding=1)"
    assert code(nearest("mean", (3, 3), (2, 2), "VALID", False)) == (
        "nn.AvgPool2d(3, stride=2, count_include_pad=False)"
    )


# ------------------------------------------------------------------ indices


def pooled(seed: int) -> tuple[Tensor, Tensor, Tensor]:
    x = torch.randperm(2 * 3 * 5 * 7, generator=torch.Generator().manual_seed(seed)).view(2, 3, 5, 7).float()
    y, indices = F.max_pool2d(x, 3, 2, padding=1, return_indices=True)
    return x, y, indices


@pytest.mark.parametrize("seed", range(20))
def test_each_index_points_at_its_maximum_in_the_layout_of_its_framework(seed: int) -> None:
    x, y, indices = pooled(seed)
    nhwc, y_nhwc = x.permute(0, 2, 3, 1), y.permute(0, 2, 3, 1)
    whole = to_tensorflow_indices(indices, (5, 7), include_batch=True)
    assert torch.equal(nhwc.reshape(-1)[whole], y_nhwc)
    alone = to_tensorflow_indices(indices, (5, 7))
    for image in range(2):
        assert torch.equal(nhwc[image].reshape(-1)[alone[image]], y_nhwc[image])
    assert torch.equal(x.reshape(-1)[to_onnx_indices(indices, (5, 7))], y)
    columns = x.transpose(2, 3).reshape(-1)
    assert torch.equal(columns[to_onnx_indices(indices, (5, 7), storage_order=1)], y)


@pytest.mark.parametrize("seed", range(20))
def test_the_way_back_is_torchs_index(seed: int) -> None:
    indices = pooled(seed)[2]
    for batch in (False, True):
        argmax = to_tensorflow_indices(indices, (5, 7), include_batch=batch)
        assert torch.equal(from_tensorflow_indices(argmax, (5, 7)), indices)
    for order in (0, 1):
        assert torch.equal(from_onnx_indices(to_onnx_indices(indices, (5, 7), order), (5, 7), order), indices)


def test_the_numbers_of_the_documents_formula() -> None:
    indices = torch.full((2, 3, 1, 1), 5)  # y = 1, x = 1 of a plane 3 high and 4 wide
    assert to_tensorflow_indices(indices, (3, 4))[1, 0, 0, 2] == (1 * 4 + 1) * 3 + 2
    assert to_tensorflow_indices(indices, (3, 4), True)[1, 0, 0, 2] == ((1 * 3 + 1) * 4 + 1) * 3 + 2
    assert to_onnx_indices(indices, (3, 4))[1, 2, 0, 0] == (1 * 3 + 2) * 12 + 5
    assert to_onnx_indices(indices, (3, 4), 1)[1, 2, 0, 0] == (1 * 3 + 2) * 12 + 1 * 3 + 1


def test_signals_and_volumes_have_indices_too() -> None:
    signal = torch.tensor([[[2], [0]]])
    assert to_onnx_indices(signal, (3,)).tolist() == [[[2], [3]]]
    volume = torch.tensor([[[[[7]]]]])  # (0, 1, 2) of 2 × 4 × 5
    assert to_onnx_indices(volume, (2, 4, 5), 1).item() == 0 + 1 * 2 + 2 * 8
    assert from_onnx_indices(torch.tensor([[[[[18]]]]]), (2, 4, 5), 1).item() == 7


@pytest.mark.parametrize(
    "turned",
    [
        lambda indices: to_tensorflow_indices(indices, (5, 7), include_batch=True).movedim(-1, 1),
        lambda indices: to_onnx_indices(indices, (5, 7), 1),
        lambda indices: from_onnx_indices(indices, (5, 7), 1),
    ],
)
def test_indices_stay_on_their_device(turned: Callable[[Tensor], Tensor]) -> None:
    with FakeTensorMode():  # tensors of a GPU where there is none
        found = turned(torch.zeros(2, 3, 2, 3, dtype=torch.long, device="cuda"))
        assert (found.device.type, found.dtype, found.shape) == ("cuda", torch.long, (2, 3, 2, 3))


# ------------------------------------------------------------------ differences

X = torch.arange(1.0, 73).view(1, 2, 6, 6) - 30
SAME_XY = framework_pool("max", X, 3, 2).output
SHOULD_BE = {
    "Layout": nn.MaxPool2d(2)(X),
    'padding="SAME"': SAME_XY,
    'padding="same"': SAME_XY,
    "auto_pad": SAME_XY,
    "pads": SAME_XY,
    'padding="VALID"': framework_pool("max", X, 3, 2, "VALID").output,
    "LpPool": torch.nn.functional.avg_pool2d(X.abs() ** 3, 2, 1).mul(4).pow(1 / 3),
}


@pytest.mark.parametrize(
    "difference",
    [one for rows in DIFFERENCES.values() for one in rows],
    ids=[f"{name}-{one.subject}" for name, rows in DIFFERENCES.items() for one in rows],
)
def test_every_line_of_the_differences_runs(difference) -> None:
    names = {"torch": torch, "nn": nn, "F": F, "x": X, "x_nhwc": X.permute(0, 2, 3, 1)}
    exec("\n\n".join([TO_TENSORFLOW, TO_ONNX, same_function("SAME"), difference.code]), names)
    assert difference.source.startswith("https://")
    if difference.subject in SHOULD_BE:
        assert torch.allclose(names["y"], SHOULD_BE[difference.subject], rtol=1e-5)


def test_what_torch_is_said_to_do_is_what_it_does() -> None:
    assert code(nn.MaxPool2d(3)) == "nn.MaxPool2d(3)"
    assert nn.MaxPool2d(3).stride == 3
    assert nn.AvgPool2d(2).count_include_pad
    assert nn.LPPool1d(3, 2)(torch.tensor([[[-2.0, 1.0]]])).isnan().all()
    assert nn.LPPool1d(1, 3, 3, ceil_mode=True)(torch.ones(1, 1, 4)).tolist() == [[[3, 3]]]
    assert nn.MaxPool1d(1, 2, ceil_mode=True)(torch.ones(1, 1, 2)).shape[-1] == 1
    with pytest.raises(RuntimeError):
        nn.MaxPool1d(3, padding=2)(torch.ones(1, 1, 9))
