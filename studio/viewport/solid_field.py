"""What is in the way: the solid boxes of a stage, for rays and for standing room."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.model.stage import Box3, Prop, Stage
from studio.viewport.transform import rotation_matrix

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SolidField:
    """Oriented boxes: centres (n, 3), half edges (n, 3), turns (n, 3, 3) local to world, and whose they are.

    ``places`` are the rows of each owner's boxes.
    """

    centres: Array
    halves: Array
    turns: Array
    owners: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]

    def blocked(self, origin: Array, points: Array, *, ignoring: Collection[str] = ()) -> npt.NDArray[np.bool_]:
        """Which of the points (m, 3) cannot be seen from ``origin``; boxes of ``ignoring`` props are looked through."""
        kept = self._others(ignoring)
        if not kept.any() or not len(points):
            return np.zeros(len(points), dtype=bool)
        turns = self.turns[kept]
        start = np.einsum("nji,nj->ni", turns, origin - self.centres[kept])
        along = np.einsum("nji,mj->nmi", turns, points - origin)
        along = np.where(np.abs(along) < 1e-9, 1e-9, along)
        halves = self.halves[kept][:, None, :]
        first = (-halves - start[:, None, :]) / along
        second = (halves - start[:, None, :]) / along
        enter = np.minimum(first, second).max(axis=2)
        leave = np.maximum(first, second).min(axis=2)
        return np.asarray(np.any((enter < leave) & (leave > 1e-4) & (enter < 0.985), axis=0))

    def holds(self, point: Array, *, margin_m: float, ignoring: Collection[str] = ()) -> bool:
        """Whether a point lies in, or within the margin of, a box."""
        kept = self._others(ignoring)
        local = np.einsum("nji,nj->ni", self.turns[kept], point - self.centres[kept])
        return bool(np.any(np.all(np.abs(local) < self.halves[kept] + margin_m, axis=1)))

    def _others(self, ignoring: Collection[str]) -> npt.NDArray[np.bool_]:
        kept = np.ones(len(self.owners), dtype=bool)
        for owner in ignoring:
            kept[list(self.places.get(owner, ()))] = False
        return kept


def solid_field(stage: Stage) -> SolidField:
    """The solids of all props that are seen."""
    centres: list[Array] = []
    halves: list[Array] = []
    turns: list[Array] = []
    owners: list[str] = []
    for prop in stage.props:
        if prop.hidden:
            continue
        turn, foot = rotation_matrix(prop.rotation), np.array(prop.position)
        for box in _solids(prop):
            low, high = np.array(box.min), np.array(box.max)
            centres.append(turn @ ((low + high) / 2) + foot)
            halves.append((high - low) / 2)
            turns.append(turn)
            owners.append(prop.id)
    return SolidField(
        centres=np.array(centres).reshape(-1, 3),
        halves=np.array(halves).reshape(-1, 3),
        turns=np.array(turns).reshape(-1, 3, 3),
        owners=tuple(owners),
        places={owner: tuple(at for at, one in enumerate(owners) if one == owner) for owner in set(owners)},
    )


def _solids(prop: Prop) -> tuple[Box3, ...]:
    if prop.solids:
        return prop.solids
    from studio.staging.kit.catalogue import find

    width, height, depth = prop.size
    solids = find(prop.asset).solids
    whole = Box3(min=(-width / 2, 0.0, -depth / 2), max=(width / 2, height, depth / 2))
    return solids(prop.size) if solids else (whole,)
