"""The language that texts are given in: one per thread of work, English until chosen."""

import gettext
from contextvars import ContextVar

_ENGLISH = gettext.NullTranslations()
_current: ContextVar[gettext.NullTranslations] = ContextVar("translations", default=_ENGLISH)


def speak(translations: gettext.NullTranslations) -> None:
    """Give every later text of this context in the language of `translations`."""
    _current.set(translations)


def _(message: str) -> str:
    """Return `message` in the current language; a literal, so that it can be collected.

    >>> _("kernel_size")
    'kernel_size'
    """
    return _current.get().gettext(message) if message else ""


def N_(message: str) -> str:
    """Mark `message` for the translators and return it as it is, to be translated later."""
    return message
