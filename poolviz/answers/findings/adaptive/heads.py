"""Flatten or global average: what the linear layer behind costs, what is lost, what is allowed."""

from dataclasses import dataclass

import torch
from torch import nn

from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.example import Example, current
from poolviz.answers.settings.fields import Fields, Values, whole
from poolviz.answers.settings.run import run
from poolviz.networks.heads import Head, flat_head, flat_refusal, pooled_head
from poolviz.pooling.devices import CPU
from poolviz.texts import N_, _
from poolviz.views.stage.adaptive import corner_planes, equal_means_stage
from poolviz.views.words.numbers import short_texts

HEIGHT = 190  # px kept for the planes
MOST_CHANNELS, LONGEST, MOST_CLASSES = 4096, 512, 10_000
Shape = tuple[int, int, int]


def _network(title: str, *sizes: int) -> Example:
    """Return a network that learners meet: features (C, H, W) before its first Linear, and its outputs."""
    return Example(title, title, "", dict(zip(("fc", "fh", "fw", "classes"), sizes, strict=True)))


NETWORKS = (
    _network(N_("Net of the tutorials, MNIST"), 20, 4, 4, 10),
    _network(N_("SimpleCNN, CIFAR-10"), 128, 4, 4, 512),
    _network(N_("VGG16, first linear layer"), 512, 7, 7, 4096),
    _network(N_("7 × 7 × 512 to the 1000 classes of ImageNet"), 512, 7, 7, 1000),
    _network(N_("ResNet-50, last features"), 2048, 7, 7, 1000),
)


@dataclass(frozen=True, eq=False)
class Heads(Answer):
    """A linear layer for features of `shape`, after flattening and after a global average, to `classes`.

    On the stage two planes of one average. Features of the `other` shape come in; `words` are torch's
    where it refuses them after flattening.
    """

    shape: Shape
    other: Shape
    classes: int
    flat: Head
    pooled: Head
    words: str | None

    @property
    def times(self) -> float:
        """How many times as many parameters flattening takes."""
        return self.flat.parameters / self.pooled.parameters


def fields() -> Fields:
    """Return the settings of this section: the shape of the features, the classes, the other size."""
    start = NETWORKS[0].link
    return {
        "fc": whole(start["fc"], 1, MOST_CHANNELS),
        "fh": whole(start["fh"], 1, LONGEST),
        "fw": whole(start["fw"], 1, LONGEST),
        "classes": whole(start["classes"], 1, MOST_CLASSES),
        "h2": whole(6, 1, LONGEST),
        "w2": whole(6, 1, LONGEST),
    }


def answer(values: Values, device: torch.device = CPU) -> Heads:
    """Return what the section shows."""
    shape = (values["fc"], values["fh"], values["fw"])
    other, classes = (values["fc"], values["h2"], values["w2"]), values["classes"]
    runs = [run(nn.AdaptiveAvgPool2d(1), plane[None, None], device=device) for plane in corner_planes()]
    stage = equal_means_stage(*(one.accepted for one in runs), height=HEIGHT)
    flattened = [", ".join(short_texts(one.x)) for one in runs]
    line = _("Flattened, A is {a}; B is {b}.").format(a=flattened[0], b=flattened[1])
    flat, pooled = flat_head(shape, classes), pooled_head(shape, classes)
    words = flat_refusal(shape, other, classes)
    return Heads(stage, (line,), runs[-1], shape, other, classes, flat, pooled, words)


def example(values: Values) -> Example | None:
    """Return the network whose features and classes the settings are, however they came to be."""
    return current(NETWORKS, values, fields())
