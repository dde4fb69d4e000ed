"""A pooling of another framework as the page sets it, and the torch layer that people take for it."""

from dataclasses import dataclass

from torch import nn

from poolviz.answers.settings.fields import Values
from poolviz.findings.frameworks.calls import WORDS, Called, spelled
from poolviz.findings.frameworks.padding import nearest
from poolviz.texts import N_

NAMES = {"tensorflow": "TensorFlow", "keras": "Keras", "onnx": "ONNX"}
PADDINGS = {name: words.paddings for name, words in WORDS.items()}
KINDS = {"max": N_("Max"), "mean": N_("Average")}


@dataclass(frozen=True)
class Setting:
    """A framework of NAMES, one of its paddings, and a pooling of `kind` in a plane of `rows`.

    A plane of one row is a signal. `count_include_pad` is torch's alone.
    """

    framework: str
    padding: str
    kind: str
    kernel_size: int
    stride: int
    count_include_pad: bool
    rows: int

    @property
    def sizes(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """kernel_size and stride along both axes of the plane."""
        first = (1, 1) if self.rows == 1 else (self.kernel_size, self.stride)
        return (first[0], self.kernel_size), (first[1], self.stride)

    @property
    def layer(self) -> nn.Module:
        """The torch layer that people take for it, over both axes of the plane."""
        return self._nearest(*self.sizes)

    @property
    def written_layer(self) -> nn.Module:
        """The same as people write it: 1-d for a signal."""
        return self._nearest(*(size[1:] if self.rows == 1 else size for size in self.sizes))

    @property
    def name(self) -> str:
        """The framework and its padding, as it spells it."""
        return f"{NAMES[self.framework]}: {spelled(self.framework, self.padding)}"

    @property
    def called(self) -> Called:
        """The call of the framework."""
        return Called(self.framework, self.kind, self.kernel_size, self.stride, self.padding)

    @property
    def dims(self) -> int:
        """Over how many axes it pools as people write it."""
        return 1 if self.rows == 1 else 2

    def _nearest(self, kernel: tuple[int, ...], stride: tuple[int, ...]) -> nn.Module:
        return nearest(self.kind, kernel, stride, self.padding, self.count_include_pad)


@dataclass(frozen=True)
class Place:
    """Where the plane lies in its tensor: `channel` of `channels`, of image number `image`.

    `batch` is include_batch_in_index, with which TensorFlow counts the images, too.
    """

    channels: int
    image: int
    channel: int
    batch: bool


def setting_of(values: Values, rows: int) -> Setting:
    """Return the pooling that the settings say in a plane of `rows`."""
    numbers = values["fk"], values["fs"]
    return Setting(values["fw"], padding_of(values), values["op"], *numbers, values["cip"], rows)


def padding_of(values: Values) -> str:
    """Return the padding; where the framework does not have it, the framework's first.

    >>> padding_of({"fw": "onnx", "pad": "SAME"})
    'SAME_UPPER'
    """
    offered = PADDINGS[values["fw"]]
    return values["pad"] if values["pad"] in offered else offered[0]


def place_of(values: Values) -> Place:
    """Return where the plane lies; a channel that there is not becomes the last.

    >>> place_of({"cs": 3, "cn": 0, "cc": 7, "batch": False}).channel
    2
    """
    return Place(values["cs"], values["cn"], min(values["cc"], values["cs"] - 1), values["batch"])
