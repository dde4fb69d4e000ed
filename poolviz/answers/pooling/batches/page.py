"""Batches: a data set batch by batch through a layer, as tutorials run it."""

from dataclasses import dataclass, replace

import torch

from poolviz.answers.pooling.batches.remarks import remarks
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.fields import Fields, Values, flag, one_of, whole
from poolviz.answers.settings.layer import layer_of
from poolviz.answers.settings.numbers import layer_fields
from poolviz.answers.settings.run import run
from poolviz.pooling.devices import CPU
from poolviz.sources.datasets.batches import BATCH, PictureSet, picture_set
from poolviz.texts import N_, _
from poolviz.views.gallery.batch import Gallery, gallery

DATA = {
    "cifar": N_("CIFAR-10, test set"),
    "mnist": N_("MNIST, test set"),
    "photos": N_("Photographs in tiles"),
}
PANELS = {
    "tensorboard": "TensorBoard",
    "speed": N_("Pictures per second"),
    "size": N_("Output size, step by step"),
    "code": N_("Code"),
}


@dataclass(frozen=True, eq=False)
class Batches(Answer):
    """What the page shows: batch `step` (from 0) of `pictures` and its output; the stage is a gallery.

    Where torch refuses, the gallery shows the input alone, and the lines say so.
    """

    stage: Gallery  # type: ignore[assignment]  # in the place of linked grids
    pictures: PictureSet
    step: int


def fields() -> Fields:
    """Return the settings of the page: the layer, begun as in the tutorials, the pictures, the batch."""
    layer = layer_fields()
    return {
        **layer,
        "k": replace(layer["k"], default=3),
        "ceil": flag(True),
        "data": one_of(DATA),
        "batch": whole(0, 0, 999_999),
        "scale": flag(),
        "panel": one_of(PANELS),
    }


def answer(values: Values, device: torch.device = CPU) -> Batches:
    """Return what the page shows; PoolvizError where the pictures are missing or damaged.

    A batch behind the last is the last.
    """
    pictures = picture_set(values["data"])
    step = min(values["batch"] or 0, pictures.batches - 1)
    x, numbers = pictures.batch(step), pictures.numbers(step)
    found = run(layer_of(values).layer, x, device=device)
    output = None if found.explanation is None else found.explanation.output
    names = [_(pictures.names[pictures.labels[number]]) for number in numbers]
    drawn = gallery(x, output, numbers, names, BATCH, to_scale=bool(values["scale"]))
    return Batches(drawn, remarks(pictures, step, found), found, pictures, step)
