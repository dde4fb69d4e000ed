"""What everybody writes around and inside a network, each beside Python itself."""

import pytest
import torch

from poolviz import trace_program
from poolviz.sources.programs.reading import read_program
from tests.sources.programs.alike import HEAD, require_alike

WHOLE = """
cfg = {"A": [8, "M", 16, "M"]}


class VGG(nn.Module):
    def __init__(self, name, num_classes=10):
        super(VGG, self).__init__()
        self.features = self.make_layers(cfg[name])
        self.classifier = nn.Linear(16 * 7 * 7, num_classes)
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                n = m.kernel_size[0] * m.kernel_size[1] * m.out_channels
                m.weight.data.normal_(0, (2.0 / n) ** 0.5)
                if m.bias is not None:
                    m.bias.data.zero_()
            elif isinstance(m, nn.Linear):
                nn.init.normal_(m.weight, 0, 0.01)
                nn.init.constant_(m.bias, 0.5)

    def make_layers(self, cfg):
        layers = []
        in_channels = 1
        for x in cfg:
            if x == "M":
                layers += [nn.MaxPool2d(kernel_size=2, stride=2)]
            else:
                conv2d = nn.Conv2d(in_channels, x, kernel_size=3, padding=1)
                layers += [conv2d, nn.BatchNorm2d(x), nn.ReLU(inplace=True)]
                in_channels = x
        return nn.Sequential(*layers)

    def forward(self, x):
        out = self.features(x)
        out = out.view(out.size(0), -1)
        assert out.dim() == 2, f"expected rows, got {out.shape}"
        return self.classifier(out)


net = VGG("A")
"""
AROUND = """
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
net = net.to(device)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
train_loader = DataLoader(datasets.MNIST("data", transform=transform), batch_size=64)


def train(epoch):
    net.train()
    for i, (images, labels) in enumerate(train_loader):
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        loss = criterion(net(images), labels)
        loss.backward()
        optimizer.step()
        if i % 100 == 0:
            print(f"epoch {epoch} loss {loss.item():.3f}")


if __name__ == "__main__":
    for epoch in range(10):
        train(epoch)
    torch.save(net.state_dict(), "net.pt")
"""
MIXED = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.convs = nn.ModuleList([nn.Conv2d(1 if i == 0 else 4, 4, 3, padding=1) for i in range(3)])
        self.register_buffer("mean", torch.tensor([0.5]))
        self.w = nn.Parameter(torch.ones(1, 4, 1, 1))
        self.pool = nn.AdaptiveAvgPool2d(1)

    def num_flat_features(self, x):
        size = x.size()[1:]
        num_features = 1
        for s in size:
            num_features *= s
        return num_features

    def forward(self, x):
        x = x / 255.0 - self.mean
        for conv in self.convs:
            x = F.relu(conv(x))
        out = F.max_pool2d(x, kernel_size=x.size()[2:]).squeeze(-1).squeeze(-1)
        y = self.pool(x * self.w)
        y = y.view(-1, self.num_flat_features(y))
        y = F.dropout(y, 0.5, self.training)
        return out, y
"""
TRAINING_STEP = """
    def training_step(self, batch, i):
        x, y = batch
        return F.cross_entropy(self(x), y)
"""
SEQUENTIAL_CLASS = """
class ConvBlock(nn.Sequential):
    def __init__(self, i, o):
        super().__init__(nn.Conv2d(i, o, 3), nn.ReLU(), nn.MaxPool2d(int(28 / 14)))


layers = []
for i, o in zip([1, 4], [4, 8]):
    layers.append(ConvBlock(i, o))
net = nn.Sequential(*layers)
"""
DENSE = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 4, 3), nn.MaxPool2d(2))
        with torch.no_grad():
            n = self.features(torch.zeros(1, 1, 12, 12)).view(1, -1).shape[1]
        self.fc = nn.Linear(n, 10)

    @property
    def k(self):
        return 1

    @staticmethod
    def flat(x):
        return torch.flatten(x, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.log_softmax(self.fc(self.flat(self.features(x))), dim=self.k)
"""
RESIDUAL = """
class BasicBlock(nn.Module):
    expansion = 1

    def __init__(self, in_planes, planes, stride=1):
        super(BasicBlock, self).__init__()
        self.conv1 = nn.Conv2d(in_planes, planes, kernel_size=3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.shortcut = nn.Sequential()
        if stride != 1 or in_planes != self.expansion * planes:
            conv = nn.Conv2d(in_planes, planes, 1, stride=stride)
            self.shortcut = nn.Sequential(conv, nn.BatchNorm2d(planes))

    def forward(self, x):
        out = self.bn1(self.conv1(x))
        out += self.shortcut(x)
        return F.relu(out)


class ResNet(nn.Module):
    def __init__(self, block, num_blocks, num_classes=10):
        super(ResNet, self).__init__()
        self.in_planes = 4
        self.layer1 = self._make_layer(block, 4, num_blocks[0], stride=1)
        self.layer2 = self._make_layer(block, 8, num_blocks[1], stride=2)
        self.linear = nn.Linear(8 * block.expansion, num_classes)

    def _make_layer(self, block, planes, num_blocks, stride):
        strides = [stride] + [1] * (num_blocks - 1)
        layers = []
        for stride in strides:
            layers.append(block(self.in_planes, planes, stride))
            self.in_planes = planes * block.expansion
        return nn.Sequential(*layers)

    def forward(self, x):
        out = self.layer2(self.layer1(x))
        out = F.avg_pool2d(out, out.shape[-1])
        return self.linear(out.view(out.size(0), -1))


def ResNet4():
    return ResNet(BasicBlock, [2, 2])
"""
UNET = """
class Double(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(i, o, 3, padding=1), nn.ReLU(inplace=True))

    def forward(self, x):
        return self.conv(x)


class UNet(nn.Module):
    def __init__(self, features=[4, 8]):
        super().__init__()
        self.ups = nn.ModuleList()
        self.downs = nn.ModuleList()
        self.pool = nn.MaxPool2d(kernel_size=2, stride=2)
        c = 1
        for f in features:
            self.downs.append(Double(c, f))
            c = f
        for f in reversed(features):
            self.ups.append(nn.ConvTranspose2d(f * 2, f, kernel_size=2, stride=2))
            self.ups.append(Double(f * 2, f))
        self.bottleneck = Double(features[-1], features[-1] * 2)

    def forward(self, x):
        skips = []
        for down in self.downs:
            x = down(x)
            skips.append(x)
            x = self.pool(x)
        x = self.bottleneck(x)
        skips = skips[::-1]
        for i in range(0, len(self.ups), 2):
            x = self.ups[i](x)
            skip = skips[i // 2]
            if x.shape != skip.shape:
                x = F.interpolate(x, size=skip.shape[2:])
            x = self.ups[i + 1](torch.cat((skip, x), dim=1))
        return x
"""
SEGNET = """
class SegNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.pool = nn.MaxPool2d(2, 2, return_indices=True)
        self.unpool = nn.MaxUnpool2d(2, 2)

    def forward(self, x):
        size = x.size()
        x, idx = self.pool(x)
        x, idx2 = F.max_pool2d(x, 2, stride=2, return_indices=True)
        x = F.max_unpool2d(x, idx2, 2, stride=2)
        return self.unpool(x, idx, output_size=size)
"""
SPP = """
class SPP(nn.Module):
    def __init__(self, levels=(1, 2, 4)):
        super().__init__()
        self.levels = levels

    def forward(self, x):
        n, c, h, w = x.size()
        outs = []
        for level in self.levels:
            k = (int(h / level), int(w / level))
            outs.append(F.max_pool2d(x, kernel_size=k, stride=k).view(n, -1))
        return torch.cat(outs, 1)
"""
SUBCLASSED = """
class Same(nn.Conv2d):
    def __init__(self, i, o):
        super().__init__(i, o, 3, padding=1)


class Centred(nn.Conv2d):
    def forward(self, x):
        w = self.weight - self.weight.mean(dim=(1, 2, 3), keepdim=True)
        return F.conv2d(x, w, self.bias, self.stride, self.padding)


net = nn.Sequential(Same(1, 2), Centred(2, 3, 3), nn.AdaptiveMaxPool2d((2, 2)), nn.Flatten())
net.add_module("fc", nn.Linear(12, 2))
net.fc = nn.Linear(12, 7)
"""
CONFIGURED = """
from dataclasses import dataclass
from functools import partial
from collections import OrderedDict


@dataclass
class Config:
    width: int = 4
    k: int = 2


class Net(nn.Module):
    def __init__(self, config, norm=partial(nn.BatchNorm2d, eps=1e-3), act=nn.ReLU):
        super().__init__()
        c = nn.Conv2d(1, config.width, 3)
        self.body = nn.Sequential(OrderedDict([("c", c), ("n", norm(config.width))]))
        self.acts = nn.ModuleDict({"relu": act(), "lrelu": nn.LeakyReLU(0.1)})
        self.k = config.k

    def forward(self, x, mask=None):
        x = self.acts["lrelu"](self.body(x))
        if mask is not None:
            x = x * mask
        a, b = x.chunk(2, dim=1)
        return {"out": F.max_pool2d(a + b, self.k)}


net = Net(Config(width=6))
"""
CASES = {
    "vgg": (WHOLE, (2, 1, 28, 28), "net"),
    "mixed": (MIXED, (1, 1, 8, 8), "Net()"),
    "sequential class": (SEQUENTIAL_CLASS, (1, 1, 14, 14), "net"),
    "dense": (DENSE, (1, 1, 12, 12), "Net()"),
    "residual": (RESIDUAL, (1, 4, 8, 8), "ResNet4()"),
    "unet": (UNET, (1, 1, 16, 16), "UNet()"),
    "segnet": (SEGNET, (1, 1, 8, 8), "SegNet()"),
    "spp": (SPP, (1, 3, 8, 8), "SPP()"),
    "subclassed": (SUBCLASSED, (1, 1, 8, 8), "net"),
    "configured": (CONFIGURED, (1, 1, 8, 8), "net"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_network_is_what_python_makes_of_it(case):
    text, shape, net = CASES[case]
    require_alike(text, *shape, net=net)


def test_what_stands_around_a_network_changes_nothing():
    x = torch.rand(1, 1, 28, 28)
    whole, alone = (trace_program(HEAD + text, x) for text in (WHOLE + AROUND, WHOLE))
    assert torch.equal(whole.output, alone.output)
    assert [step.shape_out for step in whole.steps][-2:] == [(1, 784), (1, 10)]


def test_a_lightning_module_is_a_module():
    text = MIXED.replace("nn.Module)", "pl.LightningModule)", 1)
    text = f"import pytorch_lightning as pl\n{text}{TRAINING_STEP}"
    x = torch.rand(1, 1, 8, 8)
    assert torch.equal(trace_program(HEAD + text, x).output[0], trace_program(HEAD + MIXED, x).output[0])


def test_the_lines_of_a_notebook():
    text = (
        "In [1]: %matplotlib inline\nIn [2]: import torch.nn as nn\n!pip install torch\n"
        "In [3]: net = nn.Sequential(\n   ...:     nn.MaxPool2d(2))\n   ...: net\nOut[3]: Sequential(...)\n"
    )
    assert trace_program(text, torch.zeros(1, 1, 4, 4)).output.shape == (1, 1, 2, 2)


def test_layers_one_a_line_are_a_chain_with_their_names():
    text = "nn.Conv2d(1, 2, 3)\nrelu = nn.ReLU()\nnn.Sequential(nn.MaxPool2d(2)), nn.Flatten()"
    run = trace_program(text, torch.zeros(1, 1, 12, 12))
    assert [step.name for step in run.steps] == ["0", "relu", "2.0", "3"]
    assert run.output.shape == (1, 50)


def test_what_print_shows_is_read_with_a_flatten_before_the_linear():
    printed = """Net(
  (conv1): Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1), padding=same, padding_mode=reflect)
  (pool): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
  (features): Sequential(
    (0): ReLU(inplace=True)
    (1-2): 2 x Dropout(p=0.5, inplace=False)
  )
  (fc): Linear(in_features=1176, out_features=10, bias=True)
)"""
    run = trace_program(printed, torch.zeros(1, 1, 28, 28))
    assert [step.name for step in run.steps] == [
        "conv1", "pool", "features.0", "features.1", "features.2", "flatten_8", "fc",
    ]  # fmt: skip
    assert run.output.shape == (1, 10)


BLOCKS = """DataParallel(
  (module): Net(
    (stem): Sequential(
      (0-1): 2 x Sequential(
        (0): Conv2d(1, 1, kernel_size=(3, 3), stride=(1, 1))
        (1): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
      )
      (2): ReLU()
    )
    (head): Sequential(
      (0): Linear(in_features=25, out_features=10, bias=True)
    )
  )
)"""


def test_blocks_that_print_shows_once_are_as_many_as_it_says():
    run = trace_program(BLOCKS, torch.zeros(1, 1, 28, 28))
    assert [step.name for step in run.steps] == [
        "stem.0.0", "stem.0.1", "stem.1.0", "stem.1.1", "stem.2", "head.flatten_11", "head.0",
    ]  # fmt: skip
    assert run.output.shape == (1, 10)


def test_a_number_is_changed_where_print_shows_it():
    reading = read_program(BLOCKS.replace("2 x S", "S").replace("0-1", "0").replace("=25", "=9"))
    head = reading.model.head[1]
    assert reading.line_of(head) == 11
    assert "(0): Linear(in_features=169, out_features=10, bias=True)" in str(
        reading.changed(head, "in_features", 169)
    )
    assert str(reading.changed(head, "in_features", 169)).startswith("DataParallel(\n  (module): Net(")


def test_the_meta_device_gives_the_same_steps_without_numbers():
    x = torch.zeros(1, 4, 8, 8)
    real, counted = trace_program(HEAD + RESIDUAL, x), trace_program(HEAD + RESIDUAL, x.to("meta"))
    assert [one.shape_out for one in counted.steps] == [one.shape_out for one in real.steps]
    assert counted.parameters == real.parameters
    assert counted.output.device.type == "meta"


def test_the_seed_decides_the_weights_and_nothing_else_is_drawn():
    x, text = torch.ones(1, 1, 3, 3), "net = nn.Conv2d(1, 1, 3)"
    torch.manual_seed(7)
    first = trace_program(text, x, seed=0).output
    drawn = torch.rand(1)
    torch.manual_seed(7)
    assert torch.equal(torch.rand(1), drawn)
    assert torch.equal(trace_program(text, x, seed=0).output, first)
    assert not torch.equal(trace_program(text, x, seed=1).output, first)
