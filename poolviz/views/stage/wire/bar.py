"""The bar above a stage: the layer as its own line of code, every argument a control."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from poolviz.views.stage.wire.travel import OPTIONAL

# A key of the address, and its text.
Setting = tuple[str, str]


@dataclass(frozen=True)
class Choice:
    """One of several values: its `text` in the address, its `title` where that is another.

    `sets` are settings that go along with it.
    """

    text: str
    title: str = field(default="", metadata=OPTIONAL)
    sets: Sequence[Setting] = field(default=(), metadata=OPTIONAL)


@dataclass(frozen=True, kw_only=True)
class Argument:
    """One argument of the call: its `keys` in the address, an axis each, with a label each.

    `main` is the key that speaks for all axes. `usual` is torch's default; an argument that has none waits
    while it is empty. `empty` is how an empty one is shown, `follows` the argument whose value it then takes.
    `pattern` is what a text looks like that is finished. A `beside` one stands after the call.
    """

    name: str
    kind: Literal["number", "flag", "text", "choice"]
    keys: Sequence[str]
    labels: Sequence[str]
    main: str
    help: str
    usual: str | None = None
    empty: str = field(default="", metadata=OPTIONAL)
    follows: str = field(default="", metadata=OPTIONAL)
    lowest: float = field(default=0, metadata=OPTIONAL)
    highest: float = field(default=0, metadata=OPTIONAL)
    step: float = field(default=1, metadata=OPTIONAL)
    choices: Sequence[Choice] = field(default=(), metadata=OPTIONAL)
    pattern: str = field(default="", metadata=OPTIONAL)
    beside: bool = field(default=False, metadata=OPTIONAL)


@dataclass(frozen=True)
class BrokenRule:
    """A rule that torch holds layers to and that is broken, with its numbers put in, and `said` in signs."""

    parameter: str
    axis: str
    formula: str
    numbers: str
    why: str
    said: str


@dataclass(frozen=True)
class Fix:
    """A layer near by that torch accepts: as a line of code, and the page's address with it."""

    code: str
    address: str


@dataclass(frozen=True)
class Refused:
    """Why there is no output: a sentence, torch's own words, the rules that are broken, what repairs it."""

    sentence: str
    torch_message: str | None
    rules: Sequence[BrokenRule]
    fixes: Sequence[Fix]


@dataclass(frozen=True)
class BarTexts:
    """The sentences of a bar; {names} are filled in by the browser."""

    bar: str
    copy: str
    copied: str
    code: str
    code_hint: str
    unread: str
    less: str
    more: str
    apart: str
    together: str
    several: str
    refused: str
    add: str
    remove: str
    all: str


@dataclass(frozen=True)
class Call:
    """A call as controls: what stands before its name, the choice of the name, the arguments in order.

    Without a name to choose the prefix is all that is shown of it.

    `values` are the texts of all keys in the order of the address, `defaults` those that it leaves out.
    `apart` is the key that says that axes differ, `groups` the keys that then do, that for all axes first;
    `each` that every axis has its own key, always.
    `line` is the call as people write it, `said` a remark. `module` is a choice of what stands before the
    name, in place of the prefix. One of several calls is `of` the key that holds it in the address as a line
    of code, of which its own keys are parts; `grids` are the outputs that it makes.
    """

    prefix: str
    name: Argument | None
    arguments: Sequence[Argument]
    values: Sequence[Setting]
    defaults: Sequence[Setting]
    line: str
    texts: BarTexts
    apart: str = field(default="", metadata=OPTIONAL)
    groups: Sequence[Sequence[str]] = field(default=(), metadata=OPTIONAL)
    each: bool = field(default=False, metadata=OPTIONAL)
    said: str = field(default="", metadata=OPTIONAL)
    refused: Refused | None = field(default=None, metadata=OPTIONAL)
    module: Argument | None = field(default=None, metadata=OPTIONAL)
    of: str = field(default="", metadata=OPTIONAL)
    grids: Sequence[str] = field(default=(), metadata=OPTIONAL)


@dataclass(frozen=True)
class Bar(Call):
    """What is set above a stage: one call, or several `calls`, each with controls of its own.

    `adds` is the key of a call that can be added. What is no part of a call is an argument of the bar itself.
    """

    calls: Sequence[Call] = field(default=(), metadata=OPTIONAL)
    adds: str = field(default="", metadata=OPTIONAL)
