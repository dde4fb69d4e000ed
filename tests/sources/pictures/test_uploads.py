"""Pictures of every kind arrive as 8 bits of grey or colour, and the notes say what was done to them."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from PIL import Image

from poolviz.sources.pictures.uploads import FORMATS, Upload, read_upload
from tests.sources.pictures.painted import GREEN, RED, halves, saved


def noted(picture: Upload) -> list[str]:
    return [template.format(**values) for template, values in picture.notes]


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format(kind: str) -> None:
    picture = read_upload(saved(halves(), kind))
    assert picture.pixels.shape == (3, 20, 40)
    assert picture.pixels.dtype == torch.uint8
    assert (picture.pixels[:, 10, 5].float() - torch.tensor([255.0, 0, 0])).abs().max() < 6
    assert picture.notes == ()


@pytest.mark.parametrize(
    ("image", "left", "right"),
    [
        (halves("L", 10, 200), [10], [200]),
        (halves("1", 0, 1), [0], [255]),
        (halves("P", 1, 0), [0, 0, 0], [0, 0, 0]),
        (halves().convert("P"), [255, 0, 0], [0, 255, 0]),
        (halves("RGBA", (255, 0, 0, 255), (0, 255, 0, 255)), [255, 0, 0], [0, 255, 0]),
    ],
    ids=["grey", "one bit", "empty palette", "palette", "opaque"],
)
def test_modes_that_need_no_note(image: Image.Image, left: list[int], right: list[int]) -> None:
    if image.mode == "P" and not image.getpalette():
        image.putpalette([0] * 768)
    picture = read_upload(saved(image))
    assert picture.pixels[:, 10, 5].tolist() == left
    assert picture.pixels[:, 10, 35].tolist() == right
    assert picture.notes == ()


@pytest.mark.parametrize(
    ("image", "left", "right"),
    [
        (halves("RGBA", (255, 0, 0, 0), (0, 255, 0, 128)), [255, 255, 255], [127, 255, 127]),
        (halves("LA", (0, 0), (0, 128)), [255], [127]),
    ],
    ids=["RGBA", "LA"],
)
def test_transparency_is_drawn_on_white(image: Image.Image, left: list[int], right: list[int]) -> None:
    picture = read_upload(saved(image))
    assert picture.pixels[:, 10, 5].tolist() == left
    assert picture.pixels[:, 10, 35].tolist() == right
    assert noted(picture) == ["transparency drawn on white"]


def test_a_transparent_palette_colour_is_drawn_on_white() -> None:
    picture = read_upload(
        saved(halves().convert("P", palette=Image.Palette.ADAPTIVE, colors=2), transparency=0)
    )
    assert [255, 255, 255] in picture.pixels[:, 10, [5, 35]].T.tolist()
    assert noted(picture) == ["transparency drawn on white"]


@pytest.mark.parametrize(("kind", "order"), [("PNG", "<u2"), ("TIFF", "<u2"), ("TIFF", ">u2")])
def test_16_bits_are_scaled_not_cut(kind: str, order: str) -> None:
    values = np.array([[0, 257, 32768, 65535]], dtype=order)
    picture = read_upload(saved(Image.fromarray(values), kind))
    assert picture.pixels.tolist() == [[[0, 1, 128, 255]]]
    assert noted(picture) == ["16 bits reduced to 8"]


@pytest.mark.parametrize(
    ("values", "expected", "note"),
    [
        (np.array([[0, 128, 255]], np.int32), [0, 128, 255], "values from 0.0 to 255.0 brought to 0 to 255"),
        (
            np.array([[-100, 0, 100]], np.int32),
            [0, 128, 255],
            "values from -100.0 to 100.0 brought to 0 to 255",
        ),
        (np.array([[0, 0.5, 1]], np.float32), [0, 128, 255], "values from 0.0 to 1.0 brought to 0 to 255"),
        (np.array([[np.nan, 0, 1]], np.float32), [0, 0, 255], "values from 0.0 to 1.0 brought to 0 to 255"),
        (np.array([[7e4, 7e4]], np.float32), [0, 0], "values from 70000.0 to 70000.0 brought to 0 to 255"),
    ],
)
def test_numbers_without_a_fixed_range(values: np.ndarray, expected: list[int], note: str) -> None:
    picture = read_upload(saved(Image.fromarray(values), "TIFF"))
    assert picture.pixels[0, 0].tolist() == pytest.approx(expected, abs=1)
    assert noted(picture)[-1] == note
    assert (len(noted(picture)) == 2) == bool(np.isnan(values).any())


def test_floats_that_are_nan_or_immense_give_a_picture() -> None:
    for values in ([[np.nan, 1]], [[-3e38, 3e38]], [[1e-44, 0]]):
        picture = read_upload(saved(Image.fromarray(np.array(values, np.float32)), "TIFF"))
        assert picture.pixels.shape == (1, 1, 2)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk(kind: str) -> None:
    picture = read_upload(saved(halves("CMYK", (0, 255, 255, 0), (255, 0, 255, 0)), kind))
    assert (picture.pixels[:, 10, 5].float() - torch.tensor([255.0, 0, 0])).abs().max() < 12
    assert noted(picture) == ["converted from CMYK to RGB"]


UPRIGHT = np.array([[0, 50], [100, 150], [200, 250]], np.uint8).repeat(16, 0).repeat(16, 1)
STORED: dict[int, Callable[[np.ndarray], np.ndarray]] = {
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.T,
    6: lambda a: np.rot90(a, 1),
    7: lambda a: a[::-1, ::-1].T,
    8: lambda a: np.rot90(a, -1),
}


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_turned_upright_as_the_exif_says(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = Image.fromarray(np.ascontiguousarray(STORED[orientation](UPRIGHT)))
    picture = read_upload(saved(stored.convert("RGB"), kind, exif=exif))
    assert picture.pixels.shape == (3, 48, 32)
    assert np.abs(picture.pixels[0, 8::16, 8::16].numpy().astype(int) - UPRIGHT[8::16, 8::16]).max() < 12
    assert noted(picture) == ["turned upright as its EXIF says"]


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF"])
def test_the_first_frame_of_several(kind: str) -> None:
    data = saved(
        Image.new("RGB", (8, 8), RED), kind, save_all=True, append_images=[Image.new("RGB", (8, 8), GREEN)]
    )
    picture = read_upload(data)
    assert picture.pixels[:2, 4, 4].tolist() == pytest.approx([255, 0], abs=5)
    assert noted(picture) == ["the first of several frames or pages is shown"]


@pytest.mark.parametrize(
    ("size", "new"),
    [((600, 300), (128, 256)), ((300, 600), (256, 128)), ((2570, 26), (3, 256)), ((256, 9), (9, 256))],
)
def test_large_pictures_are_fitted_and_small_ones_left(size: tuple[int, int], new: tuple[int, int]) -> None:
    picture = read_upload(saved(Image.new("RGB", size, RED), "JPEG"))
    assert picture.pixels.shape == (3, *new)
    told = [f"scaled from {size[0]}×{size[1]} to {new[1]}×{new[0]}"] if max(size) > 256 else []
    assert noted(picture) == told


def test_the_side_can_be_chosen_and_scaling_smooths() -> None:
    board = np.indices((512, 512)).sum(0) % 2 * 255
    picture = read_upload(saved(Image.fromarray(board.astype(np.uint8))), side=32)
    assert picture.pixels.shape == (1, 32, 32)
    assert picture.pixels[0, 8:24, 8:24].unique().tolist() == pytest.approx([127.5], abs=1)
