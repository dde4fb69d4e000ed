"""What is worked out of networks and kept for all sessions: an entry a network, bounded in bytes."""

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass
from threading import Lock
from typing import Any, TypeVar

from torch import Tensor, nn

Made = TypeVar("Made")


@dataclass(eq=False)
class _Entry:
    """All that is kept of one network, by name, with its `size` in bytes."""

    parts: dict[Hashable, Any] = field(default_factory=dict)
    tensors: set[int] = field(default_factory=set)  # the memory that is counted already: parts share it
    size: int = 0

    def put(self, part: Hashable, made: Any) -> None:
        self.parts[part] = made
        self.size += _bytes(made, self.tensors)


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


def _bytes(value: Any, counted: set[int]) -> int:
    """Return how many bytes `value` takes with all that it holds, but for memory of tensors in `counted`.

    What it counts of tensors is added there.
    """
    total, todo, seen = 0, [value], set[int]()
    while todo:
        one = todo.pop()
        if id(one) in seen or isinstance(one, type):
            continue
        seen.add(id(one))
        total += sys.getsizeof(one)
        if isinstance(one, Tensor):
            memory = one.untyped_storage()
            if not one.is_meta and memory.data_ptr() not in counted:
                counted.add(memory.data_ptr())
                total += memory.nbytes()
        todo += _held(one)
    return total


def _held(one: Any) -> Iterator[Any]:
    if isinstance(one, Mapping):
        yield from one.values()
    elif isinstance(one, list | tuple):
        yield from one
    if isinstance(one, nn.Module | dict) or is_dataclass(one):
        yield from getattr(one, "__dict__", {}).values()
