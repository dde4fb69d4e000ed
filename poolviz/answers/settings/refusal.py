"""What torch refuses, as a value: its own words, the inequality it breaks, and addresses that repair it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from torch import nn

from poolviz.answers.settings.fields import Fields, Values, written
from poolviz.answers.settings.layer_values import Say
from poolviz.answers.settings.run import Run
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.refusals.repairs import ruled
from poolviz.pooling.refusals.rules import Rule, broken_rules
from poolviz.texts import _, error_text
from poolviz.views.stage.wire.bar import Bar, BrokenRule, Fix, Refused

SIGNS = {r"\le": "≤", r"\ge": "≥", r"\lfloor ": "⌊", r" \rfloor": "⌋", r"\cdot": "·"}
_NAMES = re.compile("|".join(map(re.escape, SIGNS)))


def refused(
    found: Run, values: Values, fields: Fields, say: Say, write: Callable[[Values], str] | None = None
) -> Refused:
    """Return why a run was refused, in the current language; each fix is a line of code and an address.

    `write` gives the line of a page's settings where that is no layer of torch.
    """
    error = found.refusal
    assert error is not None
    rules = broken(found.layer, found.x.shape[2:]) if error.torch_message else ()
    said = said_of(error)
    fixes = [fix for layer in error.fixes for fix in _fix(layer, values, fields, say, write)]
    return Refused(said.sentence, said.torch_message, rules, fixes)


def said_of(error: PoolvizError) -> Refused:
    """Return why something was refused that is no layer which rules or fixes speak of."""
    return Refused(error_text(error), error.torch_message, (), ())


def with_refusals(bar: Bar, refusals: Mapping[str, Refused]) -> Bar:
    """Return `bar` with what is refused of its calls, by their keys."""
    calls = [replace(call, refused=_of_call(call.of, refusals.get(call.of))) for call in bar.calls]
    return replace(bar, calls=calls)


def _of_call(key: str, found: Refused | None) -> Refused | None:
    """Return a refusal whose fixes set the parts of `key`."""
    if found is None:
        return None
    said = [parse_qsl(fix.address.removeprefix("?"), keep_blank_values=True) for fix in found.fixes]
    addresses = ["?" + urlencode({f"{key}.{part}": text for part, text in pairs}) for pairs in said]
    fixes = [Fix(fix.code, address) for fix, address in zip(found.fixes, addresses, strict=True)]
    return replace(found, sentence=f"{key.upper()}: {found.sentence}", fixes=fixes)


def in_signs(latex: str) -> str:
    r"""Return an inequality of `rules` as plain text.

    >>> in_signs(r"p \le \lfloor k / 2 \rfloor")
    'p ≤ ⌊k / 2⌋'
    """
    return _NAMES.sub(lambda found: SIGNS[found[0]], latex)


def broken(layer: nn.Module, plane: Sequence[int]) -> list[BrokenRule]:
    """Return the rules that `layer` breaks on a plane of these sizes, in the current language.

    There are none where rules do not speak of it: adaptive, or no numbers.
    """
    return _together(broken_rules(layer, plane) if ruled(layer, plane) else ())


def _together(rules: Sequence[Rule]) -> list[BrokenRule]:
    """Return rules that read alike along several axes once, with the names of the axes."""
    alike: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        alike.setdefault((rule.parameter, rule.numbers), []).append(rule)
    return [_rule(same[0], ", ".join(rule.axis for rule in same)) for same in alike.values()]


def _rule(rule: Rule, axes: str) -> BrokenRule:
    said = _("{rule}, but {numbers} is false").format(
        rule=in_signs(rule.formula), numbers=in_signs(rule.numbers)
    )
    return BrokenRule(rule.parameter, axes, rule.formula, rule.numbers, _(rule.why), said)


def _fix(
    layer: nn.Module, values: Values, fields: Fields, say: Say, write: Callable[[Values], str] | None
) -> list[Fix]:
    try:
        changed = {**values, **say(layer, values)}
    except PoolvizError:  # the page has no controls for it
        return []
    line = code(layer) if write is None else write(changed)
    return [Fix(line, "?" + urlencode(written(changed, fields)))]
