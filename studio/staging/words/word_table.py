"""Reads the tables of words under ``resources/words``: tab-separated, lists within a cell by commas, ``#`` comments."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from studio.resource_files import resource_text


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The cells of each line of a table."""
    lines = resource_text("words", name).splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a comma list; ``-`` is the empty one."""
    return () if cell == "-" else tuple(part.strip() for part in cell.split(",") if part.strip())


@cache
def keys_by_word(name: str) -> Mapping[str, str]:
    """A table of ``key, words`` the other way round: each word's key."""
    return MappingProxyType({word: key for key, cell in rows(name) for word in listed(cell)})


@cache
def words_by_key(name: str) -> Mapping[str, tuple[str, ...]]:
    """A table of ``key, words`` as it stands."""
    return MappingProxyType({key: listed(cell) for key, cell in rows(name)})
