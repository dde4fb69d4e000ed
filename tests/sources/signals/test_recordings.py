"""WAV and CSV somebody sends: read exactly where they are sound, refused in a sentence where they are not."""

import contextlib
import io
import random
import struct
import wave

import pytest
import torch

from poolviz.errors import PoolvizError
from poolviz.sources.signals.recording import MAX_SAMPLES, Recording, cut, loudest
from poolviz.sources.signals.uploads import read_recording
from tests.sources.speed import processor_seconds

GUID = bytes.fromhex("0100000000001000800000aa00389b71")


def wav(values: list[list[int]], width: int = 2, rate: int = 8000) -> bytes:
    """The frames of `values` (frames, channels) as a WAV file of whole numbers of `width` bytes."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(len(values[0]))
        file.setsampwidth(width)
        file.setframerate(rate)
        numbers = [value for frame in values for value in frame]
        shift = 128 if width == 1 else 0
        file.writeframes(
            b"".join((number + shift).to_bytes(width, "little", signed=width > 1) for number in numbers)
        )
    return made.getvalue()


def said(recording: Recording) -> str:
    return " | ".join(template.format(**values) for template, values in recording.notes)


# ------------------------------------------------------------------ WAV


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_each_width_is_read_as_shares_of_its_range(width):
    top = 2 ** (8 * width - 1)
    got = read_recording(wav([[0], [top // 2], [-top], [top - 1], [-1]], width))
    (track,) = got.tracks
    assert track.dtype == torch.float32
    torch.testing.assert_close(track, torch.tensor([0, 0.5, -1, 1 - 1 / top, -1 / top]))
    assert f"WAV, {8 * width} bits, 8,000 samples a second, channels: 1" in said(got)


def test_the_channels_of_a_stereo_file_stay_apart():
    got = read_recording(wav([[16384, -16384], [8192, 0]]))
    assert [track.tolist() for track in got.tracks] == [[0.5, 0.25], [-0.5, 0]]
    assert (got.rate, got.names) == (8000, ())


def test_the_format_that_recorders_write_24_bits_in_is_read():
    plain = wav([[1 << 22], [-(1 << 22)]], 3)
    fmt = plain[20:36].replace(b"\x01\x00", b"\xfe\xff", 1) + struct.pack("<HHI", 22, 24, 4) + GUID
    body = plain[8:16] + struct.pack("<I", len(fmt)) + fmt + plain[36:]
    data = b"RIFF" + struct.pack("<I", len(body)) + body
    assert read_recording(data).tracks[0].tolist() == [0.5, -0.5]


def other_end(plain: bytes, width: int) -> bytes:
    """A WAV as RIFX: the large end of every number first."""
    fmt = b"".join(
        plain[20 + a : 20 + b][::-1] for a, b in ((0, 2), (2, 4), (4, 8), (8, 12), (12, 14), (14, 16))
    )
    samples = b"".join(plain[place : place + width][::-1] for place in range(44, len(plain), width))
    sizes = [plain[place : place + 4][::-1] for place in (4, 16, 40)]
    return b"RIFX" + sizes[0] + b"WAVEfmt " + sizes[1] + fmt + b"data" + sizes[2] + samples


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_a_file_whose_numbers_begin_with_the_large_end(width):
    top = 2 ** (8 * width - 1)
    plain = wav([[0, 1], [top // 2, -1], [-top, top - 1]], width)
    ours, theirs = read_recording(other_end(plain, width)), read_recording(plain)
    assert [track.tolist() for track in ours.tracks] == [track.tolist() for track in theirs.tracks]
    assert (ours.rate, said(ours)) == (theirs.rate, said(theirs))


def test_a_file_that_could_be_larger_than_4_gb():
    plain = wav([[16384], [-16384]])
    ds64 = b"ds64" + struct.pack("<IQQQI", 28, len(plain) + 36, 4, 2, 0)
    body = plain[8:12] + ds64 + plain[12:40] + b"\xff" * 4 + plain[44:]
    assert read_recording(b"RF64" + b"\xff" * 4 + body).tracks[0].tolist() == [0.5, -0.5]


def test_12_bits_in_16_are_called_12():
    plain = wav([[16384], [-32768]])
    got = read_recording(plain[:34] + b"\x0c\x00" + plain[36:])
    assert got.tracks[0].tolist() == [0.5, -1]
    assert "WAV, 12 bits" in said(got)


def test_a_file_that_was_cut_short_is_read_as_far_as_it_goes():
    got = read_recording(wav([[1000]] * 100)[:-50])
    assert len(got.tracks[0]) == 75
    assert "shorter than it says" in said(got)


def test_a_long_recording_is_read_up_to_the_limit():
    stereo = read_recording(wav([[0, 1]] * (MAX_SAMPLES // 2 + 1), 1))
    assert len(stereo.tracks[1]) == MAX_SAMPLES // 2
    got = read_recording(wav([[0]] * (MAX_SAMPLES + 5), 1))
    assert len(got.tracks[0]) == MAX_SAMPLES
    assert "the first 1,048,576 of 1,048,581 samples were read" in said(got)


SOUND = wav([[0]] * 50)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "it is empty"),
        (SOUND[:20], "damaged"),
        (SOUND[:44], "there is none in it"),
        (b"RIFF" + b"\xff" * 100, "damaged"),
        (SOUND.replace(b"data", b"dxta"), "damaged"),
        (SOUND[:20] + b"\x03\x00" + SOUND[22:], "floating point"),
        (SOUND[:20] + b"\x55\x00" + SOUND[22:], "compressed"),
        (SOUND[:22] + b"\x00\x00" + SOUND[24:], "damaged"),
        (SOUND[:22] + b"\xff\xff" + SOUND[24:], "at most 16 channels"),
        (SOUND[:34] + b"\x40\x00" + SOUND[36:], "8, 16, 24 or 32 bits"),
        (SOUND[:34] + b"\x00\x00" + SOUND[36:], "damaged"),
        (b"x" * 200, "a column of numbers"),
        (b"\x00" * 200, "neither"),
        (b"\x89PNG\r\n\x1a\n\x00\x00" + bytes(range(256)), "neither"),
    ],
)
def test_what_is_no_recording_is_refused_in_a_sentence(data, problem):
    with pytest.raises(PoolvizError, match="the upload") as caught:
        read_recording(data)
    assert problem in str(caught.value)


def test_a_file_over_the_limit_is_not_opened():
    with pytest.raises(PoolvizError, match=r"at most 0\.5 MB, but it is 1 MB"):
        read_recording(b"1," * 2**19, max_bytes=2**19)


@pytest.mark.parametrize("seed", range(60))
def test_bytes_changed_anywhere_never_raise_anything_else(seed):
    dice = random.Random(seed)
    whole = wav([[dice.randint(-99, 99)] for _ in range(40)], dice.choice([1, 2, 3, 4]))
    data = bytearray(dice.choice([whole, b"t;v\n" + b"1,5;2\n" * 9]))
    for _ in range(dice.randint(1, 12)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    try:
        got = read_recording(bytes(data[: dice.randint(1, len(data))]))
    except PoolvizError:
        return
    assert all(len(track) == len(got.tracks[0]) > 0 for track in got.tracks)


# ------------------------------------------------------------------ CSV


@pytest.mark.parametrize(
    ("text", "names", "tracks"),
    [
        ("t,v\n0,1.5\n1,2.5\n", ("t", "v"), [[0, 1], [1.5, 2.5]]),
        ("1\n2\n3", ("1",), [[1, 2, 3]]),
        ("1 2 3 4", ("1",), [[1, 2, 3, 4]]),
        ("1,2,3,4", ("1",), [[1, 2, 3, 4]]),
        ("day;value\nMo;1,5\nTu;2,5\n", ("value",), [[1.5, 2.5]]),
        ("a\tb\n1\t2\n", ("a", "b"), [[1], [2]]),
        ('name,n\n"x, y",3\n', ("n",), [[3]]),
        ("v,v\n1,2\n", ("v", "v (2)"), [[1], [2]]),
        ("v\n−1\n-2e1\n", ("v",), [[-1, -20]]),
        ("\ufeffv\n7\n8", ("v",), [[7, 8]]),
        ("sep=;\na;b\n1;2\n", ("a", "b"), [[1], [2]]),
        ('"sep=|"\r\na|b\r\n1|2\r\n', ("a", "b"), [[1], [2]]),
        ("t;v\n0;1,5\n1;2,5\n2;3\n", ("t", "v"), [[0, 1, 2], [1.5, 2.5, 3]]),
        ('n,v\n1,"1,234"\n2,"12,345.5"\n', ("n", "v"), [[1, 2], [1234, 12345.5]]),
        ("t;v\n0;1.234,5\n1;2.000,25\n", ("t", "v"), [[0, 1], [1234.5, 2000.25]]),
        ("a b\n1 2\n3 4\n", ("a", "b"), [[1, 3], [2, 4]]),
        ("# day; night\n1,2\n3,4\n", ("# day; night", "2"), [[1, 3], [2, 4]]),
        ("\n\nv\n1\n2\n\n\n", ("v",), [[1, 2]]),
        ("v\r\r\n1\r\r\n2\r\r\n", ("v",), [[1, 2]]),
    ],
)
def test_the_columns_of_numbers_are_found(text, names, tracks):
    got = read_recording(text.encode())
    assert got.names == names
    assert [track.tolist() for track in got.tracks] == tracks
    assert got.rate is None


def test_an_empty_row_is_one_without_a_number():
    got = read_recording(b"v\n1\n\n3\n4\n")
    assert got.tracks[0].isnan().tolist() == [False, True, False, False]
    assert "1 empty cells became nan" in said(got)


def test_a_number_too_large_in_the_first_row_is_no_name():
    with pytest.raises(PoolvizError, match="must fit into float32, but row 1, column 1 is '1e400'"):
        read_recording(b"1e400\n1\n2\n")


@pytest.mark.parametrize("data", [b"\n" * 10 * 2**20, b"\r\n" * 5 * 2**20, b"1\n" + b"\n" * 9 * 2**20 + b"2"])
def test_millions_of_empty_rows_take_no_time(data):
    def reading() -> None:
        with contextlib.suppress(PoolvizError):
            read_recording(data)

    assert processor_seconds(reading, times=2) < 0.6


def test_western_windows_is_not_chinese():
    assert read_recording("Größe;Wert\n1,5;2\n".encode("cp1252")).names == ("Größe", "Wert")
    assert read_recording("°C\n1\n2\n".encode("cp1252")).names == ("°C",)


def test_empty_cells_and_words_for_infinity_are_numbers_too():
    got = read_recording(b"a,b\n1,\ninf,2\n")
    assert got.tracks[0].tolist() == [1, float("inf")]
    assert got.tracks[1].isnan().tolist() == [True, False]
    assert "1 empty cells became nan" in said(got)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_names_of_columns_are_read_in_several_encodings(encoding):
    assert read_recording("时间,温度\n1,2\n".encode(encoding)).names == ("时间", "温度")


def test_a_column_that_stops_being_numbers_is_named_if_there_is_no_other():
    with pytest.raises(PoolvizError, match="row 3, column 1 is '<b>'"):
        read_recording(b"v\n1\n<b>\n")
    assert read_recording(b"u,v\n1,1\nx,2\n").names == ("v",)


def test_a_long_table_is_read_up_to_the_limit():
    got = read_recording(b"1\n" * 70_000)
    assert len(got.tracks[0]) == 65_536
    assert "only the first 65,536 rows" in said(got)


def test_a_wide_table_is_read_up_to_the_limit_of_cells():
    got = read_recording((",".join(["10"] * 1000) + "\n").encode() * 2000)
    assert len(got.tracks) == 16
    assert len(got.tracks[0]) == 524
    assert "only the first 524 rows" in said(got)
    across = read_recording(b"12 " * 3_000_000)
    assert len(across.tracks[0]) == 65_536


# ------------------------------------------------------------------ a part of it


def test_a_part_is_a_slice():
    track = torch.arange(100.0)
    assert cut(track, 10, 5, 4).tolist() == [10, 15, 20, 25]
    assert cut(track, 98, 1, 4).tolist() == [98, 99]
    assert cut(track, 500, 1, 4).tolist() == [99]


def test_the_loudest_part_is_found_after_silence():
    track = torch.zeros(5000)
    track[3000] = 0.5
    assert loudest(track, 512) == 2560
    assert loudest(torch.zeros(600), 512) == 0
    assert loudest(torch.full((2000,), float("nan")), 512) == 0


@pytest.mark.parametrize("sign", [";", "\t", "|", " "])
@pytest.mark.parametrize("head", ["", "a{0}b\n"])
def test_numbers_with_a_decimal_comma_are_not_cut_at_it(sign, head):
    lines = "".join(f"{n},5{sign}-{n},25\n" for n in range(1, 6))
    found = read_recording((head.format(sign) + lines).encode())
    assert [track.tolist() for track in found.tracks] == [
        [1.5, 2.5, 3.5, 4.5, 5.5], [-1.25, -2.25, -3.25, -4.25, -5.25],
    ]  # fmt: skip


# ------------------------------------------------------------------ decimal commas and points

TWICE = {
    "a;b\n1,000;2,000\n3,000;4,000\n": ([[1, 3], [2, 4]], [[1000, 3000], [2000, 4000]]),
    "t;v\n1,5;1.234\n2,5;2.345\n": ([[1.5, 2.5], [1234, 2345]], [[1.5, 2.5], [1.234, 2.345]]),
    "1,5\n2,5\n": ([[1, 2], [5, 5]], [[1.5, 2.5]]),
    "a;b\n1.5;1,234\n2.5;2,345\n": ([[1.5, 2.5], [1234, 2345]], [[1.5, 2.5], [1.234, 2.345]]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "tracks"),
    [
        ("a;b\n1,5;3.51e5\n2,5;4.2e3\n", [[1.5, 2.5], [351000, 4200]]),
        ("1,5e3;-2,5\n-1,5E-3;+3,0\n", [[1500, -0.0015], [-2.5, 3]]),
        ("1.234,5e2\t1\n2\t3\n", [[123450, 2], [1, 3]]),
        ("t;v\n1.234,5;1.5\n3.51e5;2.5\n", [[1234.5, 351000], [1.5, 2.5]]),
        ("a;b\n1.5;3,5\n2.5;4,5\n", [[1.5, 2.5], [3.5, 4.5]]),
        ("t;v\n1,5;1.234.567\n2,5;2.345\n", [[1.5, 2.5], [1234567, 2345]]),
        ("t;v\n1,5;1,234,567\n2,5;2,345\n", [[1.5, 2.5], [1234567, 2345]]),
        ("v\n1,5\n2,5e3\n", [[1.5, 2500]]),
        ('a,b\n"1,5","2"\n"3,5","4"\n', [[1.5, 3.5], [2, 4]]),
        ("a;b\n1 234,5;2\n2\u202f345,5;3\n", [[1234.5, 2345.5], [2, 3]]),
        ("a;b\n1'234.5;2\n2’345.5;3\n", [[1234.5, 2345.5], [2, 3]]),
        *((text, first) for text, (first, _other) in TWICE.items()),
    ],
)
def test_each_column_is_read_by_its_own_commas_and_points(text, tracks):
    found = read_recording(text.encode())
    assert [track.tolist() for track in found.tracks] == [pytest.approx(track) for track in tracks]


@pytest.mark.parametrize("text", TWICE)
def test_a_table_that_can_be_read_in_two_ways_says_so_and_is_read_in_the_other(text):
    first, other = read_recording(text.encode()), read_recording(text.encode(), instead=True)
    assert [track.tolist() for track in other.tracks] == [pytest.approx(track) for track in TWICE[text][1]]
    assert first.rule
    assert first.rule != first.instead
    assert (first.rule, first.instead) == (other.instead, other.rule)


def test_a_table_that_can_be_read_in_one_way_offers_no_other():
    for text in (b"a;b\n1,5;3.51e5\n", b"a,b\n1.5,2\n", b"t;v\n1,5;1.234.567\n", b"a\n1.234\n"):
        assert read_recording(text).rule == read_recording(text).instead == ""
        assert read_recording(text, instead=True).tracks[0].equal(read_recording(text).tracks[0])


def test_columns_that_are_left_out_are_named():
    notes = said(read_recording(b"t;price;when\n1;2,50 x;12:30\n2;3,50 x;12:31\n"))
    assert "left out, since not all of it is numbers: price, when" in notes


def test_one_row_of_millions_of_numbers_is_cut_where_a_number_ends():
    found = read_recording(b"123 " * 2_000_000)
    assert set(found.tracks[0].tolist()) == {123.0}
    assert len(found.tracks[0]) == 65_536
