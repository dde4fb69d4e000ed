"""What a setting may be: each kind reads its values from a link, and knows the limits that its widget has."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from poolviz.errors import PoolvizError
from poolviz.texts import N_

LONGEST = 20_000


@dataclass(frozen=True)
class Whole:
    """A whole number from `lowest` to `highest`; or nothing, where it may be `empty`."""

    lowest: int
    highest: int
    empty: bool = False

    def read(self, text: str) -> int | None:
        """Return the number that `text` says."""
        if text == "" and self.empty:
            return None
        if not (re.fullmatch(r"-?[0-9]{1,9}", text) and self.lowest <= int(text) <= self.highest):
            raise PoolvizError(
                N_("a whole number from {lowest} to {highest}"), lowest=self.lowest, highest=self.highest
            )
        return int(text)


@dataclass(frozen=True)
class Decimal:
    """A number from `lowest` to `highest`, such as 0.5."""

    lowest: float
    highest: float

    def read(self, text: str) -> float:
        """Return the number that `text` says."""
        written = re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,9})?", text)
        if not (written and self.lowest <= float(text) <= self.highest):
            raise PoolvizError(
                N_("a number from {lowest} to {highest}"), lowest=self.lowest, highest=self.highest
            )
        return float(text)


@dataclass(frozen=True)
class Power:
    """The p of a norm, held as it is written: a number from -99 to 99, inf or -inf."""

    def read(self, text: str) -> str:
        """Return the power that `text` says, in its shortest form."""
        plain = text.strip().replace("∞", "inf").replace("−", "-")
        if not re.fullmatch(r"-?inf|-?[0-9]{1,2}(\.[0-9]{1,6})?", plain):
            raise PoolvizError(N_("a number from -99 to 99, inf or -inf"))
        return f"{float(plain):g}"


@dataclass(frozen=True)
class Choice:
    """One of a few: their `titles` by name, untranslated, and the `values` that the names stand for."""

    titles: Mapping[str, str]
    values: Mapping[str, Any]

    def read(self, text: str) -> Any:
        """Return the value that `text` names."""
        if text not in self.titles:
            raise PoolvizError(N_("one of {names}"), names=", ".join(self.titles))
        return self.values[text]


@dataclass(frozen=True)
class Switch:
    """On or off, `true` or `false`; with `digits` 1 or 0, too."""

    digits: bool = False

    def read(self, text: str) -> bool:
        """Return what `text` says."""
        said = {"true": True, "false": False}
        told = said | ({"1": True, "0": False} if self.digits else {})
        if text not in told:
            raise PoolvizError(N_("one of {names}"), names=", ".join(said))
        return told[text]


@dataclass(frozen=True)
class Text:
    """Any text of up to `longest` characters; None: as many as a link can carry, and more on the page."""

    longest: int | None = None

    def read(self, text: str) -> str:
        """Return `text`, unless it is too long."""
        longest = LONGEST if self.longest is None else self.longest
        if len(text) > longest:
            raise PoolvizError(N_("at most {longest} characters"), longest=longest)
        return text


@dataclass(frozen=True)
class Coded(Text):
    """A line of code of up to `longest` characters; behind a ? settings, of which `line` makes one."""

    line: Callable[[Mapping[str, str]], str] = str

    def read(self, text: str) -> str:
        """Return the line that `text` is, or that its settings say."""
        if not text.startswith("?"):
            return super().read(text)
        return self.line(dict(parse_qsl(text[1:], keep_blank_values=True)))


Kind = Whole | Decimal | Power | Choice | Switch | Text
