"""The media that documents refer to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def references_in(value: Any) -> Iterator[str]:
    """Every ``media:`` reference in a value of a document, in its order, as often as it is there."""
    match value:
        case str() if value.startswith("media:"):
            yield value
        case dict():
            for inner in value.values():
                yield from references_in(inner)
        case list():
            for inner in value:
                yield from references_in(inner)
