"""The catalogue: what torch's signatures say, found again by calling; every example and trap as a program."""

import inspect
import io
import itertools
from collections.abc import Callable
from contextlib import redirect_stdout

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from poolviz.findings.catalogue.layers import KINDS, PARAMETERS, example, family_name, layers, meaning
from poolviz.findings.catalogue.traps import (
    Shown,
    late_refusal,
    same_repr,
    silent_order,
    silent_swap,
    swapped_places,
)
from poolviz.pooling.code.line import functional_name
from poolviz.pooling.code.signatures import (
    constructor,
    dtypes,
    functional_order,
    hidden_parameters,
    order_traps,
    pooled,
)
from poolviz.pooling.devices import accelerator
from poolviz.pooling.explanation import explain
from poolviz.pooling.layers import FAMILIES, LAYERS, SIGNATURES

CLASSES = list(LAYERS)
MAX_POOLS = [nn.MaxPool1d, nn.MaxPool2d, nn.MaxPool3d]
by_name = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)


def printed(program: str) -> str:
    """What a program prints, run as a reader runs it."""
    out = io.StringIO()
    with redirect_stdout(out), torch.random.fork_rng():
        exec(program, {})
    return out.getvalue().rstrip("\n")


# ------------------------------------------------------------------ table


def test_all_pooling_layers_of_torch_nn_are_there() -> None:
    of_torch = {name for name in dir(nn) if "Pool" in name or "Unpool" in name}
    assert {cls.__name__ for cls in CLASSES} == of_torch - {
        name for name in of_torch if name.startswith("Lazy")
    }
    assert len(CLASSES) == len(layers()) == 20
    assert KINDS.keys() == FAMILIES.keys()


def test_layers_are_found_by_family_and_axes() -> None:
    assert layers("LPPool") == [nn.LPPool1d, nn.LPPool2d, nn.LPPool3d]
    assert layers("FractionalMaxPool", 1) == []
    assert layers(None, 1) == [cls for cls in CLASSES if cls.__name__.endswith("1d")]


@by_name
def test_every_parameter_has_a_meaning_and_every_default_is_torchs(cls: type[nn.Module]) -> None:
    assert family_name(cls) in KINDS
    for name, known in inspect.signature(cls).parameters.items():
        assert meaning(cls, name)
        assert name in PARAMETERS
        given = "" if known.default is known.empty else f"={known.default!r}"
        assert f"{name}{given}" in constructor(cls)


@by_name
def test_every_example_runs_and_prints_what_is_shown(cls: type[nn.Module]) -> None:
    shown = example(cls)
    assert type(shown.layer) is cls
    assert printed(shown.program) == shown.printed


def test_an_example_leaves_the_random_numbers_of_others_alone() -> None:
    from poolviz.findings.catalogue import layers as catalogue

    catalogue._example.cache_clear()
    torch.manual_seed(7)
    before = torch.rand(1)
    torch.manual_seed(7)
    example(nn.FractionalMaxPool2d)
    assert torch.equal(torch.rand(1), before)


# ------------------------------------------------------------------ signatures


def values_for(cls: type[nn.Module]) -> dict[str, object]:
    """An argument for every parameter of the function, none the default, all accepted together."""
    kind = family_name(cls)
    if kind == "MaxPool":
        names = {"kernel_size": 3, "stride": 2, "padding": 1, "dilation": 2, "ceil_mode": True}
        return names | {"return_indices": True}
    if kind == "AvgPool":
        given = {"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True, "count_include_pad": False}
        return given | ({"divisor_override": 5} if cls is not nn.AvgPool1d else {})
    if kind == "LPPool":
        return {"norm_type": 3.0, "kernel_size": 2, "stride": 3, "ceil_mode": True}
    if kind == "FractionalMaxPool":
        return {"kernel_size": 2, "output_size": 3, "output_ratio": None, "return_indices": True}
    if kind == "MaxUnpool":
        return {"kernel_size": 2, "stride": 3, "padding": 1}
    return {"output_size": 3} | ({"return_indices": True} if kind == "AdaptiveMaxPool" else {})


def flat(result: object) -> list[torch.Tensor]:
    return list(result) if isinstance(result, tuple) else [result]


@by_name
def test_the_order_of_the_functions_arguments_is_that_of_calling_them(cls: type[nn.Module]) -> None:
    """By position in the order that was found, and by name: the same result, bit by bit."""
    function, order, given = getattr(F, functional_name(cls)), functional_order(cls), values_for(cls)
    x = torch.rand(1, 1, *[7] * LAYERS[cls][1])
    tensors = [x]
    if family_name(cls) == "MaxUnpool":
        tensors.append(torch.arange(x.numel()).view(x.shape))
    samples = (
        {"_random_samples": torch.full((1, 1, LAYERS[cls][1]), 0.3)} if "_random_samples" in order else {}
    )
    values = given | samples
    by_place = [values[name] for name in itertools.takewhile(values.__contains__, order)]
    assert len(by_place) == len(values)
    one, other = flat(function(*tensors, *by_place)), flat(function(*tensors, **values))
    assert all(torch.equal(mine, its) for mine, its in zip(one, other, strict=True))


@by_name
def test_the_layer_takes_its_arguments_in_the_order_of_its_signature(cls: type[nn.Module]) -> None:
    given = {name: value for name, value in values_for(cls).items() if name in SIGNATURES[cls]}
    by_place = [given[name] for name in itertools.takewhile(given.__contains__, SIGNATURES[cls])]
    assert vars(cls(*by_place)).keys() == vars(cls(**given)).keys()
    for name, value in given.items():
        assert getattr(cls(*by_place), name) in (
            value,
            (value,) * LAYERS[cls][1],
            getattr(cls(**given), name),
        )


@by_name
def test_only_the_max_poolings_change_places(cls: type[nn.Module]) -> None:
    swapped = [(trap.place, trap.of_layer, trap.of_function) for trap in order_traps(cls)]
    two = [(5, "return_indices", "ceil_mode"), (6, "ceil_mode", "return_indices")]
    assert swapped == (two if cls in MAX_POOLS else [])


HIDDEN = {
    "MaxPool": {"return_indices"},
    "AvgPool": {"ceil_mode", "count_include_pad", "divisor_override"},
    "LPPool": set(),
    "AdaptiveMaxPool": {"return_indices"},
    "AdaptiveAvgPool": set(),
    "FractionalMaxPool": set(SIGNATURES[nn.FractionalMaxPool2d]),
    "MaxUnpool": set(),
}


@by_name
def test_what_repr_hides(cls: type[nn.Module]) -> None:
    assert set(hidden_parameters(cls)) == HIDDEN[family_name(cls)] & SIGNATURES[cls].keys()


# ------------------------------------------------------------------ dtypes

FLOATS = {"float32", "float64"}
HALVES = {"float16", "bfloat16"}
INTEGERS = {"uint8", "int8", "int16", "int32", "int64"}


def test_the_dtypes_on_the_cpu() -> None:
    assert dtypes(nn.MaxPool2d).keys() == FLOATS | HALVES | INTEGERS
    assert dtypes(nn.MaxPool1d).keys() == FLOATS | HALVES
    assert dtypes(nn.MaxPool1d, with_indices=True).keys() == FLOATS | HALVES | INTEGERS
    assert dtypes(nn.AvgPool3d).keys() == FLOATS | {"int64"}
    assert dtypes(nn.AdaptiveMaxPool2d).keys() == FLOATS | HALVES
    assert dtypes(nn.LPPool1d)["int8"] == "float32"


@by_name
def test_a_dtype_that_is_named_is_taken_and_one_that_is_not_is_refused(cls: type[nn.Module]) -> None:
    layer = example(cls).layer
    for name in FLOATS | HALVES | INTEGERS:
        x = example(cls).x.to(getattr(torch, name))
        try:
            out = str(pooled(layer, x).dtype).removeprefix("torch.")
        except (RuntimeError, TypeError):
            out = None
        assert dtypes(cls).get(name) == out


@by_name
def test_another_device_is_asked_with_all_that_a_layer_needs(cls: type[nn.Module]) -> None:
    assert pooled(example(cls).layer, example(cls).x, "meta").device.type == "meta"
    assert dtypes(cls, "meta").keys() >= FLOATS


@pytest.mark.gpu
@pytest.mark.skipif(accelerator() is None, reason="torch sees no accelerator")
@by_name
def test_the_dtypes_on_the_accelerator(cls: type[nn.Module]) -> None:
    assert dtypes(cls, str(accelerator())).keys() >= {"float32"}


# ------------------------------------------------------------------ traps


@pytest.mark.parametrize("cls", MAX_POOLS)
def test_an_order_that_goes_wrong_in_silence_runs_and_prints_what_is_shown(cls: type[nn.Module]) -> None:
    shown = silent_order(cls)
    assert shown is not None
    assert printed(shown.program) == shown.printed


@pytest.mark.parametrize("dims", [1, 2, 3])
@pytest.mark.parametrize("make", [silent_swap, same_repr, late_refusal])
def test_every_trap_runs_and_prints_what_is_shown(make: Callable[[int], Shown], dims: int) -> None:
    shown = make(dims)
    assert printed(shown.program) == shown.printed


def test_a_program_begins_with_what_it_imports() -> None:
    order = silent_order(nn.MaxPool1d)
    assert order is not None
    assert order.program.splitlines() == [
        "import torch",
        "import torch.nn.functional as F",
        "from torch import nn",
        "",
        "x = torch.arange(10.0).view(2, 1, 5)",
        "y, indices = nn.MaxPool1d(2, 2, 0, 1, True)(x)",
        "print(y.shape, indices.dtype)",
        "y, indices = F.max_pool1d(x, 2, 2, 0, 1, True)",
        "print(y.shape, indices.dtype)",
    ]
    for make in (silent_swap, same_repr, late_refusal):
        assert make(1).program.startswith("import torch\nfrom torch import nn\n\nx = torch.arange(")


def test_the_same_arguments_go_wrong_in_silence() -> None:
    shown = silent_order(nn.MaxPool2d)
    assert shown is not None
    assert shown.printed.splitlines() == [
        "torch.Size([2, 1, 2, 2]) torch.int64",
        "torch.Size([1, 3, 3]) torch.float32",
    ]
    assert silent_order(nn.AvgPool2d) is None


def test_another_class_takes_the_same_arguments_otherwise() -> None:
    assert swapped_places(nn.MaxPool2d, nn.LPPool2d)[:2] == [
        (1, "kernel_size", "norm_type"),
        (2, "stride", "kernel_size"),
    ]
    x = torch.rand(1, 1, 5, 5)
    assert explain(nn.MaxPool2d(3, 2), x).output.shape == explain(nn.LPPool2d(3, 2), x).output.shape
    assert nn.LPPool2d(3, 2).kernel_size == 2


def test_two_layers_that_print_alike() -> None:
    assert "True" in same_repr(2).printed
    assert "torch.Size([1, 1, 2, 2]) torch.Size([1, 1, 3, 3])" in same_repr(2).printed
    assert late_refusal(2).printed.startswith("MaxPool2d(kernel_size=1, stride=2, padding=3, dilation=4")
    assert "pad should be at most half" in late_refusal(2).printed
