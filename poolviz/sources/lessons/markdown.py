"""The Markdown of a lesson, read by markdown-it and written anew: nothing passes that is not named here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from poolviz.errors import PoolvizError
from poolviz.texts import N_

# How what is kept is written; a pair of signs around it.
AROUND = {"strong": ("**", "**"), "em": ("*", "*")}
BLOCKS = {"paragraph", "bullet_list", "ordered_list", "list_item", "fence", "code_block", "heading", "inline"}

# What no lesson has, as people call it.
NAMES = {
    "html_block": "HTML",
    "html_inline": "HTML",
    "heading": N_("a heading of another level"),
    "hr": N_("a dividing line"),
    "blockquote": N_("a quotation"),
    "link": N_("a link"),
    "image": N_("a picture"),
}


@dataclass(frozen=True)
class Section:
    """What stands under one heading of the second level, and in which line (from 1) the heading is."""

    title: str
    text: str
    line: int


def sections(text: str, escaped: Callable[[str], str], first_line: int = 1) -> list[Section]:
    """Return the sections of `text`, each as safe Markdown; `escaped` makes a text say itself alone.

    `text` begins at `first_line` of its file. PoolvizError, with the line, if there is text before the first
    heading, or something that no lesson has: HTML, links, pictures, tables, quotes.

    >>> sections("## One\\nA *small* step.", lambda text: text)
    [Section(title='One', text='A *small* step.', line=1)]
    """
    read: dict[str, Any] = {}
    tokens = _reader().parse(text, read)
    for one in read.get("references", {}).values():
        raise PoolvizError(
            N_("line {line}: a lesson has no links; an address in the front matter shows a page"),
            line=first_line + one["map"][0],
        )
    found: list[tuple[int, list[Token]]] = []
    for token in tokens:
        line = first_line + (token.map[0] if token.map else 0)
        if token.type == "heading_open" and token.tag == "h2":
            found.append((line, []))
        _allowed(token, line)
        if not found:
            raise PoolvizError(N_("line {line}: a step begins with a heading such as ## Title"), line=line)
        found[-1][1].append(token)
    return [_section(tokens, line, escaped) for line, tokens in found]


def _section(tokens: Sequence[Token], line: int, escaped: Callable[[str], str]) -> Section:
    title = _plain(tokens[1])
    if not title.strip():
        raise PoolvizError(N_("line {line}: a heading ## must have a text"), line=line)
    return Section(title, _block(tokens[3:], escaped), line)


def without_marks(text: str) -> str:
    """Return a text of Markdown as it is read, a paragraph a line.

    >>> without_marks("A *small* step.\\n\\nOf `x`.")
    'A small step.\\nOf x.'
    """
    tokens = _reader().parse(text)
    return "\n".join(
        _plain(token) or token.content.strip() for token in tokens if token.children or token.content
    )


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark")


def _allowed(token: Token, line: int) -> None:
    kind = token.type.removesuffix("_open").removesuffix("_close")
    if kind not in BLOCKS or (kind == "heading" and token.tag != "h2"):
        raise PoolvizError(
            N_("line {line}: a lesson has paragraphs, lists, code and headings ##, but got {got}"),
            line=line,
            got=_named(kind),
        )
    for child in token.children or ():
        inner = child.type.removesuffix("_open").removesuffix("_close")
        if inner not in {"text", "code_inline", "softbreak", "hardbreak", *AROUND}:
            raise PoolvizError(
                N_("line {line}: a text has words, *emphasis*, **strong** and `code`, but got {got}"),
                line=line,
                got=_named(inner),
            )


def _named(kind: str) -> PoolvizError:
    """Return what a part of Markdown is called, as a value that is said in the language of its sentence."""
    return PoolvizError(NAMES.get(kind, kind.replace("_", " ")))


def _plain(token: Token) -> str:
    return "".join(child.content for child in token.children or () if child.content)


def _block(tokens: Sequence[Token], escaped: Callable[[str], str]) -> str:
    return "\n\n".join(_blocks(iter(tokens), escaped))


def _blocks(tokens: Iterator[Token], escaped: Callable[[str], str]) -> Iterator[str]:
    """Give paragraphs, code and the items of lists; items of one list follow each other without a gap."""
    items: list[str] = []
    depth: list[str] = []
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth.append("- " if token.tag == "ul" else "1. ")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth.pop()
            if not depth:
                yield "\n".join(items)
                items = []
        elif token.type == "inline":
            written = _inline(token.children or (), escaped)
            if depth:
                items.append("   " * (len(depth) - 1) + depth[-1] + written)
            else:
                yield written
        elif token.type in ("fence", "code_block"):
            yield "```python\n" + token.content.replace("```", "'''").rstrip("\n") + "\n```"


def _inline(tokens: Sequence[Token], escaped: Callable[[str], str]) -> str:
    parts = []
    for token in tokens:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind in AROUND:
            parts.append(AROUND[kind][token.nesting < 0])
        elif kind == "code_inline":
            parts.append("`" + token.content.replace("`", "'") + "`")
        else:
            parts.append(" " if kind in ("softbreak", "hardbreak") else escaped(token.content))
    return "".join(parts)
