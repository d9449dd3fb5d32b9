"""An item that stands somewhere, and the uniform grid that finds what is near it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from studio.staging.placement.item import Item
from studio.staging.rect import TOUCH_M, Rect, overlap_depth, turned

_CELL_M = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """An item at (x, y, z), the centre of its bottom face, turned by ``yaw`` degrees."""

    item: Item
    x: float
    y: float
    z: float
    yaw: float
    rect: Rect
    slabs: tuple[tuple[Rect, float, float], ...]
    parent: str | None = None

    @property
    def top(self) -> float:
        """The height of its top face."""
        return self.y + self.item.size[1]

    def overlaps(self, other: Body) -> bool:
        """Whether any solid of one reaches into a solid of the other."""
        if self.y + TOUCH_M >= other.top or other.y + TOUCH_M >= self.top:
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
    if len(item.boxes) == 1 and item.solids is None:
        return Body(item, x, y, z, yaw, rect, ((rect, y, y + item.size[1]),), parent)
    slabs = []
    for left, front, half_w, half_d, low, high in item.boxes:
        cx, cz = rect.world(left, front)
        slabs.append((Rect(cx, cz, half_w, half_d, rect.cos, rect.sin), y + low, y + high))
    return Body(item, x, y, z, yaw, rect, tuple(slabs), parent)


class Occupancy:
    """What stands where; a uniform grid is the broad phase."""

    def __init__(self) -> None:
        self.bodies: dict[str, Body] = {}
        self._cells: dict[tuple[int, int], list[Body]] = {}

    def add(self, body: Body) -> None:
        """Puts a body down."""
        self.bodies[body.item.id] = body
        for cell in self._covered(body.rect, 0.0):
            self._cells.setdefault(cell, []).append(body)

    def remove(self, name: str) -> None:
        """Takes a body away."""
        body = self.bodies.pop(name)
        for cell in self._covered(body.rect, 0.0):
            self._cells[cell].remove(body)

    def near(self, rect: Rect, margin: float = 0.0) -> Iterator[Body]:
        """Bodies whose cells a rectangle, grown by a margin, touches; each once."""
        cells = self._covered(rect, margin)
        if len(cells) == 1:
            yield from self._cells.get(cells[0], ())
            return
        seen: set[str] = set()
        for cell in cells:
            for body in self._cells.get(cell, ()):
                if body.item.id not in seen:
                    seen.add(body.item.id)
                    yield body

    def hit(self, body: Body, *, ignoring: Collection[str] = ()) -> Body | None:
        """The first body that this one would overlap."""
        return next((b for b in self.near(body.rect) if b.item.id not in ignoring and body.overlaps(b)), None)

    @staticmethod
    def _covered(rect: Rect, margin: float) -> list[tuple[int, int]]:
        wide, deep = rect.reach()
        wide, deep = wide + margin, deep + margin
        x0, x1 = int((rect.x - wide) // _CELL_M), int((rect.x + wide) // _CELL_M)
        z0, z1 = int((rect.z - deep) // _CELL_M), int((rect.z + deep) // _CELL_M)
        return [(x, z) for x in range(x0, x1 + 1) for z in range(z0, z1 + 1)]
