"""The files of CIFAR-10, read without trusting them: no pickled code runs, whatever the bytes say."""

import io
import pickle
from pathlib import Path
from typing import Any

import torch

from poolviz.errors import PoolvizError
from poolviz.sources.datasets.dataset import LARGEST_FILE, Batch, labelled
from poolviz.texts import N_

_PIXELS = 3 * 32 * 32


def read_batch(path: Path) -> Batch:
    """Return the pictures in one batch file; raises PoolvizError if it is missing or damaged."""
    content = _unpickled(path)
    labels, data = content.get("labels"), content.get("data")
    if not isinstance(labels, list) or not all(type(label) is int and 0 <= label <= 9 for label in labels):
        raise PoolvizError(N_("the CIFAR-10 file {file} has no labels from 0 to 9"), file=path.name)
    if not isinstance(data, _Array) or not labels or data.shape != (len(labels), _PIXELS):
        got = getattr(data, "shape", type(data).__name__)
        message = N_(
            "the pictures in the CIFAR-10 file {file} must be {rows} rows of 3072 bytes, but got {got}"
        )
        raise PoolvizError(message, file=path.name, rows=len(labels), got=str(got))
    pictures = torch.frombuffer(data.content, dtype=torch.uint8).view(-1, 3, 32, 32)
    return labelled(pictures, labels)


def check_names(path: Path, names: tuple[str, ...]) -> None:
    """Raise PoolvizError unless the file at `path` gives `names` to the labels."""
    if _unpickled(path).get("label_names") != list(names):
        raise PoolvizError(N_("the file {file} does not name the ten classes of CIFAR-10"), file=path.name)


def _unpickled(path: Path) -> dict[Any, Any]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise PoolvizError(N_("the file {file} is too large to be of CIFAR-10"), file=path.name)
        content = _Plain(io.BytesIO(path.read_bytes()), encoding="latin1").load()
    except PoolvizError:
        raise
    except OSError as error:
        message = N_("the CIFAR-10 file {file} cannot be read: {reason}")
        raise PoolvizError(message, file=path.name, reason=error.strerror or type(error).__name__) from error
    except Exception as error:  # damaged pickles raise nearly anything
        raise PoolvizError(N_("the CIFAR-10 file {file} is damaged"), file=path.name) from error
    if not isinstance(content, dict):
        raise PoolvizError(N_("the CIFAR-10 file {file} is damaged"), file=path.name)
    return content


# Stand-ins for what the files name, all of them classes with __setstate__: numpy's loader never sees foreign
# state, and a file can neither call a function nor set an attribute of one.
class _Array:
    shape: tuple[int, ...] = ()
    content = bytearray()

    def __init__(self, *_: Any) -> None:
        pass

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        _version, shape, kind, fortran, raw = state
        if isinstance(raw, str):
            raw = raw.encode("latin1")
        if not isinstance(raw, bytes) or not isinstance(kind, _Kind) or fortran:
            raise pickle.UnpicklingError("not an array of bytes")
        if len(shape) != 2 or shape[0] * shape[1] != len(raw):
            raise pickle.UnpicklingError("not as many bytes as the shape says")
        self.shape, self.content = tuple(shape), bytearray(raw)


class _Kind:
    def __init__(self, name: str, *_: Any) -> None:
        if name not in ("u1", "|u1", "uint8"):
            raise pickle.UnpicklingError("not bytes")

    def __setstate__(self, _state: Any) -> None:
        pass


class _Encoded(bytes):
    def __new__(cls, text: str, encoding: str) -> "_Encoded":
        return super().__new__(cls, text.encode("latin1" if encoding == "latin1" else "ascii"))

    def __setstate__(self, _state: Any) -> None:
        raise pickle.UnpicklingError("bytes have no state")


_KNOWN = {
    ("numpy.core.multiarray", "_reconstruct"): _Array,
    ("numpy._core.multiarray", "_reconstruct"): _Array,
    ("numpy", "ndarray"): _Array,
    ("numpy", "dtype"): _Kind,
    ("_codecs", "encode"): _Encoded,
}


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in CIFAR-10")
        return _KNOWN[module, name]
