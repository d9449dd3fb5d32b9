"""An item that stands somewhere, and the uniform grid that finds what is near it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from studio.staging.placement.item import Item
from studio.staging.rect import TOUCH_M, Rect, overlap_depth, turned

_CELL_M = 1.5
STRIP_M, HAND_M = 0.55, 0.26
"""How deep the floor at an access side is to be free, and what is left of it before what belongs there."""


Slab = tuple[Rect, float, float]
"""A solid on the plan, with its bottom and its top."""


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """An item at (x, y, z), the centre of its bottom face, turned by ``yaw`` degrees.

    ``reach`` is half the edges of its bounds on the plan, ``top`` the height of its top face.
    """

    item: Item
    x: float
    y: float
    z: float
    yaw: float
    rect: Rect
    reach: tuple[float, float]
    top: float
    parent: str | None = None
    _slabs: list[Slab] = field(default_factory=list)

    @property
    def slabs(self) -> list[Slab]:
        """Its solids with bottom and top; worked out when first asked, as most bodies only ever were a thought."""
        if not self._slabs:
            rect, y = self.rect, self.y
            if len(self.item.boxes) == 1 and self.item.solids is None:
                self._slabs.append((rect, y, self.top))
            else:
                for left, front, half_w, half_d, low, high in self.item.boxes:
                    cx, cz = rect.world(left, front)
                    self._slabs.append((Rect(cx, cz, half_w, half_d, rect.cos, rect.sin), y + low, y + high))
        return self._slabs

    def overlaps(self, other: Body) -> bool:
        """Whether any solid of one reaches into a solid of the other."""
        if self.y + TOUCH_M >= other.top or other.y + TOUCH_M >= self.top:
            return False
        if abs(self.x - other.x) >= self.reach[0] + other.reach[0]:
            return False
        if abs(self.z - other.z) >= self.reach[1] + other.reach[1]:
            return False
        if overlap_depth(self.rect, other.rect) <= TOUCH_M:
            return False
        for rect, low, high in self.slabs:
            for other_rect, other_low, other_high in other.slabs:
                if min(high, other_high) - max(low, other_low) <= TOUCH_M:
                    continue
                if overlap_depth(rect, other_rect) > TOUCH_M:
                    return True
        return False


def stand(item: Item, x: float, y: float, z: float, yaw: float, *, parent: str | None = None) -> Body:
    """The item at a place, rounded as it will be written: to 0.1 mm and 0.01 degrees."""
    x, y, z, yaw = round(x, 4) + 0.0, round(y, 4) + 0.0, round(z, 4) + 0.0, round(yaw, 2) % 360.0
    yaw = round(yaw - 360.0 if yaw > 180.0 else yaw, 2) + 0.0
    rect = turned(x, z, item.size[0] / 2, item.size[2] / 2, yaw)
    return Body(item, x, y, z, yaw, rect, rect.reach(), y + item.size[1], parent)


def access_strip(body: Body, side: str, depth: float = STRIP_M) -> Rect:
    """The floor a person needs at one side of a body."""
    rect = body.rect
    if side in {"front", "back"}:
        sign = 1.0 if side == "front" else -1.0
        x, z = rect.world(0.0, sign * (rect.half_d + 0.03 + depth / 2))
        return Rect(x, z, rect.half_w, depth / 2, rect.cos, rect.sin)
    sign = 1.0 if side == "left" else -1.0
    x, z = rect.world(sign * (rect.half_w + 0.03 + depth / 2), 0.0)
    return Rect(x, z, depth / 2, rect.half_d, rect.cos, rect.sin)


def access_strips(body: Body) -> tuple[tuple[Rect, Rect], ...]:
    """For each of its access sides the floor to stand on and the hand's breadth before it."""
    return tuple((access_strip(body, side), access_strip(body, side, HAND_M)) for side in body.item.access)


class Occupancy:
    """What stands where; a uniform grid is the broad phase."""

    def __init__(self, bodies: Iterable[Body] = ()) -> None:
        self.bodies: dict[str, Body] = {}
        self.flats: dict[str, Body] = {}
        self._cells: dict[tuple[int, int], list[Body]] = {}
        self._strips: dict[str, tuple[tuple[Rect, Rect], ...]] = {}
        for body in bodies:
            self.add(body)

    def add(self, body: Body) -> None:
        """Puts a body down."""
        self.bodies[body.item.id] = body
        if body.item.is_flat:
            self.flats[body.item.id] = body
        for cell in _covered(body.rect, *body.reach):
            self._cells.setdefault(cell, []).append(body)

    def remove(self, name: str) -> None:
        """Takes a body away."""
        body = self.bodies.pop(name)
        self.flats.pop(name, None)
        self._strips.pop(name, None)
        for cell in _covered(body.rect, *body.reach):
            self._cells[cell].remove(body)

    def strips(self, body: Body) -> tuple[tuple[Rect, Rect], ...]:
        """``access_strips`` of one that stands here, worked out once."""
        found = self._strips.get(body.item.id)
        if found is None:
            found = self._strips[body.item.id] = access_strips(body)
        return found

    def near(self, rect: Rect, margin: float = 0.0) -> Iterable[Body]:
        """Bodies whose cells a rectangle, grown by a margin, touches; each once."""
        wide, deep = rect.reach()
        return self._in(_covered(rect, wide + margin, deep + margin))

    def _in(self, cells: list[tuple[int, int]]) -> Iterable[Body]:
        if len(cells) == 1:
            return self._cells.get(cells[0], ())
        found: dict[str, Body] = {}
        for cell in cells:
            for body in self._cells.get(cell, ()):
                found[body.item.id] = body
        return found.values()

    def hit(self, body: Body, *, ignoring: Collection[str] = ()) -> Body | None:
        """The first body that this one would overlap."""
        low, high = body.y + TOUCH_M, body.top - TOUCH_M
        x, z, (wide, deep) = body.x, body.z, body.reach
        for cell in _covered(body.rect, wide, deep):
            for other in self._cells.get(cell, ()):
                # What is far off is most of what is asked, so that is seen here without a call.
                if low >= other.top or other.y >= high:
                    continue
                reach = other.reach
                if abs(x - other.x) >= wide + reach[0] or abs(z - other.z) >= deep + reach[1]:
                    continue
                if body.overlaps(other) and other.item.id not in ignoring:
                    return other
        return None

    def hits(self, body: Body) -> list[Body]:
        """All bodies that this one would overlap."""
        x, z, (wide, deep) = body.x, body.z, body.reach
        return [
            other
            for other in self._in(_covered(body.rect, wide, deep))
            if abs(x - other.x) < wide + other.reach[0]
            and abs(z - other.z) < deep + other.reach[1]
            and body.overlaps(other)
        ]


def _covered(rect: Rect, wide: float, deep: float) -> list[tuple[int, int]]:
    """The cells under the bounds of a rectangle of that reach."""
    x0, x1 = int((rect.x - wide) // _CELL_M), int((rect.x + wide) // _CELL_M)
    z0, z1 = int((rect.z - deep) // _CELL_M), int((rect.z + deep) // _CELL_M)
    if x0 == x1 and z0 == z1:
        return [(x0, z0)]
    return [(x, z) for x in range(x0, x1 + 1) for z in range(z0, z1 + 1)]
