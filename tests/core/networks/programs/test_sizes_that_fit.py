"""Which side of a square fits, what an input must be, what is drawn: tables of small networks."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.networks.programs.fit import fitting_side, input_of, misfit, require_drawable, split_of
from poolviz.networks.trace import trace
from tests.core.networks.models import Calls, Joined


def net(*layers: nn.Module) -> nn.Sequential:
    return nn.Sequential(*layers).to("meta")


# ------------------------------------------------------------------ the side


@pytest.mark.parametrize(
    ("layers", "axes", "name", "side"),
    [
        ([nn.Flatten(), nn.Linear(1, 2)], 2, "1", 1),
        ([nn.Flatten(), nn.Linear(2**2, 2)], 2, "1", 2),
        ([nn.Flatten(), nn.Linear(511**2, 2)], 2, "1", 511),
        ([nn.Flatten(), nn.Linear(512**2, 2)], 2, "1", 512),
        ([nn.Flatten(), nn.Linear(513**2, 2)], 2, "1", None),
        ([nn.Flatten(), nn.Linear(5, 2)], 2, "1", None),
        ([nn.MaxPool1d(3), nn.Flatten(), nn.Linear(4, 2)], 1, "2", 12),
        ([nn.Conv2d(1, 1, 5), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1, 2)], 2, "3", 6),
        ([nn.Conv2d(3, 8, 3)], 2, "0", None),
        ([nn.Conv2d(1, 8, 3), nn.BatchNorm2d(3)], 2, "1", None),
    ],
    ids=str,
)
def test_the_smallest_side_that_fits(layers: list[nn.Module], axes: int, name: str, side: int | None):
    assert fitting_side(net(*layers), 1, axes, name) == side


@pytest.mark.parametrize(
    ("model", "near", "side"),
    [
        (Joined(4, 4), 1, 4),
        (Joined(4, 4), 30, 32),
        (Joined(4, 4), 33, 36),
        (Joined(2, 2), 33, 34),
        (Joined(32, 32), 33, 64),
        (Joined(64, 64), 65, 128),
        (Joined(4, 4), 32, 4),
        (Joined(4, 2), 30, None),
    ],
)
def test_a_join_is_repaired_by_the_next_side_that_halves(model: nn.Module, near: int, side: int | None):
    assert fitting_side(model.to("meta"), 3, 2, "cat", near) == side


def test_the_side_of_a_model_that_takes_one_picture():
    model = Calls(lambda x, fc: fc(x.view(1, -1)), nn.Linear(49, 2)).to("meta")
    assert fitting_side(model, 1, 2, "layers.0") == 7


# ------------------------------------------------------------------ views


@pytest.mark.parametrize(
    ("view", "features", "right"),
    [
        (lambda x: x.view(-1, 20), 20, 18),
        (lambda x: x.reshape(-1, 20), 20, 18),
        (lambda x: x.view((1, 20)), 20, 18),
        (lambda x: x.view(4, -1), None, None),
        (lambda x: x.view(-1, 5, 4), None, None),
        (lambda x: x.view(20), None, None),
        (lambda x: x.flatten().view(-1, 20), None, None),
        (lambda x: x.flatten(1).view(-1, 20), 20, 18),
        (lambda x: x.view(5, 1), 1, 18),
        (lambda x: x.view(-1, 0), None, None),
    ],
)
def test_a_view_that_torch_refuses_says_how_many_numbers_it_wants_and_how_many_come(
    view: Callable[[Tensor], Tensor], features: int | None, right: int | None
):
    found = misfit(Calls(view), (1, 2, 3, 3))
    assert found is not None
    assert (found.layer, found.argument) == (None, None)
    assert (found.features, found.right) == (features, right)


@pytest.mark.parametrize(
    ("forward", "found"),
    [
        (lambda x: x.view(-1, 9), ("view", (2, 2, 3, 3), 9, 18)),
        (lambda x: x.reshape(-1, 6).relu(), ("reshape", (2, 2, 3, 3), 6, 18)),
        (lambda x: x.view(1, -1), ("view", (2, 2, 3, 3), 36, 18)),
        (lambda x: x.view(-1, 18), None),
        (lambda x: x.view(-1, 3, 3), None),
        (lambda x: x.view(-1), None),
        (lambda x: x.flatten(0, 1).flatten(1), None),
        (lambda x: x.transpose(0, 2).reshape(3, -1), None),
        (lambda _x: None, None),
        (lambda x: x.view(-1, 9).sum(1), None),
        (lambda x: x.view(1, -1).sum(1), None),
    ],
)
def test_the_view_that_splits_pictures_into_rows(
    forward: Callable[[Tensor], object], found: tuple[object, ...] | None
):
    split = split_of(trace(Calls(forward), torch.zeros(2, 2, 3, 3)))
    assert (split and (split.name, split.shape, split.features, split.right)) == found


# ------------------------------------------------------------------ what the input must be


class Own(nn.Conv1d):
    """A convolution under a name without its number of axes."""


class Defined(nn.Module):
    """Layers that are defined in one order and run in the other."""

    def __init__(self, *layers: nn.Module) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x: Tensor) -> Tensor:
        for layer in reversed(self.layers):
            x = layer(x)
        return x


def by_axes(x: Tensor, first: nn.Conv2d | nn.Conv3d, other: nn.Conv1d, *more: nn.Module) -> Tensor:
    """A model of two inputs. What refuses a plane too small, or later on, has read it all the same."""
    x = first(x) if x.dim() == 2 + len(first.kernel_size) else other(x)
    return more[0](x) if more and x.dim() == 4 else x


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        (net(nn.MaxPool3d(2)), (1, 28, 28, 32)),
        (net(nn.AvgPool2d(2), nn.MaxPool1d(2)), (1, 28, 32)),
        (net(nn.Conv1d(4, 2, 1), nn.MaxPool2d(2)), (4, 32)),
        (net(nn.ConvTranspose2d(5, 1, 2)), (5, 28, 32)),
        (net(nn.BatchNorm1d(7)), (7, 32)),
        (net(nn.BatchNorm3d(7)), (7, 28, 28, 32)),
        (net(nn.Linear(4, 2), nn.BatchNorm1d(2)), (1, 28, 32)),
        (net(nn.Flatten(), nn.Unflatten(1, (3, 1, 1)), nn.Conv2d(3, 1, 1)), (3, 28, 32)),
        (Defined(nn.BatchNorm2d(6), nn.Conv2d(3, 6, 5)).to("meta"), (3, 28, 32)),
        (Defined(nn.Conv2d(6, 1, 1), nn.Conv2d(3, 6, 5)).to("meta"), (3, 28, 32)),
        (Defined(nn.Conv3d(1, 1, 1), nn.Unflatten(1, (1, 6)), nn.Conv2d(3, 6, 5)).to("meta"), (3, 28, 32)),
        (Defined(nn.Conv2d(6, 1, 99), nn.Conv2d(3, 6, 5)).to("meta"), (3, 28, 32)),
        (net(nn.Conv2d(6, 1, 1), nn.Conv2d(3, 6, 5)), (6, 28, 32)),
        (net(Own(2, 1, 1)), (2, 32)),
        (
            Calls(lambda x, a, b: torch.cat([a(x), b(x)]), nn.Conv2d(6, 1, 1), nn.Conv2d(3, 1, 1)).to("meta"),
            (6, 28, 32),
        ),
        (
            Calls(lambda x, a, b: torch.cat([b(x), a(x)]), nn.Conv2d(6, 1, 1), nn.Conv2d(3, 1, 1)).to("meta"),
            (6, 28, 32),
        ),
        (Calls(by_axes, nn.Conv2d(6, 1, 99), nn.Conv1d(3, 1, 1)).to("meta"), (6, 28, 32)),
        (
            Calls(by_axes, nn.Conv2d(6, 1, 1), nn.Conv1d(3, 1, 1), nn.Conv2d(2, 1, 1)).to("meta"),
            (6, 28, 32),
        ),
        (Calls(by_axes, nn.Conv2d(6, 1, 1), nn.Conv1d(3, 1, 1)).to("meta"), (6, 28, 32)),
        (Calls(by_axes, nn.Conv3d(1, 1, 1), nn.Conv1d(3, 1, 1)).to("meta"), (3, 32)),
    ],
)
def test_what_the_input_must_be(model: nn.Module, shape: tuple[int, ...]):
    assert input_of(model, (28, 32)) == shape


# ------------------------------------------------------------------ what is drawn


@pytest.mark.parametrize(
    ("layer", "shape", "said"),
    [
        (nn.ZeroPad2d((0, 636, 0, 0)), (1, 1, 4, 4), None),
        (nn.ZeroPad2d((0, 637, 0, 0)), (1, 1, 4, 4), "ZeroPad2d would have 641 cells"),
        (nn.ZeroPad2d((0, 0, 1000, 0)), (1, 1, 4, 5), "ZeroPad2d would have 1,004 cells"),
        (nn.ZeroPad1d((0, 996)), (1, 2, 4), "ZeroPad1d would have 1,000 cells"),
        (nn.ZeroPad3d((0, 0, 0, 0, 0, 637)), (1, 1, 4, 4, 4), "ZeroPad3d would have 641 cells"),
        (nn.Conv2d(1, 641, 1), (1, 1, 2, 2), None),
        (nn.Linear(4, 641), (1, 4), None),
    ],
    ids=str,
)
def test_maps_are_drawn_up_to_640_cells_a_side(layer: nn.Module, shape: tuple[int, ...], said: str | None):
    run = trace(layer.to("meta"), torch.empty(shape, device="meta"))
    if said is None:
        require_drawable(run)
        return
    with pytest.raises(PoolvizError) as caught:
        require_drawable(run)
    assert str(caught.value) == f"the map of {said} a side; this page draws at most 640"


def test_another_limit_is_said_with_its_thousands():
    run = trace(nn.ZeroPad1d((0, 2000)), torch.empty(1, 1, 1, device="meta"))
    with pytest.raises(PoolvizError, match=r"^the map of ZeroPad1d would have 2,001 cells .* at most 2,000$"):
        require_drawable(run, most=2000)
    require_drawable(run, most=2001)
