"""What the browser's widgets hold that a session has not drawn: after a gap they know more than the address.

A server that was started again, or that forgot a session, is told a change by a page that is open already;
the address is still the one before that change.
"""

from typing import Any

from poolviz.answers.settings.fields import Fields
from poolviz.ui.shared.runtime import sent_values


def brought(fields: Fields) -> dict[str, Any]:
    """Return what the browser's widgets hold of `fields`: numbers, switches, texts, plain names.

    A name that is shown translated cannot be told from its text; there the address counts.
    """
    found = {}
    for key, said in sent_values().items():
        if key in fields:
            try:
                found[key] = fields[key].read(text_of(said))
            except ValueError:
                continue
    return found


def text_of(value: Any) -> str:
    """Return a value as an address says it.

    >>> text_of(True), text_of(3.0), text_of(0.5), text_of("1 2")
    ('true', '3', '0.5', '1 2')
    """
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
