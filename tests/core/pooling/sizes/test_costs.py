"""A setting that would keep a server busy for seconds is refused before it runs."""

import pytest
from torch import nn

from poolviz import PoolvizError
from poolviz.pooling.sizes.costs import reads, require_light


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
