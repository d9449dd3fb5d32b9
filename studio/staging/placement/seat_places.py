"""Where on a thing people can sit, and which way they look there: read from its tops and solids, whatever it is.

A back that rises along an edge of a top is behind whoever sits on it: a booth has two benches that look at one another.
Where no back rises, legs hang over the long edges.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from studio.staging.placement.body import Body
from studio.staging.placement.item import Item, LocalBox
from studio.staging.placement.tops import Top, tops_of
from studio.staging.rect import Rect

SEAT_M = 0.45
_LEAST_BACK_M, _OFF_EDGE_M, _ALONG = 0.3, 0.18, 0.5
"""How high above a seat a back rises at least, how far it may be from the seat's edge, what of the edge it takes."""
_LYING_M = 0.7
"""A top as deep and as wide as this is lain on: people sit on any of its edges."""
_SQUARE = 1.3
_QUARTERS = (0, 1, 2, 3)
_COS, _SIN = (1.0, 0.0, -1.0, 0.0), (0.0, 1.0, 0.0, -1.0)


@dataclass(frozen=True, slots=True)
class SeatPlace:
    """An edge to sit at: ``rect`` is the top turned so that its front is where the feet go, ``yaw`` its look."""

    rect: Rect
    yaw: float
    height: float


def seat_places(body: Body) -> Iterator[SeatPlace]:
    """The edges of a thing that people sit at, the most like a chair first."""
    tops = sorted(tops_of(body), key=lambda top: (abs(top.height - body.y - SEAT_M), -round(top.area, 4)))
    for top in tops:
        for quarter in looks(body, top):
            yield _turned(body, top, quarter)


def looks(body: Body, top: Top) -> tuple[int, ...]:
    """The quarter turns, from the thing's own front to its left, in which people look who sit on one of its tops."""
    backs = {quarter: back_m(body.item, body, top, quarter) for quarter in _QUARTERS}
    backed = sorted((q for q in _QUARTERS if backs[q] >= _LEAST_BACK_M), key=lambda q: (-round(backs[q], 3), q))
    wide, deep = top.rect.half_w, top.rect.half_d
    if backed and 2 * min(wide, deep) < _LYING_M:
        return (backed[0],)
    over_long_edges = [0, 2] if wide >= deep / _SQUARE else []
    over_long_edges += [1, 3] if deep >= wide / _SQUARE else []
    # Who sits on a bed sits with the board beside rather than behind.
    return tuple(over_long_edges) if not backed else tuple(q for q in (1, 3, 0, 2) if q not in backed)


def back_m(item: Item, body: Body, top: Top, quarter: int) -> float:
    """How high the thing rises behind who looks that way from a top, along most of its edge."""
    left, front = body.rect.local((top.rect.x, top.rect.z))
    seat = top.height - body.y
    most = 0.0
    for box in item.boxes:
        near, far, along = _behind(box, left, front, top.rect.half_w, top.rect.half_d, quarter)
        if box[5] > seat and box[4] < seat + _LEAST_BACK_M and -_OFF_EDGE_M <= near <= _OFF_EDGE_M <= far + _OFF_EDGE_M:
            most = max(most, (box[5] - seat) * (along >= _ALONG))
    return most


def _behind(
    box: LocalBox, left: float, front: float, half_w: float, half_d: float, quarter: int
) -> tuple[float, float, float]:
    """A solid seen from a top's back edge: how far off it begins and ends, and what of the edge it takes."""
    x, z, w, d = box[0] - left, box[1] - front, box[2], box[3]
    cos, sin = _COS[quarter], _SIN[quarter]
    aside, ahead = x * cos - z * sin, x * sin + z * cos
    wide, deep = (w, d) if quarter % 2 == 0 else (d, w)
    half_a, half_f = (half_w, half_d) if quarter % 2 == 0 else (half_d, half_w)
    low, high = max(-half_a, aside - wide), min(half_a, aside + wide)
    return -ahead - deep - half_f, -ahead + deep - half_f, max(0.0, high - low) / max(1e-6, 2 * half_a)


def _turned(body: Body, top: Top, quarter: int) -> SeatPlace:
    cos, sin = body.rect.cos, body.rect.sin
    for _ in range(quarter):
        cos, sin = -sin, cos
    half_w, half_d = (top.rect.half_w, top.rect.half_d) if quarter % 2 == 0 else (top.rect.half_d, top.rect.half_w)
    return SeatPlace(
        Rect(top.rect.x, top.rect.z, half_w, half_d, cos + 0.0, sin + 0.0), body.yaw + 90.0 * quarter, top.height
    )
