"""The program that loads a picture as the pages do, pools it and saves it."""

from dataclasses import dataclass, replace

from poolviz.pooling.code.line import code, functional_code
from poolviz.pooling.explanation import Explanation
from poolviz.sources.datasets.batches import SIDE
from poolviz.sources.datasets.dataset import Published
from poolviz.sources.pictures.photos import PHOTOS


@dataclass(frozen=True)
class Opening:
    """The lines of a program that make `picture`, an image of Pillow, and what they import."""

    imports: tuple[str, ...]
    lines: tuple[str, ...]


def photo_opening(key: str, size: int) -> Opening:
    """Return how photograph `key` is loaded from scikit-image's files, cut square and made small."""
    described = next(one for one in PHOTOS if one.key == key)
    left, top, side = described.square
    mode = "RGB" if described.colour else "L"
    box = (left, top, left + side, top + side)
    lines = [f'file = Path(skimage.__file__).parent / "data" / "{described.file}"']
    if top < 0:
        lines += [
            f'picture = Image.open(file).convert("RGBA").crop({box})',
            'page = Image.new("RGBA", picture.size, "white")',
            "page.alpha_composite(picture)",
            f'picture = page.convert("{mode}")',
        ]
    else:
        lines.append(f'picture = Image.open(file).convert("{mode}").crop({box})')
    lines.append(f"picture = picture.resize(({size}, {size}), Image.Resampling.LANCZOS)")
    return Opening(("from pathlib import Path", "import skimage", "from PIL import Image"), tuple(lines))


def tile_opening(key: str, size: int, tile: int) -> Opening:
    """Return how one tile of 32 × 32 of a photograph is loaded, tiles counted from 0, row by row."""
    whole = photo_opening(key, size)
    row, col = divmod(tile, size // SIDE)
    box = (col * SIDE, row * SIDE, (col + 1) * SIDE, (row + 1) * SIDE)
    return replace(whole, lines=(*whole.lines, f"picture = picture.crop({box})"))


def published_opening(published: Published, label: int | None, number: int, train: bool = True) -> Opening:
    """Return how picture `number` of a class, or of all (None), is loaded by torchvision."""
    name = published.title.replace("-", "")  # of torchvision's class
    lines = [f'data = {name}("data", train={train}, download=True)']
    if label is None:
        lines.append(f"picture, label = data[{number}]")
    else:
        same = f"[i for i, label in enumerate(data.targets) if label == {label}]"
        lines.append(f"places = {same}  # {published.classes[label]}")
        lines.append(f"picture, label = data[places[{number}]]")
    return Opening((f"from torchvision.datasets import {name}",), tuple(lines))


def upload_opening() -> Opening:
    """Return how a picture of one's own is loaded as this page does it."""
    lines = (
        'picture = ImageOps.exif_transpose(Image.open("my picture.jpg")).convert("RGB")',
        "picture.thumbnail((256, 256), Image.Resampling.LANCZOS)",
    )
    return Opening(("from PIL import Image, ImageOps",), lines)


def picture_script(opening: Opening, channel: str, explanation: Explanation) -> str:
    """Return a program that loads the picture, pools it as module and as function, and saves the result."""
    layer, x, y = explanation.layer, explanation.input, explanation.output
    pair = bool(getattr(layer, "return_indices", False))
    imports = ["import torch", "import torch.nn.functional as F", "from torch import nn"]
    imports.append("from torchvision.transforms.functional import pil_to_tensor, to_pil_image")
    return "\n".join(
        [
            *_sorted([*opening.imports, *imports]),
            "",
            *opening.lines,
            *_channel_lines(channel),
            f"print(x.shape)  # {x.shape}",
            "",
            f"pool = {code(layer)}",
            f"y{', indices' if pair else ''} = pool(x)",
            f"print(y.shape)  # {y.shape}",
            "",
            f"same{', places' if pair else ''} = {functional_code(layer)}",
            "print(torch.equal(y, same))  # True",
            "",
            'to_pil_image(y[0].clamp(0, 255).round().byte()).save("pooled.png")',
        ]
    )


def _channel_lines(channel: str) -> list[str]:
    tensor = "x = pil_to_tensor(picture).float()[None]  # from 0 to 255"
    if channel == "grey":
        return ['picture = picture.convert("L")', tensor]
    if channel in ("red", "green", "blue"):
        place = ("red", "green", "blue").index(channel)
        return [tensor, f"x = x[:, {place} : {place + 1}]  # {channel}"]
    return [tensor]


def _sorted(imports: list[str]) -> list[str]:
    """Return the standard library's imports first, then the others, as formatters order them."""
    own = [line for line in imports if "pathlib" in line]
    others = [line for line in imports if line not in own]
    others.sort(key=lambda line: (line.startswith("from"), line.split()[1].lower()))
    return [*own, *([""] if own else []), *others]
