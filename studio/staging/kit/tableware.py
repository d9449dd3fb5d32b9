"""What lies on a table: plates, cups, bottles, bowls and pots, turned on the lathe."""

from __future__ import annotations

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, box, curve, lathe, tube
from studio.staging.kit.levels import Row, stack
from studio.staging.kit.operators import both_sides, join, move, turn


def _plate(size: Size) -> Part:
    r, h = size[0] / 2, size[1]
    rim = min(0.004, 0.3 * h)
    return lathe(
        [
            *((0, 0), (0.55 * r, 0), (0.62 * r, 0.12 * h), (0.985 * r, h - rim), (r, h - 0.4 * rim), (0.97 * r, h)),
            *((0.64 * r, 0.45 * h), (0.58 * r, 0.3 * h), (0, 0.3 * h)),
        ],
        sides=28,
    )


def _cup(size: Size) -> Part:
    """A mug with its handle on the left."""
    w, h, d = size
    r, wall = min(d, 0.78 * w) / 2, 0.0035
    body = lathe(
        [
            *((0, 0), (0.82 * r, 0), (0.9 * r, 0.03 * h), (r, 0.3 * h), (r, h), (r - wall, h)),
            *((r - wall, 0.3 * h), (0.8 * r, 0.08 * h), (0, 0.08 * h)),
        ],
        sides=20,
    )
    reach = w - 2 * r
    loop = [(r - 0.004, 0.8 * h, 0), (r + 0.7 * reach, 0.78 * h, 0), (r + reach - 0.005, 0.5 * h, 0)]
    loop += [(r + 0.6 * reach, 0.24 * h, 0), (r - 0.004, 0.2 * h, 0)]
    return join(body, tube(curve(loop, 2), 0.005, sides=6))


def _goblet(size: Size) -> Part:
    """A stemmed drinking vessel with a knop."""
    r, h = min(size[0], size[2]) / 2, size[1]
    return lathe(
        [
            *((0, 0), (0.84 * r, 0), (0.86 * r, 0.02 * h), (0.5 * r, 0.05 * h), (0.16 * r, 0.1 * h)),
            *((0.14 * r, 0.26 * h), (0.32 * r, 0.3 * h), (0.32 * r, 0.34 * h), (0.15 * r, 0.38 * h)),
            *((0.2 * r, 0.44 * h), (0.72 * r, 0.52 * h), (0.96 * r, 0.66 * h), (r, 0.82 * h), (0.94 * r, h)),
            *((0.86 * r, h), (0.9 * r, 0.8 * h), (0.6 * r, 0.54 * h), (0, 0.5 * h)),
        ],
        sides=20,
    )


def _wine_glass() -> Part:
    return lathe(
        [
            *((0, 0), (0.88, 0), (0.88, 0.012), (0.16, 0.04), (0.1, 0.1), (0.1, 0.45), (0.3, 0.49), (0.84, 0.6)),
            *((1.0, 0.74), (0.86, 1.0), (0.81, 1.0), (0.94, 0.74), (0.78, 0.61), (0, 0.52)),
        ],
        sides=20,
    )


def _bottle(size: Size) -> Part:
    """A wine bottle with a label and a cork."""
    r, h = min(size[0], size[2]) / 2, size[1]
    glass = lathe(
        [
            *((0, 0), (0.92 * r, 0), (r, 0.02 * h), (r, 0.58 * h), (0.9 * r, 0.66 * h), (0.48 * r, 0.74 * h)),
            *((0.34 * r, 0.8 * h), (0.32 * r, 0.92 * h), (0.4 * r, 0.925 * h), (0.4 * r, 0.955 * h)),
            *((0.3 * r, 0.96 * h), (0, 0.96 * h)),
        ],
        sides=18,
    )
    label = lathe([(0, 0.2 * h), (1.012 * r, 0.2 * h), (1.012 * r, 0.46 * h), (0, 0.46 * h)], sides=18, slot=1)
    cork = lathe([(0, 0.94 * h), (0.25 * r, 0.94 * h), (0.28 * r, h), (0, h)], sides=10, slot=2)
    return join(glass, label, cork)


def _bowl(size: Size) -> Part:
    r, h = size[0] / 2, size[1]
    wall = min(0.006, 0.1 * r)
    return lathe(
        [
            *((0, 0), (0.42 * r, 0), (0.44 * r, 0.08 * h), (0.62 * r, 0.2 * h), (0.86 * r, 0.52 * h), (r, h)),
            *((r - wall, h), (0.82 * r, 0.54 * h), (0.56 * r, 0.26 * h), (0, 0.2 * h)),
        ],
        sides=24,
    )


def _teapot(size: Size) -> Part:
    """Round body, lid with a knob, spout to the left, handle to the right."""
    w, h, _ = size
    r = 0.3 * w
    body = lathe(
        [
            *((0, 0), (0.55 * r, 0), (0.6 * r, 0.05 * h), (0.94 * r, 0.22 * h), (r, 0.4 * h), (0.9 * r, 0.6 * h)),
            *((0.6 * r, 0.76 * h), (0.56 * r, 0.8 * h), (0.36 * r, 0.86 * h), (0.1 * r, 0.89 * h)),
            *((0.17 * r, 0.95 * h), (0.12 * r, h), (0, h)),
        ],
        sides=20,
        crease_deg=50,
    )
    spout = curve([(0.8 * r, 0.26 * h, 0), (1.2 * r, 0.42 * h, 0), (1.42 * r, 0.66 * h, 0), (1.66 * r, 0.76 * h, 0)], 2)
    nose = tube(spout, [0.3 * r, 0.25 * r, 0.2 * r, 0.16 * r, 0.13 * r, 0.12 * r, 0.11 * r], sides=8)
    grip = curve(
        [
            *((-0.8 * r, 0.66 * h, 0), (-1.3 * r, 0.72 * h, 0), (-1.62 * r, 0.5 * h, 0)),
            *((-1.3 * r, 0.26 * h, 0), (-0.85 * r, 0.24 * h, 0)),
        ],
        2,
    )
    return join(body, nose, tube(grip, 0.085 * r, sides=6))


def _pot(size: Size) -> Part:
    """A cooking pot with two ears and a lid."""
    w, h, _ = size
    r = 0.41 * w
    body = lathe(
        [
            *((0, 0), (0.92 * r, 0), (r, 0.06 * h), (r, 0.7 * h), (1.04 * r, 0.72 * h), (1.04 * r, 0.76 * h)),
            *((0.8 * r, 0.84 * h), (0.2 * r, 0.88 * h), (0.1 * r, 0.9 * h), (0.2 * r, 0.96 * h), (0.14 * r, h), (0, h)),
        ],
        sides=22,
    )
    ear = tube(
        [
            (0.97 * r, 0.6 * h, -0.25 * r),
            (w / 2, 0.6 * h, -0.2 * r),
            (w / 2, 0.6 * h, 0.2 * r),
            (0.97 * r, 0.6 * h, 0.25 * r),
        ],
        0.04 * r,
        sides=5,
    )
    return join(body, both_sides(ear))


def _jug(size: Size) -> Part:
    """A pitcher with a lip to the left and a handle to the right."""
    w, h, _ = size
    r = 0.36 * w
    body = lathe(
        [
            *((0, 0), (0.7 * r, 0), (0.76 * r, 0.03 * h), (r, 0.3 * h), (0.9 * r, 0.52 * h), (0.58 * r, 0.74 * h)),
            *((0.6 * r, 0.86 * h), (0.76 * r, h), (0.68 * r, h), (0.5 * r, 0.8 * h), (0, 0.76 * h)),
        ],
        sides=20,
        crease_deg=50,
    )
    points = body.points.copy()
    lip = (points[:, 1] > 0.95 * h) & (points[:, 0] > 0.6 * r)
    points[lip, 0] += 0.34 * r
    body = Part(points, body.faces, body.slots, body.creases)
    handle = curve(
        [(-0.55 * r, 0.88 * h, 0), (-1.3 * r, 0.86 * h, 0), (-1.5 * r, 0.6 * h, 0), (-0.92 * r, 0.34 * h, 0)], 3
    )
    return join(body, tube(handle, [(0.05 * r, 0.1 * r)] * 10, sides=6, side_hint=(0, 1, 0)))


def _tray(size: Size) -> Part:
    w, h, d = size
    rim = min(0.012, 0.1 * d)
    return join(
        box((w, 0.4 * h, d), bevel=0.003),
        both_sides(box((rim, h, d), ((w - rim) / 2, 0, 0), bevel=0.003)),
        both_sides(box((w - 2 * rim, h, rim), (0, 0, (d - rim) / 2), bevel=0.003), axis=2),
    )


def _loaf() -> Part:
    """A loaf with three cuts across."""
    rows: list[Row] = [
        *((-0.5, 0.0, 0.0, 0.0), (-0.47, 0.10, 0.12, 0.10), (-0.38, 0.17, 0.2, 0.15), (0.0, 0.2, 0.24, 0.16)),
        *((0.38, 0.17, 0.2, 0.15), (0.47, 0.10, 0.12, 0.10), (0.5, 0.0, 0.0, 0.0)),
    ]
    loaf = turn(stack(rows, sides=12, square=2.3), z_deg=-90)
    cut = turn(box((0.03, 0.03, 0.26), bevel=0.0, slot=1), y_deg=28)
    return join(loaf, [move(cut, (x, 0.166, 0.03)) for x in (-0.22, 0, 0.22)])


_APPLE = ((0.0, 0.06), (0.22, 0.0), (0.5, 0.05), (0.78, 0.2), (0.96, 0.45), (1.0, 0.64), (0.9, 0.8), (0.66, 0.9))
_APPLE_DIMPLE = ((0.4, 0.9), (0.2, 0.83), (0.0, 0.76))


def _apple() -> Part:
    """Broad above the middle, a dimple with the stalk, one leaf."""
    body = lathe([*_APPLE, *_APPLE_DIMPLE], sides=22, crease_deg=75)
    stalk = tube([(0, 0.74, 0), (0.03, 0.92, 0), (0.1, 1.06, 0)], [0.03, 0.03, 0.045], sides=6, slot=1)
    leaf = tube(
        [(0.05, 0.96, 0), (0.24, 1.06, 0.05), (0.46, 1.02, 0.1)],
        [(0.02, 0.01), (0.15, 0.012), (0.02, 0.008)],
        sides=6,
        side_hint=(0.0, 0.0, 1.0),
        slot=2,
    )
    return join(body, stalk, leaf)


_ON_TABLE = ("tableware",)

TABLEWARE = (
    Archetype(
        id="plate",
        name_en="plate",
        name_ko="접시",
        keywords=("dish", "dinner plate", "platter", "saucer", "금접시", "쟁반접시"),
        category="tableware",
        role="decoration_surface",
        size=(0.26, 0.025, 0.26),
        materials=("ceramic",),
        build=meshed(_plate),
        attach="surface",
        tags=("tableware", "place_setting"),
    ),
    Archetype(
        id="cup",
        name_en="cup",
        name_ko="컵",
        keywords=("mug", "teacup", "coffee cup", "tankard", "머그", "머그잔", "찻잔", "커피잔"),
        category="tableware",
        role="decoration_surface",
        size=(0.12, 0.095, 0.085),
        materials=("ceramic",),
        build=meshed(_cup),
        attach="surface",
        tags=("tableware", "place_setting"),
    ),
    Archetype(
        id="goblet",
        name_en="goblet",
        name_ko="고블릿",
        keywords=("chalice", "grail", "wine cup", "trophy", "성배", "술잔", "잔", "트로피"),
        category="tableware",
        role="decoration_surface",
        size=(0.09, 0.18, 0.09),
        materials=("gold",),
        build=meshed(_goblet),
        attach="surface",
        tags=("tableware", "place_setting"),
    ),
    Archetype(
        id="wine_glass",
        name_en="wine glass",
        name_ko="와인잔",
        keywords=("glass", "drinking glass", "champagne glass", "유리잔", "샴페인잔"),
        category="tableware",
        role="decoration_surface",
        size=(0.085, 0.22, 0.085),
        materials=("glass",),
        build=stretched(_wine_glass),
        attach="surface",
        tags=("tableware", "place_setting"),
    ),
    Archetype(
        id="bottle",
        name_en="bottle",
        name_ko="병",
        keywords=("wine bottle", "flask", "beer bottle", "potion", "와인병", "술병", "유리병", "물약"),
        category="tableware",
        role="decoration_surface",
        size=(0.08, 0.31, 0.08),
        materials=("cloth_green", "paper", "wood_light"),
        build=meshed(_bottle),
        attach="surface",
        tags=_ON_TABLE,
    ),
    Archetype(
        id="bowl",
        name_en="bowl",
        name_ko="그릇",
        keywords=("soup bowl", "basin", "rice bowl", "사발", "대접", "공기", "밥그릇"),
        category="tableware",
        role="decoration_surface",
        size=(0.2, 0.085, 0.2),
        materials=("ceramic",),
        build=meshed(_bowl),
        attach="surface",
        tags=_ON_TABLE,
    ),
    Archetype(
        id="teapot",
        name_en="teapot",
        name_ko="찻주전자",
        keywords=("coffee pot", "티포트", "다관"),
        category="tableware",
        role="decoration_surface",
        size=(0.26, 0.17, 0.15),
        materials=("ceramic",),
        build=meshed(_teapot),
        attach="surface",
        tags=_ON_TABLE,
    ),
    Archetype(
        id="pot",
        name_en="cooking pot",
        name_ko="냄비",
        keywords=("saucepan", "stockpot", "casserole", "솥", "찜통"),
        category="tableware",
        role="decoration_surface",
        size=(0.32, 0.22, 0.27),
        materials=("steel",),
        build=meshed(_pot),
        attach="surface",
        tags=_ON_TABLE,
    ),
    Archetype(
        id="jug",
        name_en="jug",
        name_ko="물병",
        keywords=("pitcher", "ewer", "carafe", "피처", "물주전자", "항아리병"),
        category="tableware",
        role="decoration_surface",
        size=(0.21, 0.26, 0.16),
        materials=("ceramic",),
        build=meshed(_jug),
        attach="surface",
        tags=_ON_TABLE,
    ),
    Archetype(
        id="tray",
        name_en="tray",
        name_ko="쟁반",
        keywords=("serving tray", "platter board", "식판", "트레이"),
        category="tableware",
        role="decoration_surface",
        size=(0.45, 0.04, 0.32),
        materials=("wood_light",),
        build=meshed(_tray),
        attach="surface",
        tags=_ON_TABLE,
    ),
    Archetype(
        id="bread",
        name_en="loaf of bread",
        name_ko="빵",
        keywords=("bread", "loaf", "baguette", "roll", "식빵", "바게트", "음식"),
        category="food",
        role="decoration_surface",
        size=(0.28, 0.11, 0.13),
        materials=("wood_light", "paper"),
        build=stretched(_loaf),
        attach="surface",
        tags=("food",),
    ),
    Archetype(
        id="apple",
        name_en="apple",
        name_ko="사과",
        keywords=("fruit", "orange", "pear", "peach", "과일", "오렌지", "복숭아"),
        category="food",
        role="decoration_surface",
        size=(0.08, 0.085, 0.08),
        materials=("cloth_red", "wood_dark", "leaf"),
        build=stretched(_apple),
        attach="surface",
        tags=("food",),
    ),
)
