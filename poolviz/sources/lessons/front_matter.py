"""The front matter of a lesson, as YAML: what it says, and in which line of the file."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.texts import N_

KNOWN = ("title", "language", "steps")
LONGEST = 120  # characters of a title
MOST_STEPS = 60
TIME = "tag:yaml.org,2002:timestamp"


@dataclass(frozen=True)
class Said:
    """What stands somewhere in a front matter: its value, its line, and where its own parts stand, by key."""

    value: Any
    line: int
    lines: Mapping[str, int]


@dataclass(frozen=True)
class FrontMatter:
    """The title, the language and the steps of a lesson, each step as it stands there."""

    title: str
    language: str
    steps: tuple[Said, ...]


def front_matter(front: str) -> FrontMatter:
    """Return what a front matter says; PoolvizError, with the line, where something is wrong in it.

    >>> front_matter("title: One\\nlanguage: en\\nsteps: [{address: /windows}]\\n").title
    'One'
    """
    given, lines, steps = _parsed(front)
    _check(given, lines)
    return FrontMatter(given["title"], given["language"], tuple(steps))


def _parsed(front: str) -> tuple[Any, dict[str, int], list[Said]]:
    """Return the value of a front matter, in which line each of its keys stands, and its steps."""
    import yaml

    first = 1 if front.startswith("\n") else 2  # the line of the file in which the first line stands
    try:
        loader = _loader()(front)
        root = loader.get_single_node()
        _once(root, first, set())
        given = loader.construct_document(root) if root is not None else None
    except PoolvizError:  # a ValueError as well
        raise
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + first
        rule = N_("line {line}: the front matter cannot be read: {problem}")
        raise PoolvizError(rule, line=line, problem=error.problem or "") from error
    except yaml.reader.ReaderError as error:
        line = front[: error.position].count("\n") + first
        raise PoolvizError(N_("line {line}: the front matter has a control character"), line=line) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise PoolvizError(N_("line 2: the front matter cannot be read")) from error
    if not isinstance(given, dict):
        raise PoolvizError(N_("line 2: the front matter must have title, language and steps"))
    lines = {key.value: key.start_mark.line + first for key, _value in root.value}
    nodes = next((value.value for key, value in root.value if key.value == "steps"), ())
    values = given.get("steps")
    if not isinstance(values, list):
        return given, lines, []
    steps = (
        Said(value, node.start_mark.line + first, _lines(node, first))
        for value, node in zip(values, nodes, strict=True)
    )
    return given, lines, list(steps)


@cache
def _loader() -> Any:
    """Return YAML's safe loader; a date is a text for it, since no lesson has one."""
    import yaml

    class Loader(yaml.SafeLoader):
        """Reads texts, numbers, lists and mappings."""

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in found if tag != TIME]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return Loader


def _lines(node: Any, first: int) -> dict[str, int]:
    import yaml

    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): key.start_mark.line + first for key, _value in node.value}


def _once(node: Any, first: int, seen: set[int]) -> None:
    """Raise PoolvizError where a mapping says a key twice, of which YAML would keep the last in silence.

    And where something stands for what was `seen` elsewhere: a few such aliases can be a billion texts.
    """
    import yaml

    if id(node) in seen:
        line = node.start_mark.line + first
        raise PoolvizError(N_("line {line}: the front matter must have no aliases (&, *)"), line=line)
    seen.add(id(node))
    names: set[str] = set()
    for key, _value in node.value if isinstance(node, yaml.MappingNode) else ():
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if name in names:
            line = key.start_mark.line + first
            raise PoolvizError(N_("line {line}: `{key}` is there twice"), line=line, key=name[:20])
        names.add(name)
    for one in node.value if isinstance(node, yaml.CollectionNode) else ():
        for part in one if isinstance(one, tuple) else (one,):
            _once(part, first, seen)


def _check(given: Mapping[Any, Any], lines: Mapping[str, int]) -> None:
    for key in given:
        if key not in KNOWN:
            raise PoolvizError(
                N_("line {line}: the front matter has title, language and steps, but no {key}"),
                line=lines.get(str(key), 2),
                key=str(key)[:20],
            )
    for key in KNOWN:
        if key not in given:
            raise PoolvizError(N_("line 2: `{key}` is missing from the front matter"), key=key)
    title, language, steps = (given[key] for key in KNOWN)
    if not isinstance(title, str) or not title.strip() or len(title) > LONGEST or not _one_line(title):
        rule = N_("line {line}: `title` must be one line of at most {most} characters")
        raise PoolvizError(rule, line=lines.get("title", 2), most=LONGEST)
    if language not in ("en", "zh"):
        rule = N_("line {line}: `language` must be en or zh, but got {got}")
        raise PoolvizError(rule, line=lines.get("language", 2), got=str(language)[:20])
    if not isinstance(steps, list) or not 0 < len(steps) <= MOST_STEPS:
        rule = N_("line {line}: `steps` must be a list of 1 to {most} steps")
        raise PoolvizError(rule, line=lines.get("steps", 2), most=MOST_STEPS)


def _one_line(text: str) -> bool:
    """Tell whether a text is a line of whole characters; YAML's escapes can also make halves of some."""
    return not any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in text)
