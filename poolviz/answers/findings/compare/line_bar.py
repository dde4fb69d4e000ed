"""The bar of the layers of the Compare page: a call for each of its lines, every argument a control."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from torch import nn

from poolviz.answers.findings.compare.lines import KEYS, lines_of, plane_layer
from poolviz.answers.settings.bar import bar_texts, defaults, layer_bar, settings
from poolviz.answers.settings.fields import Field, Fields, Values, read
from poolviz.answers.settings.kinds import Coded
from poolviz.answers.settings.layer import layer_of, undrawn
from poolviz.answers.settings.layer_values import layer_values, with_line
from poolviz.answers.settings.numbers import PLANE_LAYERS, SEED, layer_fields
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import LONGEST_LINE, code, parse
from poolviz.texts import N_, _
from poolviz.views.stage.wire.bar import Argument, Bar, BarTexts, Call, Refused, Setting

ASSIGNED = re.compile(rf"\s*([{''.join(KEYS)}])\s*=(?!=)\s*", re.IGNORECASE)


OUTPUTS = ("layer", "then", "first")  # the grids of a layer begin so, before its number


def line_fields(begin: Mapping[str, str]) -> Fields:
    """Return the settings of the lines, each of which is at first what `begin` says."""
    return {key: Field(begin[key], Coded(LONGEST_LINE, said_line)) for key in KEYS}


def said_line(said: Mapping[str, str]) -> str:
    """Return the line of the layer that settings say; PoolvizError names as `within` the one that is none.

    >>> said_line({"layer": "AvgPool2d", "k": "3", "s": "3"}), said_line({})
    ('nn.AvgPool2d(3)', 'nn.MaxPool2d(2)')
    """
    values, problems = read(layer_fields(PLANE_LAYERS), said)
    for problem in problems:
        rule = problem.rule or PoolvizError(N_("something else"))
        raise PoolvizError(rule.template, **rule.values, within=problem.key)
    asked = layer_of(values, PLANE_LAYERS)
    if asked.refused is not None:
        raise PoolvizError(N_("torch refuses these arguments: {message}"), message=asked.refused)
    return undrawn(asked.layer)


def read_lines(text: str, values: Values) -> tuple[dict[str, Any], str]:
    """Return `values` with what lines such as `A = nn.MaxPool2d(3)` say, and a remark on them.

    Lines without a letter are A, B and so on. PoolvizError where one of them is no layer of a plane.

    >>> read_lines("b = nn.AvgPool2d(kernel_size=3); A=nn.MaxPool2d(2)", {"c": ""})[0]
    {'c': '', 'b': 'nn.AvgPool2d(3)', 'a': 'nn.MaxPool2d(2)'}
    """
    known, remarks = dict(values), []
    lines = [line for line in statements(text) if line.strip()]
    if len(lines) > len(KEYS):
        rule = N_("at most {most} layers stand side by side, but got {got}")
        raise PoolvizError(rule, most=len(KEYS), got=len(lines))
    for usual, line in zip(KEYS, lines, strict=False):
        found = ASSIGNED.match(line)
        key, rest = (found[1].lower(), line[found.end() :]) if found else (usual, line)
        known, remark = with_line(rest, known, partial(_say, key))
        remarks += [remark] if remark else []
    return known, " ".join(remarks)


def _say(key: str, layer: nn.Module, _values: Values) -> dict[str, Any]:
    return {key: code(plane_layer(layer))}


def statements(text: str) -> list[str]:
    """Return the lines of a text, those within brackets together.

    >>> statements("a = nn.MaxPool2d(\\n3); b = nn.AvgPool2d(2)")
    ['a = nn.MaxPool2d(\\n3)', ' b = nn.AvgPool2d(2)']
    """
    found, depth = [""], 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        if sign in ";\n" and depth <= 0:
            found.append("")
        else:
            found[-1] += sign
    return found


def lines_bar(
    values: Values, own: Fields, arguments: Sequence[Argument], refused: Refused | None, said: str
) -> Bar:
    """Return the bar of the page's lines; `own` are its settings, `arguments` those beside the lines."""
    lines = lines_of(values)
    return Bar(
        prefix="",
        name=None,
        arguments=arguments,
        values=settings(values, own),
        defaults=defaults(own),
        line="; ".join(f"{key.upper()} = {text}" for key, text in lines.items()),
        texts=replace(bar_texts(), bar=_("The layers")),
        said=said,
        refused=refused,
        calls=[_call(key, text, number) for number, (key, text) in enumerate(lines.items())],
        adds=next((key for key in KEYS if key not in lines), ""),
    )


def _call(key: str, text: str, number: int) -> Call:
    """Return the call of one line; one that no controls can hold is a line alone."""
    grids = [f"{name}_{number}" for name in OUTPUTS]
    sign, texts = key.upper(), _texts(key.upper())
    try:
        values = layer_values(parse(text), PLANE_LAYERS)
    except PoolvizError:
        begun = _keyed(defaults(layer_fields(PLANE_LAYERS)), key)
        return Call(f"{sign} = {text}", None, (), (), begun, text, texts, of=key, grids=grids)
    found = layer_bar(values, PLANE_LAYERS)
    assert found.name is not None
    return replace(
        found,
        prefix=f"{sign} = nn.",
        name=_part(found.name, key),
        arguments=[_part(one, key) for one in found.arguments if one.main != SEED.key],
        values=_keyed(found.values, key),
        defaults=_keyed(found.defaults, key),
        texts=texts,
        apart=f"{key}.{found.apart}",
        groups=[[f"{key}.{one}" for one in group] for group in found.groups],
        of=key,
        grids=grids,
    )


def _texts(sign: str) -> BarTexts:
    texts = bar_texts()
    marked = {name: f"{sign}: {getattr(texts, name)}" for name in ("unread", "several", "refused")}
    return replace(texts, bar=_("Layer {letter}").format(letter=sign), **marked)


def _part(argument: Argument, key: str) -> Argument:
    """Return an argument whose keys are parts of `key`."""
    return replace(
        argument,
        keys=[f"{key}.{one}" for one in argument.keys],
        main=f"{key}.{argument.main}",
        choices=[replace(choice, sets=_keyed(choice.sets, key)) for choice in argument.choices],
    )


def _keyed(said: Sequence[Setting], key: str) -> list[Setting]:
    return [(f"{key}.{one}", text) for one, text in said]
