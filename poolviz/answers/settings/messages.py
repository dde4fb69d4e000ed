"""A PoolvizError as a sentence of Markdown, in the current language, safe to show."""

from poolviz.errors import PoolvizError
from poolviz.texts import error_text
from poolviz.views.markdown import plain

__all__ = ["plain", "sentence"]


def sentence(error: PoolvizError) -> str:
    """Return what the error says, in the current language, safe to show as Markdown.

    >>> sentence(PoolvizError("`k` must be at most {limit}, but got {got}", limit=9, got="<b>"))
    '`k` must be at most 9, but got \\\\<b\\\\>'
    """
    return plain(error_text(error))
