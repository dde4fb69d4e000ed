"""Lazy: a field of a dataclass that is computed when it is first read, unless it was given."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class Lazy(Generic[T]):
    """A field that `find` computes from its object when it is first read; one that is given stays as it is.

    Unlike a cached property it can be given, and dataclasses.replace keeps it.

    >>> from dataclasses import dataclass, replace
    >>> @dataclass(frozen=True)
    ... class Square:
    ...     side: int
    ...     area: Lazy[int] = Lazy(lambda square: square.side**2)
    >>> Square(3).area, Square(3, area=8).area, replace(Square(3), side=5).area
    (9, 8, 9)
    """

    def __init__(self, find: Callable[[Any], T]) -> None:
        self.find = find

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, one: None, owner: type) -> Self: ...
    @overload
    def __get__(self, one: object, owner: type) -> T: ...
    def __get__(self, one: object | None, owner: type) -> Self | T:
        if one is None:  # what a dataclass takes for the default
            return self
        if self.name not in vars(one):
            vars(one)[self.name] = self.find(one)
        return vars(one)[self.name]

    def __set__(self, one: object, value: T | Self) -> None:
        if value is not self:
            vars(one)[self.name] = value

    def held(self, one: object) -> bool:
        """Tell whether `one` has the value, without computing it."""
        return self.name in vars(one)
