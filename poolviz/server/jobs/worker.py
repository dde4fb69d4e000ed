"""The process that does one piece of long work: `python -m poolviz.server.jobs.worker`, by background.py.

It reads {"function": "module:name", "request": {…}} from its input, and writes a line of JSON for every
message of that generator, then an empty answer, or the PoolvizError that ended it. The generator itself
sees and gives the types that its signature names.
"""

import json
import os
import sys
import threading
from contextlib import suppress
from importlib import import_module
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.server.jobs.pipe import packed, signature, typed

POLITE = 15  # of 19 steps: the pages of the server go first


def main() -> None:
    """Do the work that the input asks for."""
    order = json.loads(sys.stdin.readline())
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", buffering=1)
    # What a library prints must not stand among the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    threading.Thread(target=_leave_with_the_server, daemon=True).start()
    _let_others_go_first()
    module, _colon, name = order["function"].partition(":")
    function = getattr(import_module(module), name)
    request = typed(signature(function).request, order["request"])
    try:
        for message in function(request):
            _say(answers, {"message": packed(message)})
        _say(answers, {})
    except PoolvizError as error:
        plain = {
            key: value if isinstance(value, int | float) else str(value)
            for key, value in error.values.items()
        }
        _say(answers, {"error": error.template, "values": plain})


def _let_others_go_first() -> None:
    """Work where a core has nothing else to do: it is given up at once when a page wants it."""
    with suppress(AttributeError, OSError):
        os.nice(POLITE)
    with suppress(AttributeError, OSError):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def _say(answers: Any, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")


def _leave_with_the_server() -> None:
    """End when the input ends, which it does when the server is gone."""
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
