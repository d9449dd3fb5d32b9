"""What lies on a table: plates, cups, bottles, bowls, pots, and the candles between them."""

from __future__ import annotations

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, lathe
from studio.staging.kit.operators import join


def _plate(size: Size) -> Part:
    r, h = size[0] / 2, size[1]
    rim = min(0.004, 0.3 * h)
    return lathe(
        [
            (0, 0),
            (0.55 * r, 0),
            (0.62 * r, 0.12 * h),
            (0.985 * r, h - rim),
            (r, h - 0.4 * rim),
            (0.97 * r, h),
            (0.64 * r, 0.45 * h),
            (0.58 * r, 0.3 * h),
            (0, 0.3 * h),
        ],
        sides=28,
    )


def _candle(size: Size) -> Part:
    """A candle with a run of wax and its flame."""
    r, h = size[0] / 2, size[1]
    flame = min(0.26 * h, 5.2 * r)
    wax = h - flame
    return join(
        lathe(
            [
                (0, 0),
                (r, 0),
                (r, 0.05 * h),
                (0.86 * r, 0.09 * h),
                (0.8 * r, wax - 0.2 * r),
                (0.86 * r, wax - 0.1 * r),
                (0.7 * r, wax),
                (0.3 * r, wax - 0.25 * r),
                (0, wax - 0.25 * r),
            ],
            sides=14,
        ),
        lathe(
            [
                (0, wax + 0.02 * h),
                (0.45 * r, wax + 0.14 * flame),
                (0.62 * r, wax + 0.32 * flame),
                (0.42 * r, wax + 0.6 * flame),
                (0.16 * r, wax + 0.84 * flame),
                (0, h),
            ],
            sides=10,
            slot=1,
            crease_deg=62,
        ),
    )


TABLEWARE = (
    Archetype(
        id="plate",
        name_en="plate",
        name_ko="접시",
        keywords=("dish", "dinner plate", "platter", "saucer", "그릇 접시", "쟁반 접시", "황금 접시"),
        category="tableware",
        role="decoration_surface",
        size=(0.26, 0.025, 0.26),
        materials=("ceramic",),
        build=meshed(_plate),
        attach="surface",
        tags=("tableware", "place_setting"),
    ),
    Archetype(
        id="candle",
        name_en="candle",
        name_ko="촛불",
        keywords=("candlelight", "taper", "floating candle", "초", "양초", "촛대 초"),
        category="light",
        role="lighting",
        size=(0.06, 0.26, 0.06),
        materials=("wax", "flame"),
        build=meshed(_candle),
        attach="surface",
        tags=("light", "flame"),
    ),
)
