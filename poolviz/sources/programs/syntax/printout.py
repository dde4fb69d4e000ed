"""What print(net) shows, as a program: layers in the order in which they were defined."""

import re

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.texts import N_

_HEAD = re.compile(r"^(\w+)\($")
_ENTRY = re.compile(r"^\s*\((?P<name>[^)]+)\): (?:(?P<times>\d+) x )?(?P<cls>\w+)\((?P<rest>.*)$")
_PARALLEL = re.compile(r"^(Distributed)?DataParallel\($")
_WORD = re.compile(r"(padding|padding_mode)=([a-z]\w*)")
_FLAT = ("Linear", "Bilinear")
_SPATIAL = re.compile(r"(Conv|Pool|Norm|Dropout|Pad)\w*[123]d$")


def is_printed(text: str) -> bool:
    """Tell whether `text` is what print(net) shows.

    >>> is_printed("Net(\\n  (pool): MaxPool2d(kernel_size=2)\\n)"), is_printed("nn.MaxPool2d(2)")
    (True, False)
    """
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 2 and bool(_HEAD.match(lines[0]) and _ENTRY.match(lines[1]))


def from_printed(text: str) -> str:
    """Return a program with as many lines for what print(net) shows, and any other text as it is.

    A flatten comes before the first linear layer behind maps, as every such network has one.
    PoolvizError with the line of a block whose forward the print does not show.
    """
    if not is_printed(text):
        return text
    made, spatial, ends = list[str](), False, list[str]()
    for number, line in enumerate(_unwrapped(text.split("\n")), 1):
        entry = _ENTRY.match(line)
        if not ends and _HEAD.match(line):
            made.append("net = nn.Sequential(OrderedDict([")
            ends.append("]))")
        elif entry is not None:
            opens = entry["rest"] == ""
            _require_known(entry["cls"], opens, number)
            flat = entry["cls"] in _FLAT and spatial
            spatial = bool(_SPATIAL.search(entry["cls"])) or (spatial and not flat)
            spatial = spatial and entry["cls"] != "Flatten"
            ends += [_end(entry)] if opens else []
            made.append(_line(entry, opens, flat, number))
        elif line.strip() == ")" and ends:
            made.append(ends.pop())
        elif line.strip():
            raise PoolvizError(
                N_("line {line}: Python cannot read {got}"), line=number, got=line.strip()[:60]
            )
        else:
            made.append("")
    return "\n".join(made)


def _line(entry: re.Match[str], opens: bool, flat: bool, number: int) -> str:
    name = entry["name"]
    if opens:
        return f"{'*[(str(n)' if entry['times'] else f'({name!r}'}, nn.Sequential(OrderedDict(["
    given = _WORD.sub(r'\1="\2"', entry["rest"])
    front = f'("flatten_{number}", nn.Flatten()), ' if flat else ""
    first = int(name.partition("-")[0]) if entry["times"] else 0
    names = [str(first + one) for one in range(int(entry["times"]))] if entry["times"] else [name]
    return front + " ".join(f'("{one}", nn.{entry["cls"]}({given}),' for one in names)


def _end(entry: re.Match[str]) -> str:
    """Return what stands behind the layers of a block, which may be repeated."""
    if not entry["times"]:
        return "]))),"
    first = int(entry["name"].partition("-")[0])
    return f"]))) for n in range({first}, {first + int(entry['times'])})],"


def _unwrapped(lines: list[str]) -> list[str]:
    """Return as many lines without the DataParallel around a network."""
    full = [number for number, line in enumerate(lines) if line.strip()]
    inner = _ENTRY.match(lines[full[1]])
    if not _PARALLEL.match(lines[full[0]]) or inner is None or inner["rest"] != "":
        return lines
    changed = dict.fromkeys((full[0], full[-1]), "") | {full[1]: f"{inner['cls']}("}
    return [changed.get(number, line) for number, line in enumerate(lines)]


def repaired(text: str, number: int, argument: str, value: int) -> str | None:
    """Return what print shows with another number in a line; None where the line says none.

    >>> repaired("Net(\\n  (fc): Linear(in_features=9, out_features=2)\\n)", 2, "in_features", 16)
    'Net(\\n  (fc): Linear(in_features=16, out_features=2)\\n)'
    """
    lines = text.split("\n")
    entry = _ENTRY.match(lines[number - 1])
    if entry is None or entry["times"]:
        return None
    said = re.compile(rf"(\b{argument}=)\d+|^()\d+(?=[,)])")
    rest, times = said.subn(lambda found: f"{found[1] or ''}{value}", entry["rest"], count=1)
    lines[number - 1] = lines[number - 1][: entry.start("rest")] + rest
    return "\n".join(lines) if times else None


def _require_known(cls: str, opens: bool, number: int) -> None:
    if (opens and cls != "Sequential") or not hasattr(nn, cls):
        raise PoolvizError(
            N_(
                "line {line}: what print shows does not say what the forward of {cls} does; paste the class "
                "itself"
            ),
            line=number,
            cls=cls,
        )
