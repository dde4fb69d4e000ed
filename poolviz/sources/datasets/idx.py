"""Files of IDX, MNIST's own format, read without trusting them."""

import math
from pathlib import Path

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.sources.datasets.dataset import LARGEST_FILE
from poolviz.texts import N_

_BYTES = 8  # IDX's name for unsigned bytes


def read_idx(path: Path, dims: int) -> Tensor:
    """Return the bytes that the file at `path` holds, uint8 with `dims` axes.

    The head is two zeros, the kind of number, how many axes, and the length of each as a big-endian number.
    Raises PoolvizError if it is missing, damaged, too large, or has another head.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise PoolvizError(N_("the file {file} is too large to be of MNIST"), file=path.name)
        content = bytearray(path.read_bytes())
    except OSError as error:
        message = N_("the MNIST file {file} cannot be read: {reason}")
        raise PoolvizError(message, file=path.name, reason=error.strerror or type(error).__name__) from error
    head = 4 + 4 * dims
    lengths = [int.from_bytes(content[at : at + 4], "big") for at in range(4, head, 4)]
    if content[:4] != bytes((0, 0, _BYTES, dims)) or len(content) != head + math.prod(lengths):
        raise PoolvizError(N_("the MNIST file {file} is damaged"), file=path.name)
    if not math.prod(lengths):
        return torch.empty(lengths, dtype=torch.uint8)
    return torch.frombuffer(content, dtype=torch.uint8, offset=head).view(lengths)
