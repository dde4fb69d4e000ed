"""A setting that would keep a server busy for seconds is refused before it runs."""

import pytest
import torch
from torch import nn

from poolviz import PoolvizError
from poolviz.pooling.sizes.costs import MOST_DRAWN, reads, require_light


def test_reads_of_a_picture() -> None:
    assert reads(nn.MaxPool2d(3, 2, 1), (1, 3, 256, 256)) == 3 * (128 * 3) ** 2


def test_a_kernel_as_large_as_the_picture_at_stride_1_is_too_much() -> None:
    with pytest.raises(PoolvizError, match="at most 1,000,000,000"):
        require_light(nn.MaxPool2d(256, 1, 128), (1, 3, 256, 256))
    require_light(nn.MaxPool2d(256), (1, 3, 256, 256))


def test_what_torch_refuses_is_left_to_torch() -> None:
    plane = (1, 1, 40_000, 40_000)
    with pytest.raises(PoolvizError, match="would read 14,400,000,000"):
        require_light(nn.MaxPool2d(3, 1, padding=1), plane)
    require_light(nn.MaxPool2d(3, 1, padding=2), plane)  # torch refuses so much padding, in its own words


@pytest.mark.parametrize(
    ("layer", "shape", "read"),
    [
        (nn.MaxPool1d(3, 2), (2, 5, 7), 2 * 5 * 3 * 3),
        (nn.MaxPool2d((3, 2), (2, 1)), (4, 7, 6), 4 * (3 * 3) * (5 * 2)),
        (nn.FractionalMaxPool2d((3, 2), (2, 4)), (4, 7, 6), 4 * (2 * 3) * (4 * 2)),
        (nn.AdaptiveAvgPool2d((2, 3)), (2, 3, 5, 8), 6 * (5 + 2) * (8 + 3)),
        (nn.MaxUnpool1d(2), (3, 4), 3 * (4 + 8)),
    ],
    ids=lambda given: repr(given)[:30],
)
def test_what_a_layer_reads_at_most(layer: nn.Module, shape: tuple[int, ...], read: int) -> None:
    assert reads(layer, shape) == reads(layer, shape, layer_output(layer, shape)) == read
    require_light(layer, shape, most=read)
    with pytest.raises(PoolvizError) as caught:
        require_light(layer, shape, most=read - 1)
    said = f"the windows must read at most {read - 1} values in all here, but they would read {read}"
    assert str(caught.value) == said


def layer_output(layer: nn.Module, shape: tuple[int, ...]) -> tuple[int, ...]:
    x = torch.zeros(shape)
    return tuple((layer(x, x.long()) if isinstance(layer, nn.MaxUnpool1d) else layer(x)).shape)


def test_large_numbers_are_written_with_commas_and_outputs_are_limited_by_themselves() -> None:
    with pytest.raises(PoolvizError) as caught:
        require_light(nn.MaxPool2d(256, 1, 128), (1, 3, 256, 256))
    assert str(caught.value) == (
        "the windows must read at most 1,000,000,000 values in all here, but they would read 12,985,761,792"
    )
    require_light(nn.MaxPool2d(1), (1, 64, 64), outputs=MOST_DRAWN)
    with pytest.raises(PoolvizError) as caught:
        require_light(nn.MaxPool2d(1), (1, 64, 65), outputs=MOST_DRAWN)
    assert str(caught.value) == (
        "the output must have at most 4,096 cells to be drawn, but it would have 4,160"
    )
    require_light(nn.MaxPool2d(1), (1, 64, 65))
