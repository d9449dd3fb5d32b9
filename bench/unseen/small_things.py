"""What stands on furniture, hangs on walls and from the ceiling, and floats."""

from __future__ import annotations

import math

from bench.unseen.hidden_layout import HiddenLayout, Piece
from studio.model.stage import Size
from studio.staging.room import Wall

SMALL: dict[str, Size] = {
    "book": (0.2, 0.04, 0.14),
    "vase": (0.15, 0.3, 0.15),
    "cup": (0.09, 0.1, 0.09),
    "candle": (0.05, 0.15, 0.05),
    "laptop": (0.34, 0.24, 0.25),
    "plate": (0.22, 0.03, 0.22),
    "lamp": (0.2, 0.4, 0.2),
    "map": (0.4, 0.005, 0.3),
}


def on_furniture(layout: HiddenLayout) -> bool:
    """Small things on something with a top; now and then a coin on a map on a table."""
    hosts = [
        p
        for p in layout.pieces
        if p.label
        in {
            "table",
            "desk",
            "dresser",
            "sideboard",
            "counter",
            "coffee table",
            "workbench",
            "nightstand",
            "long table",
            "dining table",
            "round table",
        }
    ]
    if not hosts:
        return False
    host = layout.rng.choice(hosts)
    label = layout.rng.choice(tuple(SMALL))
    many = [p for p in layout.pieces if p.node == host.node]
    return put_on_top(layout, host, label, layout.rng.randint(1, 3) if len(many) == 1 else len(many))


def put_on_top(layout: HiddenLayout, host: Piece, label: str, count: int) -> bool:
    """``count`` small things on a host, spread over all of its kind; tops never more than a third full."""
    size = SMALL[label]
    hosts = [p for p in layout.pieces if p.node == host.node]
    each = math.ceil(count / len(hosts))
    for one in hosts:
        used = sum(p.size[0] * p.size[2] for p in layout.pieces if p.parent is one)
        if used + each * size[0] * size[2] > 0.3 * one.size[0] * one.size[2] or max(size[0], size[2]) > 0.8 * min(
            one.size[0], one.size[2]
        ):
            return False
    if any(p.parent is host for p in layout.pieces) and size[0] > 0.2:
        return False
    name = layout.name(label)
    first: Piece | None = None
    for turn in range(count):
        one = hosts[turn * len(hosts) // count]
        spread = (turn % max(1, each) + 0.5) / max(1, each) - 0.5
        x, z = one.rect.world(spread * (one.size[0] - size[0]), 0.0)
        small = Piece(
            name, label, size, x, z, one.yaw, y=one.top, role="decoration_surface", support="surface", parent=one
        )
        small.said.append(("on_top_of", host.node, None, None))
        layout.pieces.append(small)
        first = first or small
    if label == "map" and first is not None and count == 1 and layout.rng.random() < 0.7:
        coin = layout.name("coin")
        for turn in range(3):
            x, z = first.rect.world(0.1 * (turn - 1), 0.0)
            piece = Piece(
                coin,
                "coin",
                (0.025, 0.003, 0.025),
                x,
                z,
                first.yaw,
                y=first.top,
                role="decoration_surface",
                support="surface",
                parent=first,
            )
            piece.said.append(("on_top_of", first.node, None, None))
            layout.pieces.append(piece)
    return True


def on_wall(layout: HiddenLayout) -> bool:
    """A picture, a clock, a banner on a wall; sometimes another beside it on the same wall."""
    rng = layout.rng
    label, size = rng.choice(
        (
            ("painting", (0.7, 0.5, 0.04)),
            ("clock", (0.35, 0.35, 0.06)),
            ("mirror", (0.5, 0.8, 0.04)),
            ("screen", (1.2, 0.7, 0.08)),
            ("banner", (0.6, 1.0, 0.03)),
        )
    )
    beside = rng.random() < 0.5
    stop = layout.wall(size[0] + (1.6 if beside else 0.0))
    if stop is None:
        return False
    wall, along = stop
    bottom = 1.9 - size[1] / 2
    if not _is_free_wall(layout, wall.start, along, size[0] + (1.6 if beside else 0.2)):
        return False
    pieces = [_mounted(layout, wall, along, bottom, label, size)]
    if beside:
        small: Size = rng.choice(((0.3, 0.3, 0.04), (0.4, 0.5, 0.03)))
        sign = rng.choice((1.0, -1.0))
        other = _mounted(
            layout, wall, along + sign * (size[0] / 2 + 0.15 + small[0] / 2), 1.9 - small[1] / 2, "picture", small
        )
        other.said.append(
            ("left_of" if pieces[0].rect.local((other.x, other.z))[0] > 0 else "right_of", pieces[0].node, None, None)
        )
        pieces.append(other)
    layout.pieces += pieces
    return True


def _mounted(layout: HiddenLayout, wall: Wall, along: float, bottom: float, label: str, size: Size) -> Piece:
    x, z = wall.point(along, size[2] / 2 + 0.002)
    piece = Piece(layout.name(label), label, size, x, z, wall.yaw_deg, y=bottom, role="furniture_wall", support="wall")
    piece.said.append(("on_wall", "room", None, None))
    return piece


def _is_free_wall(layout: HiddenLayout, start: tuple[float, float], along: float, width: float) -> bool:
    wall = next(one for one in layout.room.walls if one.start == start)
    low, high = along - width / 2, along + width / 2
    if low < 0.05 or high > wall.length - 0.05:
        return False
    if any(gate.wall is wall and low < gate.high + 0.1 and high > gate.low - 0.1 for gate in layout.room.gates):
        return False
    for piece in layout.pieces:
        at, off = wall.local((piece.x, piece.z))
        reach = max(piece.size[0], piece.size[2]) / 2
        if off < 1.6 and low < at + reach and high > at - reach and piece.top > 1.0:
            return False
    return True


def hanging(layout: HiddenLayout) -> bool:
    """Lamps from the ceiling."""
    size: Size = (0.5, 0.4, 0.5)
    name = layout.name("chandelier")
    y = layout.container.size[1] - size[1]  # type: ignore[index]
    for _ in range(layout.rng.randint(1, 4)):
        for _ in range(20):
            x, z, yaw = layout.spot()
            piece = Piece(name, "chandelier", size, x, z, yaw, y=y, role="decoration_hanging", support="ceiling")
            piece.said.append(("hanging", "room", None, None))
            clear = all(abs(o.x - x) + abs(o.z - z) > 1.2 for o in layout.pieces if o.top > y)
            if clear and layout.inside(piece.rect.grown(0.2)):
                layout.pieces.append(piece)
                break
    return True


def floating(layout: HiddenLayout) -> bool:
    """Candles in the air between two heights."""
    ceiling = layout.container.size[1]  # type: ignore[index]
    if ceiling < 2.6:
        return False
    name, count = layout.name("candle"), layout.rng.randint(3, 25)
    low, high = round(ceiling * 0.65, 2), round(ceiling * 0.95, 2)
    for _ in range(count):
        for _ in range(20):
            x, z, yaw = layout.spot()
            y = layout.rng.uniform(low, high - 0.2)
            piece = Piece(
                name, "candle", (0.05, 0.15, 0.05), x, z, yaw, y=y, role="decoration_floating", support="floating"
            )
            piece.said.append(("floating", "room", None, None))
            piece.hint = {"zone": "random", "floatingRange": [low, high]}
            clear = all(abs(o.x - x) + abs(o.z - z) > 0.4 for o in layout.pieces if o.top > y - 0.2)
            if clear and layout.inside(piece.rect.grown(0.1)):
                layout.pieces.append(piece)
                break
    return True
