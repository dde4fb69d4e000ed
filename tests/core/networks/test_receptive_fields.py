"""Receptive fields: the figures of the literature, and every claim against the gradient of one cell."""

import random
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from poolviz import Trace, trace
from poolviz.networks.step import ReceptiveField
from poolviz.networks.trace import receptive_field
from tests.core.networks.models import Calls
from tests.core.networks.named import network


def on_meta_of(name: str) -> Trace:
    model, shape = network(name).build(), network(name).shape
    return trace(model.to("meta"), torch.empty(1, *shape, device="meta"))


@pytest.mark.parametrize(
    ("name", "step", "size", "jump", "start"),
    [
        ("Net", -3, 16, 4, 0),
        ("SimpleCNN", 8, 22, 8, -7),
        ("MnistCNN", 13, 16, 4, 0),
        ("LeNet-5", 6, 32, 4, 0),
        ("AlexNet", 0, 11, 4, -2),
        ("AlexNet", 2, 19, 8, -2),
        ("AlexNet", 12, 195, 32, -66),
        ("VGG16", 30, 212, 32, -90),
        ("SqueezeNet", 2, 11, 4, 0),
        ("GoogLeNet", 3, 11, 4, -3),
    ],
)
def test_known_figures(name: str, step: int, size: int, jump: int, start: int) -> None:
    assert on_meta_of(name).steps[step].fields == (ReceptiveField(size, jump, start),) * 2


def test_the_field_doubles_its_jump_and_not_its_size_behind_a_pooling() -> None:
    before = ReceptiveField(size=5)
    assert before.behind(2, stride=2) == ReceptiveField(size=6, jump=2, start=0)


def seen(model: nn.Module, x: Tensor, index: tuple[int, ...]) -> list[tuple[int, int] | None]:
    """Return the first and last input position on each plane axis that moves one cell."""
    x = x.clone().requires_grad_()
    model(x)[(0, slice(None), *index)].sum().backward()
    assert x.grad is not None
    moved = x.grad[0].abs().sum(0).nonzero()
    return [(int(at.min()), int(at.max())) if len(at) else None for at in moved.T]


def soften(model: nn.Module) -> nn.Module:
    """Give every weight 1, so that nothing cancels."""
    for parameter in model.parameters():
        nn.init.ones_(parameter)
    return model.double().eval()


def random_layer(draw: random.Random, dims: int) -> nn.Module:
    kernel_size = draw.randint(1, 4)
    stride, dilation = draw.randint(1, kernel_size), draw.randint(1, 2) if kernel_size > 1 else 1
    made: Any = {
        "conv": lambda: getattr(nn, f"Conv{dims}d")(
            1, 1, kernel_size, stride, draw.choice([0, 1, kernel_size]), dilation
        ),
        "same": lambda: getattr(nn, f"Conv{dims}d")(1, 1, 3, 1, "same", dilation),
        "average": lambda: getattr(nn, f"AvgPool{dims}d")(
            kernel_size, stride, draw.randint(0, kernel_size // 2), ceil_mode=draw.random() < 0.5
        ),
        "pad": lambda: getattr(nn, f"ZeroPad{dims}d")(tuple(draw.randint(0, 2) for _ in range(2 * dims))),
        "relu": nn.ReLU,
        "norm": lambda: nn.LPPool2d(2, kernel_size, stride) if dims == 2 else nn.Identity(),
    }
    return made[draw.choice(list(made))]()


@pytest.mark.parametrize("seed", range(40))
def test_random_chains_see_what_the_gradient_says(seed: int) -> None:
    draw = random.Random(seed)
    dims = draw.choice([1, 2, 2, 3])
    lengths = tuple(draw.randint(24, 30) for _ in range(dims))
    layers: list[nn.Module] = [nn.Conv2d(1, 1, 1) if dims == 2 else getattr(nn, f"Conv{dims}d")(1, 1, 1)]
    x = torch.rand(1, 1, *lengths, dtype=torch.double) + 0.5
    while len(layers) < draw.randint(3, 6):
        layer = random_layer(draw, dims)
        if min(soften(nn.Sequential(*layers, layer))(x).shape) < 1:
            break
        layers.append(layer)
    model = soften(nn.Sequential(*layers))
    run = trace(model, x)
    fields, spans = run.steps[-1].fields, run.spans_from()[len(run.steps) - 1]
    assert fields is not None
    assert spans is not None
    for place in (0.0, 0.5, 1.0):
        index = tuple(int(place * (size - 1)) for size in run.steps[-1].shape_out[2:])
        exact = [on_axis[output] for on_axis, output in zip(spans, index, strict=True)]
        found = seen(model, x, index)
        assert found == exact or (None in exact and not any(found))
        if place == 0.5:
            whole = [field.span(output) for field, output in zip(fields, index, strict=True)]
            inside = all(
                first >= 8 and last < length - 8 for (first, last), length in zip(whole, lengths, strict=True)
            )
            assert not inside or found == whole


class Branches(nn.Module):
    """A convolution, three ways side by side, a way around, and an average whose windows are unequal."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(1, 1, 3, stride=2)
        self.one, self.five = nn.Conv2d(1, 1, 1), nn.Conv2d(1, 1, 5, padding=2)
        self.pool = nn.AvgPool2d(3, 1, 1)
        self.last = nn.Conv2d(3, 3, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.first(x)
        x = torch.cat([self.one(x), self.five(x), self.pool(x)], 1)
        return nn.functional.adaptive_avg_pool2d(x + self.last(x), 5)


def test_branches_are_joined_and_windows_may_be_unequal() -> None:
    model, x = soften(Branches()), torch.rand(1, 1, 29, 33, dtype=torch.double) + 0.5
    run = trace(model, x)
    names = [step.name for step in run.steps]
    cat, added = (run.steps[names.index(name)].fields for name in ("cat", "add"))
    assert cat == (ReceptiveField(11, 2, -4),) * 2
    assert added == (ReceptiveField(15, 2, -6),) * 2
    assert run.steps[-1].fields is None
    spans = run.spans_from()[len(run.steps) - 1]
    assert spans is not None
    for index in ((0, 0), (1, 3), (2, 2), (4, 4)):
        assert seen(model, x, index) == [
            on_axis[output] for on_axis, output in zip(spans, index, strict=True)
        ]


def test_what_is_seen_of_a_map_between() -> None:
    run = trace(network("SimpleCNN").build(), torch.rand(1, 3, 32, 32))
    first_pool, last_pool = 2, 8
    fields, spans = run.fields_from(first_pool), run.spans_from(first_pool)
    assert fields[last_pool] == (ReceptiveField(10, 4, -3),) * 2
    assert spans[last_pool][0] == ((0, 6), (1, 10), (5, 14), (9, 15))
    assert set(fields) == set(range(first_pool, len(run.steps)))
    assert fields[9] is spans[9] is None


@pytest.mark.parametrize(
    "layer",
    [
        nn.FractionalMaxPool2d(2, output_size=4),
        nn.ConvTranspose2d(1, 1, 2, 2),
        nn.Conv2d(1, 1, 3, padding=1, padding_mode="circular"),
        nn.ReflectionPad2d(1),
        nn.GroupNorm(1, 1),
        nn.InstanceNorm2d(1),
        nn.Softmax(-1),
        nn.PixelShuffle(1),
        nn.Upsample(scale_factor=2),
        nn.MaxPool1d(1),
    ],
    ids=lambda layer: type(layer).__name__,
)
def test_what_is_not_known_is_not_claimed(layer: nn.Module) -> None:
    model = nn.Sequential(nn.Conv2d(1, 1, 3), layer)
    x = torch.rand(1, 8, 8) if isinstance(layer, nn.MaxPool1d) else torch.rand(1, 1, 8, 8)
    run = trace(model, x)
    assert run.steps[0].fields is not None
    assert run.steps[1].fields is None
    assert run.spans_from()[1] is None


class Functions(nn.Module):
    """The same chain by functions alone, in one module."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(4, 2, 3, 5))
        self.bias = nn.Parameter(torch.zeros(4))

    def forward(self, x: Tensor) -> Tensor:
        x = nn.functional.pad(x, (1, 2, 3, 0))
        x = nn.functional.conv2d(x, self.weight, self.bias, stride=(2, 1), padding=(1, 2), dilation=(1, 2))
        x = nn.functional.avg_pool2d(nn.functional.relu_(x), 3, 2, ceil_mode=True)
        return nn.functional.dropout(x, training=self.training)


def test_functions_have_the_fields_of_the_layers_that_are_equal_to_them() -> None:
    layers = nn.Sequential(
        nn.ZeroPad2d((1, 2, 3, 0)),
        nn.Conv2d(2, 4, (3, 5), stride=(2, 1), padding=(1, 2), dilation=(1, 2)),
        nn.ReLU(inplace=True),
        nn.AvgPool2d(3, 2, ceil_mode=True),
        nn.Dropout(),
    )
    x = torch.rand(1, 2, 20, 22)
    by_layers, by_functions = trace(layers, x), trace(Functions(), x)
    assert [step.fields for step in by_functions.steps] == [step.fields for step in by_layers.steps]
    assert by_functions.spans_from() == by_layers.spans_from()
    for name in ("kind", "shape_out", "parameters", "memory", "shares", "inplace"):
        assert [getattr(step, name) for step in by_functions.steps] == [
            getattr(step, name) for step in by_layers.steps
        ]
    assert [step.parameters for step in by_functions.steps] == [0, 124, 0, 0, 0]


ONE = ReceptiveField(size=1, jump=1, start=0)


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")
@pytest.mark.parametrize(
    ("model", "shape", "fields"),
    [
        (nn.Sequential(), (1, 1, 9, 9), (ONE, ONE)),
        (nn.Sequential(), (1, 2, 3, 4, 5), (ONE, ONE, ONE)),
        (nn.Sequential(), [1, 1, 9], (ONE,)),
        (nn.Sequential(), (5,), ()),
        (nn.Sequential(), (), ()),
        (nn.ReLU(), (1, 1, 4, 4), (ONE, ONE)),
        (nn.MaxPool2d((3, 2), (2, 1), (1, 0)), (1, 1, 9, 9), (ReceptiveField(3, 2, -1), ReceptiveField(2))),
        (nn.Sequential(nn.AvgPool1d(2), nn.MaxPool1d(3, 1)), (1, 1, 12), (ReceptiveField(6, 2, 0),)),
        (nn.Sequential(nn.MaxPool2d(2), nn.Flatten()), (1, 1, 9, 9), None),
        (nn.Sequential(nn.Flatten(), nn.Linear(81, 1)), (1, 1, 9, 9), None),
        # no batch, and a layer of cells before the one that tells how many axes there are
        (nn.Conv2d(1, 1, 3), (1, 9, 9), (ReceptiveField(3), ReceptiveField(3))),
        (nn.MaxPool2d(2), (1, 9, 9), (ReceptiveField(2, 2), ReceptiveField(2, 2))),
        (nn.ZeroPad2d(1), (1, 9, 9), (ReceptiveField(1, 1, -1), ReceptiveField(1, 1, -1))),
        (nn.Sequential(nn.ReLU(), nn.Conv2d(1, 1, 3)), (1, 9, 9), (ReceptiveField(3), ReceptiveField(3))),
        (nn.ReLU(), (5,), None),
        # every way to pad
        (nn.Conv1d(1, 1, 3, padding="valid"), (1, 1, 9), (ReceptiveField(3),)),
        (nn.Conv1d(1, 1, 4, padding="same"), (1, 1, 9), (ReceptiveField(4, 1, -1),)),
        (nn.Conv1d(1, 1, 4, padding="same", dilation=3), (1, 1, 20), (ReceptiveField(10, 1, -4),)),
        (nn.Conv1d(1, 1, 3, padding=2, padding_mode="replicate"), (1, 1, 9), (ReceptiveField(3, 1, -2),)),
        (nn.Conv1d(1, 1, 3, padding=2, padding_mode="reflect"), (1, 1, 9), None),
        (nn.ReplicationPad1d((3, 1)), (1, 1, 9), (ReceptiveField(1, 1, -3),)),
        (
            nn.ConstantPad3d((1, 0, 2, 0, 3, 0), 5.0),
            (1, 1, 4, 4, 4),
            (ReceptiveField(1, 1, -3), ReceptiveField(1, 1, -2), ReceptiveField(1, 1, -1)),
        ),
        (nn.ZeroPad2d((1, 2)), (1, 1, 4, 4), None),
        # windows that differ, on one axis or on both
        (nn.AdaptiveAvgPool2d((4, 2)), (1, 1, 8, 8), (ReceptiveField(2, 2), ReceptiveField(4, 4))),
        (nn.AdaptiveAvgPool2d((4, 3)), (1, 1, 8, 8), None),
        (nn.AdaptiveAvgPool2d((3, 4)), (1, 1, 8, 8), None),
        (nn.AdaptiveMaxPool2d((0, 2)), (1, 1, 8, 8), None),
    ],
)  # fmt: skip
def test_the_receptive_field_of_the_last_map(
    model: nn.Module, shape: tuple[int, ...], fields: tuple[ReceptiveField, ...] | None
) -> None:
    assert receptive_field(model, shape) == fields
    assert all(one.device.type == "cpu" for one in model.parameters())


# ------------------------------------------------------------------ branches


X = torch.rand(1, 1, 8, dtype=torch.double) + 0.5


def shifted(x: Tensor) -> Tensor:
    return torch.cat([nn.functional.pad(x, (1, -1)), nn.functional.pad(x, (-1, 1))], 1)


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        # one branch begins first, the other ends last
        (
            Calls(
                lambda x, a, b: torch.cat(
                    [a(nn.functional.pad(x, (2, 0))), b(nn.functional.pad(x, (0, 2)))], 1
                ),
                nn.Conv1d(1, 1, 3),
                nn.Conv1d(1, 1, 3),
            ),
            (ReceptiveField(5, 1, -2),),
        ),
        # branches of another pace
        (Calls(lambda x, conv: x + conv(x), nn.Conv1d(1, 1, 3, 2, 5)), None),
        # neighbours without the cell between, and a window over what comes out of order
        (Calls(shifted), (ReceptiveField(3, 1, -1),)),
        (Calls(lambda x, pool: pool(shifted(x)), nn.AvgPool1d(3, 2)), (ReceptiveField(5, 2, -1),)),
        (
            Calls(lambda x, pad, conv: conv(pad(x)), nn.ZeroPad1d((4, 1)), nn.Conv1d(1, 1, 2)),
            (ReceptiveField(2, 1, -4),),
        ),
    ],
    ids=["both ends", "paces", "out of order", "a window over it", "padding alone"],
)
def test_what_branches_see_together(model: nn.Module, fields: tuple[ReceptiveField, ...] | None) -> None:
    soften(model)
    run = trace(model, X)
    assert run.steps[-1].fields == fields
    spans = run.spans_from()[len(run.steps) - 1]
    assert spans is not None
    found = [seen(model, X, (output,))[:1] or [None] for output in range(run.output.shape[-1])]
    assert [list(spans[0])] == [[one[0] for one in found]]


def test_a_step_that_does_not_depend_on_the_map_is_left_out_and_those_behind_it_are_not() -> None:
    run = trace(soften(Branches()), torch.rand(1, 1, 29, 33, dtype=torch.double))
    names = [step.name for step in run.steps]
    one, five, cat = (names.index(name) for name in ("one", "five", "cat"))
    assert (
        set(run.fields_from(one))
        == set(run.spans_from(one))
        == set(range(len(names))) - {0, five, names.index("pool")}
    )
    assert run.fields_from(one)[cat] == (ReceptiveField(),) * 2
    assert run.fields_from() == {
        -1: (ReceptiveField(),) * 2,
        **{n: step.fields for n, step in enumerate(run.steps)},
    }


def test_what_has_no_channels_beside_its_plane_has_no_field() -> None:
    run = trace(Calls(lambda x, conv: conv(x).squeeze(), nn.Conv2d(1, 1, 3)), torch.rand(1, 1, 9, 9))
    assert [step.fields is None for step in run.steps] == [False, True]
