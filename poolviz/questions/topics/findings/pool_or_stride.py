"""What a strided convolution has that a pool has not."""

import random

from torch import nn

from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`nn.Conv2d({channels}, {channels}, {k}, stride={k})` and `nn.MaxPool2d({k})` make "
    "planes smaller by the same factor. What does the convolution have that the pool does "
    "not?"
)
RIGHT = N_("The convolution learns {parameters} parameters and mixes the channels; the pool learns nothing.")
CHOICES = {
    "weights": N_("Weights that are learned"),
    "stride": N_("A stride"),
    "smaller": N_("An output that is smaller than its input"),
    "window": N_("A window that slides over each plane"),
}
MISTAKES = {
    "stride": N_("Both have a stride: a pool's is kernel_size unless you give another."),
    "smaller": N_("Both divide the plane's height and width by {k}."),
    "window": N_("Both slide a window. The pool takes the maximum of it, without weights."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return the choices in any order; the number of channels and the kernel differ."""
    channels, k = rng.choice((8, 16, 32, 64)) * level, rng.choice((2, 3, 4))
    counted = sum(one.numel() for one in nn.Conv2d(channels, channels, k, k, device="meta").parameters())
    names = list(CHOICES)
    rng.shuffle(names)
    mistakes = {name: at for at, name in enumerate(names) if name != "weights"}
    values = {"channels": channels, "k": k, "parameters": f"{counted:,}"}
    return Task(names.index("weights"), mistakes, values, choices=tuple(CHOICES[name] for name in names))


TOPIC = Topic("pool_or_stride", "choice", "training", TEXT, RIGHT, MISTAKES, draw)
