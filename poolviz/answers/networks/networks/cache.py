"""What is worked out of networks and kept for all sessions: an entry a network, bounded in bytes."""

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, is_dataclass
from threading import Lock
from typing import Any, TypeVar

from torch import Tensor, nn

Made = TypeVar("Made")
SIMPLE = {int, float, bool, str, bytes, type(None)}  # they hold nothing, and most of what is counted is such

PLAIN = {tuple, list, dict}


@dataclass(eq=False)
class _Entry:
    """All that is kept of one network, by name, with its `size` in bytes."""

    parts: dict[Hashable, Any] = field(default_factory=dict)
    counted: set[Hashable] = field(default_factory=set)  # objects and tensors' memory: parts share them
    size: int = 0

    def put(self, part: Hashable, made: Any) -> None:
        self.parts[part] = made
        self.size += _bytes(made, self.counted)


class Cache:
    """One entry a network, with all that was made of it, since each part holds the network's tensors.

    Where all entries together are larger than `most` bytes, the one that was unused longest goes as a
    whole. One that is too large by itself keeps only what came last.

    >>> cache = Cache(most=100_000)
    >>> cache.part("net", "table", lambda: ["a row"]), cache.part("net", "table", lambda: ["another"])
    (['a row'], ['a row'])
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._guard = Lock()
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return sum(entry.size for entry in self._entries.values())

    def __len__(self) -> int:
        """Return how many networks something is kept of."""
        return len(self._entries)

    def part(self, network: Hashable, part: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is kept of `network` under the name `part`, at first what `make` returns.

        What `make` raises is not kept.
        """
        with self._guard:
            entry = self._entries.get(network)
            if entry is not None:
                self._entries.move_to_end(network)
                if part in entry.parts:
                    return entry.parts[part]
        made = make()
        with self._guard:
            entry = self._entries.setdefault(network, _Entry())
            self._entries.move_to_end(network)
            if part in entry.parts:  # another session was quicker
                return entry.parts[part]
            entry.put(part, made)
            self._make_room(network, part, made)
        return made

    def _make_room(self, network: Hashable, part: Hashable, made: Any) -> None:
        while self.size > self.most and len(self._entries) > 1:
            self._entries.popitem(last=False)
        if self.size > self.most:
            self._entries[network] = _Entry()
            self._entries[network].put(part, made)


def _bytes(value: Any, counted: set[Hashable]) -> int:
    """Return how many bytes `value` takes with all that it holds, but for what is in `counted`.

    What it counts is added there, an object by its id, the memory of a tensor by its address.
    """
    total, todo = 0, [value]
    while todo:
        one = todo.pop()
        if id(one) in counted or isinstance(one, type):
            continue
        counted.add(id(one))
        total += sys.getsizeof(one)
        if type(one) in SIMPLE:
            continue
        if isinstance(one, Tensor):
            memory = one.untyped_storage()
            if not one.is_meta and ("memory", memory.data_ptr()) not in counted:
                counted.add(("memory", memory.data_ptr()))
                total += memory.nbytes()
        todo += _held(one)
    return total


def _held(one: Any) -> Iterable[Any]:
    if type(one) in PLAIN:  # nearly all, and quickly told
        return one.values() if type(one) is dict else one
    return [*_parts(one), *_fields(one)]


def _parts(one: Any) -> Iterable[Any]:
    if isinstance(one, Mapping):
        return one.values()
    return one if isinstance(one, list | tuple) else ()


def _fields(one: Any) -> Iterable[Any]:
    named = isinstance(one, nn.Module | dict) or is_dataclass(one)
    return getattr(one, "__dict__", {}).values() if named else ()
