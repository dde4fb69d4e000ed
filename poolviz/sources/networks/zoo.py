"""Networks of torchvision on the meta device: their shapes and parameters without their weights."""

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from poolviz.networks.classics import Network

_IMAGENET = (3, 224, 224)


def _from_torchvision(name: str, **words: Any) -> Callable[[], nn.Module]:
    def build() -> nn.Module:
        import torchvision.models

        with torch.device("meta"):
            return getattr(torchvision.models, name)(weights=None, **words).eval()

    return build


def googlenet(aux_logits: bool = False) -> nn.Module:
    """Return GoogLeNet on the meta device; `aux_logits` adds its two side classifiers, which eval skips."""
    return _from_torchvision("googlenet", aux_logits=aux_logits, init_weights=False)()


ZOO = (
    Network("AlexNet", _from_torchvision("alexnet"), _IMAGENET),
    Network("VGG16", _from_torchvision("vgg16", init_weights=False), _IMAGENET),
    Network("SqueezeNet", _from_torchvision("squeezenet1_0"), _IMAGENET),
    Network("GoogLeNet", googlenet, _IMAGENET),
)
