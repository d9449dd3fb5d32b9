"""Which media documents refer to, kept as the documents change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from studio.model.media_references import references_in

_REFERENCE: Final = re.compile(r"media:[0-9a-f]{64}\.[a-z0-9]{1,8}")


class ReferredMedia:
    """Counts who refers to what. One thread at a time."""

    def __init__(self) -> None:
        self._of: dict[str, frozenset[str]] = {}
        self._counts: dict[str, int] = {}

    def __contains__(self, reference: object) -> bool:
        return reference in self._counts

    def take(self, path: str, fields: Mapping[str, Any] | None) -> tuple[frozenset[str], frozenset[str]]:
        """A document as it is now: what is referred to since, and what nothing refers to any more.

        None: it is gone. What lies in the trash refers to nothing: when it comes out, that is a change again.
        """
        is_alive = fields is not None and fields.get("deletedAt") is None
        found = frozenset(filter(_REFERENCE.fullmatch, references_in(fields))) if is_alive else frozenset[str]()
        before = self._of.get(path, frozenset[str]())
        if found:
            self._of[path] = found
        else:
            self._of.pop(path, None)
        fresh = frozenset(each for each in found - before if self._add(each, 1) == 1)
        gone = frozenset(each for each in before - found if self._add(each, -1) == 0)
        return fresh, gone

    def _add(self, reference: str, step: int) -> int:
        count = self._counts.get(reference, 0) + step
        if count:
            self._counts[reference] = count
        else:
            self._counts.pop(reference, None)
        return count
