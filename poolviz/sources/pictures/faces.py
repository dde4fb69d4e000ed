"""Faces and other scraps of photographs, labelled, from scikit-image's package: they need no network."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.texts import N_

FILE = "lfw_subset.npy"
FACES = 100
SHAPE = (200, 25, 25)


@lru_cache(maxsize=1)
def faces() -> tuple[Tensor, Tensor]:
    """Return pictures (200, 1, 25, 25), float32 from 0 to 1, and labels (200,): 100 faces 1, the others 0.

    A part of Labeled Faces in the Wild. PoolvizError where scikit-image or its file is missing or damaged.

    >>> faces()[0].shape, faces()[1].sum()
    (torch.Size([200, 1, 25, 25]), tensor(100))
    """
    import numpy as np

    try:
        # The file, not skimage.data.lfw_subset: that one may go to the network.
        read = np.load(_folder() / FILE, allow_pickle=False)
    except OSError as error:
        message = N_("the pictures {file} cannot be read from scikit-image: install it again")
        raise PoolvizError(message, file=FILE) from error
    except (ValueError, EOFError) as error:
        raise PoolvizError(_DAMAGED, file=FILE) from error
    if getattr(read, "shape", None) != SHAPE or read.dtype.kind != "f" or not np.isfinite(read).all():
        raise PoolvizError(_DAMAGED, file=FILE)
    labels = torch.zeros(SHAPE[0], dtype=torch.long)
    labels[:FACES] = 1
    return torch.from_numpy(read).float().unsqueeze(1), labels


_DAMAGED = N_("the file {file} of scikit-image is damaged: install scikit-image again")


def _folder() -> Path:
    found = find_spec("skimage")
    if found is None or found.origin is None:
        raise PoolvizError(N_("the pictures come with scikit-image, which is not installed"))
    return Path(found.origin).parent / "data"
