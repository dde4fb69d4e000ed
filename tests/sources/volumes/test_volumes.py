"""Volumes as people write them: literal texts, what torch prints, hostile texts, presets."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from poolviz import PoolvizError, explain, parse
from poolviz.sources.volumes.presets import VOLUME_PRESETS, ball, counting, moving_dot
from poolviz.sources.volumes.text import parse_volume, random_volume, with_voxel, write_volume

EIGHT = [[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]


@pytest.mark.parametrize(
    "text",
    [
        "1 2\n3 4\n\n5 6\n7 8",
        "1 2\r\n3 4\r\n \r\n\r\n5 6\r\n7 8\r\n",
        "1 2; 3 4;; 5 6; 7 8",
        "1,2;3,4; ;5,6;7,8",
        "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]",
        "tensor([[[1., 2.],\n         [3., 4.]],\n\n        [[5., 6.],\n         [7., 8.]]])",
        "x = torch.tensor([[[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]]], dtype=torch.float32)",
        "【【【１，２】，【３，４】】，【【５，６】，【７，８】】】",
    ],
)
def test_one_volume_written_in_many_ways(text: str) -> None:
    assert parse_volume(text).tolist() == EIGHT


@pytest.mark.parametrize("text", ["1 2 3", "[[1, 2], [3, 4]]"])
def test_a_matrix_is_a_volume_of_one_slice(text: str) -> None:
    assert parse_volume(text).shape[0] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1\n\n2 3", "slices of one size, but slice d = 1 is 1 × 2 and d = 0 is 1 × 1"),
        ("1 2\n3\n\n4 5\n6 7", "slice d = 0: `matrix` must have rows of one length"),
        ("1;;2;;3;;4;;5;;6;;7", "at most 6 slices, but got 7"),
        ("1 2 3 4 5 6 7 8 9", "at most 8 cells high and wide, but slice d = 0 is 1 × 9"),
        ("1;2;3;4;5;6;7;8;9", "slice d = 0 is 9 × 1"),
        ("[[[1]], [2]]", "brackets around each row, each slice and all of it"),
        ("[[[[1]]], [[2]]]", "brackets"),
        ("[1, 2", "brackets"),
        ("• •", "must hold numbers"),
        ("x" * 20_001, "at most 20000 characters"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        parse_volume(text)
    assert said in str(caught.value)


def test_a_volume_is_text() -> None:
    with pytest.raises(PoolvizError, match="must be text"):
        parse_volume(None)  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.text(alphabet="0123456789 .-;[]\n•,naif", max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        volume = parse_volume(text)
    except PoolvizError:
        return
    assert volume.dim() == 3
    assert torch.equal(parse_volume(write_volume(volume)).nan_to_num(7), volume.nan_to_num(7))


@given(
    st.tuples(st.integers(1, 6), st.integers(1, 8), st.integers(1, 8)),
    st.integers(0, 99),
    st.sampled_from(";\n"),
)
def test_what_is_written_is_read_back(shape: tuple[int, int, int], seed: int, rows: str) -> None:
    volume = random_volume(shape, seed) / 7
    assert torch.equal(parse_volume(write_volume(volume, rows)), volume)


def test_one_cell_is_changed_and_no_other() -> None:
    changed = with_voxel(torch.tensor(EIGHT), (1, 0, 1), "−2.5")
    assert changed.flatten().tolist() == [1, 2, 3, 4, 5, -2.5, 7, 8]
    for place in ((2, 0, 0), (-1, 0, 0), (0, 2, 0), (0, 0, -1)):
        with pytest.raises(PoolvizError):
            with_voxel(torch.tensor(EIGHT), place, "1")


def test_the_made_volumes() -> None:
    assert counting(2, 3, 4)[1, 2, 3] == 23
    assert ball(5, 5, 5).argmax() == 62
    assert [int(frame.argmax()) for frame in moving_dot(3, 3)] == [0, 4, 8]
    assert moving_dot(1, 1).tolist() == [[[9.0]]]


@pytest.mark.parametrize("preset", VOLUME_PRESETS, ids=lambda preset: preset.key)
def test_every_preset_is_a_volume_and_a_layer(preset) -> None:  # type: ignore[no-untyped-def]
    x = parse_volume(preset.matrix)[None, None]
    if preset.key == "average-refused":
        with pytest.raises(PoolvizError, match="smaller than kernel size"):
            explain(parse(preset.layer), x)
        assert explain(parse(preset.layer.replace("Avg", "Max")), x).output.numel() == 64
    else:
        assert explain(parse(preset.layer), x).output.numel() > 0


def test_the_presets_show_what_their_lessons_say() -> None:
    made = {
        p.key: explain(parse(p.layer), parse_volume(p.matrix)[None, None])
        for p in VOLUME_PRESETS
        if p.key != "average-refused"
    }
    assert torch.equal(made["counting"].output.long(), made["counting"].indices)
    assert made["ties"].cell((0, 0, 0, 0, 0)).winner == (0, 0, 1)
    assert made["negative"].cell((0, 0, 0, 0, 0)).padding == 19
    assert made["negative"].output.max() < 0
    assert made["average-ones"].output[0, 0, 0, 0, 0] == pytest.approx(8 / 27)
    assert [axis.dropped for axis in made["dropped"].axes] == [2, None, None]
    assert [len(made["adaptive"].axes[1].taps(o)) for o in range(3)] == [2, 3, 2]
    assert made["norm"].output[0, 0, 0, 0, 0] > 21
    assert made["moving-dot"].output.shape == made["moving-dot"].input.shape
    film = made["frames-kept"].input[0, 0]
    assert torch.equal(made["frames-kept"].output[0, 0], torch.nn.MaxPool2d(2)(film))
