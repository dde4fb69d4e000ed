"""The settings of a page: what each may be, read from an address and written into one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from poolviz.answers.settings.kinds import LONGEST, Choice, Decimal, Kind, Power, Switch, Text, Whole
from poolviz.errors import PoolvizError
from poolviz.texts import _, error_text

Values = Mapping[str, Any]


def _itself(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Field:
    """One setting of a page: its `default`, and its `kind`, which knows what else it may be.

    `same` makes one value of those that mean the same. A widget is drawn from it, so no page repeats it.
    """

    default: Any
    kind: Kind
    same: Callable[[Any], Any] = _itself

    @property
    def empty(self) -> bool:
        """Whether nothing is one of its values."""
        return self.default is None or (isinstance(self.kind, Whole) and self.kind.empty)

    def read(self, text: str) -> Any:
        """Return the value that a link's `text` says; raises PoolvizError where it is none."""
        return self.kind.read(text)


Fields = Mapping[str, Field]


def whole(default: int | None, lowest: int, highest: int, none: bool = False) -> Field:
    """Return a field for a whole number from `lowest` to `highest`; or nothing, where the default is None.

    With `none` it may be nothing beside another default, too.

    >>> whole(3, 0, 9).read("7"), whole(3, 0, 9, none=True).read("")
    (7, None)
    """
    return Field(default, Whole(lowest, highest, empty=none or default is None))


def decimal(default: float | None, lowest: float, highest: float) -> Field:
    """Return a field for a number from `lowest` to `highest`, such as 0.5.

    >>> decimal(0.5, 0.0, 1.0).read("0.25")
    0.25
    """
    return Field(default, Decimal(lowest, highest))


def power(default: str = "2") -> Field:
    """Return a field for the p of a norm, held as it is written: a number from -99 to 99, inf or -inf.

    >>> power().read("2.0"), power().read("-inf")
    ('2', '-inf')
    """
    return Field(default, Power())


def flag(default: bool = False, digits: bool = False) -> Field:
    """Return a field that is on or off, `true` or `false` in the link; with `digits` 1 or 0, too."""
    return Field(default, Switch(digits))


def one_of(
    names: Iterable[str] | Mapping[str, str],
    default: str | None = None,
    values: Mapping[str, Any] | None = None,
) -> Field:
    """Return a field that is one of `names`, the first unless `default` says another.

    `names` may have titles, untranslated, which a page shows; `values` are what the names stand for.

    >>> one_of({"max": "Maximum", "mean": "Average"}).read("mean")
    'mean'
    """
    titles = names if isinstance(names, Mapping) else dict(zip(*[tuple(names)] * 2, strict=True))
    kind = Choice(titles, values or {name: name for name in titles})
    return Field(kind.values[default or next(iter(titles))], kind)


def one_number(numbers: Iterable[int], default: int) -> Field:
    """Return a field that is one of a few whole numbers.

    >>> one_number((64, 128), 64).read("128")
    128
    """
    values = {str(number): number for number in numbers}
    return one_of(tuple(values), str(default), values)


def words(default: str = "", longest: int | None = None, same: Callable[[str], Any] = _itself) -> Field:
    """Return a field that is any text up to `longest` characters; texts of one `same` mean the same.

    Without `longest` it is what a link can carry, and the page may hold more.
    """
    return Field(default, Text(longest), same)


@dataclass(frozen=True)
class Problem:
    """A setting whose `text` could not be read; `rule` says what it must be, None where no rule was said."""

    key: str
    text: str
    rule: PoolvizError | None

    @property
    def part(self) -> str:
        """The key of what could not be read: of the setting, or of the part of it that the rule names."""
        within = None if self.rule is None else self.rule.values.get("within")
        return f"{self.key}.{within}" if within else self.key

    @property
    def said(self) -> str:
        """The rule in the current language."""
        return error_text(self.rule) if self.rule else _("something else")


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
    texts = {key: text_of(value) for key, value in values.items() if value != fields[key].default}
    return {key: text for key, text in texts.items() if len(text) <= _longest(fields[key].kind)}


def _longest(kind: Kind) -> int:
    """Return how many characters of a kind are read back."""
    return kind.longest if isinstance(kind, Text) and kind.longest is not None else LONGEST


def text_of(value: Any) -> str:
    """Return `value` as an address writes it.

    >>> text_of(True), text_of(None), text_of(3)
    ('true', '', '3')
    """
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
