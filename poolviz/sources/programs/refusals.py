"""Why a program did not come to its end, in a sentence with its line and what to do."""

from poolviz.errors import PoolvizError
from poolviz.sources.programs.packages import absent_value
from poolviz.sources.programs.sandbox.session import Stopped
from poolviz.sources.programs.syntax.source import Source
from poolviz.texts import N_

_SAID = {
    "unknown": N_(
        "line {line}: nothing here says what {said} is; write its value, or paste the code that makes it too"
    ),
    "branch": N_(
        "line {line}: what the network is depends on {said}, which nothing here says; write the value itself"
    ),
    "layer": N_("line {line}: {said} is not among the layers that can be run here"),
    "lazy": N_(
        "line {line}: {said} learns its inputs only when it runs; write the layer that it becomes, with "
        "their number"
    ),
    "function": N_("line {line}: {got} cannot be run here; write this part of the network without it"),
    "argument": N_("line {line}: torch takes a number, a tuple or a tensor here, but got {said}"),
    "forward": N_("line {line}: {said} has no forward; call its layers one by one, or write nn.Sequential"),
    "number": N_("line {line}: a number must be from −{said} to {said}"),
    "items": N_("line {line}: this is longer than a network needs"),
    "layers": N_("line {line}: a network may have at most {said} layers here"),
    "steps": N_("line {line}: a network may take at most {said} steps here"),
    "deep": N_("line {line}: modules may be nested at most {said} deep here"),
    "name": N_("line {line}: no name may begin with pv_ here"),
    "nothing": N_("line {line}: this makes no network"),
}
_ENDED = {
    "TimeoutError": N_(
        "line {line}: the program did not come to an end in time; is there a loop that never ends?"
    ),
    "MemoryError": N_("line {line}: the program needs more memory than a network does"),
    "RecursionError": N_("line {line}: the program calls itself without an end"),
    "NotImplementedError": N_("line {line}: this cannot be run here ({message}); write it in another way"),
    "MontyCrashedError": N_(
        "line {line}: the program did not come to an end in time; is there a loop that never ends?"
    ),
}


def refusal(stopped: Stopped, source: Source, line: int) -> PoolvizError:
    """Return the error for a program that stopped: `line` is where it was last seen."""
    where = source.line_of_code(stopped.line) or line
    mark, _bar, rest = stopped.message.partition("|")
    if mark == "pv" and stopped.kind == "RuntimeError":
        code, _bar, said = rest.partition("|")
        missing = absent_value(source.tree, said, where) if code == "unknown" else None
        return missing or PoolvizError(_SAID.get(code, _SAID["unknown"]), line=where, said=said, got=said)
    template = _ENDED.get(stopped.kind)
    message = stopped.message[:200].replace("pv_", "")
    if template is not None:
        return PoolvizError(template, line=where, message=message)
    return PoolvizError(
        N_("line {line}: Python stops with {kind}: {message}"), line=where, kind=stopped.kind, message=message
    )


def noted(found: list[str] | None, line: int) -> PoolvizError | None:
    """Return the error that a program caught and went on from; None where there was none."""
    return None if not found else PoolvizError(_SAID[found[0]], line=line, said=found[1], got=found[1])
