"""A stage as one board has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.model.stage import Prop, Stage


def posed(stage: Stage, overrides: Mapping[str, Mapping[str, Any]]) -> Stage:
    """The stage with a board's own changes to its props."""
    if not overrides:
        return stage
    props = (
        Prop.from_wire({**prop.to_wire(), **overrides[prop.id]}) if prop.id in overrides else prop
        for prop in stage.props
    )
    return stage.model_copy(update={"props": tuple(props)})
