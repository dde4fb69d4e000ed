"""The one error of poolviz, and what torch raises where it refuses a call."""

from collections.abc import Sequence
from typing import Any

REFUSALS = (
    RuntimeError,
    TypeError,
    ValueError,
    IndexError,
    OverflowError,
    ZeroDivisionError,
    AssertionError,
    AttributeError,
)


class PoolvizError(ValueError):
    """What a caller asked for cannot be done, said in one sentence.

    `template` is the sentence with `{names}`, `values` fill them; a translator
    needs the two apart. `torch_message` is torch's text, verbatim, where torch
    refused. `fixes` are layers near the refused one that torch accepts. `line`
    is the line of a text that was read, None where none was.

    >>> str(PoolvizError("`size` must be at most {limit}, but got {got}", limit=16, got=20))
    '`size` must be at most 16, but got 20'
    """

    def __init__(
        self,
        template: str,
        *,
        torch_message: str | None = None,
        fixes: Sequence[Any] = (),
        **values: Any,
    ) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values
        self.torch_message = torch_message
        self.fixes = tuple(fixes)
        self.line: int | None = values.get("line")
