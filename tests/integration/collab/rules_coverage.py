"""Which expressions of the rules the emulator went through, gathered over many small reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.stand_in.firestore_emulator import RULES_FILE, FirestoreEmulator

Span = tuple[int, int]


class RuleCoverage:
    """The expressions that were evaluated, by where they stand.

    The emulator's report holds every request that an expression saw and fails once there are many: it is read
    often, and begun anew each time.
    """

    def __init__(self) -> None:
        self._rules = RULES_FILE.read_text("utf-8")
        self._seen: dict[Span, bool] = {}

    def read(self, emulator: FirestoreEmulator) -> None:
        """Takes over what there is to tell since the last time."""
        for top in emulator.rule_coverage()["report"]:
            for node in _all_below(top):
                at = node["sourcePosition"]
                span = (at.get("currentOffset", 0), at["endOffset"])
                self._seen[span] = self._seen.get(span, False) or bool(node.get("values"))
        assert emulator.set_rules(self._rules).is_ok

    @property
    def share(self) -> float:
        """How much of all expressions was evaluated, from 0 to 1."""
        return sum(self._seen.values()) / len(self._seen)

    @property
    def missed(self) -> list[str]:
        """The expressions that never were."""
        return [self._rules[start:end] for (start, end), was_seen in sorted(self._seen.items()) if not was_seen]


def _all_below(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("children", ()):
        yield from _all_below(child)
