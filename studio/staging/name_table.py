"""What the props of a library are called, looked up as whole phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from studio.staging.library import PropKind

_TRAILING_NUMBER = re.compile(r"[\s_#-]*\d+$")


class NameTable:
    """Kinds by name, by keyword, by the last word of their names and by category."""

    def __init__(self, kinds: Iterable[PropKind]) -> None:
        self._names: dict[str, list[PropKind]] = {}
        self._keywords: dict[str, list[PropKind]] = {}
        self._tails: dict[str, list[PropKind]] = {}
        self._categories: dict[str, list[PropKind]] = {}
        for kind in kinds:
            english = kind.name_en.lower()
            names = (kind.id.replace("_", " "), english, kind.name_ko.replace(" ", ""))
            for name in dict.fromkeys((*names, _TRAILING_NUMBER.sub("", english))):
                self._names.setdefault(name, []).append(kind)
            for keyword in kind.keywords:
                for form in {keyword.lower().replace("_", " "), keyword.replace(" ", "")}:
                    self._keywords.setdefault(form, []).append(kind)
            for tail in {english.split()[-1], kind.name_ko.split()[-1]} if english.split() else ():
                self._tails.setdefault(tail, []).append(kind)
            self._categories.setdefault(kind.category.lower().removeprefix("own "), []).append(kind)

    def named(self, phrases: Iterable[str]) -> Iterator[PropKind]:
        """Kinds with one of these names."""
        return _of(self._names, phrases)

    def with_keyword(self, phrases: Iterable[str]) -> Iterator[PropKind]:
        """Kinds with one of these keywords."""
        return _of(self._keywords, phrases)

    def called(self, phrase: str) -> tuple[PropKind, ...]:
        """Kinds of that name, then those with that keyword."""
        return (*self._names.get(phrase, ()), *self._keywords.get(phrase, ()))

    def ending_in(self, phrases: Iterable[str]) -> Iterator[PropKind]:
        """Kinds whose name ends in one of these words."""
        return _of(self._tails, phrases)

    def of_category(self, category: str) -> tuple[PropKind, ...]:
        """Kinds of a category."""
        return tuple(self._categories.get(category, ()))


def _of(table: dict[str, list[PropKind]], phrases: Iterable[str]) -> Iterator[PropKind]:
    for phrase in phrases:
        yield from table.get(phrase, ())
