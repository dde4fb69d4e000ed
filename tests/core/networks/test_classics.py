"""The small networks line by line, and the steps that they take."""

import pytest
import torch
from torch import nn

from poolviz.networks.classics import SMALL
from poolviz.networks.programs.layers import layer_code
from poolviz.networks.trace import trace

MADE = {
    "Net": """
        conv1 = nn.Conv2d(1, 10, 5)
        conv2 = nn.Conv2d(10, 20, 5)
        pooling = nn.MaxPool2d(2)
        fc = nn.Linear(320, 10)
    """,
    "SimpleCNN": """
        layer1.conv1 = nn.Conv2d(3, 32, 3, padding=1)
        layer1.relu1 = nn.ReLU(inplace=True)
        layer1.pool1 = nn.MaxPool2d(2)
        layer2.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        layer2.relu2 = nn.ReLU(inplace=True)
        layer2.pool2 = nn.MaxPool2d(2)
        layer3.conv3 = nn.Conv2d(64, 128, 3, padding=1)
        layer3.relu3 = nn.ReLU(inplace=True)
        layer3.pool3 = nn.MaxPool2d(2)
        layer4.fc1 = nn.Linear(2048, 512)
        layer4.fc_relu1 = nn.ReLU(inplace=True)
        layer4.fc2 = nn.Linear(512, 64)
        layer4.fc_relu2 = nn.ReLU(inplace=True)
        layer4.f3 = nn.Linear(64, 10)
    """,
    "MnistCNN": """
        layer1.0 = nn.Conv2d(1, 16, 3)
        layer1.1 = nn.BatchNorm2d(16)
        layer1.2 = nn.ReLU(inplace=True)
        layer2.0 = nn.Conv2d(16, 32, 3)
        layer2.1 = nn.BatchNorm2d(32)
        layer2.2 = nn.ReLU(inplace=True)
        layer2.3 = nn.MaxPool2d(2)
        layer3.0 = nn.Conv2d(32, 64, 3)
        layer3.1 = nn.BatchNorm2d(64)
        layer3.2 = nn.ReLU(inplace=True)
        layer4.0 = nn.Conv2d(64, 128, 3)
        layer4.1 = nn.BatchNorm2d(128)
        layer4.2 = nn.ReLU(inplace=True)
        layer4.3 = nn.MaxPool2d(2)
        fc.0 = nn.Linear(2048, 1024)
        fc.1 = nn.ReLU(inplace=True)
        fc.2 = nn.Linear(1024, 128)
        fc.3 = nn.Linear(128, 10)
    """,
    "LeNet-5": """
        c1 = nn.Conv2d(1, 6, 5)
        s2 = nn.AvgPool2d(2)
        c3 = nn.Conv2d(6, 16, 5)
        s4 = nn.AvgPool2d(2)
        c5 = nn.Conv2d(16, 120, 5)
        f6 = nn.Linear(120, 84)
        output = nn.Linear(84, 10)
    """,
}


@pytest.mark.parametrize("network", SMALL, ids=lambda one: one.name)
def test_the_layers_of_each_by_their_names(network):
    leaves = [(name, one) for name, one in network.build().named_modules() if not list(one.children())]
    written = [
        f"{name} = {layer_code(layer)}" for name, layer in leaves if not isinstance(layer, nn.Sequential)
    ]
    assert written == [line.strip() for line in MADE[network.name].strip().splitlines()]


STEPS = {
    "Net": "conv1 pooling relu conv2 pooling relu view fc",
    "SimpleCNN": "layer1.conv1 layer1.relu1 layer1.pool1 layer2.conv2 layer2.relu2 layer2.pool2 layer3.conv3 "
    "layer3.relu3 layer3.pool3 view layer4.fc1 layer4.fc_relu1 layer4.fc2 layer4.fc_relu2 layer4.f3",
    "MnistCNN": "layer1.0 layer1.1 layer1.2 layer2.0 layer2.1 layer2.2 layer2.3 layer3.0 layer3.1 layer3.2 "
    "layer4.0 layer4.1 layer4.2 layer4.3 view fc.0 fc.1 fc.2 fc.3",
    "LeNet-5": "c1 tanh s2 c3 tanh s4 c5 tanh flatten f6 tanh output",
}


@pytest.mark.parametrize("network", SMALL, ids=lambda one: one.name)
def test_the_steps_of_each_on_a_batch_of_two(network):
    run = trace(network.build(), torch.rand(2, *network.shape))
    assert [step.name for step in run.steps] == STEPS[network.name].split()
    assert run.output.shape == (2, 10)
