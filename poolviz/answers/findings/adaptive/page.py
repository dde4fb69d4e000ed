"""Adaptive and global: a page of four sections, of which the chosen one alone is computed."""

import torch

from poolviz.answers.findings.adaptive import fixed_size, global_pooling, heads, pyramid
from poolviz.answers.findings.adaptive.bar import BARRED as BARRED
from poolviz.answers.pooling.pictures.picture import Picture
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.fields import Fields, Values, one_of
from poolviz.pooling.devices import CPU
from poolviz.texts import N_

SECTIONS = {
    "fixed": N_("Any picture to a fixed size"),
    "pyramid": N_("Spatial pyramid"),
    "global": N_("Global"),
    "head": N_("Flatten or global average"),
}


def fields() -> Fields:
    """Return the settings of the page, those of every section."""
    return {
        "sec": one_of(SECTIONS),
        **fixed_size.fields(),
        **pyramid.fields(),
        **global_pooling.fields(),
        **heads.fields(),
    }


def answer(values: Values, device: torch.device = CPU, picture: Picture | None = None) -> Answer:
    """Return what the chosen section shows; PoolvizError where a text in `values` cannot be read.

    `picture` stands in the place of the one that `values` say, for an upload.
    """
    if values["sec"] == "fixed":
        return fixed_size.answer(values, device, picture)
    if values["sec"] == "pyramid":
        return pyramid.answer(values, device, picture)
    return {"global": global_pooling, "head": heads}[values["sec"]].answer(values, device)
