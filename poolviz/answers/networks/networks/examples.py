"""Networks as code to start from: programs of the tutorials, chains, and two that torch refuses."""

from poolviz.answers.settings.example import Example
from poolviz.texts import N_

_NET = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 10, kernel_size=5)
        self.conv2 = nn.Conv2d(10, 20, kernel_size=5)
        self.pooling = nn.MaxPool2d(2)
        self.fc = nn.Linear(320, 10)

    def forward(self, x):
        x = F.relu(self.pooling(self.conv1(x)))
        x = F.relu(self.pooling(self.conv2(x)))
        x = x.view(x.size(0), -1)
        return self.fc(x)"""

_SIMPLE = """nn.Conv2d(3, 32, 3, padding=1)
nn.ReLU(True)
nn.MaxPool2d(2, 2)
nn.Conv2d(32, 64, 3, padding=1)
nn.ReLU(True)
nn.MaxPool2d(2, 2)
nn.Conv2d(64, 128, 3, padding=1)
nn.ReLU(True)
nn.MaxPool2d(2, 2)
nn.Flatten()
nn.Linear(2048, 512)
nn.ReLU(True)
nn.Linear(512, 64)
nn.ReLU(True)
nn.Linear(64, 10)"""

_MNIST = """nn.Sequential(
    nn.Conv2d(1, 16, kernel_size=(3, 3)), nn.BatchNorm2d(16), nn.ReLU(inplace=True),
    nn.Conv2d(16, 32, kernel_size=(3, 3)), nn.BatchNorm2d(32), nn.ReLU(inplace=True),
    nn.MaxPool2d(kernel_size=2, stride=2),
    nn.Conv2d(32, 64, kernel_size=(3, 3)), nn.BatchNorm2d(64), nn.ReLU(inplace=True),
    nn.Conv2d(64, 128, kernel_size=(3, 3)), nn.BatchNorm2d(128), nn.ReLU(inplace=True),
    nn.MaxPool2d(kernel_size=2, stride=2),
    nn.Flatten(),
    nn.Linear(128 * 4 * 4, 1024), nn.ReLU(inplace=True),
    nn.Linear(1024, 128),
    nn.Linear(128, 10),
)"""

_LENET = """c1 = nn.Conv2d(1, 6, 5)
tanh1 = nn.Tanh()
s2 = nn.AvgPool2d(2)
c3 = nn.Conv2d(6, 16, 5)
tanh2 = nn.Tanh()
s4 = nn.AvgPool2d(2)
c5 = nn.Conv2d(16, 120, 5)
tanh3 = nn.Tanh()
flatten = nn.Flatten()
f6 = nn.Linear(120, 84)
tanh4 = nn.Tanh()
output = nn.Linear(84, 10)"""

_WRONG = """nn.Conv2d(3, 16, 3, padding=1)
nn.ReLU()
nn.MaxPool2d(3, stride=2)
nn.Conv2d(16, 32, 3)
nn.ReLU()
nn.MaxPool2d(2)
nn.Flatten()
nn.Linear(32 * 8 * 8, 10)"""

_SMALL = "\n".join(f"pool{number} = nn.MaxPool2d(2)" for number in range(1, 7))

_GLOBAL = """nn.Conv2d(3, 16, 3, padding=1)
nn.ReLU()
nn.MaxPool2d(2)
nn.Conv2d(16, 32, 3, padding=1)
nn.ReLU()
nn.AdaptiveAvgPool2d(1)
nn.Flatten()
nn.Linear(32, 10)"""

_STACKED = "\n".join(["nn.MaxPool2d(3, stride=2, padding=1)"] * 3)

_SIGNAL = """nn.Conv1d(1, 4, 5)
nn.ReLU()
nn.MaxPool1d(4)
nn.Conv1d(4, 8, 5)
nn.ReLU()
nn.AdaptiveMaxPool1d(1)
nn.Flatten()
nn.Linear(8, 2)"""

START = _NET


def _written(key: str, title: str, lesson: str, text: str, size: tuple[int, int] = (28, 28)) -> Example:
    """Return a network as `text`, on an input of `size` (height, width)."""
    return Example(key, title, lesson, {"code": text, "ih": size[0], "iw": size[1]})


WRITTEN = (
    _written(
        "net",
        N_("Net of the tutorials, as a class"),
        N_("Change nn.MaxPool2d(2) to 3 and see what happens at fc. A button then puts in the right number."),
        _NET,
    ),
    _written(
        "wrong",
        N_("the first Linear is wrong"),
        N_("The most common error of all: how many features reach the first Linear? torch tells you."),
        _WRONG,
        (32, 32),
    ),
    _written(
        "small",
        N_("one pool too many"),
        N_("28 → 14 → 7 → 3 → 1, and a window of 2 does not fit into 1: the output size is too small."),
        _SMALL,
    ),
    _written(
        "global",
        N_("global average before the Linear"),
        N_("nn.AdaptiveAvgPool2d(1) leaves one number per channel, so any input size fits the Linear."),
        _GLOBAL,
        (40, 48),
    ),
    _written(
        "stacked",
        N_("three pools alone, 3/2"),
        N_("Each pool doubles the jump and adds (3 − 1) · jump to the receptive field: 3, 7, 15."),
        _STACKED,
        (32, 32),
    ),
    _written(
        "simple", N_("SimpleCNN as a chain"), N_("fc1 reads 128 · 4 · 4 = 2048 features."), _SIMPLE, (32, 32)
    ),
    _written(
        "mnist",
        N_("the CNN for MNIST, nn.Sequential"),
        N_("128 * 4 * 4 can be written just like that."),
        _MNIST,
    ),
    _written(
        "lenet",
        N_("LeNet-5 with names"),
        N_("A name before each layer is its name in the table."),
        _LENET,
        (32, 32),
    ),
    _written(
        "signal",
        N_("a network for signals, 1-d"),
        N_("One axis alone: the picture's middle row is the signal."),
        _SIGNAL,
        (1, 64),
    ),
)
