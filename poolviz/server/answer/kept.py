"""The answers given last, packed as they were sent: a class asks for the same few addresses."""

from collections import OrderedDict
from collections.abc import Hashable

from poolviz.server.answer.packing import KEPT, Packed

MOST = 32 * 2**20  # bytes of all bodies
LARGEST = 2**20  # bytes of one that is kept


class Kept:
    """Answers by their addresses, at most so many bytes; those not asked for longest go first.

    >>> kept = Kept(most=5)
    >>> for name in ("a", "b"): kept.put(name, Packed(200, {}, b"123"))
    >>> kept.get("a"), kept.get("b").body
    (None, b'123')
    """

    def __init__(self, most: int = MOST, largest: int = LARGEST) -> None:
        self._most, self._largest = most, largest
        self._held: OrderedDict[Hashable, Packed] = OrderedDict()
        self._bytes = 0

    def get(self, address: Hashable) -> Packed | None:
        found = self._held.get(address)
        if found is not None:
            self._held.move_to_end(address)
        return found

    def put(self, address: Hashable, made: Packed) -> None:
        """Keep what an address says for ever."""
        if made.status not in KEPT or len(made.body) > self._largest or address in self._held:
            return
        self._held[address] = made
        self._bytes += len(made.body)
        while self._bytes > self._most:
            _address, oldest = self._held.popitem(last=False)
            self._bytes -= len(oldest.body)
