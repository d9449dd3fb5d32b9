"""Prompt expansion: what a prompt leaves open about time, weather, ground, air and what the eye goes to."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from studio.model.stage import Container, Expansion, SpecNode
from studio.staging.resources import atmosphere_of, light_preset
from studio.staging.semantics import Semantics
from studio.staging.words.noun import Noun, nouns
from studio.staging.words.place import Place

_GROUND = MappingProxyType(
    {"grass": "grassland", "sand": "sand", "earth": "bare earth", "stone": "paving stones", "concrete": "paved ground",
     "wood": "planks", "cloth_red": "carpet", "cloth_grey": "carpet", "ceramic": "tiled floor"}
)  # fmt: skip
_WEATHER_OF_SEASON = MappingProxyType({"winter": "cold and clear", "summer": "warm and clear"})


def expand(
    semantics: Semantics, place: Place, nodes: Sequence[SpecNode], *, container: Container, literal: bool
) -> Expansion:
    """What the prompt told and, unless ``literal``, what is assumed where it is silent, each with its reason."""
    mood, reasons = semantics.mood, dict[str, str]()
    theme = mood.theme or place.theme
    light, why = light_preset(mood, theme, outdoor=container.outdoor)

    def field(name: str, told: str, assumed: str, reason: str) -> str:
        if told:
            reasons[name] = "told"
            return told
        if literal or not assumed:
            return ""
        reasons[name] = f"assumed: {reason}"
        return assumed

    focal, seen = focal_point(nodes)
    if focal:
        reasons["focalPoint"] = seen
    supporting = tuple(node.id for node in nodes if node.implied)
    if supporting:
        reasons["supporting"] = f"assumed: a {place.key.replace('_', ' ')} usually holds them"
    if semantics.absent:
        reasons["excluded"] = "told"
    ground = _GROUND.get(place.floor, f"{place.floor.replace('_', ' ')} floor")
    named = f"a {place.key.replace('_', ' ')}"
    season = "winter" if mood.weather == "snow" and not mood.season else ""
    return Expansion(
        time_of_day=field("timeOfDay", mood.time, "day", "no time of day is told"),
        weather=field("weather", mood.weather, _WEATHER_OF_SEASON.get(mood.season, "clear"), "no weather is told"),
        light=field("light", "", light, why),
        season=field("season", mood.season, season, "it snows"),
        terrain=field("terrain", "", ground, f"the ground of {named}"),
        atmosphere=field("atmosphere", mood.feeling, atmosphere_of(theme), f"the {theme} theme"),
        focal_point=focal,
        supporting=supporting,
        excluded=tuple(sorted(semantics.absent)),
        reasons=reasons,
    )


def focal_point(nodes: Sequence[SpecNode]) -> tuple[str, str]:
    """The node that eyes go to first, and why: what draws them by nature, else what is centred, else the largest."""
    told = [node for node in nodes if not node.implied] or list(nodes)
    known = [(node, noun) for node in told if (noun := _noun(node)) is not None and noun.role != "character"]
    for node, noun in known:
        if noun.is_a("focal") and node.count == 1:
            return node.id, "such a thing draws the eye"
    for node in told:
        if any(relation.type == "centered" for relation in node.relationships) and node.count == 1:
            return node.id, "it stands in the centre"
    if not known:
        return ("", "") if not told else (told[0].id, "it is named first")
    return max(known, key=lambda pair: _bulk(pair[1]))[0].id, "it is the largest thing that is told"


def _bulk(noun: Noun) -> float:
    width, height, depth = noun.size
    return width * height * depth


def _noun(node: SpecNode) -> Noun | None:
    name = node.id
    while name and name not in nouns() and "_" in name:
        name = name.rpartition("_")[0]
    return nouns().get(name)
