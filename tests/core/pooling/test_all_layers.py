"""All twenty pooling layers of torch.nn: thousands of settings, every cell against torch."""

import itertools
import math
import random

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from poolviz import Explanation, PoolvizError, code, explain, functional_code, parse
from poolviz.pooling.layers import LAYERS, SIGNATURES, arguments
from poolviz.pooling.layouts import shape_after, with_samples
from poolviz.pooling.reductions import reduction_of
from poolviz.pooling.refusals.repairs import accepts

CASES = 110  # of each layer
NORMS = (1, 2, 3, 4, 0.5, 1.5, math.inf, -math.inf)
FLOATS = (torch.float16, torch.bfloat16, torch.float32, torch.float64)


def chosen(rng: random.Random, low: int, high: int, dims: int) -> int | tuple[int, ...]:
    """One number for all axes, or one for each."""
    several = tuple(rng.randint(low, high) for _axis in range(dims))
    return several if rng.random() < 0.5 else several[0]


def sliding(rng: random.Random, dims: int, names: set[str]) -> dict:
    given = {"kernel_size": chosen(rng, 1, 4, dims), "stride": rng.choice([None, chosen(rng, 1, 4, dims)])}
    if "padding" in names:
        given["padding"] = rng.randint(0, 2)
    if "dilation" in names:
        given["dilation"] = chosen(rng, 1, 3, dims)
    if "count_include_pad" in names:
        given["count_include_pad"] = rng.random() < 0.5
    if "divisor_override" in names:
        given["divisor_override"] = rng.choice([None, None, 2, -3])
    if "norm_type" in names:
        given["norm_type"] = rng.choice(NORMS)
    return given | ({"ceil_mode": rng.random() < 0.5} if "ceil_mode" in names else {})


def setting_of(rng: random.Random, cls: type[nn.Module], names: set[str]) -> dict:
    family, dims = LAYERS[cls]
    if family.layout == "adaptive":
        size = chosen(rng, 1, 7, dims)
        free = isinstance(size, tuple) and dims > 1 and rng.random() < 0.3
        return {"output_size": (None, *size[1:]) if free else size}
    if family.layout == "fractional":
        by_ratio = rng.random() < 0.5
        size = (
            {"output_ratio": rng.uniform(0.2, 0.9)} if by_ratio else {"output_size": chosen(rng, 1, 4, dims)}
        )
        return {"kernel_size": chosen(rng, 1, 3, dims)} | size
    return sliding(rng, dims, names)


def cases(cls: type[nn.Module]) -> list[tuple[nn.Module, tuple[int, ...]]]:
    """Settings of a layer that torch takes, with an input shape for each; batched and not."""
    rng, names = random.Random(cls.__name__), set(SIGNATURES[cls])
    dims, found = LAYERS[cls][1], []
    while len(found) < CASES:
        lead = rng.choice([(1,), (2,), (2, 2), (1, 3)])
        shape = (*lead, *(rng.randint(2, 8 - 2 * (dims - 1)) for _axis in range(dims)))
        layer = cls(**setting_of(rng, cls, names))
        if accepts(layer, shape) and has_room(layer, shape):
            found.append((layer, shape))
    return found


def has_room(layer: nn.Module, shape: tuple[int, ...]) -> bool:
    """Whether each value of a MaxUnpool's input can have a place of its own in the output."""
    dims = LAYERS[type(layer)][1]
    return not is_unpool(type(layer)) or math.prod(shape[-dims:]) <= math.prod(
        shape_after(layer, shape)[-dims:]
    )


def every_index(tensor: Tensor) -> list[tuple[int, ...]]:
    return list(itertools.product(*map(range, tensor.shape)))


def again(output: Tensor) -> Tensor:
    """With a number for NaN, which is not equal to itself."""
    return output.nan_to_num(nan=-999.0)


def explained(layer: nn.Module, shape: tuple[int, ...], seed: int) -> Explanation:
    """Explain `layer` on random numbers with ties; what MaxUnpool returns are places of its own output."""
    random_numbers = torch.Generator().manual_seed(seed)
    x = torch.randint(-6, 7, shape, generator=random_numbers) / 2
    if LAYERS[type(layer)][0].layout != "places":
        return explain(layer, x)
    dims = LAYERS[type(layer)][1]
    room = math.prod(layer(x, torch.zeros(shape, dtype=torch.long)).shape[-dims:])
    count = math.prod(shape[-dims:])
    orders = [
        torch.randperm(room, generator=random_numbers)[:count] for _plane in range(math.prod(shape[:-dims]))
    ]
    return explain(layer, x, torch.stack(orders).view(shape))


def power(values: Tensor, p: float, scale: float) -> float:
    """The norm as torch-pooling documents it, in float64: no absolute value, NaN where a root is none."""
    total = values.double().pow(p).sum() * scale
    return float(total.pow(1 / p))


def check(explanation: Explanation) -> None:
    """Hold every cell to torch's output: by the maximum, the divisor, the norm, or the place."""
    reduce, norm = explanation.family.reduce, getattr(explanation.layer, "norm_type", None)
    for full in every_index(explanation.output):
        cell = explanation.cell(full)
        held = explanation.input[full[: -explanation.dims]]
        assert cell.value == explanation.output[full] or cell.value.isnan()
        assert cell.values.tolist() == [float(held[place]) for place in cell.members]
        if not cell.members:
            assert cell.winner is None
            assert reduce in ("place", "mean") or cell.value.isinf()
        elif reduce == "mean":
            assert math.isclose(float(cell.value), float(cell.values.sum()) / cell.divisor, abs_tol=1e-5)
        elif reduce == "place":
            assert cell.value == cell.values[-1]
        elif reduce == "norm" and not reduction_of(explanation.layer).takes_one:
            wanted = power(cell.values, norm, float(cell.scale))
            both_nan = math.isnan(wanted) and cell.value.isnan()
            assert both_nan or math.isclose(float(cell.value), wanted, rel_tol=1e-4, abs_tol=1e-5)
        else:
            check_taken(cell, -1 if norm == -math.inf else 1, norm is not None)


def check_taken(cell, sign: int, absolute: bool) -> None:
    """The first of the members with the largest value (of a norm: absolute value; of p = −∞ the smallest)."""
    ranked = (cell.values.abs() if absolute else cell.values) * sign
    assert cell.winner == cell.members[ranked.tolist().index(float(ranked.max()))]
    assert float(cell.value) == sign * float(ranked.max())


@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
def test_every_cell_of_every_layer_is_torchs(cls: type[nn.Module]):
    found = cases(cls)
    assert len(found) == CASES
    for seed, (layer, shape) in enumerate(found):
        explanation = explained(layer, shape, seed)
        assert explanation.layer is layer
        given_places = () if explanation.places is None else (explanation.places,)
        assert torch.equal(
            again(explanation.ran(explanation.input, *given_places)), again(explanation.output)
        )
        check(explanation)


@pytest.mark.parametrize(
    "cls", [cls for cls in LAYERS if LAYERS[cls][0].layout != "places"], ids=lambda cls: cls.__name__
)
def test_a_cell_is_a_member_exactly_where_torch_lets_it_through(cls: type[nn.Module]):
    # A one at a single cell of zeros reaches the outputs whose window reads that cell, and no others.
    for layer, shape in cases(cls)[:25]:
        plane = shape[-LAYERS[cls][1] :]
        if not math.isfinite(getattr(layer, "norm_type", 1)) or getattr(layer, "padding", 0):
            continue
        one = explain(layer, torch.zeros(1, *plane))
        samples = getattr(one.ran, "_random_samples", None)
        ran = one.ran if samples is None else with_samples(one.ran, samples.expand(math.prod(plane), -1, -1))
        ones = torch.eye(math.prod(plane)).view(-1, 1, *plane)
        reached = ran(ones).ne(0)
        for full in every_index(one.output):
            through = reached[(slice(None), *full)].nonzero().flatten().tolist()
            places = [
                tuple(int(n) for n in torch.unravel_index(torch.tensor(flat), plane)) for flat in through
            ]
            assert list(one.cell(full).members) == places, code(layer)


@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
def test_code_is_read_back(cls: type[nn.Module]):
    for layer, _shape in cases(cls):
        again = parse(code(layer))
        assert type(again) is cls
        assert arguments(again) == arguments(layer)


@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
def test_the_functional_call_does_the_same(cls: type[nn.Module]):
    for seed, (layer, shape) in enumerate(cases(cls)[:30]):
        explanation = explained(layer, shape, seed)
        names = {"F": F, "torch": torch, "x": explanation.input, "indices": explanation.places}
        assert again(eval(functional_code(explanation.ran), names)).equal(again(explanation.output))


@pytest.mark.parametrize("dtype", [*FLOATS, torch.int8, torch.uint8, torch.int16, torch.int32, torch.int64])
@pytest.mark.parametrize("cls", LAYERS, ids=lambda cls: cls.__name__)
def test_every_dtype_is_explained_or_refused_in_torchs_words(cls: type[nn.Module], dtype: torch.dtype):
    for layer, shape in cases(cls)[:8]:
        x = torch.randint(0, 5, shape).to(dtype)
        given = (
            (torch.arange(x.numel()).view(shape) % math.prod(shape[-LAYERS[cls][1] :]),)
            if is_unpool(cls)
            else ()
        )
        try:
            wanted = layer(x, *given)
        except (RuntimeError, NotImplementedError) as refused:
            with pytest.raises(PoolvizError) as caught:
                explain(layer, x, *given)
            same_words = caught.value.torch_message == str(refused)
            assert same_words
            continue
        explanation = explain(layer, x, *given)
        assert explanation.output.dtype == wanted.dtype
        for full in every_index(explanation.output)[:20]:
            cell = explanation.cell(full)
            assert cell.values.dtype == dtype
            assert cell.winner is None or cell.winner in cell.members


def is_unpool(cls: type[nn.Module]) -> bool:
    return LAYERS[cls][0].layout == "places"
