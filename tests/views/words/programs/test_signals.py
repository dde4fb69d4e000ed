"""The program that the Signals page shows for somebody's file reads exactly the page's numbers."""

import io
import math
import struct
import wave
from pathlib import Path

import pytest
import torch

from poolviz import PoolvizError
from poolviz.answers.pooling.signals import part
from poolviz.sources.signals.uploads import read_recording

TABLES = {
    "points": b"1.5,2\n2.5,3\n3.25,4\n",
    "named": b"time,value\n0,1.5\n1,2.5\n2,-3.5e2\n",
    "decimal comma": b"t;v\n0;1,5\n1;2,25\n2;-3,125\n",
    "decimal comma and thousands": b"1.234,5;2\n2.000,25;3\n7;4\n",
    "thousands in quotes": b'a,b\n"1,234",5\n"12,345,678",6\n9,7\n',
    "tabs": b"1,5\t2\n2,5\t3\n",
    "spaces": b"1.5   2\n2.5   3\n",
    "bars": b"1|2\n3|4\n",
    "said by Excel": b"sep=;\r\nt;v\r\n0;1,5\r\n1;2,5\r\n",
    "said by Excel, empty rows": b"\r\n\r\nsep=;\r\n\r\nt;v\r\n0;1,5\r\n1;2,5\r\n\r\n\r\n",
    "empty cells and rows": b"1,2\n,3\n\n4,5\n6\n",
    "doubled ends": b"a,b\r\r\n1,2\r\r\n3,4\r\r\n5,6\r\r\n",
    "doubled ends, said by Excel": b"sep=;\r\n\r\na;b\r\n\r\n1;2\r\n\r\n3;4\r\n\r\n",
    "a quote that is not closed": b'"sep=;\n\r\n-7\n',
    "said in quotes": b'"sep=;"\n1,5;2\n2,5;3\n',
    "across, said by Excel": b"sep=;\n1;2;3,5\n",
    "across": b"1;2;3,5;4\n",
    "across with a name": b"a 1 2 3.5 4\n",
    "special": b"nan\ninf\n-Infinity\n1\n",
    "minus signs": "−1,5;2\n−2,5;3\n".encode(),
    "Windows": "Größe;Wert\n1,5;2\n2,5;3\n".encode("cp1252"),
    "Chinese": "温度,湿度\n1.5,2\n2.5,3\n".encode("gb18030"),
    "UTF-16": "t\tv\n1\t2.5\n2\t3.5\n".encode("utf-16"),
    "UTF-8 with its mark": b"\xef\xbb\xbf1,2\n3,4\n",
    "words between": b"n,who,v\n1,Ann,2.5\n2,Bo,3.5\n",
    "quoted line ends": b'who,v\n"A\nB",1\n"C",2\n',
    "points beside commas": b"a;b;c\n1,5;3.51e5;1.234\n1.234,5;4.2;2.345\n",
    "points beside commas in a column": b"1,5;2\n3.51e5;3\n1.234,5e2;4\n",
    "gaps": "1 234,5;2\n2\u202f345,5;3\n1'000;4\n".encode(),
    "quoted decimal commas": b'a,b\n"1,5","2"\n"-2,5e3","3"\n',
    "ends of old Macs": b"t;v\r0;1,5\r1;2,5\r",
}


def run(code: str, file: bytes, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> torch.Tensor:
    (folder / name).write_bytes(file)
    monkeypatch.chdir(folder)
    names = {"torch": torch}
    exec(code, names)
    return names["x"]


@pytest.mark.parametrize("name", TABLES)
def test_of_a_table(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        recording = read_recording(TABLES[name])
    except PoolvizError:
        assert name == "a quote that is not closed"
        return
    for track, values in enumerate(recording.tracks):
        opening = part(recording, track, 0, 1).opening
        code = "\n".join([*opening.imports, *opening.lines])
        x = run(code, TABLES[name], "my table.csv", tmp_path, monkeypatch)
        assert torch.equal(x.nan_to_num(12345.0), values.nan_to_num(12345.0)), (code, x, values)


def test_a_decimal_comma_is_read_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = part(read_recording(TABLES["decimal comma"]), 1, 1, 1).opening
    code = "\n".join([*opening.imports, *opening.lines])
    assert run(code, TABLES["decimal comma"], "my table.csv", tmp_path, monkeypatch).tolist() == [
        2.25,
        -3.125,
    ]


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_of_a_sound(width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(width)
        sound.setframerate(8000)
        middle = 128 if width == 1 else 0
        for n in range(64):
            value = int(math.sin(n / 5) * (2 ** (8 * width - 1) - 1)) + middle
            sound.writeframes(struct.pack("<i" if width > 1 else "<I", value)[:width] * 2)
    recording = read_recording(file.getvalue())
    opening = part(recording, 1, 3, 2).opening
    code = "\n".join([*opening.imports, *opening.lines])
    x = run(code, file.getvalue(), "my sound.wav", tmp_path, monkeypatch)
    assert torch.equal(x, recording.tracks[1][3::2])
