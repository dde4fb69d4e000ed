"""The torch program that trains the same small network on the same pictures."""

import re

from torch import nn

from poolviz.networks.training.networks import unweighted
from poolviz.networks.training.runs import Sizes
from poolviz.pooling.code.line import code

_HEAD = """import torch
import torch.nn.functional as F
{imports}
from torch import nn

torch.set_num_threads(1)  # with more, the last digits may differ


def drawn(labels, seed):
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))
    return [order[labels[order] == label] for label in labels.unique()]

{data}
torch.manual_seed({seed})
network = nn.Sequential(
{layers}
)
optimizer = torch.optim.SGD(network.parameters(), lr={rate}, momentum=0.9)
draw = torch.Generator().manual_seed({seed})
for epoch in range({epochs}):
    for batch in torch.randperm(len(x), generator=draw).split({batch}):
        loss = F.cross_entropy(network(x[batch]), y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

with torch.no_grad():
    right = network(x_test).argmax(1) == y_test
print(right.double().mean().item())"""
_FACES = """
pictures = 2 * torch.from_numpy(lfw_subset()).float().unsqueeze(1) - 1
labels = torch.cat([torch.ones(100), torch.zeros(100)]).long()
parts = drawn(labels, seed={seed})
train = torch.cat([part[:{train}] for part in parts])
test = torch.cat([part[{train}:{last}] for part in parts])
x, y, x_test, y_test = pictures[train], labels[train], pictures[test], labels[test]
"""
_PUBLISHED = """
def some(train, seed, each):
    data = {name}("data", train, download=True)
    labels = torch.as_tensor(data.targets)
    places = torch.cat([part[:each] for part in drawn(labels, seed)])
    pictures = {pictures}[places]
    return 2 * (pictures.float() / 255) - 1, labels[places]


x, y = some(True, {seed}, {train})
x_test, y_test = some(False, 0, {test})
"""
_DATA = {
    "faces": ("from skimage.data import lfw_subset", _FACES, {}),
    "cifar": (
        "from torchvision.datasets import CIFAR10",
        _PUBLISHED,
        {"name": "CIFAR10", "pictures": "torch.from_numpy(data.data).permute(0, 3, 1, 2)"},
    ),
    "mnist": (
        "from torchvision.datasets import MNIST",
        _PUBLISHED,
        {"name": "MNIST", "pictures": "data.data.unsqueeze(1)"},
    ),
}


def training_script(data: str, sizes: Sizes, kind: str, epochs: int, rate: float, seed: int = 0) -> str:
    """Return a program that trains one small network as training.compare does on the CPU, with one seed.

    `data` is a key of examples.DATA_SETS, `sizes` are theirs. It prints the last test accuracy.
    """
    imports, text, names = _DATA[data]
    last = sizes.train + sizes.test
    lines = text.format(seed=seed, train=sizes.train, test=sizes.test, last=last, **names)
    network = unweighted(kind, sizes.shape, sizes.classes)
    return _HEAD.format(
        imports=imports,
        data=lines,
        layers="\n".join(f"    {layer_code(layer)}," for layer in network),
        seed=seed,
        epochs=epochs,
        rate=rate,
        batch=sizes.batch,
    )


def layer_code(layer: nn.Module) -> str:
    """Return any layer of a small network as the code that makes it.

    >>> layer_code(nn.Conv2d(1, 8, 3, padding=1)), layer_code(nn.MaxPool2d(2, ceil_mode=True))
    ('nn.Conv2d(1, 8, kernel_size=3, stride=1, padding=1)', 'nn.MaxPool2d(2, ceil_mode=True)')
    """
    if "Pool" in type(layer).__name__:
        return code(layer)
    return "nn." + re.sub(r"\((\d+), \1\)", r"\1", repr(layer))
