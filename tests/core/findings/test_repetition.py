"""A layer again and again: where it ends, and what is left."""

import pytest
import torch
from torch import Tensor, nn

from poolviz import PoolvizError, explain
from poolviz.findings.repetition import Repeated, repeated


def chain(layer: nn.Module, *shape: int) -> Repeated:
    x = torch.arange(float(torch.Size(shape).numel())).view(1, *shape) % 256

    def pool(plane: Tensor) -> Tensor:
        return explain(layer, plane).output

    return repeated(pool, x)


@pytest.mark.parametrize(
    ("layer", "shape", "steps", "ended"),
    [
        (nn.MaxPool2d(2), (3, 32, 32), 5, "one"),
        (nn.AvgPool2d(2), (1, 64, 64), 6, "one"),
        (nn.MaxPool2d(3), (1, 32, 32), 3, "one"),
        (nn.MaxPool2d(5), (1, 32, 32), 2, "one"),
        (nn.MaxPool2d(4), (1, 32, 32), 2, "refused"),
        (nn.MaxPool2d((2, 1)), (1, 8, 5), 3, "refused"),
        (nn.MaxPool2d(3, 1, 1), (1, 9, 9), 0, "large"),
        (nn.MaxPool2d(2, 1, 1), (1, 9, 9), 0, "large"),
        (nn.MaxPool2d(1), (1, 1, 1), 0, "one"),
    ],
)
def test_where_it_ends(layer: nn.Module, shape: tuple[int, ...], steps: int, ended: str) -> None:
    done = chain(layer, *shape)
    assert (done.steps, done.ended) == (steps, ended)
    assert bool(done.refusal) == (ended == "refused")


@pytest.mark.parametrize("plane", [(9, 9), (10, 10)], ids=["as large", "larger"])
def test_a_layer_that_takes_nothing_away_is_asked_once(plane: tuple[int, int]) -> None:
    """Asked on and on it would never end."""
    answers = iter([torch.zeros(1, *plane)])
    done = repeated(lambda _x: next(answers), torch.zeros(1, 9, 9))
    assert (done.steps, done.ended) == (0, "large")


def test_the_last_maximum_and_mean_are_those_of_the_picture() -> None:
    for layer, whole in ((nn.MaxPool2d(2), torch.amax), (nn.AvgPool2d(2), torch.mean)):
        done = chain(layer, 1, 16, 16)
        assert torch.allclose(done.planes[-1].flatten(), whole(done.planes[0], (-2, -1)).flatten())


def test_what_whoever_pools_finds_too_heavy_ends_it_with_the_planes_so_far() -> None:
    heavy = PoolvizError("too heavy")

    def pool(plane: Tensor) -> Tensor:
        if plane.shape[-1] < 8:
            raise heavy
        return explain(nn.MaxPool2d(2), plane).output

    x = torch.arange(256.0).view(1, 16, 16)
    done = repeated(pool, x)
    assert (done.steps, done.ended, done.error) == (2, "heavy", heavy)
    assert [plane.shape[-1] for plane in done.planes] == [16, 8, 4]
