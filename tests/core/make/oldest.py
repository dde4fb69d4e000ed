"""The oldest versions that pyproject.toml allows, one pin a line: what `make check-oldest` installs."""

import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[3] / "pyproject.toml"


def pins(project: dict) -> list[str]:
    """Return every requirement of a [project] table, those of its extras too, held to its lowest version.

    ValueError where one names no lowest version alone.

    >>> pins({"dependencies": ["torch>=2.8"], "optional-dependencies": {"app": ["plotly>=6.5"]}})
    ['torch==2.8', 'plotly==6.5']
    """
    extras = project.get("optional-dependencies", {}).values()
    return [_pin(need) for needs in (project["dependencies"], *extras) for need in needs]


def _pin(need: str) -> str:
    name, _bound, version = need.partition(">=")
    if not (name.replace("-", "").isalnum() and version.replace(".", "").isdigit()):
        raise ValueError(f"a requirement must read name>=version, but pyproject.toml says {need!r}")
    return f"{name}=={version}"


if __name__ == "__main__":
    print(*pins(tomllib.loads(PROJECT.read_text("utf-8"))["project"]), sep="\n")
