"""The Batches page: every batch, what is missing, the way to Pictures, event files and speed, bad links."""

import pickle
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import nn

from poolviz.answers.pooling.batches.page import PANELS
from poolviz.answers.pooling.batches.picture import picture_link
from poolviz.errors import PoolvizError
from poolviz.server.jobs.background import Owner, Run
from poolviz.sources.datasets import cifar, mnist
from poolviz.sources.datasets.batches import photo_set
from poolviz.sources.datasets.events import write
from poolviz.sources.datasets.messages import Request, Speed, Writing
from poolviz.ui.pooling.batches import batch as batched
from poolviz.ui.pooling.batches import panels as batch_panels
from poolviz.ui.pooling.batches import picture as batch_pick
from poolviz.views.gallery.batch import gallery
from poolviz.views.stage.pictures import picture_grid
from poolviz.views.stage.wire.travel import to_wire
from tests.pages.paged import bar, components, page_at, run, said, tell
from tests.sources.datasets import mnist_like
from tests.sources.datasets.cifar_like import make_folder

pytestmark = pytest.mark.usefixtures("told")
opened = page_at("pages/batches.py")
pictures_opened = page_at("pages/pictures.py")
NOTES = nn.MaxPool2d(3, ceil_mode=True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    return tmp_path


def with_cifar(folder: Path, pictures: int = 144) -> torch.Tensor:
    """Write a test set of random pictures into the data folder and return them, from 0 to 1."""
    make_folder(folder / cifar.BASE)
    pixels = torch.randint(0, 256, (pictures, 3072), generator=torch.Generator().manual_seed(1)).byte()
    content = {"data": pixels.numpy(), "labels": [number % 10 for number in range(pictures)]}
    (folder / cifar.BASE / "test_batch").write_bytes(pickle.dumps(content, protocol=2))
    return pixels.view(-1, 3, 32, 32).float() / 255


def shown(app: AppTest) -> dict[str, Any]:
    return components(app)[-1]


def remembered(app: AppTest) -> dict[str, Any]:
    """What the page keeps between two runs."""
    return app.session_state["batches_memory"].extra


def shows(app: AppTest, x: torch.Tensor, layer: nn.Module, first: int) -> bool:
    """Whether these pictures and what the layer makes of them are on the page."""
    grids = to_wire(gallery(x, layer(x), range(first, first + len(x)), [""] * len(x), 64))["grids"]
    return shown(app)["grids"] == grids and shown(app)["first"] == first


# ------------------------------------------------------------------ batches


def test_the_page_opens_with_the_experiment_of_the_tutorials(folder: Path) -> None:
    x = with_cifar(folder)
    app = opened()
    assert app.title[0].value == "Batches"
    assert shows(app, x[:64], NOTES, 0)
    assert "(64, 3, 32, 32) → (64, 3, 11, 11) · computed by torch" in said(app)
    assert "with ceil_mode=False: 10 × 10" in said(app)
    assert "Step 0: batch 1 of 3, pictures 0 to 63 of 144." in said(app)
    assert shown(app)["names"][:3] == ["airplane", "automobile", "bird"]


def test_digits_are_grey(folder: Path) -> None:
    mnist_like.make_folder(folder)
    app = opened(data="mnist")
    x = mnist_like.pictures(mnist_like.TEST)[:64, None].float() / 255
    assert shows(app, x, NOTES, 0)
    assert "(64, 1, 28, 28) → (64, 1, 10, 10) · computed by torch" in said(app)
    assert shown(app)["names"][:3] == ["0", "1", "2"]


def test_the_last_batch_is_smaller_and_says_why(folder: Path) -> None:
    x = with_cifar(folder)
    app = opened(batch=2)
    assert shows(app, x[128:], NOTES, 128)
    assert "(16, 3, 32, 32) → (16, 3, 11, 11)" in said(app)
    assert "**The last batch has 16**, because 144 = 2 · 64 + 16." in said(app)
    assert app.button(key="step1").disabled


def test_buttons_and_slider_walk_and_the_link_follows(folder: Path) -> None:
    x = with_cifar(folder)
    app = run(opened().button(key="step1").click())
    assert shows(app, x[64:128], NOTES, 64)
    assert app.query_params["batch"] == ["1"] or app.query_params["batch"] == "1"
    run(app.button(key="step-1").click())
    assert "batch" not in app.query_params
    run(app.slider(key="batch").set_value(2))
    assert shows(app, x[128:], NOTES, 128)


def test_they_play_to_the_end_and_from_there_from_the_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    x = with_cifar(folder)
    monkeypatch.setattr(batched, "SOON", 0.0)
    app = run(opened().button(key="play_batches").click())
    assert app.button(key="play_batches").label == "Pause"
    for _tick in range(2):
        run(app)
    assert shows(app, x[128:], NOTES, 128)
    run(app)
    assert app.button(key="play_batches").label == "Play"
    run(app.button(key="play_batches").click())
    assert app.session_state["batch"] < 2


def test_pause_stays_where_it_is(folder: Path) -> None:
    with_cifar(folder)
    app = run(opened(batch=1).button(key="play_batches").click())
    run(app.button(key="play_batches").click())
    assert app.button(key="play_batches").label == "Play"
    assert app.session_state["batch"] == 1


def test_nobody_looks_and_nothing_plays(folder: Path) -> None:
    with_cifar(folder)
    app = run(opened().button(key="play_batches").click())
    remembered(app)["player"].due = time.monotonic() - 60
    assert run(app).button(key="play_batches").label == "Play"


@pytest.mark.parametrize("layer", [nn.AvgPool2d(2), nn.MaxPool2d(2, return_indices=True)])
def test_other_layers(folder: Path, layer: nn.Module) -> None:
    x = with_cifar(folder)
    app = opened(
        layer=type(layer).__name__, k=2, ceil="false", indices="true" if "Max" in type(layer).__name__ else ""
    )
    output = layer(x[:64])
    assert shows(app, x[:64], lambda _x: output[0] if isinstance(output, tuple) else output, 0)


def test_a_refused_layer_is_said_and_the_last_good_one_stays(folder: Path) -> None:
    x = with_cifar(folder)
    app = opened()
    app = tell(app, p=2)
    assert "refused" in bar(app)
    assert shows(app, x[:64], NOTES, 0)
    fresh = opened(p=2)
    assert [grid["id"] for grid in shown(fresh)["grids"]] == ["input"]
    assert "refused" in bar(fresh)


def test_true_scale_reaches_the_gallery(folder: Path) -> None:
    assert shown(opened(scale="true"))["options"]["to_scale"] is True
    assert shown(opened(large="true"))["options"] == {"height": 560, "to_scale": False, "large": True}


# ------------------------------------------------------------------ offline


def test_without_cifar_the_page_runs_on_the_photographs(folder: Path) -> None:
    app = opened(batch=15)
    assert "CIFAR-10 is not in the data folder" in said(app)
    assert "Until then these are photographs." in said(app)
    assert app.button(key="download")
    assert shows(app, photo_set().batch(15), NOTES, 960)
    assert "**The last batch has 15**, because 975 = 15 · 64 + 15." in said(app)
    run(app.segmented_control(key="data").set_value("photos"))
    assert "CIFAR-10 is not" not in said(app)


def test_a_broken_data_folder_is_said(folder: Path) -> None:
    with_cifar(folder)
    (folder / cifar.BASE / "test_batch").write_bytes(b"no pickle")
    app = opened()
    assert "test\\_batch is damaged" in said(app)
    assert shows(app, photo_set().batch(0), NOTES, 0)


def test_a_set_of_one_batch_has_no_steps(folder: Path) -> None:
    x = with_cifar(folder, 5)
    app = opened()
    assert shows(app, x, NOTES, 0)
    assert not app.slider
    assert app.button(key="play_batches").disabled


@pytest.mark.parametrize(
    ("key", "text"),
    [("data", "<b>"), ("batch", "-1"), ("batch", "1e3"), ("scale", "2"), ("panel", "x"), ("k", "257")],
)
def test_bad_values_in_a_link(key: str, text: str) -> None:
    app = opened(**{key: text})
    assert "The default is used." in app.warning[0].value
    assert key not in app.query_params


def test_a_step_behind_the_last_is_said() -> None:
    app = opened(data="photos", batch=156)
    assert "There is no step 156 here" in said(app)
    assert app.session_state["batch"] == 15


def test_a_hostile_pick_opens_nothing(folder: Path) -> None:
    app = opened(data="photos")
    for number in (-1, 975, 10**30):
        remembered(app)[batch_pick.PICKED] = number
        assert run(app).title[0].value == "Batches"


# ------------------------------------------------------------------ the way to Pictures


def on_pictures(app: AppTest, pixels: torch.Tensor) -> bool:
    grid = components(app)[0]["grids"][0]
    return (
        grid["picture"] == to_wire(picture_grid("input", "input", "Input", (pixels * 255).round()))["picture"]
    )


def test_a_picked_picture_opens_on_pictures_under_the_same_layer(folder: Path) -> None:
    x = with_cifar(folder)
    app = opened(batch=1, layer="AvgPool2d", k=4)
    remembered(app)[batch_pick.PICKED] = 77
    run(app)
    assert app.title[0].value == "Pictures"
    assert on_pictures(app, x[77])
    assert "(1, 3, 32, 32) → (1, 3, 8, 8)" in said(app)
    assert "Its class: frog" not in said(app)
    assert "Its class: horse" in said(app)
    assert (app.session_state["layer"], app.session_state["k"]) == ("AvgPool2d", 4)


@pytest.mark.parametrize("number", [0, 700, 960, 974])
def test_a_tile_or_a_photograph_opens_on_pictures(number: int) -> None:
    link = picture_link(photo_set(), number)
    app = pictures_opened(**link, k=3, ceil="true")
    pixels = photo_set()[number][0]
    assert on_pictures(app, pixels if number not in (700, 974) else pixels[:1])


def test_a_tile_can_be_left_and_one_that_is_not_there_is_said() -> None:
    app = pictures_opened(photo="cat", size=64, tile=4)
    assert "`tile` must be from 0 to 3 at 64 × 64 pixels, but got 4" in said(app)
    app = pictures_opened(photo="cat", size=64, tile=3, panel="code")
    assert "picture.crop((32, 32, 64, 64))" in app.code[-1].value
    run(app.number_input(key="tile").set_value(None))
    assert "tile" not in app.query_params
    assert "(1, 3, 64, 64)" in said(app)


# ------------------------------------------------------------------ panels


class FakeLine:
    """A line of work that stands where a test says."""

    def __init__(self, before: int = 0) -> None:
        self.before, self.asked, self.full = before, [], False

    def submit(self, function: Any, request: Request, _owner: Owner) -> Run[Any, Any]:
        if self.full:
            raise PoolvizError("at most {longest} runs wait", longest=30)
        self.asked.append((function, request))
        return Run(function, request, state="running")

    def look(self, _run: Run) -> int:
        return self.before

    def stop(self, run: Run) -> None:
        run.state = "stopped"


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> FakeLine:
    fake = FakeLine()
    monkeypatch.setattr(batch_panels, "LINE", fake)
    return fake


def message(folder: Path, done: int) -> Writing:
    return Writing(f"{folder}/runs/it's", batches=16, done=done, seconds=done / 10)


def progress(app: AppTest) -> str:
    return "".join(bar.proto.text for bar in app.get("progress"))


def test_events_are_written_in_the_background(folder: Path, line: FakeLine) -> None:
    app = opened(data="photos", panel="tensorboard", k=2, cpu="true")
    assert "below `$POOLVIZ_DATA/runs`" in said(app)
    assert str(folder) not in said(app)
    run(app.button(key="start_events_run").click())
    wanted = Request("photos", "nn.MaxPool2d(2, ceil_mode=True)", cpu=True)
    assert line.asked == [(write, wanted)]
    assert app.button(key="start_events_run").disabled
    assert progress(app) == "Starting …"
    work = remembered(app)["events_run"].run
    work.messages.append(message(folder, 4))
    assert "4 of 16 batches · 640 pictures a second · 1 s left" in progress(run(app))
    assert app.code[-1].value == 'tensorboard --logdir "$POOLVIZ_DATA/runs/it\'s"'
    run(app.button(key="stop_events_run").click())
    assert "Stopped. What was done until then is kept." in said(app)
    assert not app.button(key="start_events_run").disabled


def test_those_who_wait_see_how_many_go_before(line: FakeLine) -> None:
    line.before = 2
    app = run(opened(data="photos").button(key="start_events_run").click())
    assert progress(app) == "Runs ahead of yours: 2"


def test_a_full_line_and_a_full_disk_are_said(folder: Path, line: FakeLine) -> None:
    line.full = True
    app = run(opened(data="photos").button(key="start_events_run").click())
    assert "at most 30 runs wait" in app.error[0].value
    line.full = False
    run(app.button(key="start_events_run").click())
    work = remembered(app)["events_run"].run
    work.messages.append(message(folder, 3))
    work.error, work.state = PoolvizError("the disk is full; {done}", done=3), "failed"
    assert "the disk is full; 3" in run(app).error[0].value
    assert "3 of 16 batches" in progress(app)
    assert app.code[-1].value.startswith("tensorboard --logdir")


def test_the_speed_stands_beside_the_loop(line: FakeLine) -> None:
    app = run(opened(data="photos", panel="speed").button(key="start_speed_run").click())
    work = remembered(app)["speed_run"].run
    for device, base in (("CPU", 1000), ("cuda (A | B)", 4000)):
        for way, times in (("loop", 1), ("stream", 3), ("events", 0.5)):
            work.messages.append(Speed(way, device, base * times))
    work.state = "done"
    table = said(run(app))
    assert "| this app's stream | CPU | 3,000 | 3.00 × |" in table
    assert "| writing event files | cuda \\(A \\| B\\) | 2,000 | 0.50 × |" in table


def test_events_are_really_written(folder: Path) -> None:
    app = run(opened(data="photos", batch=15).button(key="start_events_run").click())
    work, limit = remembered(app)["events_run"].run, time.monotonic() + 60
    while not work.ended and time.monotonic() < limit:
        batch_panels.LINE.look(work)
        time.sleep(0.05)
    assert work.state == "done", work.error
    assert "16 of 16 batches" in progress(run(app))
    (made,) = (folder / "runs").iterdir()
    assert app.code[-1].value == f'tensorboard --logdir "$POOLVIZ_DATA/runs/{made.name}"'


@pytest.mark.parametrize("data", ["cifar", "mnist", "photos"])
def test_the_program_writes_the_same(
    folder: Path, data: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_cifar(folder)
    monkeypatch.chdir(folder)
    import torchvision

    mnist_like.make_folder(folder)
    for of in (cifar.CIFAR10, mnist.MNIST):
        there = of.dataset(folder, train=False, transform=torchvision.transforms.ToTensor())
        make = partial(lambda there, *_args, **_more: there, there)
        monkeypatch.setattr(torchvision.datasets, of.torchvision, make)
    exec(opened(data=data, panel="code", indices="true").code[-1].value, {})
    last = {"cifar": "2 (16, 3, 32, 32) (16, 3, 11, 11)", "mnist": "1 (36, 1, 28, 28) (36, 1, 10, 10)"}
    last |= {"photos": "15 (15, 3, 32, 32) (15, 3, 11, 11)"}
    assert capsys.readouterr().out.splitlines()[-1] == last[data]
    assert len(list((folder / "logs").iterdir())) == 1


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_panel(panel: str, lang: str) -> None:
    app = opened(panel=panel, lang=lang, data="photos")
    assert not app.error
    assert not app.warning
    assert len(app.latex) > 4 if panel == "size" else not app.latex


def test_who_sits_at_the_machine_sees_the_folder(
    folder: Path, line: FakeLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_panels, "at_the_server", lambda: True)
    app = run(opened(data="photos", panel="tensorboard").button(key="start_events_run").click())
    remembered(app)["events_run"].run.messages.append(message(folder, 4))
    assert run(app).code[-1].value == f"tensorboard --logdir '{folder}/runs/it'\"'\"'s'"
    assert str(folder / "runs") in said(app)
