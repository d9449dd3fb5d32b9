"""Bookcases, wardrobes, drawers and shelves."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.fittings import bar_handle, book_row, knob, panel
from studio.staging.kit.geometry import Part, box, extrude, tube
from studio.staging.kit.occupancy import solid, surface, whole_top
from studio.staging.kit.operators import both_sides, four_corners, join, move, taper, turn

BOARD = 0.025


def _shelf_heights(size: Size) -> list[float]:
    """Undersides of the boards, from the plinth to the one below the top."""
    h = size[1]
    count = max(1, round((h - 0.1) / 0.36))
    pitch = (h - 0.07 - BOARD) / count
    return [0.07 + place * pitch for place in range(count)]


def _bookcase(size: Size) -> Part:
    """An open case with a plinth and a cornice, its shelves two thirds full."""
    w, h, d = size
    heights = _shelf_heights(size)
    gap = (heights[1] if len(heights) > 1 else h - BOARD) - heights[0] - BOARD
    parts = [
        both_sides(box((BOARD, h - BOARD, d), (w / 2 - BOARD / 2, 0, 0), bevel=0.004)),
        box((w, BOARD * 1.3, d), (0, h - BOARD * 1.3, 0), bevel=0.006),
        box((w - 2 * BOARD, h - 0.06, 0.012), (0, 0.05, -d / 2 + 0.008), bevel=0.0),
        box((w - 2 * BOARD, 0.07, 0.02), (0, 0, d / 2 - 0.03), bevel=0.003),
    ]
    inner = w - 2 * BOARD
    for row, y in enumerate(heights):
        parts.append(box((inner, BOARD, d - 0.02), (0, y, 0), bevel=0.003))
        share = (0.94, 0.62, 0.8, 0.5, 0.9)[row % 5]
        side = 1 if row % 2 else -1
        length = min(inner * share, 0.9)
        parts.append(
            book_row(
                length,
                min(0.26, gap * 0.86),
                min(0.17, d * 0.62),
                (side * (inner - length) / 2, y + BOARD, 0.0),
                seed=row * 3 + 1,
                slots=(1, 2, 3, 4),
            )
        )
    return join(parts)


def _bookcase_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        *(solid((BOARD, h, d), (side * (w - BOARD) / 2, 0, 0)) for side in (-1, 1)),
        solid((w, h, 0.03), (0, 0, -d / 2 + 0.015)),
        solid((w, BOARD * 1.3, d), (0, h - BOARD * 1.3, 0)),
        *(solid((w, BOARD, d), (0, y, 0)) for y in _shelf_heights(size)),
    )


def _bookcase_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    inner = (w - 2 * BOARD - 0.01, d - 0.04)
    shelves = [surface(y + BOARD, inner, (0, 0.015)) for y in _shelf_heights(size)]
    return (surface(h, (w, d)), *shelves)


def _wardrobe(size: Size) -> Part:
    """Two tall framed doors under a cornice."""
    w, h, d = size
    doors = max(1, round(w / 0.6))
    each = (w - 0.06) / doors
    parts = [
        box((w - 0.03, h - 0.14, d - 0.05), (0, 0.08, -0.015), bevel=0.005),
        box((w - 0.01, 0.09, d - 0.03), (0, 0, -0.01), bevel=0.008),
        box((w, 0.05, d), (0, h - 0.05, 0), bevel=0.014),
        box((w - 0.03, 0.04, d - 0.02), (0, h - 0.085, -0.005), bevel=0.012),
    ]
    for place in range(doors):
        x = (place + 0.5) * each - (w - 0.06) / 2
        parts.append(panel((each - 0.008, h - 0.21, 0.025), (x, 0.11, d / 2 - 0.035), frame=0.075))
        hinge = 1 if place % 2 == 0 else -1
        hinge = hinge if doors > 1 else 1
        parts.append(
            bar_handle((x + hinge * (each / 2 - 0.04), 0.5 * h, d / 2 - 0.03), 0.16, upright=True, reach=0.025)
        )
    return join(parts)


def _drawers(size: Size) -> Part:
    """A chest of drawers on short feet, two knobs a drawer."""
    w, h, d = size
    foot, top = 0.09, 0.03
    rows = max(2, round((h - foot - top) / 0.22))
    columns = max(1, round(w / 1.1))
    parts = [
        four_corners(taper(box((0.05, foot + 0.01, 0.05), (w / 2 - 0.045, 0, d / 2 - 0.05), bevel=0.004), (1, 1))),
        box((w - 0.03, h - foot - top, d - 0.04), (0, foot, -0.01), bevel=0.005),
        box((w, top, d), (0, h - top, 0), bevel=0.009),
    ]
    pitch, each = (h - foot - top - 0.02) / rows, (w - 0.05) / columns
    for row in range(rows):
        for column in range(columns):
            x = (column + 0.5) * each - (w - 0.05) / 2
            y = foot + 0.01 + row * pitch
            parts.append(box((each - 0.02, pitch - 0.018, 0.024), (x, y + 0.009, d / 2 - 0.032), bevel=0.007))
            parts += [knob((x + side * 0.26 * each, y + pitch / 2, d / 2 - 0.026)) for side in (-1, 1)]
    return join(parts)


def _cabinet(size: Size) -> Part:
    """A cupboard: doors below, on short legs."""
    w, h, d = size
    foot, top = 0.1, 0.03
    doors = max(2, round(w / 0.45))
    each = (w - 0.05) / doors
    leg = box((0.045, foot + 0.01, 0.045), (w / 2 - 0.045, 0, d / 2 - 0.05), bevel=0.004)
    parts = [
        four_corners(leg),
        box((w - 0.03, h - foot - top, d - 0.04), (0, foot, -0.01), bevel=0.005),
        box((w, top, d), (0, h - top, 0), bevel=0.009),
    ]
    for place in range(doors):
        x = (place + 0.5) * each - (w - 0.05) / 2
        parts.append(panel((each - 0.01, h - foot - top - 0.03, 0.022), (x, foot + 0.015, d / 2 - 0.034)))
        hinge = 1 if place % 2 == 0 else -1
        parts.append(knob((x + hinge * (each / 2 - 0.035), foot + 0.56 * (h - foot), d / 2 - 0.026)))
    return join(parts)


def _wall_shelf(size: Size) -> Part:
    """A board on two scrolled brackets."""
    w, h, d = size
    board = min(0.028, 0.2 * h)
    drop, reach = h - board, d * 0.82
    bracket = extrude(
        [
            (0, 0),
            (0.12 * reach, 0.0),
            (0.34 * reach, 0.42 * drop),
            (0.62 * reach, 0.72 * drop),
            (reach, 0.86 * drop),
            (reach, drop),
            (0, drop),
        ],
        0.022,
        bevel=0.004,
    )
    bracket = move(turn(bracket, y_deg=-90), (0.36 * w, 0, -d / 2))
    return join(box((w, board, d), (0, h - board, 0), bevel=0.006), both_sides(bracket))


def _wall_shelf_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    board = min(0.028, 0.2 * h)
    return (
        solid((w, board, d), (0, h - board, 0)),
        *(solid((0.03, h - board, d * 0.82), (side * 0.36 * w, 0, -0.09 * d)) for side in (-1, 1)),
    )


def _coat_rack(size: Size) -> Part:
    """A pole on three feet with hooks at the top."""
    w, h, d = size
    reach = min(w, d) / 2
    hook = tube([(0, 0, 0), (0.09, 0.01, 0), (0.15, 0.07, 0), (0.155, 0.11, 0)], [0.011, 0.011, 0.01, 0.013], sides=6)
    foot = tube([(0, 0.16, 0), (0.6 * reach, 0.09, 0), (reach - 0.01, 0.018, 0)], [0.016, 0.016, 0.016], sides=6)
    parts = [tube([(0, 0.05, 0), (0, 0.5 * h, 0), (0, h - 0.01, 0)], [0.022, 0.02, 0.016], sides=8)]
    for place in range(4):
        parts.append(turn(move(hook, (0, h - 0.16, 0)), y_deg=45 + 90 * place))
        parts.append(turn(move(hook, (0, h - 0.42, 0)), y_deg=90 * place))
        parts.append(turn(foot, y_deg=90 * place))
    return join(parts)


STORAGE = (
    Archetype(
        id="bookcase",
        name_en="bookcase",
        name_ko="책장",
        keywords=("bookshelf", "bookshelves", "library shelf", "shelves of books", "책꽂이", "서가", "책 선반"),
        category="storage",
        role="furniture_wall",
        size=(0.9, 2.0, 0.32),
        materials=("wood", "cloth_red", "cloth_blue", "cloth_green", "paper"),
        build=meshed(_bookcase),
        solids=_bookcase_solids,
        surfaces=_bookcase_surfaces,
        access=("front",),
        tags=("storage", "tall"),
    ),
    Archetype(
        id="wardrobe",
        name_en="wardrobe",
        name_ko="옷장",
        keywords=("closet", "armoire", "clothes cupboard", "장롱", "옷 장", "벽장"),
        category="storage",
        role="furniture_wall",
        size=(1.2, 2.0, 0.6),
        materials=("wood", "brass"),
        build=meshed(_wardrobe),
        surfaces=whole_top,
        access=("front",),
        tags=("storage", "tall"),
    ),
    Archetype(
        id="dresser",
        name_en="chest of drawers",
        name_ko="서랍장",
        keywords=("dresser", "drawers", "commode", "tallboy", "화장대", "옷 서랍장"),
        category="storage",
        role="furniture_wall",
        size=(1.0, 0.85, 0.48),
        materials=("wood", "brass"),
        build=meshed(_drawers),
        surfaces=whole_top,
        access=("front",),
        tags=("storage",),
    ),
    Archetype(
        id="cabinet",
        name_en="cabinet",
        name_ko="캐비닛",
        keywords=("cupboard", "locker", "display cabinet", "찬장", "장식장", "보관함", "수납장"),
        category="storage",
        role="furniture_wall",
        size=(0.9, 1.2, 0.42),
        materials=("wood", "brass"),
        build=meshed(_cabinet),
        surfaces=whole_top,
        access=("front",),
        tags=("storage",),
    ),
    Archetype(
        id="sideboard",
        name_en="sideboard",
        name_ko="사이드보드",
        keywords=("buffet", "credenza", "console table", "tv stand", "media console", "콘솔", "거실장", "티비장"),
        category="storage",
        role="furniture_wall",
        size=(1.6, 0.8, 0.45),
        materials=("wood", "brass"),
        build=meshed(_cabinet),
        surfaces=whole_top,
        access=("front",),
        tags=("storage",),
    ),
    Archetype(
        id="shelf",
        name_en="wall shelf",
        name_ko="선반",
        keywords=("shelf", "ledge", "rack", "floating shelf", "벽 선반", "벽선반"),
        category="storage",
        role="furniture_wall",
        size=(0.9, 0.2, 0.24),
        materials=("wood",),
        build=meshed(_wall_shelf),
        attach="wall",
        solids=_wall_shelf_solids,
        surfaces=whole_top,
        tags=("storage", "wall_flush"),
    ),
    Archetype(
        id="coat_rack",
        name_en="coat rack",
        name_ko="옷걸이",
        keywords=("hat stand", "coat stand", "hall tree", "coat hanger", "스탠드 옷걸이", "행거"),
        category="storage",
        role="furniture_floor",
        size=(0.5, 1.8, 0.5),
        materials=("wood_dark",),
        build=meshed(_coat_rack),
        tags=("storage", "tall"),
    ),
)
