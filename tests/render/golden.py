"""The scenes of the golden pictures and how two are compared; ``python -m tests.render.golden`` takes them anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from studio.model.documents import CameraKey
from studio.model.ports import Picture
from studio.model.stage import Light, Opening, Particles, Post, Prop, Sky, Stage, StageContainer, Vec3
from studio.viewport.offscreen import OffscreenRenderer
from tests.render.box_kit import BoxKit

FOLDER = Path(__file__).parent / "golden"
SIZE = (480, 270)
LOOKS = ("clay", "sketch", "flat", "depth")
APART = 24
MOST_SHARE = 0.0015
"""A picture of the same scene by another version of the driver differs less; a missing book differs more."""

SQUARE = ((-3.0, -2.5), (3.0, -2.5), (3.0, 2.5), (-3.0, 2.5))


def _box(prop_id: str, position: Vec3, size: Vec3, palette: str, *, yaw: float = 0.0, role: str = "") -> Prop:
    return Prop(
        id=prop_id,
        position=position,
        size=size,
        rotation=(0.0, yaw, 0.0),
        material={"palette": palette},
        semantic_role=role or "unspecified",
    )


FURNITURE = (
    _box("table", (0.0, 0.0, 0.0), (1.6, 0.75, 0.9), "wood"),
    _box("book", (0.3, 0.75, 0.1), (0.24, 0.08, 0.32), "cloth_red", yaw=20),
    _box("lamp", (-0.5, 0.75, -0.1), (0.15, 0.3, 0.15), "lamp"),
    _box("chair", (1.3, 0.0, 0.4), (0.5, 0.9, 0.5), "cloth_blue", yaw=-35),
    _box("person", (-1.5, 0.0, -0.6), (0.5, 1.7, 0.35), "cloth_grey", yaw=15, role="character"),
    _box("shelf", (2.2, 0.0, -2.2), (1.2, 1.9, 0.35), "wood_dark"),
    _box("jar", (0.55, 0.75, -0.2), (0.22, 0.3, 0.22), "ceramic"),
)
CAMERA = CameraKey(position=(0.4, 1.55, 2.45), target=(0.0, 0.7, -0.4), lens_mm=22)


def scenes() -> dict[str, Stage]:
    """A room by day, and open ground in the rain at night."""
    window = Opening.model_validate(
        {"kind": "window", "from": (-1.0, -2.5), "to": (0.4, -2.5), "sill": 0.9, "height": 1.2}
    )
    room = StageContainer(footprint=SQUARE, ceiling_y=2.7, openings=(window,))
    return {
        "room": Stage(container=room, props=FURNITURE),
        "rain": Stage(
            container=StageContainer(footprint=SQUARE, outdoor=True),
            props=FURNITURE,
            sky=Sky(style="night"),
            particles=(Particles(kind="rain", density=0.6),),
            post=Post(fog=0.015, bloom=0.4),
            lights=(Light(kind="point", colour="#ffb060", position=(-0.5, 1.3, -0.1), range_m=4.0),),
        ),
    }


def drawn(renderer: OffscreenRenderer, stage: Stage, look: str) -> Picture:
    """A scene as the golden pictures show it."""
    return renderer.frame(stage, CAMERA, size=SIZE, aspect=SIZE[0] / SIZE[1], sensor="Super 35", look=look)


def share_apart(first: Picture, second: Picture) -> float:
    """The share of pixels that differ visibly."""
    apart = np.abs(first.astype(np.int16) - second.astype(np.int16)).max(axis=2)
    return float((apart > APART).mean())


def golden(name: str, look: str) -> Picture:
    """The kept picture."""
    with Image.open(FOLDER / f"{name}_{look}.png") as picture:
        return np.asarray(picture.convert("RGB"))


def main() -> None:
    """Takes all of them anew."""
    with OffscreenRenderer(kit=BoxKit()) as renderer:
        for name, stage in scenes().items():
            for look in LOOKS:
                Image.fromarray(drawn(renderer, stage, look)).save(FOLDER / f"{name}_{look}.png", optimize=True)


if __name__ == "__main__":
    main()
