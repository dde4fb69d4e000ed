"""The language that texts are given in: one per thread of work, English until chosen."""

import gettext
from contextvars import ContextVar

from poolviz.errors import PoolvizError

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


def error_text(error: PoolvizError) -> str:
    """Return what `error` says, and the errors that it quotes, in the current language.

    >>> error_text(PoolvizError("{why}; got {got}", why=PoolvizError("too small"), got=0))
    'too small; got 0'
    """
    values = {
        name: error_text(value) if isinstance(value, PoolvizError) else value
        for name, value in error.values.items()
    }
    return _(error.template).format(**values)
