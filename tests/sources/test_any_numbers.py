"""Whatever is typed, pasted or sent as numbers is read, or refused in a sentence."""

import os

from hypothesis import given, settings
from hypothesis import strategies as some

from poolviz.errors import PoolvizError
from poolviz.sources.matrices.text import parse_matrix, readings, write_matrix
from poolviz.sources.signals.signals import parse_signal, signal_readings
from poolviz.sources.signals.uploads import read_recording
from poolviz.sources.volumes.text import parse_volume

# POOLVIZ_SEEDS=1000 is what `make soak` takes: 50,000 texts of a kind.
TEXTS = 10 * int(os.environ.get("POOLVIZ_SEEDS", "20"))
TOKENS = (
    *"[](){}<>,;:|&=+-_$'\"\\ \t\n\r\0.％，；−∞ｅ",
    *("1", "2", "-3", "1,5", "1.5", "1.234,5", "1,000", "1e5", "1e400", "nan", "inf", "0x1", "1_0", "9" * 30),
    *(
        "tensor(",
        "np.array(",
        "array(",
        "tf.Tensor(",
        "dtype=float32",
        "shape=(2, 2)",
        "...",
        ">>> ",
        "Out[1]: ",
    ),
    *(
        "\\begin{bmatrix}",
        "\\end{bmatrix}",
        "\\\\",
        "\\hline",
        "|---|",
        "| 1 | 2 |",
        "A =",
        "ans =",
        "sep=;\n",
    ),
    *(
        "1 2\n",
        "3 4\n",
        "1;2\n",
        "1\t2\n",
        "a\tb\n",
        "[[1, 2], [3, 4]]",
        "((1, 2), (3, 4))",
        "\n\n",
        "[[[1]], [[2]]]",
    ),
)
TEXT = some.lists(some.sampled_from(TOKENS), max_size=30).map("".join) | some.text(max_size=80)


@given(TEXT)
@settings(max_examples=TEXTS, deadline=None)
def test_any_matrix(text: str) -> None:
    try:
        found = readings(text)
    except PoolvizError as error:
        str(error).encode(errors="replace")
        return
    assert parse_matrix(text).shape == found[0].matrix.shape
    for one in found:
        again = parse_matrix(write_matrix(one.matrix))
        assert again.nan_to_num(7).equal(one.matrix.nan_to_num(7))
        assert len(readings(write_matrix(one.matrix))) == 1


@given(TEXT)
@settings(max_examples=TEXTS, deadline=None)
def test_any_signal(text: str) -> None:
    try:
        assert parse_signal(text).shape == signal_readings(text)[0].matrix.shape
    except PoolvizError as error:
        str(error).encode(errors="replace")


@given(TEXT)
@settings(max_examples=TEXTS, deadline=None)
def test_any_volume(text: str) -> None:
    try:
        assert parse_volume(text).dim() == 3
    except PoolvizError as error:
        str(error).encode(errors="replace")


@given(TEXT.map(lambda text: text.encode(errors="replace")) | some.binary(max_size=200))
@settings(max_examples=TEXTS, deadline=None)
def test_any_upload(data: bytes) -> None:
    try:
        found = read_recording(data)
    except PoolvizError as error:
        str(error).encode(errors="replace")
        return
    assert len({len(track) for track in found.tracks}) == 1
