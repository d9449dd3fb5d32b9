"""Small parts that many props share: knobs, handles, drawer fronts, panel doors, rows of books."""

from __future__ import annotations

from studio.staging.kit.geometry import Part, Vec3, box, lathe, tube
from studio.staging.kit.operators import join, move, turn


def knob(at: Vec3, *, radius: float = 0.015, slot: int = 1) -> Part:
    """A turned knob that stands out towards +Z from ``at``."""
    shape = lathe([(0, 0), (0.5 * radius, 0), (radius, 1.1 * radius), (0, 1.7 * radius)], sides=8, slot=slot)
    return move(turn(shape, x_deg=90), at)


def bar_handle(at: Vec3, length: float, *, upright: bool = False, reach: float = 0.03, slot: int = 1) -> Part:
    """A bowed bar handle about ``at``, lying or upright, out towards +Z."""
    half = length / 2
    path = [(-half, 0, 0), (-half, 0, reach), (half, 0, reach), (half, 0, 0)]
    bar = tube(path, 0.006, sides=5, slot=slot)
    return move(turn(bar, z_deg=90) if upright else bar, at)


def panel(size: Vec3, at: Vec3, *, frame: float = 0.06, slot: int = 0) -> Part:
    """A framed door or drawer front: ``size`` with the frame standing proud, its bottom centre at ``at``."""
    w, h, d = size
    frame = min(frame, 0.24 * min(w, h))
    x, y, z = at
    return join(
        box((w - frame, h - frame, 0.5 * d), (x, y + frame / 2, z - 0.2 * d), bevel=0.0, slot=slot),
        box((frame, h, d), (x - w / 2 + frame / 2, y, z), bevel=0.004, slot=slot),
        box((frame, h, d), (x + w / 2 - frame / 2, y, z), bevel=0.004, slot=slot),
        box((w - 2 * frame, frame, d), (x, y, z), bevel=0.004, slot=slot),
        box((w - 2 * frame, frame, d), (x, y + h - frame, z), bevel=0.004, slot=slot),
    )


_THICK = (0.030, 0.042, 0.026, 0.052, 0.034, 0.046, 0.028, 0.038)
_TALL = (0.84, 0.92, 0.76, 0.97, 0.88, 0.72, 0.94, 0.80)


def book_row(length: float, height: float, depth: float, at: Vec3, *, seed: int = 0, slots: tuple[int, ...]) -> Part:
    """Books side by side from the left of ``at`` to its right, of uneven thickness and height; the last one leans."""
    x, books, place = 0.0, [], seed
    while x < length - 0.06:
        thick = _THICK[place % 8]
        tall = height * _TALL[(place * 3 + seed) % 8]
        book = box((thick * 0.94, tall, depth), (0, 0, 0), bevel=0.0, slot=slots[(place + seed) % len(slots)])
        last = x + thick > length - 0.09
        book = turn(book, z_deg=9) if last else book
        books.append(move(book, (at[0] - length / 2 + x + thick / 2 + (0.05 if last else 0), at[1], at[2])))
        x += thick
        place += 1
    return join(books)
