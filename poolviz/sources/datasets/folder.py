"""The data folder of this server."""

import os
import sys
import tempfile
from pathlib import Path


def data_folder() -> Path:
    """Return the folder of the data: $POOLVIZ_DATA, else the user's cache; it need not exist.

    >>> data_folder().is_absolute()
    True
    """
    if chosen := os.environ.get("POOLVIZ_DATA"):
        return Path(os.path.abspath(os.path.expanduser(chosen)))
    cache = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    home = os.path.join(os.path.expanduser("~"), ".cache")
    root = cache if os.path.isabs(cache) else home if os.path.isabs(home) else tempfile.gettempdir()
    return Path(root) / "poolviz"
