"""Books, maps, letters, and what stands on a writing desk."""

from __future__ import annotations

import numpy as np

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, box, curve, extrude, lathe, tube
from studio.staging.kit.occupancy import solid, surface, whole_top
from studio.staging.kit.operators import both_sides, join, move, scale, turn


def _volume(w: float, h: float, d: float, *, slot: int, paper: int) -> Part:
    """A closed book lying down, its spine to the left (-X)."""
    board = min(0.004, 0.16 * h)
    return join(
        box((w, board, d), bevel=0.0, slot=slot),
        box((w, board, d), (0, h - board, 0), bevel=0.0, slot=slot),
        box((0.06 * w, h, d), (-0.47 * w, 0, 0), bevel=min(0.006, 0.02 * w), slot=slot),
        box((0.92 * w, h - 2 * board, d - 0.05 * d), (-0.01 * w, board, 0), bevel=0.0, slot=paper),
    )


def _book(size: Size) -> Part:
    w, h, d = size
    label = box((0.5 * w, 0.0012, 0.16 * d), (0, h - 0.0006, -0.2 * d), bevel=0.0, slot=1)
    return join(_volume(w, h - 0.0006, d, slot=0, paper=1), label)


def _open_book(size: Size) -> Part:
    """Open in the middle: two swelling blocks of pages on their boards."""
    w, h, d = size
    board = 0.16 * h
    side = [
        (0.0, board),
        (0.5 * w - 0.006, board),
        (0.5 * w - 0.006, 0.5 * h),
        (0.3 * w, 0.86 * h),
        (0.12 * w, h),
        (0.02 * w, 0.8 * h),
    ]
    pages = turn(extrude(side, d - 0.012, slot=1, crease_deg=40), y_deg=0)
    lines = [
        turn(
            box((0.26 * w, 0.0012, 0.016 * d), (0.2 * w, 0.945 * h, (row / 9 - 0.5) * 0.78 * d), bevel=0.0, slot=2),
            z_deg=0,
        )
        for row in range(10)
    ]
    tilted = [turn(line, z_deg=-7, about=(0.2 * w, 0.94 * h, 0)) for line in lines]
    return join(both_sides(join(box((0.5 * w, board, d), (0.25 * w, 0, 0), bevel=0.0), pages, tilted)))


def _book_stack(size: Size) -> Part:
    """Five books of different sizes, none quite straight."""
    w, h, d = size
    shares = (0.24, 0.19, 0.22, 0.15, 0.2)
    turns = (0, 9, -6, 14, -11)
    y, books = 0.0, []
    for place, (share, angle) in enumerate(zip(shares, turns, strict=True)):
        factor = 1.0 - 0.045 * place - (0.12 if place else 0)
        volume = _volume(w * factor, share * h, d * factor, slot=place % 4, paper=4)
        books.append(move(turn(volume, y_deg=angle), (0.01 * (place % 2), y, 0)))
        y += share * h
    return join(books)


def _map(size: Size) -> Part:
    """A chart with curled ends, a coast and a dotted course to a cross."""
    w, h, d = size
    reach = w / 2
    curl = [(-reach, h), (-reach, 0.5 * h), (-0.92 * reach, 0.12 * h), (-0.8 * reach, 0.0), (0.8 * reach, 0.0)]
    curl += [(0.92 * reach, 0.12 * h), (reach, 0.5 * h), (reach, h)]
    path = [(x, y) for x, y in curl]
    thick = min(0.0025, 0.2 * h)
    upper = [(x * 0.985, y + thick if 0 < place < 7 else y) for place, (x, y) in enumerate(path)]
    sheet = extrude([*path, *reversed(upper)], d, crease_deg=60)
    coast = [
        (-0.55, -0.4),
        (-0.3, -0.46),
        (-0.1, -0.2),
        (-0.2, 0.05),
        (0.02, 0.3),
        (-0.3, 0.44),
        (-0.6, 0.3),
        (-0.5, 0.0),
    ]
    land = turn(extrude([(x * reach, z * d * 0.9) for x, z in coast], 0.0016, slot=1), x_deg=-90)
    dot = box((0.045 * w, 0.0018, 0.012 * d), bevel=0.0, slot=2)
    course = [(0.02, -0.28, 20), (0.1, -0.18, 40), (0.19, -0.1, 10), (0.28, 0.0, 50), (0.34, 0.12, 70)]
    cross = box((0.13 * w, 0.002, 0.028 * d), bevel=0.0, slot=2)
    marks = [move(turn(dot, y_deg=angle), (x * w, thick, z * d)) for x, z, angle in course]
    marks += [move(turn(cross, y_deg=angle), (0.34 * w, thick, 0.3 * d)) for angle in (45, -45)]
    return join(sheet, move(land, (0, thick + 0.0006, 0)), marks)


def _letter(size: Size) -> Part:
    """A sheet of writing, slightly curled."""
    w, h, d = size
    thick = 0.12 * h
    steps = np.linspace(-0.5, 0.5, 7)
    lift = (h - thick) * (2 * np.abs(steps)) ** 2.2
    low = [(x * w, y) for x, y in zip(steps.tolist(), lift.tolist(), strict=True)]
    high = [(x, y + thick) for x, y in reversed(low)]
    sheet = extrude([*low, *high], d, crease_deg=70)
    lines = [
        box((0.5 * w, 0.06 * h, 0.012 * d), (0, 0.16 * h, (row / 9 - 0.5) * 0.7 * d), bevel=0.0, slot=1)
        for row in range(10)
    ]
    return join(sheet, lines)


def _newspaper(size: Size) -> Part:
    w, h, d = size
    line = box((0.38 * w, 0.02 * h + 0.0006, 0.02 * d), bevel=0.0, slot=1)
    columns = [move(line, (x * 0.22 * w, h - 0.0006, (row / 10 - 0.3) * 0.9 * d)) for x in (-1, 1) for row in range(8)]
    return join(
        box((w, 0.5 * h, d), bevel=0.001),
        box((0.98 * w, 0.5 * h - 0.0004, 0.98 * d), (0.005 * w, 0.5 * h - 0.0002, 0), bevel=0.001),
        box((0.8 * w, 0.002, 0.1 * d), (0, h - 0.0016, -0.4 * d), bevel=0.0, slot=1),
        columns,
    )


def _scroll(size: Size) -> Part:
    """A roll of parchment with a ribbon and a loose edge."""
    w, h, d = size
    r = h / 2
    roll = turn(lathe([(0, 0), (r, 0), (r, w), (0.6 * r, w), (0.6 * r, 0.9 * w), (0, 0.9 * w)], sides=16), z_deg=-90)
    ribbon = turn(lathe([(0, 0), (1.03 * r, 0), (1.03 * r, 0.08 * w), (0, 0.08 * w)], sides=16, slot=1), z_deg=-90)
    edge = box((w, 0.06 * h, d - r), (0, 0, d / 2 - (d - r) / 2), bevel=0.0)
    back = -d / 2 + r
    return join(move(roll, (-w / 2, r, back)), move(ribbon, (-0.04 * w, r, back)), edge)


def _inkwell(size: Size) -> Part:
    """A glass well with a quill standing in it."""
    w, h, d = size
    r, well = 0.3 * min(w, d) + 0.004, 0.26 * h
    pot = lathe(
        [
            (0, 0),
            (r, 0),
            (r, 0.7 * well),
            (0.5 * r, 0.85 * well),
            (0.55 * r, well),
            (0.4 * r, well),
            (0.36 * r, 0.5 * well),
            (0, 0.5 * well),
        ],
        sides=16,
    )
    spine = curve([(0, 0.4 * well, 0), (0.1 * w, 0.5 * h, 0), (0.24 * w, 0.8 * h, 0), (0.42 * w, h - 0.004, 0)], 3)
    widths = [
        (0.002, 0.002),
        (0.002, 0.002),
        (0.002, 0.002),
        (0.002, 0.01),
        (0.002, 0.05),
        (0.002, 0.075),
        (0.002, 0.08),
        (0.002, 0.07),
        (0.002, 0.045),
        (0.001, 0.006),
    ]
    vane = tube(spine, [(a, b * h) for a, b in widths], sides=6, side_hint=(0, 0, 1), slot=1)
    return join(pot, vane)


def _globe(size: Size) -> Part:
    """A globe in a half ring on a turned foot."""
    w, h, d = size
    r = 0.4 * min(w, d)
    middle = h - r - 0.05 * h
    half = [(1.12 * r * np.sin(a), middle + 1.12 * r * np.cos(a), 0.0) for a in np.linspace(-0.15, np.pi + 0.1, 14)]
    land = [
        scale(
            lathe([(0, -1), (0.6, -0.6), (0.8, 0), (0.5, 0.7), (0, 1)], sides=8, slot=2), (0.5 * r, 0.42 * r, 0.2 * r)
        )
    ]
    lands = [
        turn(move(land[0], (0, 0.14 * r, 0.84 * r)), y_deg=angle, x_deg=tilt)
        for angle, tilt in ((10, 0), (130, 20), (250, -10))
    ]
    sphere = lathe(
        [(np.sin(a) * r, -np.cos(a) * r) for a in np.linspace(0, np.pi, 11)], sides=18, slot=1, crease_deg=62
    )
    tilted = turn(join(sphere, lands), z_deg=-20)
    foot = lathe(
        [
            (0, 0),
            (0.62 * r, 0),
            (0.6 * r, 0.03 * h),
            (0.2 * r, 0.07 * h),
            (0.1 * r, 0.1 * h),
            (0.1 * r, middle - 1.1 * r),
            (0, middle - 1.1 * r),
        ],
        sides=16,
    )
    return join(foot, tube(half, 0.03 * r + 0.002, sides=6), move(tilted, (0, middle, 0)))


def _map_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(min(0.0025, 0.2 * h), (0.7 * w, 0.9 * d)),)


def _map_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    curl = 0.1 * w
    return (
        solid((w, min(0.0025, 0.2 * h), d)),
        *(solid((curl, h, d), (side * (w - curl) / 2, 0, 0)) for side in (-1, 1)),
    )


PAPERS = (
    Archetype(
        id="book",
        name_en="book",
        name_ko="책",
        keywords=("volume", "novel", "tome", "diary", "notebook", "bible", "도서", "일기장", "공책", "노트", "성경"),
        category="paper",
        role="decoration_surface",
        size=(0.16, 0.035, 0.23),
        materials=("cloth_red", "paper"),
        build=meshed(_book),
        attach="surface",
        surfaces=whole_top,
    ),
    Archetype(
        id="open_book",
        name_en="open book",
        name_ko="펼친 책",
        keywords=("spellbook", "grimoire", "ledger", "펼쳐진 책", "마법서", "장부"),
        category="paper",
        role="decoration_surface",
        size=(0.38, 0.05, 0.26),
        materials=("leather", "paper", "black"),
        build=meshed(_open_book),
        attach="surface",
    ),
    Archetype(
        id="book_stack",
        name_en="stack of books",
        name_ko="책 더미",
        keywords=("pile of books", "books", "책들", "쌓인 책", "책무더기"),
        category="paper",
        role="decoration_surface",
        size=(0.26, 0.2, 0.3),
        materials=("cloth_red", "cloth_blue", "leather", "cloth_green", "paper"),
        build=meshed(_book_stack),
        attach="surface",
    ),
    Archetype(
        id="map",
        name_en="map",
        name_ko="지도",
        keywords=("chart", "treasure map", "sea chart", "blueprint", "해도", "보물 지도", "설계도"),
        category="paper",
        role="decoration_surface",
        size=(0.6, 0.03, 0.42),
        materials=("paper", "sand", "cloth_red"),
        build=meshed(_map),
        attach="surface",
        solids=_map_solids,
        surfaces=_map_surfaces,
    ),
    Archetype(
        id="letter",
        name_en="letter",
        name_ko="편지",
        keywords=("paper", "sheet of paper", "note", "document", "contract", "종이", "서류", "문서", "쪽지", "계약서"),
        category="paper",
        role="decoration_surface",
        size=(0.21, 0.012, 0.29),
        materials=("paper", "black"),
        build=meshed(_letter),
        attach="surface",
    ),
    Archetype(
        id="newspaper",
        name_en="newspaper",
        name_ko="신문",
        keywords=("paper stack", "magazine", "broadsheet", "잡지", "신문지"),
        category="paper",
        role="decoration_surface",
        size=(0.3, 0.02, 0.4),
        materials=("paper", "black"),
        build=meshed(_newspaper),
        attach="surface",
    ),
    Archetype(
        id="scroll",
        name_en="scroll",
        name_ko="두루마리",
        keywords=("parchment", "papyrus", "rolled paper", "양피지", "족자"),
        category="paper",
        role="decoration_surface",
        size=(0.34, 0.06, 0.12),
        materials=("paper", "cloth_red"),
        build=meshed(_scroll),
        attach="surface",
    ),
    Archetype(
        id="inkwell",
        name_en="inkwell with a quill",
        name_ko="잉크병과 깃펜",
        keywords=("quill", "pen", "ink", "feather pen", "깃펜", "잉크", "펜", "붓"),
        category="paper",
        role="decoration_surface",
        size=(0.15, 0.26, 0.08),
        materials=("black", "white"),
        build=meshed(_inkwell),
        attach="surface",
    ),
    Archetype(
        id="globe",
        name_en="globe",
        name_ko="지구본",
        keywords=("terrestrial globe", "world globe", "지구의", "천구의"),
        category="paper",
        role="decoration_surface",
        size=(0.34, 0.46, 0.3),
        materials=("brass", "water", "sand"),
        build=meshed(_globe),
        attach="surface",
    ),
)
