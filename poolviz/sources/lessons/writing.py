"""A lesson written as its file, to go on from."""

import json
from collections.abc import Sequence

from poolviz.sources.lessons.reading import LARGEST, LONGEST


def lesson_text(title: str, language: str, steps: Sequence[tuple[str, str]], told: str) -> str:
    """Return the file of a lesson whose steps are (title, address); `told` stands under each heading.

    The first steps are left out where the file would be too large to be read back.

    >>> lesson_text("Mine", "en", [("Windows", "/windows?k=3")], "Say it.").count("## ")
    1
    """
    steps = [one for one in steps if len(one[1]) <= LONGEST["address"]]
    while (text := _text(title, language, steps, told)) and len(text.encode()) > LARGEST:
        steps = steps[1:]
    return text


def _text(title: str, language: str, steps: Sequence[tuple[str, str]], told: str) -> str:
    front = [f"title: {_quoted(title)}", f"language: {language}", "steps:"]
    front += [f"- address: {_quoted(address)}" for _title, address in steps]
    body = [f"\n## {_line(step)}\n\n{told}" for step, _address in steps]
    return "\n".join(["---", *front, "---", *body]) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _line(text: str) -> str:
    return " ".join(text.split())
