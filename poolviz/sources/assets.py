"""Where the app's own files lie: at the top of a checkout, inside the package where a wheel is installed."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_INSTALLED = _PACKAGE / "app"  # what pyproject.toml puts into the wheel

APP = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent
ASSETS = APP / "assets"
