"""The Pictures page: every source, links good and bad, refused layers, uploads, the panels."""

import io
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from PIL import Image
from streamlit.testing.v1 import AppTest

from poolviz import explain, parse
from poolviz.answers.pooling.pictures.picture import CHANNELS, in_channels
from poolviz.errors import PoolvizError
from poolviz.sources.datasets import cifar
from poolviz.sources.datasets.downloads.download import Progress
from poolviz.sources.datasets.downloads.origin import ORIGINS
from poolviz.sources.pictures.photos import PHOTOS, SIZES, photo
from poolviz.ui.pooling.pictures import datasets
from poolviz.views.stage.pictures import picture_grid
from poolviz.views.stage.wire.travel import to_wire
from poolviz.views.words.programs.pictures import photo_opening, picture_script
from tests.pages.paged import bar, page_at, repair, run, said, stage, tell
from tests.sources.datasets import mnist_like
from tests.sources.datasets.cifar_like import LABELS, make_folder, pictures_of

pytestmark = pytest.mark.usefixtures("told")
opened = page_at("pages/pictures.py")
SESSION = "test session id"  # that of AppTest


def grids(app: AppTest) -> list[dict[str, Any]]:
    return stage(app)["grids"]


def shows(app: AppTest, pixels: torch.Tensor) -> bool:
    """Whether the input on the stage is this picture."""
    wanted = to_wire(picture_grid("input", "input", "Input", pixels.float()))["picture"]
    return grids(app)[0]["picture"] == wanted


# ------------------------------------------------------------------ photographs


def test_the_page_opens_with_max_beside_average() -> None:
    app = opened(panel="repeat")
    assert app.title[0].value == "Pictures"
    assert [grid["title"] for grid in grids(app)] == ["Input", "Max", "Average"]
    assert [(grid["rows"], grid["cols"]) for grid in grids(app)] == [(64, 64), (32, 32), (32, 32)]
    assert shows(app, photo("cat", 64))
    assert "(1, 3, 64, 64) → (1, 3, 32, 32)" in said(app)
    assert "one value per channel is left" in said(app)


@pytest.mark.parametrize("key", [described.key for described in PHOTOS])
def test_each_photograph_at_each_size(key: str) -> None:
    app = opened(photo=key, panel="memory")
    for size in SIZES:
        app.selectbox(key="size").select(size).run()
        assert not app.exception
        assert shows(app, photo(key, size))


@pytest.mark.parametrize("channel", CHANNELS)
def test_colour_or_one_channel(channel: str) -> None:
    app = opened(panel="repeat", channel=channel, photo="coffee", size=32)
    assert shows(app, in_channels(photo("coffee", 32), channel))
    assert "one value per channel is left" in said(app)


def test_a_grey_photograph_has_one_channel_and_keeps_the_choice_for_later() -> None:
    app = opened(channel="red")
    app.selectbox(key="photo").select("coins").run()
    assert shows(app, photo("coins", 64))
    assert app.selectbox(key="only_grey").disabled
    app.selectbox(key="photo").select("coffee").run()
    assert shows(app, photo("coffee", 64)[:1])


def test_grey_is_pillows() -> None:
    pixels = photo("coffee", 64)
    pillow = Image.fromarray(pixels.permute(1, 2, 0).numpy()).convert("L")
    assert in_channels(pixels, "grey").flatten().tolist() == list(pillow.tobytes())


# ------------------------------------------------------------------ the layer


def test_the_layer_of_the_controls_comes_first() -> None:
    app = opened(layer="AvgPool2d", k=3, s=2, p=1)
    assert [grid["title"] for grid in grids(app)] == ["Input", "Average", "Max"]
    assert {grid["rows"] for grid in grids(app)[1:]} == {32}


def test_dilation_leaves_the_maximum_alone() -> None:
    app = opened(k=3, d=2)
    assert [grid["title"] for grid in grids(app)] == ["Input", "Max"]
    assert "Average pooling has no dilation" in said(app)


def test_a_refused_layer_shows_the_picture_and_is_repaired() -> None:
    app = opened(k=2, p=2)
    assert "refused" in bar(app)
    assert [grid["title"] for grid in grids(app)] == ["Input"]
    app = repair(app)
    assert len(grids(app)) == 3
    app = tell(app, p=9)
    assert not app.exception
    assert len(grids(app)) == 3


@pytest.mark.parametrize("divisor", [1, -3, 999])
def test_a_divisor_override_beyond_the_range_of_pixels(divisor: int) -> None:
    app = opened(layer="AvgPool2d", divisor=divisor)
    assert ("drawn black or white" in said(app)) == (divisor != 999)
    assert grids(app)[1]["picture"]["numbers"]["scale"] == pytest.approx(
        -0.01 if divisor < 0 else 0.1 if divisor == 1 else 0.01
    )


def test_no_pixel_in_a_window_is_said() -> None:
    assert "its maximum is −∞" in said(opened(size=32, k=2, p=1, d=33))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("src", "web"),
        ("photo", "<b>dog</b>"),
        ("size", "33"),
        ("cls", "lion"),
        ("no", "60000"),
        ("set", "valid"),
        ("tile", "64"),
        ("channel", "x"),
        ("panel", "worth"),
        ("k", "1e3"),
    ],
)
def test_bad_values_in_a_link(key: str, text: str) -> None:
    app = opened(**{key: text})
    assert "The default is used." in app.warning[0].value
    assert shows(app, photo("cat", 64))
    assert key not in app.query_params


def test_the_link_brings_everything_back_and_reset_too() -> None:
    link = {
        "photo": "rocket",
        "size": "128",
        "channel": "blue",
        "panel": "code",
        "k": "4",
        "layer": "AvgPool2d",
    }
    app = opened(**link)
    assert shows(app, photo("rocket", 128)[2:])
    assert dict(app.query_params) == link
    next(button for button in app.button if button.label == "Reset").click().run()
    assert not app.exception
    assert shows(app, photo("cat", 64))


# ------------------------------------------------------------------ panels


def test_memory_has_the_numbers_of_the_notes() -> None:
    app = opened(panel="memory", size=32)
    text = said(app)
    assert "3,072 values into 768: **25 %** of the memory" in text
    assert "| `(1, 64, 224, 224)` | 3,211,264 | 12.25 MiB |" in text
    assert "| `(1, 64, 112, 112)` | 802,816 |" in text
    assert "here 6 KiB" in text


def test_what_remains_is_the_largest_and_the_mean() -> None:
    text = said(opened(panel="repeat", photo="horse", size=32))
    mean = photo("horse", 32).float().mean()
    assert "What remains: **255**. The largest values of the whole picture: **255**." in text
    assert f"The mean of the whole picture: **{mean:.2f}**" in text


def test_the_other_endings() -> None:
    assert "Applied 0 ×. The layer does not make 64 × 64" in said(opened(panel="repeat", k=3, s=1, p=1))
    refused = said(opened(panel="repeat", k=4, size=32))
    assert "Applied 2 ×. At 2 × 2 torch refuses the layer: `" in refused


def test_size_and_code() -> None:
    assert len(opened(panel="size").latex) > 4
    code = opened(panel="code", photo="moon", channel="red", indices="true").code[-1].value
    assert 'convert("L")' in code
    assert "red" not in code
    assert "y, indices = pool(x)" in code


@pytest.mark.parametrize("key", [described.key for described in PHOTOS])
def test_the_program_makes_the_same_picture(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    channel = "grey" if photo(key, 32).shape[0] == 3 else "colour"
    x = in_channels(photo(key, 32), channel)[None].float()
    explanation = explain(parse("nn.MaxPool2d(3, 2, 1)"), x)
    made: dict[str, Any] = {}
    exec(picture_script(photo_opening(key, 32), channel, explanation), made)
    assert torch.equal(made["x"], x)
    assert torch.equal(made["y"], explanation.output)
    with Image.open(tmp_path / "pooled.png") as saved:
        assert saved.size == (16, 16)


# ------------------------------------------------------------------ CIFAR-10


class FakeDownload:
    """A download that is as far as a test says."""

    def __init__(self, key: str) -> None:
        self.origin, self.now = ORIGINS[key], Progress()
        self.asked: list[Any] = []

    def progress(self) -> Progress:
        return self.now

    def start(self, folder: Path, by: str) -> None:
        self.asked.append(folder)
        self.now = Progress("running", by=by)

    def cancel(self) -> None:
        self.asked.append("cancel")
        self.now = Progress()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    monkeypatch.setattr(datasets, "DOWNLOADS", {key: FakeDownload(key) for key in ORIGINS})
    return tmp_path


def cifar_like(name: str, number: int) -> torch.Tensor:
    label = cifar.CIFAR10.classes.index(name)
    flat = [
        row
        for batch in cifar.TRAIN
        for row, own in zip(pictures_of(batch), LABELS, strict=True)
        if own == label
    ]
    return torch.from_numpy(flat[number].copy()).view(3, 32, 32)


def test_cifar_by_class_and_number(folder: Path) -> None:
    make_folder(folder / cifar.BASE)
    app = opened(src="cifar", cls="frog", no=3, panel="code")
    assert shows(app, cifar_like("frog", 3))
    assert "places[3]" in app.code[-1].value
    app.selectbox(key="cls").select("truck").run()
    assert shows(app, cifar_like("truck", 3))
    app.number_input(key="no").set_value(4000).run()
    assert "must be from 0 to 9, but got 4000" in said(app)
    assert shows(app, cifar_like("truck", 3))
    assert "download" not in {button.key for button in app.button}


def test_cifar_absent_downloaded_and_gone_again(folder: Path) -> None:
    app = opened(src="cifar", cls="ship")
    assert "CIFAR-10 is not in the data folder" in said(app)
    assert "Until then the picture below stays." in said(app)
    assert shows(app, photo("cat", 64))
    app.button(key="download").click().run()
    assert datasets.DOWNLOADS["cifar"].asked == [folder]
    assert app.button(key="cancel_download")
    other = opened(src="cifar")
    assert other.button(key="cancel_download"), "another session sees it run"
    make_folder(folder / cifar.BASE)
    datasets.DOWNLOADS["cifar"].now = Progress("done", 10, 10)
    app.run()
    assert shows(app, cifar_like("ship", 0))
    (folder / cifar.BASE / "data_batch_2").unlink()
    app.selectbox(key="cls").select("bird").run()
    assert not app.exception
    assert "data\\_batch\\_2 is missing" in said(app)
    assert shows(app, cifar_like("ship", 0))


def test_mnist_absent_and_there(folder: Path) -> None:
    app = opened(src="mnist", digit="3", no=1, panel="code")
    assert "MNIST is not in the data folder" in said(app)
    assert app.button(key="download").label == "Download MNIST, 12 MB"
    app.button(key="download").click().run()
    assert datasets.DOWNLOADS["mnist"].asked == [folder]
    assert datasets.DOWNLOADS["cifar"].asked == []
    mnist_like.make_folder(folder)
    datasets.DOWNLOADS["mnist"].now = Progress("done", 10, 10)
    app.run()
    assert shows(app, mnist_like.pictures(mnist_like.TRAIN)[13][None])
    assert 'data = MNIST("data", train=True, download=True)' in app.code[-1].value
    app.selectbox(key="digit").select("any").run()
    assert "Its class: 1" in said(app)


def test_a_download_can_be_cancelled(folder: Path) -> None:
    datasets.DOWNLOADS["cifar"].now = Progress("running", 5_000_000, 170_000_000, by=SESSION)
    app = opened(src="cifar")
    app.button(key="cancel_download").click().run()
    assert datasets.DOWNLOADS["cifar"].asked == ["cancel"]
    assert app.button(key="download")


def test_a_download_is_cancelled_by_who_began_it_alone_while_they_are_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    datasets.DOWNLOADS["cifar"].now = Progress("running", 5_000_000, 170_000_000, by="somebody")
    app = opened(src="cifar")
    assert "Somebody else began it and can cancel it." in said(app)
    assert not [button for button in app.button if button.key == "cancel_download"]
    monkeypatch.setattr(datasets, "connected", lambda _session: False)
    assert run(app).button(key="cancel_download")


def test_a_failed_download_says_why(folder: Path) -> None:
    message = PoolvizError("the server {host} cannot be reached: {reason}", host="h", reason="*offline*")
    datasets.DOWNLOADS["cifar"].now = Progress("failed", message=message)
    app = opened(src="cifar")
    assert r"The download failed: the server h cannot be reached\: \*offline\*" in app.error[0].value
    assert app.button(key="download")


def test_a_damaged_file_is_said(folder: Path) -> None:
    make_folder(folder / cifar.BASE)
    (folder / cifar.BASE / "data_batch_3").write_bytes(b"no pickle")
    app = opened(src="cifar")
    assert "data\\_batch\\_3 is damaged" in said(app)
    assert app.button(key="download")


@pytest.mark.parametrize(
    ("done", "total", "text"),
    [
        (0, 0, "Requesting"),
        (3_000_000, 0, "3 MB are here"),
        (1_000_000, 4_000_000, "1 of 4 MB"),
        (4, 4, "unpacked"),
    ],
)
def test_how_far_a_download_is(done: int, total: int, text: str) -> None:
    share, told = datasets._how_far(SimpleNamespace(bytes_done=done, bytes_total=total), "MNIST")
    assert 0 <= share <= 1
    assert text in told


# ------------------------------------------------------------------ uploads


def png(mode: str = "RGB", size: tuple[int, int] = (40, 30), colour: Any = "red") -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, "PNG")
    return file.getvalue()


def upload(app: AppTest, data: bytes, name: str = "a.png") -> AppTest:
    app.file_uploader[0].set_value((name, data, "image/png")).run()
    assert not app.exception
    return app


def test_an_upload_is_pooled_and_told_about() -> None:
    app = opened(src="upload")
    assert "A link cannot carry it." in said(app)
    upload(app, png("RGBA", (600, 300), (255, 0, 0, 0)))
    assert [(grid["rows"], grid["cols"]) for grid in grids(app)] == [(128, 256), (64, 128), (64, 128)]
    assert "transparency drawn on white" in said(app)
    assert "scaled from 600×300 to 256×128" in said(app)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "it is empty"),
        (b"<b>no picture</b>", "it is not one"),
        (png(size=(300, 300))[:150], "damaged"),
        (png(size=(9000, 5000)), "at most 16000000 pixels"),
    ],
)
def test_a_bad_upload_is_a_sentence_and_the_last_good_one_stays(data: bytes, text: str) -> None:
    app = upload(opened(src="upload"), png())
    good = grids(app)[0]
    upload(app, data)
    assert text in app.error[0].value
    assert "The last good picture is kept." in app.error[0].value
    assert grids(app)[0] == good
    app.segmented_control(key="src").set_value("photo").run()
    assert shows(app, photo("cat", 64))
    app.segmented_control(key="src").set_value("upload").run()
    assert grids(app)[0] == good


def test_a_bad_first_upload_leaves_the_photograph() -> None:
    app = upload(opened(src="upload"), b"nothing")
    assert "it is not one" in app.error[0].value
    assert shows(app, photo("cat", 64))


def test_one_pixel() -> None:
    app = upload(opened(panel="repeat", src="upload", k=1), png(size=(1, 1)))
    assert "Applied 0 ×, one value per channel is left." in said(app)
    assert re.search(r"torch refuses", said(upload(opened(panel="repeat", src="upload"), png(size=(1, 1)))))
