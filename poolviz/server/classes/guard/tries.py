"""How often an address may try: a number at once, and then one every few seconds."""

import ipaddress
import math
from collections import OrderedDict
from time import monotonic

REMEMBERED = 10_000  # addresses


class Tries:
    """At most `most` tries of an address at once; one more every `every` seconds."""

    def __init__(self, most: int, every: float) -> None:
        self._most, self._every = most, every
        self._used: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tries used, and when

    def wait(self, address: str) -> int:
        """Return the seconds until `address` may try again, 0 if it may now."""
        return max(0, math.ceil((self._now(network(address)) - self._most + 1) * self._every))

    def count(self, address: str) -> None:
        """Count one try of `address`; the addresses that tried longest ago are forgotten."""
        key = network(address)
        self._used[key] = (self._now(key) + 1, monotonic())
        self._used.move_to_end(key)
        while len(self._used) > REMEMBERED:
            self._used.popitem(last=False)

    def _now(self, key: str) -> float:
        used, then = self._used.get(key, (0.0, 0.0))
        return max(0.0, used - (monotonic() - then) / self._every)


def network(address: str) -> str:
    """Return what one caller can be told by: an IPv4 address, or the /64 that an IPv6 caller has to itself.

    >>> network("192.0.2.7"), network("2001:db8::7:1")
    ('192.0.2.7', '2001:db8::/64')
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((int(known) >> 64 << 64, 64)))
