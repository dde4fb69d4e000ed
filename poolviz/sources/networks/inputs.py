"""A photograph or a digit as what a network reads: so many channels, so many pixels, from 0 to 1."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from poolviz.sources.datasets.folder import data_folder
from poolviz.sources.datasets.mnist import MNIST
from poolviz.sources.datasets.mnist import SIDE as MNIST_SIDE
from poolviz.sources.pictures.photos import SIZES, photo

DIGIT = "digit"  # the first of MNIST's test set


def network_input(key: str, shape: tuple[int, ...]) -> Tensor:
    """Return photograph `key`, or DIGIT, as (1, *shape), from 0 to 1; shape is (C, H, W) or (C, L), a row.

    Three channels are its colours, one or any other number are copies of its grey. PoolvizError where
    there is no such photograph, or no MNIST in the data folder.

    >>> network_input("cat", (1, 28, 28)).shape
    torch.Size([1, 1, 28, 28])
    """
    channels, *plane = shape
    height, width = (plane[0], plane[1]) if len(plane) == 2 else (1, plane[0])
    near = next((size for size in SIZES if size >= max(height, width)), SIZES[-1])
    if key == DIGIT:
        read, _label = MNIST.picture(data_folder(), False, None, 0)
        near = MNIST_SIDE
    else:
        read = photo(key, near)
    pixels = read[None].float() / 255
    if len(plane) == 1:
        pixels = pixels[:, :, near // 2 : near // 2 + 1]
    fitted = F.interpolate(pixels, (height, width), mode="bilinear", antialias=True, align_corners=False)
    if channels == 3:
        made = fitted.expand(1, 3, -1, -1)
    else:
        made = fitted.mean(1, keepdim=True).expand(1, channels, -1, -1)
    return torch.clone(made.reshape(1, channels, *plane), memory_format=torch.contiguous_format)
