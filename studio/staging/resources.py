"""Light, sky, post-processing, particles and sound from mood, place and what stands there, each with its reason."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from studio.model.stage import Light, Particles, Post, Prop, Sky, Sound, StageContainer, StageSpec
from studio.staging.particles import decide_particles
from studio.staging.semantics import language_of
from studio.staging.words.mood import Mood, read_mood
from studio.staging.words.place import Place, places


@dataclass(frozen=True, slots=True)
class LightPreset:
    """Ambient and sun intensity, and the sun's colour."""

    ambient: float
    sun: float
    colour: str


LIGHT_PRESETS = MappingProxyType(
    {
        "day": LightPreset(0.5, 1.2, "#fffaed"),
        "night": LightPreset(0.15, 0.3, "#8899ff"),
        "sunset": LightPreset(0.4, 0.9, "#ff9955"),
        "indoor warm": LightPreset(0.4, 0.6, "#ffcc88"),
        "indoor cool": LightPreset(0.3, 0.5, "#aaccff"),
        "fantasy": LightPreset(0.35, 0.7, "#cc99ff"),
        "horror": LightPreset(0.1, 0.4, "#556677"),
        "neon": LightPreset(0.25, 0.5, "#ff00ff"),
    }
)
_BGM: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "fantasy": ("wondrous", 84, ("strings", "choir", "harp")),
    "sci-fi": ("cold and vast", 76, ("synthesizer", "pulse bass")),
    "neon": ("restless", 104, ("synthesizer", "drum machine")),
    "horror": ("dreadful", 56, ("low strings", "bowed metal")),
    "medieval": ("earthy", 92, ("lute", "flute", "frame drum")),
    "noir": ("smoky", 66, ("muted trumpet", "double bass", "brushes")),
    "crime": ("wary", 72, ("piano", "low strings")),
    "pirate": ("salty", 100, ("fiddle", "accordion", "drum")),
    "western": ("dusty", 80, ("guitar", "harmonica")),
    "romance": ("tender", 70, ("piano", "strings")),
    "wedding": ("tender", 70, ("strings", "organ")),
    "war": ("grim", 88, ("snare drum", "brass")),
    "historical": ("still", 60, ("gayageum", "daegeum")),
    "hospital": ("sparse", 60, ("piano",)),
    "nature": ("open", 72, ("flute", "strings")),
}
_COOL_PLACES = frozenset({"sci-fi", "hospital", "crime", "noir", "thriller"})
_WARM_FEELINGS = frozenset({"warm", "joyful", "calm"})
_GLOWING = frozenset(
    {
        "candle",
        "candlestick",
        "torch",
        "lantern",
        "lamp",
        "fire",
        "campfire",
        "fireplace",
        "chandelier",
        "light",
        "pendant",
        "sconce",
        "bulb",
    }
)


@dataclass(frozen=True, slots=True)
class Resources:
    """All that surrounds the props."""

    lights: tuple[Light, ...]
    sky: Sky
    post: Post
    particles: tuple[Particles, ...]
    sound: Sound


def decide_resources(spec: StageSpec, container: StageContainer, props: tuple[Prop, ...]) -> Resources:
    """Resources for a stage; the same spec and props always give the same."""
    mood = _mood(spec)
    place = places().get(spec.main_container.id)
    theme = mood.theme or spec.theme or (place.theme if place else "")
    preset, why = light_preset(mood, theme, outdoor=container.outdoor)
    lights = (*base_lights(preset, why), *_glows(props))
    return Resources(
        lights,
        _sky(mood, container, props, preset),
        _post(mood, theme, preset, props),
        decide_particles(mood, theme, container, props),
        _sound(mood, theme, place, props),
    )


def atmosphere_of(theme: str) -> str:
    """The mood that a theme brings along; empty where it brings none."""
    return _BGM[theme][0] if theme in _BGM else ""


def _mood(spec: StageSpec) -> Mood:
    text = spec.metadata.prompt or " ".join([spec.title, spec.main_container.name, spec.main_container.description])
    if language_of(text) == "ko":
        from studio.staging.semantics import analyse

        return analyse(text).mood
    words = [word.strip(".,;:!?'\"()").lower() for word in text.split()]
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(words)]
    return read_mood((*pairs, *words))


def light_preset(mood: Mood, theme: str, *, outdoor: bool) -> tuple[str, str]:
    """The name of the light a mood and a theme ask for, and why."""
    if theme == "horror" or (mood.feeling == "tense" and mood.time == "night"):
        return "horror", f"the {theme or mood.feeling} theme keeps most of it dark"
    if theme == "neon":
        return "neon", "neon signs light it"
    if mood.time in {"night", "sunset"} and (outdoor or mood.time == "night"):
        return (
            mood.time if outdoor else "indoor cool" if theme in _COOL_PLACES else "indoor warm"
        ), f"it is {mood.time}"
    if mood.time == "dawn":
        return "sunset", "it is dawn: low, warm light"
    if theme == "fantasy":
        return "fantasy", "the theme is fantasy"
    if outdoor:
        return "day", "outdoors, and no other time of day is told"
    if theme in _COOL_PLACES and mood.feeling not in _WARM_FEELINGS:
        return "indoor cool", f"{theme} interiors are lit coldly"
    return "indoor warm", "an interior with nothing said against warm light"


def base_lights(preset: str, why: str) -> tuple[Light, ...]:
    """The light all round and the sun of a preset, each with ``why``."""
    look = LIGHT_PRESETS[preset]
    direction = (0.3, -0.35, -0.6) if preset == "sunset" else (-0.45, -1.0, -0.35)
    return (
        Light(name="ambient", kind="ambient", colour=look.colour, intensity=look.ambient, reason=f"{preset}: {why}"),
        Light(
            name="sun",
            kind="sun",
            colour=look.colour,
            intensity=look.sun,
            direction=direction,
            reason=f"{preset}: {why}",
        ),
    )


def _glows(props: tuple[Prop, ...]) -> tuple[Light, ...]:
    """A point light for each thing that burns or shines, at most 32, spread over them all."""
    glowing = [prop for prop in props if _shines(prop)]
    step = max(1, -(-len(glowing) // 32))
    found = []
    for prop in glowing[::step]:
        x, y, z = prop.position
        flame = prop.semantic_role != "lighting" or "lamp" not in prop.node
        found.append(
            Light(
                name=f"glow:{prop.id}", kind="point", colour="#ffb060" if flame else "#ffe2b2",
                intensity=0.6 if prop.size[1] < 0.4 else 1.2, position=(x, round(y + prop.size[1] * 0.9, 4), z),
                range_m=round(2.0 + 3.0 * max(prop.size), 2), reason=f"{prop.name or prop.id} gives light",
            )
        )  # fmt: skip
    return tuple(found)


def _shines(prop: Prop) -> bool:
    words = {*prop.asset.removeprefix("kit:").split("_"), *prop.node.split("_")}
    return prop.semantic_role == "lighting" or not words.isdisjoint(_GLOWING)


def _sky(mood: Mood, container: StageContainer, props: tuple[Prop, ...], preset: str) -> Sky:
    """confidence = min(1, .3 + .2·|out − in|): how clearly the signs speak for outdoors or indoors."""
    plants = any(prop.node in {"tree", "pine_tree", "bush", "rock", "street_lamp", "car"} for prop in props)
    out = (3 if container.outdoor else 0) + (1 if plants else 0) + (1 if mood.weather else 0)
    inside = (0 if container.outdoor else 3) + (1 if container.openings else 0)
    windows = any(opening.kind == "window" for opening in container.openings)
    style = (
        "overcast"
        if mood.weather in {"rain", "snow", "fog"}
        else mood.time or ("night" if preset == "horror" else "day")
    )
    needs = container.outdoor or windows
    reason = (
        "the set is open ground"
        if container.outdoor
        else "the sky shows through the windows"
        if windows
        else "no sky is seen"
    )
    weather = f", {mood.weather}" if mood.weather else ""
    confidence = round(min(1.0, 0.3 + 0.2 * abs(out - inside)), 2)
    prompt = f"{style} sky{weather}, horizon line low, no sun disc" if needs else ""
    return Sky(
        needs_skybox=needs,
        is_outdoor=container.outdoor,
        confidence=confidence,
        style=style,
        prompt=prompt,
        reason=reason,
    )


def _post(mood: Mood, theme: str, preset: str, props: tuple[Prop, ...]) -> Post:
    bloom = 0.5 if theme in {"fantasy", "neon", "sci-fi"} else 0.2
    if sum(1 for prop in props if _shines(prop)) >= 5:
        bloom = max(bloom, 0.45)
    dark = preset in {"night", "horror"}
    fog = {"fog": 0.06, "rain": 0.015, "snow": 0.02}.get(
        mood.weather, 0.02 if theme == "horror" else 0.004 if theme == "fantasy" else 0.0
    )
    grade = (
        "cold"
        if preset in {"night", "horror", "indoor cool"}
        else "warm"
        if preset in {"sunset", "indoor warm"}
        else "neutral"
    )
    reason = f"{preset} light" + (f", {mood.weather}" if mood.weather else "") + (f", {theme} theme" if theme else "")
    return Post(
        bloom=bloom,
        vignette=0.35 if dark or theme == "noir" else 0.15,
        ambient_occlusion=0.6,
        fog=fog,
        grade=grade,
        reason=reason,
    )


def _sound(mood: Mood, theme: str, place: Place | None, props: tuple[Prop, ...]) -> Sound:
    feeling, tempo, instruments = _BGM.get(theme, ("quiet", 70, ("piano", "strings")))
    if mood.feeling:
        feeling = mood.feeling
        tempo += {"tense": -8, "sad": -14, "joyful": 16, "calm": -10, "epic": 10}.get(mood.feeling, 0)
    why = f"the {theme} theme" if theme in _BGM else "no theme is told"
    bgm: dict[str, Any] = {
        "mood": feeling,
        "tempo": tempo,
        "instruments": list(instruments),
        "file": None,
        "reason": why,
    }
    sfx: list[dict[str, Any]] = []
    if mood.weather:
        sfx.append({"name": mood.weather, "volume": 0.5, "file": None, "reason": f"the weather is {mood.weather}"})
    if any(prop.node in {"fireplace", "campfire", "torch"} for prop in props):
        sfx.append({"name": "fire crackling", "volume": 0.4, "file": None, "reason": "a fire burns on the set"})
    if sum(1 for prop in props if prop.semantic_role == "character") >= 6:
        sfx.append({"name": "murmuring crowd", "volume": 0.35, "file": None, "reason": "many people are there"})
    ambience = "open air" if place and place.outdoor else "room tone"
    sfx.append(
        {
            "name": ambience,
            "volume": 0.2,
            "file": None,
            "reason": f"{place.key.replace('_', ' ') if place else 'the set'}",
        }
    )
    return Sound(bgm=bgm, sfx=tuple(sfx))
