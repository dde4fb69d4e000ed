"""Addresses as a learner, a script or an attacker writes them."""

from typing import Any

from hypothesis import strategies as some

from poolviz.answers.settings.fields import Fields, Values, read

NUMBERS = [str(number) for number in (*range(-2, 9), 12, 16, 64, 255, 256, 999_999)]
ODD = ["", " ", "\x00", "nan", "inf", "-inf", "1e9", "0.5", "٣", "<b>", "true", "false", "9" * 400, "‮你好"]
TENSORS = ["7", "1 2;3 4", "1 2;3 4;;5 6;7 8", "1 nan -inf 3e38", "[[1, 2], [3]]", "0 " * 600, "1e999"]


def values_at(fields: Fields, /, **address: Any) -> Values:
    """The values of an address without a problem; numbers and switches as an address writes them."""
    values, problems = read(fields, {key: str(said) for key, said in address.items()})
    assert not problems
    return values


def addresses(fields: Fields) -> some.SearchStrategy[dict[str, str]]:
    """Addresses with any of the keys of `fields`: names that one of them may have, numbers, odd texts."""
    names = sorted({name for field in fields.values() for name in _names(field.read)})
    texts = some.sampled_from([*names, *NUMBERS, *ODD, *TENSORS]) | some.text(max_size=20)
    keys = some.lists(some.sampled_from(sorted(fields)), unique=True)
    return keys.flatmap(lambda chosen: some.fixed_dictionaries(dict.fromkeys(chosen, texts)))


def _names(read: object) -> list[str]:
    """The names that a field offers, as its refusal says them."""
    assert callable(read)
    try:
        read("\x00")
    except ValueError as error:
        return getattr(error, "values", {}).get("names", "").split(", ")
    return []
