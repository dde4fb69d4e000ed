"""The torch lines that do what the Adaptive and global page does."""

from collections.abc import Sequence

from torch import Tensor

from poolviz.views.words.programs.pooling import opening


def pyramid_script(levels: Sequence[int], layer: str, shapes: Sequence[tuple[int, ...]]) -> str:
    """Return a program that pools pictures of `shapes` with `layer` to one vector each, equally long."""
    length = shapes[0][1] * sum(level * level for level in levels)
    calls = [f"print(spp(torch.rand{shape}).shape)  # torch.Size([1, {length}])" for shape in shapes]
    return "\n".join(
        [
            "import torch",
            "from torch import nn",
            "",
            "class SpatialPyramid(nn.Module):",
            "    def __init__(self, levels):",
            "        super().__init__()",
            f"        self.pools = nn.ModuleList(nn.{layer}(n) for n in levels)",
            "",
            "    def forward(self, x):",
            "        return torch.cat([pool(x).flatten(1) for pool in self.pools], dim=1)",
            "",
            f"spp = SpatialPyramid([{', '.join(map(str, levels))}])",
            *calls,
        ]
    )


def whole_script(x: Tensor) -> str:
    """Return a program that pools `x` (C, H, W) to one number a channel, by layers and by functions."""
    return "\n".join(
        [
            *opening(x),
            "mean = nn.AdaptiveAvgPool2d(1)(x).flatten()",
            "largest = nn.AdaptiveMaxPool2d(1)(x).flatten()",
            "",
            "print(mean, (mean - torch.mean(x, dim=(-2, -1))).abs().max())",
            "print(largest, torch.equal(largest, torch.amax(x, dim=(-2, -1))))",
        ]
    )


def head_script(shape: Sequence[int], classes: int, other: Sequence[int], words: str | None) -> str:
    """Return a program that makes both heads, counts their parameters and gives them another size.

    `words` are torch's where the flattening head refuses that size.
    """
    channels, height, width = shape
    return "\n".join(
        [
            "import torch",
            "from torch import nn",
            "",
            f"flat = nn.Sequential(nn.Flatten(), nn.Linear({channels} * {height} * {width}, {classes}))",
            "pooled = nn.Sequential(",
            f"    nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear({channels}, {classes})",
            ")",
            "for head in (flat, pooled):",
            "    print(sum(parameter.numel() for parameter in head.parameters()))",
            "",
            f"x = torch.rand(1, {', '.join(map(str, other))})",
            f"print(pooled(x).shape)  # torch.Size([1, {classes}])",
            f"flat(x)  # RuntimeError: {words}"
            if words
            else f"print(flat(x).shape)  # torch.Size([1, {classes}])",
        ]
    )
