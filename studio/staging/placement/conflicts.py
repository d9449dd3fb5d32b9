"""What things pay for where they stand while room is made: wishes not met, and whatever they stand in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from studio.staging.placement.body import Body, Occupancy
from studio.staging.placement.item import Item, Wish
from studio.staging.placement.scoring import ROOM_KINDS, opening_shortfall, room_worth, wish_score
from studio.staging.placement.site import Site
from studio.staging.rect import overlap_depth
from studio.staging.relation_check import room_score

Key = tuple[str, str]
"""Who is in a conflict, and with what: a kind of wish and its target, or another thing."""
_OVERLAP, _DEEPEST_M, _OPENING, _HABIT, _GROWTH = 0.5, 0.8, 0.5, 0.02, 0.35
_MET = 1.0 - 1e-6


@dataclass(slots=True)
class Conflicts:
    """Prices of places; ``asking`` names for each of the items those that wish something of it.

    What lasts gets dearer.
    """

    site: Site
    items: Mapping[str, Item]
    asking: Mapping[str, Sequence[str]]
    weights: dict[Key, float] = field(default_factory=dict)
    _pairs: dict[str, tuple[tuple[Wish, str, str], ...]] = field(default_factory=dict)

    def toll(self, bodies: Sequence[Body], occupied: Occupancy) -> tuple[float, float]:
        """(wishes not met, overlaps) of a unit where it stands."""
        own = {body.item.id for body in bodies}
        unmet = sum(miss for body in bodies for _, miss in self._unmet(body, occupied, own))
        return round(unmet, 6), round(sum(depth for body in bodies for _, depth in _clashes(body, occupied, own)), 6)

    def price(self, bodies: Sequence[Body], occupied: Occupancy, *, limit: float = math.inf) -> float:
        """What a unit pays with all that has grown dear, and a little for what is not its habit; cut off at a limit."""
        own = {body.item.id for body in bodies}
        total = 0.0
        for body in bodies:
            for key, miss in self._unmet(body, occupied, own):
                total += miss * self.weights.get(key, 1.0)
            if total >= limit:
                return total
        for body in bodies:
            for key, depth in _clashes(body, occupied, own):
                total += depth * self.weights.get(key, 1.0)
            if total >= limit:
                return total
        return round(total - _HABIT * sum(min(0.0, room_worth(body, self.site)) for body in bodies), 6)

    def raise_prices(self, bodies: Sequence[Body], occupied: Occupancy) -> None:
        """What a unit cannot get rid of by moving weighs more from now on."""
        own = {body.item.id for body in bodies}
        for body in bodies:
            for key, _ in (*self._unmet(body, occupied, own), *_clashes(body, occupied, own)):
                self.weights[key] = self.weights.get(key, 1.0) + _GROWTH

    def partners(self, bodies: Sequence[Body], occupied: Occupancy) -> Iterator[str]:
        """The items that a unit is in conflict with."""
        own = {body.item.id for body in bodies}
        for body in bodies:
            yield from (other.item.id for other in occupied.hits(body) if other.item.id not in own)
            for wish in body.item.wishes:
                for name in wish.targets:
                    target = None if name in own else occupied.bodies.get(name)
                    if target is not None and (wish_score(wish, body, target) or 0.0) < _MET:
                        yield name

    def touched(self, bodies: Sequence[Body], occupied: Occupancy) -> Iterator[str]:
        """The items whose toll hangs on where a unit stands."""
        for body in bodies:
            yield from (other.item.id for other in occupied.hits(body))
            yield from (name for wish in body.item.wishes for name in wish.targets)
            yield from self.asking.get(body.item.id, ())

    def _unmet(self, body: Body, occupied: Occupancy, own: Set[str]) -> Iterator[tuple[Key, float]]:
        """What a body wishes in vain, and others of it: one for each miss and by how much it is missed."""
        item = body.item
        for wish in item.wishes:
            if wish.kind in ROOM_KINDS and not wish.targets:
                score = room_score(wish.kind, body, self.site.room)
                if score is not None and score < _MET:
                    yield (item.id, wish.kind), 2.0 - score
        for wish, source, name in self._pairs_of(item):
            one = body if source == item.id else None if source in own else occupied.bodies.get(source)
            target = body if name == item.id else None if name in own else occupied.bodies.get(name)
            score = None if one is None or target is None or target is one else wish_score(wish, one, target)
            if score is not None and score < _MET:
                yield (source, f"{wish.kind} {name}"), 2.0 - score
        short = opening_shortfall(body, self.site) if item.opening is not None else 0.0
        if short > 0.0:
            yield (item.id, "opening"), _OPENING + short
        if not self.site.clear_of_openings(body):
            yield (item.id, "window"), _OPENING

    def _pairs_of(self, item: Item) -> tuple[tuple[Wish, str, str], ...]:
        """(wish, who has it, of whom) of all that an item wishes of others and they of it."""
        found = self._pairs.get(item.id)
        if found is None:
            pairs = [(wish, item.id, name) for wish in item.wishes for name in wish.targets]
            for asker in dict.fromkeys(self.asking.get(item.id, ())):
                if asker != item.id:
                    wishes = self.items[asker].wishes
                    pairs += [(wish, asker, item.id) for wish in wishes if item.id in wish.targets]
            found = self._pairs[item.id] = tuple(pairs)
        return found


def _clashes(body: Body, occupied: Occupancy, own: Set[str]) -> Iterator[tuple[Key, float]]:
    """Whom a body stands in, and how deep."""
    for other in occupied.hits(body):
        name = other.item.id
        if name not in own:
            pair = (body.item.id, name) if body.item.id < name else (name, body.item.id)
            yield pair, _OVERLAP + min(_DEEPEST_M, overlap_depth(body.rect, other.rect))
