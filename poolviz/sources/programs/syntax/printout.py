"""What print(net) shows, as a program: layers in the order in which they were defined."""

import re

from poolviz.errors import PoolvizError
from poolviz.texts import N_

_HEAD = re.compile(r"^(\w+)\($")
_ENTRY = re.compile(r"^\s*\((?P<name>[^)]+)\): (?:(?P<times>\d+) x )?(?P<cls>\w+)\((?P<rest>.*)$")
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
    made, spatial, depth = list[str](), False, 0
    for number, line in enumerate(text.split("\n"), 1):
        entry = _ENTRY.match(line)
        if depth == 0 and _HEAD.match(line):
            made.append("net = nn.Sequential(OrderedDict([")
            depth = 1
        elif entry is not None:
            opens = entry["rest"] == ""
            _require_known(
                entry["cls"], opens and (entry["cls"] != "Sequential" or bool(entry["times"])), number
            )
            flat = entry["cls"] in _FLAT and spatial
            spatial = bool(_SPATIAL.search(entry["cls"])) or (spatial and not flat)
            spatial = spatial and entry["cls"] != "Flatten"
            depth += opens
            made.append(_line(entry, opens, flat, number))
        elif line.strip() == ")":
            depth -= 1
            made.append("]))" if depth == 0 else "]))),")
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
        return f'("{name}", nn.Sequential(OrderedDict(['
    given = _WORD.sub(r'\1="\2"', entry["rest"])
    front = f'("flatten_{number}", nn.Flatten()), ' if flat else ""
    first = int(name.partition("-")[0]) if entry["times"] else 0
    names = [str(first + one) for one in range(int(entry["times"]))] if entry["times"] else [name]
    return front + " ".join(f'("{one}", nn.{entry["cls"]}({given}),' for one in names)


def _require_known(cls: str, own: bool, number: int) -> None:
    if own:
        raise PoolvizError(
            N_(
                "line {line}: what print shows does not say what the forward of {cls} does; paste the class "
                "itself"
            ),
            line=number,
            cls=cls,
        )
