"""Step 7: the finished stage, judged anew from its props alone; knows nothing of how they were placed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from studio.model.stage import Prop, RelationNote, StageContainer, StageSpec, Unplaced


@dataclass(frozen=True, slots=True)
class Validation:
    """Which relations hold, and the quality gate's verdict."""

    relations: tuple[RelationNote, ...]
    quality: dict[str, Any]


def validate(
    spec: StageSpec, container: StageContainer, props: Sequence[Prop], unplaced: Sequence[Unplaced]
) -> Validation:
    """Judges a stage."""
    return Validation((), {})
