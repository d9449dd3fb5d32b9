"""Materials by slot as the shaders read them: one row for each distinct set of swatches."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.model.mesh import MAX_SLOTS
from studio.model.stage import Stage
from studio.model.swatches import Swatch, swatch
from studio.viewport.lighting import linear_bytes
from studio.viewport.room_materials import room_swatches
from studio.viewport.room_mesh import PANE

Slots = tuple[tuple[str, int], ...]
"""Swatch name and pattern of each slot."""

_PANES = {
    f"pane:{style}": Swatch(colour, 0.4, 0.0, emission)
    for style, colour, emission in (
        ("day", (232, 240, 250), 1.15),
        ("night", (40, 56, 92), 0.9),
    )
}


class PaletteTable:
    """Rows of slot materials, each distinct one once."""

    def __init__(self) -> None:
        self._rows: dict[Slots, int] = {}

    def row(self, slots: Slots) -> int:
        """The row of these slots, made if it is new."""
        return self._rows.setdefault(slots, len(self._rows))

    def table(self) -> npt.NDArray[np.float32]:
        """(rows, 12, 4): per slot linear colour + emission, then roughness, metal, pattern."""
        table = np.zeros((max(1, len(self._rows)), 2 * MAX_SLOTS, 4), dtype=np.float32)
        for slots, row in self._rows.items():
            for slot in range(MAX_SLOTS):
                name, pattern = slots[min(slot, len(slots) - 1)] if slots else ("plaster", 0)
                material = _PANES.get(name) or swatch(name)
                table[row, slot] = (*linear_bytes(material.colour), material.emission)
                table[row, MAX_SLOTS + slot] = (material.roughness, material.metal, pattern, 0.0)
        return table


def room_palette(stage: Stage) -> Slots:
    """The room's slots; its panes show the sky's hour."""
    slots = list(room_swatches(stage))
    dark = any(word in f"{stage.sky.style} {stage.sky.prompt}".lower() for word in ("night", "moon", "star"))
    slots[PANE] = ("pane:night" if dark else "pane:day", 0)
    return tuple(slots)
