"""The light on a set: sun, sky, lamps and fog, from what the stage says, for every look alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, dist, sqrt

import numpy as np

from studio.model.stage import Light, Stage, Vec3

MAX_LAMPS = 32
_SAME_LAMP_M = 0.9
Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Lamp:
    """A point light: world position, linear colour times power, reach in metres, and how wide its source is spread."""

    position: Vec3
    colour: Rgb
    range_m: float
    spread_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Lighting:
    """Everything that shades a stage; colours are linear, ``sun_direction`` points to the sun."""

    sun_direction: Vec3
    sun: Rgb
    sky: Rgb
    horizon: Rgb
    ground: Rgb
    background_top: Rgb
    background_bottom: Rgb
    lamps: tuple[Lamp, ...]
    fog_per_m: float
    bloom: float
    vignette: float
    occlusion: float
    exposure: float
    grade: Rgb
    gloom: float


_SKIES: dict[str, tuple[Rgb, Rgb]] = {
    "day": ((0.34, 0.52, 0.84), (0.80, 0.87, 0.94)),
    "overcast": ((0.58, 0.62, 0.68), (0.74, 0.76, 0.78)),
    "sunset": ((0.26, 0.28, 0.50), (0.98, 0.52, 0.28)),
    "dawn": ((0.36, 0.42, 0.60), (0.96, 0.72, 0.58)),
    "night": ((0.016, 0.024, 0.060), (0.045, 0.062, 0.115)),
    "storm": ((0.16, 0.18, 0.22), (0.32, 0.34, 0.36)),
}
_STYLE_WORDS = (
    ("night", "night"),
    ("moon", "night"),
    ("star", "night"),
    ("space", "night"),
    ("storm", "storm"),
    ("overcast", "overcast"),
    ("cloud", "overcast"),
    ("fog", "overcast"),
    ("mist", "overcast"),
    ("rain", "overcast"),
    ("sunset", "sunset"),
    ("dusk", "sunset"),
    ("evening", "sunset"),
    ("golden", "sunset"),
    ("sunrise", "dawn"),
    ("dawn", "dawn"),
    ("morning", "dawn"),
)
_GRADES: dict[str, Rgb] = {
    "warm": (1.06, 1.0, 0.91),
    "cool": (0.93, 1.0, 1.08),
    "cold": (0.91, 1.0, 1.1),
    "noir": (0.97, 0.99, 1.03),
}


_WHITE: Rgb = (1.0, 1.0, 1.0)
_COOL: Rgb = (0.86, 0.95, 1.10)
_FLOOR_BOUNCE: Rgb = (0.56, 0.47, 0.38)
_GRASS_BOUNCE: Rgb = (0.42, 0.42, 0.33)


def linear(colour: str) -> Rgb:
    """Linear RGB of ``#rrggbb``; white for anything else."""
    text = colour.removeprefix("#")
    try:
        red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return (1.0, 1.0, 1.0)
    return _linear_part(red), _linear_part(green), _linear_part(blue)


def linear_bytes(colour: tuple[int, int, int]) -> Rgb:
    """Linear RGB of an sRGB colour in bytes."""
    red, green, blue = (_linear_part(part / 255) for part in colour)
    return red, green, blue


def stage_lighting(stage: Stage, glows: Sequence[Lamp]) -> Lighting:
    """The light of a stage; ``glows`` are its props that shine by themselves."""
    style = _sky_style(stage)
    zenith, horizon = _SKIES[style]
    outdoor = stage.container.outdoor
    suns = [light for light in stage.lights if light.kind == "sun"]
    ambients = [light for light in stage.lights if light.kind == "ambient"]
    sun = _tempered(suns[0], 2.3) if suns else _usual_sun(style, outdoor=outdoor)
    ambient = _ambient(ambients, style, outdoor=outdoor)
    given = [_lamp(light) for light in stage.lights if light.kind == "point" and light.position]
    lamps = (
        *given,
        *(glow for glow in glows if all(dist(glow.position, lamp.position) > _SAME_LAMP_M for lamp in given)),
    )
    return Lighting(
        sun_direction=_towards_sun(suns, style),
        sun=sun,
        sky=_times(_mixed(_COOL, zenith, 0.5 if outdoor else 0.0), ambient),
        horizon=_times(_mixed(_WHITE, horizon, 0.4 if outdoor else 0.0), ambient),
        ground=_times(_GRASS_BOUNCE if outdoor else _FLOOR_BOUNCE, ambient),
        background_top=zenith if outdoor else (0.022, 0.023, 0.026),
        background_bottom=horizon if outdoor else (0.046, 0.047, 0.051),
        lamps=gathered(lamps, MAX_LAMPS),
        fog_per_m=max(stage.post.fog, 0.006 if outdoor else 0.0),
        bloom=stage.post.bloom,
        vignette=stage.post.vignette,
        occlusion=stage.post.ambient_occlusion,
        exposure=_exposure(sun, ambient),
        grade=_GRADES.get(stage.post.grade, (1.02, 1.0, 0.97)),
        gloom=0.20 if style == "night" else 0.06 if style == "storm" else 0.0,
    )


def gathered(lamps: Sequence[Lamp], most: int) -> tuple[Lamp, ...]:
    """At most ``most`` lamps giving the same light: neighbours in ever larger cells become one at their middle."""
    cell = 0.5
    groups = [[lamp] for lamp in lamps]
    while len(groups) > most:
        cells: dict[tuple[int, int, int], list[Lamp]] = {}
        for lamp in lamps:
            x, y, z = (ceil(value / cell) for value in lamp.position)
            cells.setdefault((x, y, z), []).append(lamp)
        groups = list(cells.values())
        cell *= 1.25
    return tuple(_merged(group) for group in groups)


def _merged(group: list[Lamp]) -> Lamp:
    if len(group) == 1:
        return group[0]
    position = np.mean([lamp.position for lamp in group], axis=0)
    colour = np.sum([lamp.colour for lamp in group], axis=0)
    reach = max(lamp.range_m for lamp in group) * len(group) ** 0.25
    spread = max(dist(lamp.position, position) for lamp in group)
    return Lamp(_rgb(position), _rgb(colour), reach + spread, round(spread, 4))


def _rgb(values: object) -> Rgb:
    x, y, z = (round(float(value), 6) for value in np.asarray(values))
    return x, y, z


def _lamp(light: Light) -> Lamp:
    reach = light.range_m or 6.0
    return Lamp(light.position or (0.0, 0.0, 0.0), _tinted(light.colour, 2.2 * light.intensity), reach)


def _sky_style(stage: Stage) -> str:
    words = f"{stage.sky.style} {stage.sky.prompt}".lower()
    return next((style for word, style in _STYLE_WORDS if word in words), "day")


def _usual_sun(style: str, *, outdoor: bool) -> Rgb:
    if style == "night":
        return (0.42, 0.52, 0.76) if outdoor else (0.46, 0.50, 0.66)
    if style in ("sunset", "dawn"):
        return (2.6, 1.55, 0.92)
    if style in ("overcast", "storm"):
        return (1.0, 1.02, 1.05)
    return (2.3, 2.06, 1.74) if outdoor else (2.1, 1.8, 1.45)


def _ambient(lights: Sequence[Light], style: str, *, outdoor: bool) -> Rgb:
    if lights:
        return _rgb(np.sum([_tempered(light, 1.2) for light in lights], axis=0))
    if style == "night":
        return (0.16, 0.19, 0.27) if outdoor else (0.20, 0.21, 0.26)
    return (0.58, 0.60, 0.65) if outdoor else (0.50, 0.50, 0.51)


def _exposure(sun: Rgb, ambient: Rgb) -> float:
    """Opens up for a dark set, but not all the way: night stays night."""
    arriving = sum(0.45 * s + a for s, a in zip(sun, ambient, strict=True)) / 3
    wanted: float = (1.25 / max(arriving, 0.05)) ** 0.52
    return min(2.4, max(0.75, wanted))


def _towards_sun(suns: Sequence[Light], style: str) -> Vec3:
    x, y, z = (0.42, 0.80, 0.46) if style not in ("sunset", "dawn") else (0.74, 0.42, 0.52)
    if suns and suns[0].direction:
        x, y, z = (-part for part in suns[0].direction)
    elif suns and suns[0].position:
        x, y, z = suns[0].position
    y = max(y, 0.12 * sqrt(x * x + z * z) + 1e-3)
    length = sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length


def _linear_part(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _tempered(light: Light, power: float) -> Rgb:
    """A light's colour as a gel before a white lamp, so that no hue swallows all the others."""
    hue = _mixed(_WHITE, linear(light.colour), 0.48)
    brightness = max(0.2, 0.3 * hue[0] + 0.59 * hue[1] + 0.11 * hue[2])
    scale = power * light.intensity * brightness**-0.5
    return _times(hue, (scale, scale, scale))


def _tinted(colour: str, power: float) -> Rgb:
    red, green, blue = linear(colour)
    return red * power, green * power, blue * power


def _times(first: Rgb, second: Rgb) -> Rgb:
    return first[0] * second[0], first[1] * second[1], first[2] * second[2]


def _mixed(first: Rgb, second: Rgb, share: float) -> Rgb:
    red, green, blue = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return red, green, blue
