"""Where a picture comes from: a photograph or a tile of it, CIFAR-10 or MNIST, an upload."""

from poolviz.answers.pooling.pictures.datasets import PUBLISHED, published_fields, published_picture
from poolviz.answers.pooling.pictures.picture import CHANNELS, Picture
from poolviz.answers.settings.fields import Fields, Values, one_number, one_of, whole
from poolviz.answers.settings.messages import plain
from poolviz.errors import PoolvizError
from poolviz.sources.datasets.batches import SIDE, TILES
from poolviz.sources.pictures.photos import PHOTO_TITLES, SIZES, photo
from poolviz.sources.pictures.uploads import Upload
from poolviz.texts import N_, _
from poolviz.views.words.programs.pictures import photo_opening, tile_opening, upload_opening

SOURCES = {"photo": N_("Photograph"), "cifar": "CIFAR-10", "mnist": "MNIST", "upload": N_("Upload")}


def picture_fields() -> Fields:
    """Return what the link says of the picture; an upload it cannot carry."""
    return {
        "src": one_of(SOURCES),
        "photo": one_of(PHOTO_TITLES),
        "size": one_number(SIZES, 64),
        "tile": whole(None, 0, TILES - 1),
        **published_fields(),
        "channel": one_of(CHANNELS),
    }


def picture_of(values: Values, upload: Upload | None = None) -> Picture:
    """Return the picture that the settings say, in colour; PoolvizError where there is none.

    >>> fields = picture_fields()
    >>> picture_of({key: field.default for key, field in fields.items()}).x.shape
    torch.Size([1, 3, 64, 64])
    """
    if values["src"] in PUBLISHED:
        return published_picture(values)
    if values["src"] == "photo":
        key, size, tile = values["photo"], values["size"], values["tile"]
        return photograph(key, size) if tile is None else _tile(key, size, tile)
    if upload is None:
        raise PoolvizError(N_("`src` is upload, but a link cannot carry a picture"))
    return _uploaded(upload)


def photograph(key: str, size: int) -> Picture:
    """Return photograph `key` at `size` × `size` pixels."""
    return Picture(photo(key, size), photo_opening(key, size))


def _tile(key: str, size: int, tile: int) -> Picture:
    """Return tile `tile` of a photograph, counted row by row; PoolvizError if it has not as many."""
    along = size // SIDE
    if tile >= along**2:
        message = N_("`tile` must be from 0 to {last} at {size} × {size} pixels, but got {got}")
        raise PoolvizError(message, last=along**2 - 1, size=size, got=tile)
    top, left = (place * SIDE for place in divmod(tile, along))
    pixels = photo(key, size)[:, top : top + SIDE, left : left + SIDE]
    return Picture(pixels.contiguous(), tile_opening(key, size, tile))


def _uploaded(upload: Upload) -> Picture:
    notes = [plain(_(template).format(**values)) for template, values in upload.notes]
    line = " · ".join([*notes, _("A link cannot carry your picture.")])
    return Picture(upload.pixels, upload_opening(), (line,))
