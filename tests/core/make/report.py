"""The report of `make mutate`: how many changes no test notices, module by module, and why."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

SURVIVE = "# Survive"
NOTICED = "# Survived once: the test that notices it now, or why it changes nothing"
FIRST_SIGHT = "# At first sight"
NO_TEST = "No test runs it."


@dataclass(frozen=True)
class Change:
    """One change of one function: its lines before and after, and what somebody who read it says."""

    function: str
    lines: tuple[str, ...]
    reason: str = ""

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return self.function, self.lines


@dataclass(frozen=True)
class Tried:
    """What was tried of a module: "noticed", "endless", "survived", "no test" or "unsettled" a change."""

    module: str
    verdict: str


def upper_bound(survivors: int, tried: int, z: float = 1.959964) -> float:
    """Return the upper end of Wilson's 95 % interval of a share.

    >>> round(upper_bound(15, 300), 4)
    0.0808
    >>> round(upper_bound(0, 100), 4)
    0.037
    """
    share = survivors / tried
    middle = share + z * z / (2 * tried)
    half = z * math.sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    return (middle + half) / (1 + z * z / tried)


def changed_lines(diff: str) -> tuple[str, ...]:
    """Return what a unified diff takes away and adds.

    >>> changed_lines("--- a\\n+++ b\\n@@ -1 +1 @@\\n-    return a + 1\\n+    return a - 1\\n")
    ('- return a + 1', '+ return a - 1')
    """
    lines = [line for line in diff.splitlines() if line[:1] in ("-", "+") and line[:3] not in ("---", "+++")]
    return tuple(f"{line[0]} {line[1:].strip()}" for line in lines)


def read(text: str) -> list[Change]:
    """Return the changes that a report names, with their reasons.

    >>> read("# Survive\\n\\npoolviz.a.f\\n- a + 1\\n+ a - 1\\n= Never asked.\\n")
    [Change(function='poolviz.a.f', lines=('- a + 1', '+ a - 1'), reason='Never asked.')]
    """
    found = []
    for block in text.partition(SURVIVE)[2].split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if len(lines) > 1:
            changed = tuple(line for line in lines[1:] if line[:2] in ("- ", "+ "))
            reason = " ".join(line[2:] for line in lines[1:] if line[:2] == "= ")
            found.append(Change(lines[0], changed, reason))
    return found


def first_sight(text: str) -> str:
    """Return what a report says of samples as they were drawn, before any survivor was settled.

    >>> first_sight("# make\\n\\n# At first sight\\n\\nSEED=1: 5 of 100.\\n\\n# Survive\\n")
    'SEED=1: 5 of 100.'
    """
    return text.partition(FIRST_SIGHT)[2].partition(SURVIVE)[0].strip()


def with_reasons(survivors: Iterable[Change], known: Iterable[Change]) -> list[Change]:
    """Give survivors the reasons that an earlier report has for them."""
    reasons = {change.key: change.reason for change in known if change.reason}
    return [replace(change, reason=reasons.get(change.key, change.reason)) for change in survivors]


def written(title: str, tried: Sequence[Tried], survivors: Sequence[Change], before: str) -> str:
    """Return the whole report; reasons and samples of the one `before` are kept."""
    known = read(before)
    alive = {change.key for change in survivors}
    noticed = [change for change in known if change.key not in alive]
    parts = [title, "\n".join(summary(tried)), "\n".join(table(tried))]
    parts += [FIRST_SIGHT, said] if (said := first_sight(before)) else []
    parts += [SURVIVE]
    parts += [block(change) for change in with_reasons(survivors, known)]
    parts += [NOTICED, *map(block, noticed)]
    return "\n\n".join(parts) + "\n"


def summary(tried: Sequence[Tried]) -> Iterator[str]:
    verdicts: Mapping[str, int] = Counter(one.verdict for one in tried)
    alive = len(tried) - verdicts["noticed"] - verdicts["endless"]
    yield (
        f"{len(tried)} changes tried: {verdicts['noticed']} make a test fail, "
        f"{verdicts['endless']} a test that does not end,"
    )
    yield (
        f"{verdicts['survived']} no test that runs them notices, {verdicts['no test']} no test runs, "
        f"{verdicts['unsettled']} ended otherwise."
    )
    yield (
        f"{alive} survive: {alive / len(tried):.1%}; with 95 % confidence at most "
        f"{upper_bound(alive, len(tried)):.1%} of all changes do."
    )


def table(tried: Sequence[Tried]) -> Iterator[str]:
    counts = Counter((one.module, one.verdict in ("noticed", "endless")) for one in tried)
    modules = sorted({module for module, _ in counts})
    wide = max(len("module"), *map(len, modules))
    yield f"{'module':{wide}}  tried  survive"
    for module in modules:
        dead, alive = counts[module, True], counts[module, False]
        yield f"{module:{wide}}  {dead + alive:5}  {alive:7}"


def block(change: Change) -> str:
    return "\n".join([change.function, *change.lines, f"= {change.reason}"])
