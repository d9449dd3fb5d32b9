"""One figure of the table: what was measured, beside its baseline, and the bar it has to pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """A measured figure; ``ratio`` is value over baseline, ``bar`` says in words what has to hold of which of them."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    ratio: float | None = None
    bar: str | None = None
    holds: bool = True

    def to_json(self) -> dict[str, Any]:
        """As out/bench.json lists it."""
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "unit": self.unit,
            "baseline": None if self.baseline is None else round(self.baseline, 3),
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "bar": self.bar,
            "holds": self.holds,
        }


def at_most(name: str, value: float, unit: str, bar: float) -> Row:
    """A figure that may not be greater than the bar."""
    return Row(name, value, unit, bar=f"≤ {bar:g} {unit}", holds=value <= bar)


def beside(name: str, value: float, unit: str, baseline: float, *, most: float | None = None) -> Row:
    """A figure beside its baseline; their ratio may not be greater than ``most``, where that is given."""
    ratio = value / baseline
    bar = None if most is None else f"ratio ≤ {most:g}"
    return Row(name, value, unit, baseline, ratio, bar, most is None or ratio <= most)
