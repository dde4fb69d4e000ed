"""The networks of the page: what to see in each, and whether its numbers are computed or its shapes alone."""

from dataclasses import dataclass

from poolviz.networks.classics import SMALL, Network
from poolviz.sources.networks.zoo import ZOO
from poolviz.texts import N_


@dataclass(frozen=True)
class Choice:
    """A network to choose: `title` and `lesson` are untranslated; `real` ones run on a picture.

    `example` is the key of the same network as code, where there is one.
    """

    key: str
    title: str
    lesson: str
    network: Network
    real: bool
    example: str = ""


_BUILT = {network.name: network for network in (*SMALL, *ZOO)}

CHOICES = (
    Choice(
        "net",
        N_("Net of the tutorials, MNIST"),
        N_("Two pools: 28 → 24 → 12 → 8 → 4. Flattened, 20 · 4 · 4 = 320 features come to fc."),
        _BUILT["Net"],
        True,
        "net",
    ),
    Choice(
        "simple",
        N_("SimpleCNN, CIFAR-10"),
        N_("Three pools: 32 → 16 → 8 → 4. Flattened, 128 · 4 · 4 = 2048 features come to fc1."),
        _BUILT["SimpleCNN"],
        True,
        "simple",
    ),
    Choice(
        "mnist",
        N_("CNN of the tutorials, MNIST"),
        N_("A pool after every second convolution: 28 → 26 → 24 → 12 → 10 → 8 → 4, then 2048 features."),
        _BUILT["MnistCNN"],
        True,
        "mnist",
    ),
    Choice(
        "lenet",
        N_("LeNet-5, averages of 1998"),
        N_("Pools were averages then: 32 → 28 → 14 → 10 → 5, and the last convolution sees all of it."),
        _BUILT["LeNet-5"],
        True,
        "lenet",
    ),
    Choice(
        "alexnet",
        N_("AlexNet, overlapping pools 3/2"),
        N_("Windows of 3, two apart, share a row and a column: 55 → 27 → 13 → 6."),
        _BUILT["AlexNet"],
        False,
    ),
    Choice(
        "vgg16",
        "VGG16",
        N_("Five pools halve 224 down to 7. How large would the first Linear be without them?"),
        _BUILT["VGG16"],
        False,
    ),
    Choice(
        "squeezenet",
        N_("SqueezeNet, ceil_mode"),
        N_("109 → 54 → 27 → 13: rounded down, 54 would become 26. No Linear follows: no parameters saved."),
        _BUILT["SqueezeNet"],
        False,
    ),
    Choice(
        "googlenet",
        N_("GoogLeNet, ceil_mode"),
        N_(
            "Pools with ceil_mode between the blocks, and in each block one that keeps the size: 3, stride 1."
        ),
        _BUILT["GoogLeNet"],
        False,
    ),
)
BY_KEY = {choice.key: choice for choice in CHOICES}
