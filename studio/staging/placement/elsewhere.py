"""Where else a thing in a full room might stand, whatever stands there now: some dozens of places, drawn at random."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from studio.staging.placement.beside import Place, at_side, sides_for, yaws_at
from studio.staging.placement.body import Body, Occupancy
from studio.staging.placement.candidates import places, tucked
from studio.staging.placement.item import Wish, room_distance
from studio.staging.placement.site import Site
from studio.staging.placement.unit import Unit
from studio.staging.rect import Rect
from studio.staging.relation_check import FAR_M, NEAR_M, NEXT_M

_SUGGESTED, _FLUSH, _BY_WISH, _LEFT, _CHANGED, _STEPS, _PUSHES = 18, 10, 5, 6, 4, 6, 3
"""How many places are drawn of each kind: what wishes and habits suggest, flush with others, by each wish, left by
others, of others, steps aside; and out of how many things it stands in it is pushed."""
_APART_M, _BEYOND_M = 0.015, 4.0
_WAYS = ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))


@dataclass(slots=True)
class Elsewhere:
    """Places for units of one room; remembers where the last ones came from."""

    site: Site
    asking: Mapping[str, Sequence[str]]
    _left: list[Body] = field(default_factory=list)

    def leave(self, body: Body) -> None:
        """A thing went away: where it stood is likely to be free for another."""
        self._left.append(body)
        del self._left[:-_LEFT]

    def of(
        self, unit: Unit, own: Sequence[Body], occupied: Occupancy, others: Sequence[str], rng: random.Random
    ) -> list[Place]:
        """Places for a unit that stood at ``own`` until now, if anywhere; ``others`` it may change places with."""
        found = list(_aside(own, occupied, rng))
        found += [_backed(body, unit.anchor.size[2]) for body in self._left]
        for wish in unit.anchor.wishes:
            for name in wish.targets:
                if name in occupied.bodies:
                    found += [_by_wish(unit, wish, occupied.bodies[name], rng) for _ in range(_BY_WISH)]
        suggested = places(unit, self.site, occupied, rng, self.asking)
        found += suggested[:4] + rng.sample(suggested, min(_SUGGESTED, len(suggested)))
        flush = tucked(unit, self.site, occupied, rng)
        found += rng.sample(flush, min(_FLUSH, len(flush)))
        changed = (occupied.bodies.get(name) for name in rng.sample(others, min(_CHANGED, len(others))))
        found += [_backed(body, unit.anchor.size[2]) for body in changed if body is not None]
        return list(dict.fromkeys((round(x, 3), round(z, 3), round(yaw, 2)) for x, z, yaw in found))


def _aside(own: Sequence[Body], occupied: Occupancy, rng: random.Random) -> Iterator[Place]:
    """Pushed just clear of what it stands in, a step along its wall or away from it, or turned where it stands."""
    if not own:
        return
    body = own[0]
    for other in islice((other for one in own for other in occupied.hits(one)), _PUSHES):
        for left, front in _WAYS:
            by = _clear(body.rect, other.rect, left, front)
            yield (*body.rect.world(left * by, front * by), body.yaw)
    for _ in range(_STEPS):
        by = rng.uniform(0.03, 0.25) if rng.random() < 0.5 else rng.uniform(0.25, 1.2)
        left, front = rng.choice((*_WAYS, *_WAYS[:2]))
        yield (*body.rect.world(left * by, front * by), body.yaw)
    if not body.item.is_wallside:
        yield body.x, body.z, body.yaw + rng.choice((90.0, -90.0, 180.0))


def _clear(one: Rect, other: Rect, left: float, front: float) -> float:
    """How far a rectangle has to go to its left or front to be clear of another."""
    x, z = one.world(left, front)
    dx, dz = x - one.x, z - one.z
    reach = other.half_w * abs(dx * other.cos - dz * other.sin) + other.half_d * abs(dx * other.sin + dz * other.cos)
    ahead = (other.x - one.x) * dx + (other.z - one.z) * dz
    return ahead + (one.half_w if left else one.half_d) + reach + _APART_M


def _backed(body: Body, depth: float) -> Place:
    """Where a body stands, with the back of something of another depth in the same line."""
    return (*body.rect.world(0.0, depth / 2 - body.rect.half_d), body.yaw)


def _by_wish(unit: Unit, wish: Wish, target: Body, rng: random.Random) -> Place:
    """Somewhere that a wish allows: on the side it names, as far off as it says."""
    side = rng.choice(sides_for(unit.anchor, wish, target))
    usual = {"next_to": NEXT_M, "near": NEAR_M, "around": NEXT_M}.get(wish.kind, 3.0)
    low, high = room_distance(wish, (FAR_M, None) if wish.kind == "far" else (0.0, usual))
    gap = rng.uniform(low + 0.01, max(low + 0.01, min(high, low + _BEYOND_M)))
    return at_side(unit, target, side, gap, rng.uniform(-1.2, 1.2), rng.choice(yaws_at(unit, target, side)))
