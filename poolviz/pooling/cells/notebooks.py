"""How a notebook shows an Explanation; known without torch, so that it can be said before one is there."""

from collections.abc import Callable
from typing import Any

# Whoever draws registers it here, so that the core knows none of them.
IN_NOTEBOOKS: list[Callable[[Any], str | None]] = []
