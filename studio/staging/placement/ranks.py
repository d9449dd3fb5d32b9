"""Several alike on one side of a thing, side by side: consoles before a screen, stools at a bar, a throne's guards."""

from __future__ import annotations

import math
from collections.abc import Iterator

from studio.staging.placement.beside import FACES, NAMED
from studio.staging.placement.body import Body
from studio.staging.placement.item import Item, room_distance
from studio.staging.placement.unit import Unit
from studio.staging.relation_check import NEAR_M, NEXT_M, SIDE_SLACK

Layout = list[tuple[float, float, float]]
_ELBOW_M, _BETWEEN_RANKS_M = 0.05, 0.4


def ranked_side(unit: Unit) -> tuple[str, str] | None:
    """(side, id of the thing) when a unit names one side of one thing."""
    named = [(NAMED[wish.kind], wish.targets[0]) for wish in unit.anchor.wants(*NAMED) if len(wish.targets) == 1]
    return named[0] if len(named) == 1 else None


def stand_in_ranks(units: list[Unit]) -> bool:
    """Whether like units all name the same side of the same thing, and ask nothing else but of that thing."""
    place = ranked_side(units[0])
    if place is None or len(units) < 2:
        return False
    free = {"inside", *NAMED, "near", "next_to", "facing"}
    return all(
        ranked_side(unit) == place
        and all(w.kind in free and (not w.targets or w.targets == (place[1],)) for w in unit.anchor.wishes)
        for unit in units
    )


def ranks(units: list[Unit], target: Body, side: str) -> Iterator[Layout]:
    """One rank, then two and more; as close as they may, spread along the thing first."""
    item = units[0].anchor
    rect = target.rect
    length, out = (rect.half_w, rect.half_d) if side in {"front", "back"} else (rect.half_d, rect.half_w)
    pitch = item.size[0] + _ELBOW_M
    yaw = target.yaw + FACES[side]
    for gap in _gaps(item):
        for number in range(1, len(units) + 1):
            across = math.ceil(len(units) / number)
            if (across - 1) * pitch > 2 * length * SIDE_SLACK or (number - 1) * across >= len(units):
                continue
            for step in dict.fromkeys((max(pitch, 2 * length / across), pitch)):
                layout: Layout = []
                for turn in range(len(units)):
                    row, column = divmod(turn, across)
                    in_row = min(across, len(units) - row * across)
                    along = (column - (in_row - 1) / 2) * step
                    away = out + gap + item.size[2] / 2 + row * (item.size[2] + _BETWEEN_RANKS_M)
                    left, front = {
                        "front": (along, away), "back": (along, -away), "left": (away, along), "right": (-away, along),
                    }[side]  # fmt: skip
                    layout.append((*rect.world(left, front), yaw))
                yield layout


def _gaps(item: Item) -> tuple[float, ...]:
    """How far the first rank stands off."""
    low, high = 0.0, math.inf
    for wish in item.wishes:
        usual = {"near": NEAR_M, "next_to": NEXT_M}.get(wish.kind)
        span = room_distance(wish, (0.0, usual)) if wish.targets else (0.0, math.inf)
        low, high = max(low, span[0]), min(high, span[1])
    base = (0.35, 0.15, 0.6, 1.0, 1.6) if not item.is_a("seat") else (0.2, 0.45, 0.1, 0.8, 1.4)
    return tuple(dict.fromkeys(min(max(gap, low + 0.01), high) for gap in base))
