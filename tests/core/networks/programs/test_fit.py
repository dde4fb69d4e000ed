"""Which step refuses an input and what it should be, against torch."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from poolviz.errors import PoolvizError
from poolviz.networks.programs.fit import fitting_side, input_of, misfit, require_drawable, split_of
from poolviz.networks.trace import trace
from tests.core.networks.models import Calls, Joined, Viewed


def net(*layers: nn.Module) -> nn.Sequential:
    return nn.Sequential(*layers).to("meta")


WRONG = net(nn.Conv2d(3, 16, 3), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(400, 10))


def test_the_right_in_features_in_torchs_own_words():
    found = misfit(WRONG, (1, 3, 32, 32))
    assert found is not None
    assert (found.name, found.shape, found.argument, found.right) == ("3", (1, 3600), "in_features", 3600)
    with pytest.raises(RuntimeError) as caught:
        nn.Linear(400, 10)(torch.zeros(1, 3600))
    assert found.message == str(caught.value)
    assert fitting_side(WRONG, 3, 2, "3") == 12
    assert misfit(WRONG, (1, 3, 12, 12)) is None


@pytest.mark.parametrize(
    ("layers", "shape", "argument", "right"),
    [
        ([nn.Conv2d(3, 8, 3), nn.Conv2d(4, 8, 3)], (1, 3, 9, 9), "in_channels", 8),
        ([nn.Conv2d(3, 8, 3), nn.BatchNorm2d(3)], (1, 3, 9, 9), "num_features", 8),
        ([nn.Linear(5, 2)], (1, 1, 4, 4), "in_features", 4),
        ([nn.MaxPool2d(2), nn.MaxPool2d(4)], (1, 1, 4, 4), None, None),
        ([nn.MaxPool2d(3, padding=2)], (1, 1, 9, 9), None, None),
        ([nn.Conv1d(1, 1, 3), nn.Conv2d(1, 1, 1), nn.Conv3d(1, 1, 1)], (1, 1, 9), None, None),
        ([nn.Upsample()], (1, 1, 4, 4), None, None),
    ],
    ids=str,
)
def test_what_refuses_and_what_it_should_be(
    layers: list[nn.Module], shape: tuple[int, ...], argument: str | None, right: int | None
):
    found = misfit(net(*layers), shape)
    assert found is not None
    assert found.message
    assert (found.argument, found.right) == (argument, right)


@pytest.mark.parametrize(
    ("layer", "shape", "argument", "right"),
    [
        (nn.Linear(5, 2), (1, 4), "in_features", 4),
        (nn.Conv2d(3, 8, 3), (1, 4, 9, 9), "in_channels", 4),
        (nn.BatchNorm2d(3), (1, 4, 9, 9), "num_features", 4),
        (nn.Conv2d(4, 8, 3), (1, 4, 2, 9), None, None),
        (nn.MaxPool2d(3), (1, 4, 2, 9), None, None),
        (nn.Conv1d(3, 8, 3), (1, 4, 9), "in_channels", 4),
        (nn.Conv1d(3, 8, 3), (4, 9), None, None),
        (nn.Linear(5, 2), (), None, None),
        (nn.PixelShuffle(3), (1, 4, 9, 9), None, None),
    ],
    ids=str,
)
def test_a_model_that_is_one_layer_is_what_refuses(
    layer: nn.Module, shape: tuple[int, ...], argument: str | None, right: int | None
):
    with pytest.raises(RuntimeError) as caught:
        layer(torch.zeros(shape))
    model = layer.to("meta")
    found = misfit(model, shape)
    assert found is not None
    assert (found.name, found.layer, found.shape) == (type(layer).__name__, model, shape)
    assert (found.argument, found.right, found.message) == (argument, right, str(caught.value))


ZERO = torch.zeros(1)  # seen as all weights and as the input, it takes no memory


@pytest.mark.parametrize(
    ("layer", "shape", "on_cpu"),
    [
        (
            nn.Linear(25_088, 4096),
            (1, 9),
            lambda x: functional.linear(x, ZERO.expand(4096, 25_088), ZERO.expand(4096)),
        ),
        (nn.Conv2d(512, 4096, 7), (1, 9, 8, 8), lambda x: functional.conv2d(x, ZERO.expand(4096, 512, 7, 7))),
        (
            nn.BatchNorm2d(3),
            (1, 4, 5000, 5000),
            lambda x: functional.batch_norm(x, torch.zeros(3), torch.ones(3)),
        ),
        (
            nn.FractionalMaxPool2d(3, 3),
            (1, 1, 3, 10**8),
            lambda x: functional.fractional_max_pool2d(x, 3, output_size=3),
        ),
    ],
    ids=["Linear", "Conv2d", "BatchNorm2d", "FractionalMaxPool2d"],
)
def test_what_is_too_large_to_be_tried_is_refused_in_the_cpus_words_too(
    layer: nn.Module, shape: tuple[int, ...], on_cpu: Callable[[Tensor], Tensor]
):
    found = misfit(layer.to("meta"), shape)
    assert found is not None
    with pytest.raises((RuntimeError, ValueError)) as caught:
        on_cpu(ZERO.expand(shape))
    assert found.message == str(caught.value)


def test_no_size_helps_where_the_layer_wants_another_number():
    assert fitting_side(net(nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(5, 2)), 1, 2, "2") is None
    assert fitting_side(net(nn.MaxPool2d(2), nn.MaxPool2d(2)), 1, 2, "1") == 4


# ------------------------------------------------------------------ the batch


def test_a_view_that_makes_four_rows_of_one_picture_does_not_fit():
    found = misfit(Viewed().to("meta"), (1, 3, 52, 52))
    assert found is not None
    assert (found.name, found.layer, found.shape) == ("view", None, (1, 16, 10, 10))
    assert (found.features, found.right) == (400, 1600)
    with pytest.raises(ValueError, match="batch_size") as caught:
        nn.CrossEntropyLoss()(torch.zeros(4, 10), torch.zeros(1, dtype=torch.long))
    assert found.message == str(caught.value)


class Kept(Viewed):
    """Viewed, with its answer where a model keeps several."""

    def __init__(self, keep: Callable[[Tensor], object]) -> None:
        super().__init__()
        self.keep = keep

    def forward(self, x: Tensor) -> object:
        return self.keep(super().forward(x))


@pytest.mark.parametrize(
    "keep",
    [lambda y: [y], lambda y: (None, y), lambda y: {"loss": None, "out": (y,)}],
    ids=["list", "tuple", "dict"],
)
def test_rows_are_counted_where_a_model_gives_more_than_a_tensor(keep: Callable[[Tensor], object]):
    run = trace(Kept(keep).to("meta"), torch.empty(1, 3, 52, 52, device="meta"))
    found = split_of(run)
    assert found is not None
    assert (found.name, found.shape, found.right) == ("view", (1, 16, 10, 10), 1600)


def test_a_view_that_torch_refuses_says_how_many_numbers_come():
    found = misfit(Viewed().to("meta"), (1, 3, 28, 28))
    assert found is not None
    assert (found.features, found.right) == (400, 256)
    assert found.message == "shape '[-1, 400]' is invalid for input of size 256"


@pytest.mark.parametrize("side", [28, 52, 512])
def test_the_size_that_fits_keeps_the_batch(side: int):
    model = Viewed().to("meta")
    assert misfit(model, (1, 3, side, side)) is not None
    assert fitting_side(model, 3, 2, "view") == 32
    assert trace(model, torch.zeros(1, 3, 32, 32, device="meta")).output.shape == (1, 10)


def test_frames_may_be_a_batch_on_their_way():
    class Frames(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return x.view(4, -1).relu().view(1, -1)

    assert misfit(Frames(), (1, 1, 8, 8)) is None


def test_a_join_is_repaired_by_sides_that_halve():
    found = misfit(Joined().to("meta"), (1, 3, 30, 30))
    assert found is not None
    assert (found.name, found.argument, found.features) == ("cat", None, None)
    assert fitting_side(Joined().to("meta"), 3, 2, "cat", near=30) == 32


# ------------------------------------------------------------------ what the input must be


@pytest.mark.parametrize(
    ("layers", "shape"),
    [
        ([nn.ReLU(), nn.Conv2d(3, 6, 5)], (3, 28, 32)),
        ([nn.BatchNorm2d(7)], (7, 28, 32)),
        ([nn.MaxPool1d(2)], (1, 32)),
        ([nn.ReLU()], (1, 28, 32)),
        ([nn.Flatten(), nn.Linear(4, 2), nn.BatchNorm1d(2)], (1, 28, 32)),
        ([nn.Conv3d(2, 3, 1)], (2, 28, 28, 32)),
    ],
    ids=str,
)
def test_what_the_input_must_be(layers: list[nn.Module], shape: tuple[int, ...]):
    assert input_of(net(*layers), (28, 32)) == shape


def test_a_layer_that_is_defined_first_and_runs_later_does_not_read_the_input():
    class Later(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.second, self.first = nn.Conv2d(6, 16, 5), nn.Conv2d(3, 6, 5)

        def forward(self, x: Tensor) -> Tensor:
            return self.second(self.first(x))

    assert input_of(Later().to("meta"), (28, 28)) == (3, 28, 28)


def test_a_volume_is_not_tried_where_a_picture_could_be_read():
    model = Calls(lambda x, _flat, solid: solid(x), nn.Conv2d(3, 4, 3), nn.Conv3d(2, 4, 3)).to("meta")
    assert input_of(model, (28, 28)) == (3, 28, 28)


def test_a_map_too_large_to_be_drawn():
    run = trace(nn.ZeroPad2d(1000), torch.zeros(1, 1, 4, 4, device="meta"))
    with pytest.raises(
        PoolvizError, match="ZeroPad2d would have 2,004 cells a side; this page draws at most 640"
    ):
        require_drawable(run)


def test_padding_of_fewer_sides_than_the_plane_has_is_traced():
    run = trace(net(nn.ZeroPad2d((1, 2)), nn.MaxPool2d(2)), torch.zeros(1, 1, 4, 4, device="meta"))
    assert run.steps[0].shape_out == (1, 1, 4, 7)
    assert run.steps[0].fields is None
