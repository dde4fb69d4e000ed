"""What the browser's widgets hold that a session has not drawn: after a gap they know more than the address.

A server that was started again, or that forgot a session, is told a change by a page that is open already;
the address is still the one before that change.
"""

from typing import Any

from poolviz.answers.settings.fields import Field, Fields
from poolviz.answers.settings.kinds import Choice
from poolviz.texts import LANGUAGES, _, speaking
from poolviz.ui.shared.runtime import sent_values


def brought(fields: Fields) -> dict[str, Any]:
    """Return what the browser holds of `fields`: numbers, switches, texts, and choices by their titles."""
    found = {}
    for key, said in sent_values().items():
        if key in fields:
            try:
                found[key] = fields[key].read(_name(fields[key], text_of(said)))
            except ValueError:
                continue
    return found


def _name(field: Field, shown: str) -> str:
    """Return the name of the choice that is `shown` by its title, in whatever language."""
    titles = field.kind.titles if isinstance(field.kind, Choice) else {}
    for language in LANGUAGES if titles else ():
        with speaking(language):
            for name, title in titles.items():
                if shown == _(title):
                    return name
    return shown


def text_of(value: Any) -> str:
    """Return a value as an address says it.

    >>> text_of(True), text_of(3.0), text_of(0.5), text_of("1 2")
    ('true', '3', '0.5', '1 2')
    """
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
