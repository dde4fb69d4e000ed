"""The program of the notes' training, with one of the pools."""

from poolviz.networks.training.notes import SIDE_WITHOUT

_POOLS = {"max": "nn.MaxPool2d(2, 2)", "average": "nn.AvgPool2d(2, 2)", "none": "nn.Identity()"}
_SCRIPT = """import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import transforms
from torchvision.datasets import MNIST

torch.manual_seed(0)


def block(channels, made):
    return [nn.Conv2d(channels, made, 3), nn.BatchNorm2d(made), nn.ReLU()]


model = nn.Sequential(
    *block(1, 16),
    *block(16, 32),
    {pool},
    *block(32, 64),
    *block(64, 128),
    {pool},
    nn.Flatten(),
    nn.Linear(128 * {side} * {side}, 1024),
    nn.ReLU(),
    nn.Linear(1024, 128),
    nn.Linear(128, 10),
)
tensors = transforms.Compose([transforms.ToTensor(), transforms.Normalize([0.5], [0.5])])
train = DataLoader(MNIST("data", train=True, transform=tensors, download=True), batch_size=100)
test = DataLoader(MNIST("data", train=False, transform=tensors, download=True), batch_size=100)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters())


def right(answers, labels):
    return (answers.argmax(1) == labels).sum().item()


for epoch in range(1, 4):
    learned = 0
    for images, labels in train:
        answers = model(images)
        optimizer.zero_grad()
        criterion(answers, labels).backward()
        optimizer.step()
        learned += right(answers, labels)
    with torch.no_grad():
        known = sum(right(model(images), labels) for images, labels in test)
    print(epoch, learned / len(train.dataset), known / len(test.dataset))
"""


def notes_script(pool: str) -> str:
    """Return the program that trains the notes' network with one of training.notes.POOLS.

    >>> "nn.AvgPool2d(2, 2)" in notes_script("average")
    True
    """
    return _SCRIPT.format(pool=_POOLS[pool], side=SIDE_WITHOUT if pool == "none" else 4)
