"""The program that does what the Batches page does."""

from torch import nn

from poolviz.pooling.code.line import code

_PUBLISHED = """import torchvision
from torch import nn
from torch.utils.data import DataLoader
from torch.utils.tensorboard import SummaryWriter

dataset = torchvision.datasets.{name}(
    "./dataset", train=False, transform=torchvision.transforms.ToTensor(), download=True
)
"""
_NAMES = {"cifar": "CIFAR10", "mnist": "MNIST"}  # of torchvision
_PHOTOS = """from torch import nn
from torch.utils.data import DataLoader
from torch.utils.tensorboard import SummaryWriter

from poolviz.sources.datasets.batches import picture_set

dataset = picture_set("photos")  # in the folder of this app
"""
_LOOP = """loader = DataLoader(dataset, batch_size=64)
layer = {layer}

writer = SummaryWriter("logs")
for step, (imgs, targets) in enumerate(loader):
    {output} = layer(imgs)
    print(step, tuple(imgs.shape), tuple(output.shape))
    writer.add_images("input", imgs, step)
    writer.add_images("output", output, step)
writer.close()  # tensorboard --logdir logs
"""


def batch_script(data: str, layer: nn.Module) -> str:
    """Return a program that runs `layer` over the batches of a set, by its key, for TensorBoard.

    >>> print(batch_script("photos", nn.MaxPool2d(3)).splitlines()[8])
    layer = nn.MaxPool2d(3)
    """
    output = "output, indices" if getattr(layer, "return_indices", False) else "output"
    opening = _PUBLISHED.format(name=_NAMES[data]) if data in _NAMES else _PHOTOS
    return opening + _LOOP.format(layer=code(layer), output=output)
