"""A camera and a shot in the trade's short words, for the read-outs on the picture."""

from __future__ import annotations

from math import dist

from studio.model.documents import CameraKey, Project
from studio.ui.translation import tr
from studio.viewport.shot_reading import ShotReading

ANGLE_WORDS = {
    "bird": "bird's eye",
    "high": "high",
    "eye": "eye level",
    "low": "low",
    "worm": "worm's eye",
    "dutch": "dutch",
}
_KIND_WORDS = {"two": "2S", "over_left": "OTS L", "over_right": "OTS R", "pov": "POV"}


def camera_words(key: CameraKey, project: Project) -> str:
    """Aspect, gate, lens and height: ``2.39 · Super 35 · 35 mm · h 1.62 m``."""
    return f"{project.aspect_ratio:.2f} · {project.sensor} · {lens_word(key)} · h {key.position[1]:.2f} m"


def lens_word(key: CameraKey) -> str:
    """``35 mm``."""
    return f"{key.lens_mm:g} mm"


def focus_m(key: CameraKey) -> float:
    """What a camera is focused on: as it says, else where it looks."""
    return key.focus_m if key.focus_m is not None else dist(key.position, key.target)


def shot_words(reading: ShotReading) -> str:
    """``MS · low · 35 mm · OTS R · MINA``."""
    words = [
        reading.shot_size,
        tr(ANGLE_WORDS[reading.angle]),
        tr(ANGLE_WORDS["dutch"]) if reading.is_dutch else "",
        f"{reading.lens_mm:g} mm",
        _KIND_WORDS.get(reading.kind, ""),
        ", ".join(reading.subjects[:3]),
    ]
    return " · ".join(word for word in words if word)
