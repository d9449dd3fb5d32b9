"""Where a listener left off, as the port's plain text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class CollectionPoint:
    """Where one collection was left: the server's token, and what was there; None if it was too much."""

    token: str = ""
    known: str | None = None


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """The store's time up to which everything was told, and what is known of each collection then."""

    time: str
    collections: Mapping[str, CollectionPoint] = field(default_factory=dict)

    def text(self) -> str:
        """As plain text."""
        rows: dict[str, Any] = {name: [point.token, point.known] for name, point in self.collections.items()}
        return json.dumps({"time": self.time, "at": rows}, separators=(",", ":"))

    @classmethod
    def of(cls, text: str) -> ResumePoint:
        """What a text says.

        Raises:
            ValueError: it is not of this store.
        """
        try:
            wire = json.loads(text)
            rows = {str(name): CollectionPoint(str(row[0]), row[1]) for name, row in wire["at"].items()}
            return cls(str(wire["time"]), rows)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise ValueError("This is not where a listener of this store left off.") from error
