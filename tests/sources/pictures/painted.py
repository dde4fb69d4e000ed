"""Pictures the tests of uploads paint and save."""

import io
from typing import Any

from PIL import Image

RED, GREEN = (255, 0, 0), (0, 255, 0)


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def halves(mode: str = "RGB", left: Any = RED, right: Any = GREEN) -> Image.Image:
    """A picture of 40×20, `left` and `right`."""
    image = Image.new(mode, (40, 20), right)
    image.paste(left, (0, 0, 20, 20))
    return image
