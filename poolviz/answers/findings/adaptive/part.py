"""A part of a picture, cut from its middle, as the sections of the page pool it."""

from dataclasses import replace

from poolviz.answers.pooling.pictures.picture import Picture
from poolviz.answers.pooling.pictures.sources import picture_fields, picture_of
from poolviz.answers.settings.fields import Fields, Values, whole
from poolviz.sources.pictures.crops import middle
from poolviz.views.words.programs.pictures import Opening

LARGEST = 256  # pixels or outputs along a side
PARTS = ((64, 32, 32), (64, 48, 37), (256, 256, 200))  # size of the photograph, height and width of the part


def part_fields() -> Fields:
    """Return the settings of a picture and of the part of it that is shown."""
    return {**picture_fields(), "ch": whole(48, 1, LARGEST), "cw": whole(37, 1, LARGEST)}


def part_of(values: Values, picture: Picture | None, high: str = "ch", wide: str = "cw") -> Picture:
    """Return the middle of `picture`, as large as the settings `high` and `wide` say or as the picture is.

    Without `picture` it is the one that `values` say; PoolvizError where there is none.
    """
    shown = (picture or picture_of(values)).with_channel(values["channel"])
    box = middle(shown.pixels.shape[-2:], (values[high], values[wide]))
    right, low = box.left + box.width, box.top + box.height
    line = f"picture = picture.crop({(box.left, box.top, right, low)})"
    opening = Opening(shown.opening.imports, (*shown.opening.lines, line))
    return replace(shown, pixels=box.of(shown.pixels), opening=opening)
