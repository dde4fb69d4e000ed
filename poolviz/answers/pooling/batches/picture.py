"""The address of a picture of a batch on the Pictures page."""

from poolviz.answers.pooling.pictures.datasets import PUBLISHED, published_link
from poolviz.sources.datasets.batches import SIDE, TILED, PictureSet, photo_place


def picture_link(pictures: PictureSet, number: int) -> dict[str, str]:
    """Return the settings of a link that opens picture `number` on the Pictures page.

    >>> from poolviz.sources.datasets.batches import photo_set
    >>> picture_link(photo_set(), 65)
    {'photo': 'astronaut', 'size': '256', 'tile': '1'}
    """
    if pictures.key in PUBLISHED:
        return published_link(pictures.key, number)
    key, tile = photo_place(number)
    if tile is None:
        return {"photo": key, "size": str(SIDE)}
    return {"photo": key, "size": str(TILED), "tile": str(tile)}
