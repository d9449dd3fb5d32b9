"""Draws every prop of the kit, named and beside a person, in sheets for docs/kit.md: docs/images/kit_*.png."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, radians, sin
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from studio.media.fonts import FontName, font_path
from studio.model import optics
from studio.model.documents import CameraKey
from studio.model.stage import Light, Prop, Size, Stage, StageContainer
from studio.staging.kit.archetype import Archetype
from studio.staging.kit.catalogue import CATALOGUE
from studio.viewport.offscreen import OffscreenRenderer

DOCS = Path(__file__).resolve().parent.parent / "docs"
COLUMNS, ROWS = 7, 6
CELL_PX, LABEL_PX, FINER = 200, 44, 3
PERSON: Size = (0.5, 1.75, 0.32)
MOST_BESIDE_PERSON_M = 9.0
LENS_MM, YAW_DEG, PITCH_DEG = 50.0, 32.0, 17.0
PAPER, INK, GREY = (246, 243, 236), (24, 24, 26), (110, 110, 114)


def main() -> None:
    """Draws all sheets anew, the kinds of a category together."""
    kinds = sorted(CATALOGUE.values(), key=lambda kind: list(dict.fromkeys(_categories())).index(kind.category))
    with OffscreenRenderer() as renderer:
        for number, sheet in enumerate(_sheets(kinds), start=1):
            path = DOCS / "images" / f"kit_{number}.png"
            _drawn(renderer, sheet).quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
            print(f"{path.relative_to(DOCS.parent)}: {len(sheet)} props, {path.stat().st_size // 1024} KB")


def _categories() -> Iterator[str]:
    return (kind.category for kind in CATALOGUE.values())


def _sheets(kinds: Sequence[Archetype]) -> Iterator[Sequence[Archetype]]:
    for first in range(0, len(kinds), COLUMNS * ROWS):
        yield kinds[first : first + COLUMNS * ROWS]


def _drawn(renderer: OffscreenRenderer, kinds: Sequence[Archetype]) -> Image.Image:
    rows = -(-len(kinds) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * CELL_PX, rows * (CELL_PX + LABEL_PX)), PAPER)
    pen = ImageDraw.Draw(sheet)
    english, korean = _face("Inter-Medium", 13), _face("NanumGothic-Regular", 13)
    for place, kind in enumerate(kinds):
        left, top = place % COLUMNS * CELL_PX, place // COLUMNS * (CELL_PX + LABEL_PX)
        sheet.paste(prop_picture(renderer, kind), (left, top))
        middle = left + CELL_PX / 2
        pen.text((middle, top + CELL_PX + 3), kind.name_en, INK, english, anchor="mt")
        pen.text((middle, top + CELL_PX + 21), kind.name_ko, GREY, korean, anchor="mt")
    return sheet


def _face(name: FontName, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_path(name)), size_px)


def prop_picture(renderer: OffscreenRenderer, kind: Archetype) -> Image.Image:
    """One prop in the sketch look, (200, 200); a person stands beside it where that tells its size."""
    stage = _stage(kind)
    camera = _camera(stage)
    edge = CELL_PX * FINER
    gate = optics.DEFAULT_GATE.name
    pixels = renderer.frame(stage, camera, size=(edge, edge), aspect=1.0, sensor=gate, look="sketch")
    return Image.fromarray(pixels).resize((CELL_PX, CELL_PX), Image.Resampling.BOX)


def _stage(kind: Archetype) -> Stage:
    size = kind.size
    props = [Prop(id="shown", asset=f"kit:{kind.id}", semantic_role=kind.role, position=(0, 0, 0), size=size)]
    if kind.category != "person" and _fills_a_place_beside_a_person(size):
        beside = (-size[0] / 2 - 0.5, 0.0, 0.0 if kind.attach == "floor" else 0.3)
        props.append(
            Prop(
                id="person",
                asset="kit:person",
                semantic_role="character",
                position=beside,
                size=PERSON,
                material={"palette": "white"},
            )
        )
    lights = (
        Light(name="ambient", kind="ambient", colour="#ffffff", intensity=0.7),
        Light(name="sun", kind="sun", colour="#ffffff", intensity=1.1, direction=(-0.5, -1.0, -0.6)),
    )
    return Stage(container=StageContainer(footprint=(), outdoor=True), props=tuple(props), lights=lights)


def _fills_a_place_beside_a_person(size: Size) -> bool:
    """Smaller and thinner things are drawn alone, so that they are seen."""
    _, second, longest = sorted(size)
    return (longest >= 0.75 and second >= 0.34) or 1.3 <= longest <= MOST_BESIDE_PERSON_M


def _camera(stage: Stage) -> CameraKey:
    """The whole of it in the frame, seen from before and above."""
    corners = np.array(
        [
            (
                prop.position[0] + x * prop.size[0],
                prop.position[1] + y * prop.size[1],
                prop.position[2] + z * prop.size[2],
            )
            for prop in stage.props
            for x in (-0.5, 0.5)
            for y in (0.0, 1.0)
            for z in (-0.5, 0.5)
        ]
    )
    yaw, pitch = radians(YAW_DEG), radians(PITCH_DEG)
    back = np.array((sin(yaw) * cos(pitch), sin(pitch), cos(yaw) * cos(pitch)))
    right = np.array((cos(yaw), 0.0, -sin(yaw)))
    up = np.cross(back, right)
    gate = optics.gate(optics.DEFAULT_GATE.name)
    half = np.tan(np.radians(optics.fov_deg(gate, 1.0, LENS_MM)[1]) / 2) * 0.92
    middle = (corners.min(axis=0) + corners.max(axis=0)) / 2
    for _ in range(6):
        local = corners - middle
        reach = local @ back + np.maximum(np.abs(local @ right), np.abs(local @ up)) / half
        distance = float(reach.max())
        depth = distance - local @ back
        for axis in (right, up):
            seen = (local @ axis) / depth
            middle = middle + axis * float(seen.min() + seen.max()) / 2 * distance
    eye = middle + back * distance
    return CameraKey(
        position=(float(eye[0]), float(eye[1]), float(eye[2])),
        target=(float(middle[0]), float(middle[1]), float(middle[2])),
        lens_mm=LENS_MM,
    )


if __name__ == "__main__":
    main()
