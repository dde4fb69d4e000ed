"""Every page that an address alone can answer: its settings, and what it shows for them."""

from collections.abc import Callable
from dataclasses import dataclass

import torch

from poolviz.answers.findings.adaptive import page as adaptive
from poolviz.answers.findings.compare import page as compare
from poolviz.answers.findings.frameworks import page as frameworks
from poolviz.answers.home import page as home
from poolviz.answers.networks.networks import page as networks
from poolviz.answers.pooling import signals, volumes, windows
from poolviz.answers.pooling.batches import page as batches
from poolviz.answers.pooling.pictures import page as pictures
from poolviz.answers.pooling.unpooling import page as unpooling
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Fields, Values
from poolviz.answers.settings.numbers import LAYER_NAMES, LINE_LAYERS, PLANE_LAYERS, VOLUME_LAYERS


@dataclass(frozen=True)
class Page:
    """A page as a function of its address: its `fields`, its `answer`, and the `layers` it can be set to."""

    fields: Callable[[], Fields]
    answer: Callable[[Values, torch.device], Display]
    layers: tuple[str, ...] = ()


ANSWERED = {
    "home": Page(home.fields, home.answer, PLANE_LAYERS),
    "windows": Page(windows.fields, windows.answer, PLANE_LAYERS),
    "pictures": Page(pictures.fields, pictures.answer, LAYER_NAMES),
    "batches": Page(batches.fields, batches.answer, LAYER_NAMES),
    "signals": Page(signals.fields, signals.answer, LINE_LAYERS),
    "volumes": Page(volumes.fields, volumes.answer, VOLUME_LAYERS),
    "adaptive": Page(adaptive.fields, adaptive.answer),
    "compare": Page(compare.fields, compare.answer),
    "frameworks": Page(frameworks.fields, frameworks.answer),
    "networks": Page(networks.fields, networks.answer),
    "unpooling": Page(unpooling.fields, unpooling.answer, LAYER_NAMES),
}
