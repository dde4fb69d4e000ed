"""The settings of a page: what each may be, read from an address and written into one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.texts import N_

LONGEST = 20_000
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """One setting of a page: its `default`, and `read`, which turns the link's text into a value.

    `read` raises PoolvizError or ValueError where the text is none of its values.
    """

    default: Any
    read: Callable[[str], Any]


Fields = Mapping[str, Field]


def whole(default: int | None, lowest: int, highest: int) -> Field:
    """Return a field for a whole number from `lowest` to `highest`; nothing where the default is None.

    >>> whole(3, 0, 9).read("7")
    7
    """

    def read(text: str) -> int | None:
        if text == "" and default is None:
            return None
        if not (re.fullmatch(r"-?[0-9]{1,9}", text) and lowest <= int(text) <= highest):
            raise PoolvizError(
                N_("a whole number from {lowest} to {highest}"), lowest=lowest, highest=highest
            )
        return int(text)

    return Field(default, read)


def decimal(default: float | None, lowest: float, highest: float) -> Field:
    """Return a field for a number from `lowest` to `highest`, such as 0.5.

    >>> decimal(0.5, 0.0, 1.0).read("0.25")
    0.25
    """

    def read(text: str) -> float:
        if not (re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,9})?", text) and lowest <= float(text) <= highest):
            raise PoolvizError(N_("a number from {lowest} to {highest}"), lowest=lowest, highest=highest)
        return float(text)

    return Field(default, read)


def power(default: str = "2") -> Field:
    """Return a field for the p of a norm, held as it is written: a number from -99 to 99, inf or -inf.

    >>> power().read("2.0"), power().read("-inf")
    ('2', '-inf')
    """

    def read(text: str) -> str:
        plain = text.strip().replace("∞", "inf").replace("−", "-")
        if not re.fullmatch(r"-?inf|-?[0-9]{1,2}(\.[0-9]{1,6})?", plain):
            raise PoolvizError(N_("a number from -99 to 99, inf or -inf"))
        return f"{float(plain):g}"

    return Field(default, read)


def flag(default: bool = False) -> Field:
    """Return a field that is on or off, `true` or `false` in the link."""
    return one_of(("true", "false"), "true" if default else "false", {"true": True, "false": False})


def one_of(
    names: tuple[str, ...], default: str | None = None, values: Mapping[str, Any] | None = None
) -> Field:
    """Return a field that is one of `names`, the first unless `default` says another.

    >>> one_of(("max", "mean")).read("mean")
    'mean'
    """

    def read(text: str) -> Any:
        if text not in names:
            raise PoolvizError(N_("one of {names}"), names=", ".join(names))
        return values[text] if values else text

    first = default or names[0]
    return Field(values[first] if values else first, read)


def words(default: str = "", longest: int = LONGEST) -> Field:
    """Return a field that is any text up to `longest` characters."""

    def read(text: str) -> str:
        if len(text) > longest:
            raise PoolvizError(N_("at most {longest} characters"), longest=longest)
        return text

    return Field(default, read)


@dataclass(frozen=True)
class Problem:
    """A setting whose `text` could not be read; `rule` says what it must be, None where no rule was said."""

    key: str
    text: str
    rule: PoolvizError | None


def read(fields: Fields, address: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    """Return the value of every field as `address` says it, the default where it says none or a wrong one.

    >>> read({"k": whole(2, 0, 9)}, {"k": "3"})
    ({'k': 3}, [])
    """
    values, problems = {}, []
    for key, field in fields.items():
        values[key] = field.default
        if key in address:
            try:
                values[key] = field.read(address[key])
            except ValueError as error:
                rule = error if isinstance(error, PoolvizError) else None
                problems.append(Problem(key, address[key], rule))
    return values, problems


def written(values: Values, fields: Fields) -> dict[str, str]:
    """Return those of `values` that are not the default of their field, as an address writes them.

    A text that is too long to be read back stays out.

    >>> written({"k": 3, "ceil": True, "p": 0}, {"k": whole(2, 0, 9), "ceil": flag(), "p": whole(0, 0, 9)})
    {'k': '3', 'ceil': 'true'}
    """
    texts = {key: _text(value) for key, value in values.items() if value != fields[key].default}
    return {key: text for key, text in texts.items() if len(text) <= LONGEST}


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
