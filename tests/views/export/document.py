"""Runs docs/poolviz.ipynb from top to bottom, and writes it with what it shows.

Its cells are edited in the notebook itself; then `python tests/views/export/document.py`.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "docs" / "poolviz.ipynb"


def ran(path: Path) -> nbformat.NotebookNode:
    """Return the notebook with what a new kernel shows, without times and versions of the machine."""
    notebook = nbformat.read(path, as_version=4)
    # A slow machine sends what a cell prints in several parts.
    usual = {"timeout": 120, "kernel_name": "python3", "coalesce_streams": True}
    NotebookClient(notebook, resources={"metadata": {"path": ROOT}}, **usual).execute()
    for number, cell in enumerate(notebook.cells):
        cell.id, cell.metadata = f"cell-{number}", {}
    notebook.metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    return notebook


if __name__ == "__main__":
    nbformat.write(ran(DOCUMENT), sys.argv[1] if len(sys.argv) > 1 else DOCUMENT)
