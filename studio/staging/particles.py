"""What falls or drifts in the air of a set: weather, sparks, dust."""

from __future__ import annotations

from types import MappingProxyType

from studio.model.stage import Particles, Prop, StageContainer
from studio.staging.words.mood import Mood

_FALLING = MappingProxyType(
    {"rain": ("rain", 0.6), "snow": ("snowflakes", 0.5), "fog": ("mist", 0.4), "wind": ("dust", 0.2)}
)
_OF_THEME = MappingProxyType({"fantasy": ("glowing motes", 0.25), "horror": ("dust", 0.15), "war": ("smoke", 0.3)})
_BURNING = frozenset({"fireplace", "campfire", "torch", "brazier"})


def decide_particles(
    mood: Mood, theme: str, container: StageContainer, props: tuple[Prop, ...]
) -> tuple[Particles, ...]:
    """The particles of a stage, each with its reason; weather falls outdoors, and indoors where a window shows it."""
    found: list[Particles] = []
    is_seen = container.outdoor or any(opening.kind == "window" for opening in container.openings)
    if mood.weather in _FALLING and is_seen:
        kind, density = _FALLING[mood.weather]
        where = "" if container.outdoor else ", beyond the windows"
        found.append(Particles(kind=kind, density=density, reason=f"the weather is {mood.weather}{where}"))
    if theme in _OF_THEME:
        kind, density = _OF_THEME[theme]
        found.append(Particles(kind=kind, density=density, reason=f"the {theme} theme"))
    if any(prop.node.split("#")[0] in _BURNING for prop in props):
        found.append(Particles(kind="sparks", density=0.2, reason="a fire burns on the set"))
    if container.outdoor and mood.season == "autumn":
        found.append(Particles(kind="falling leaves", density=0.15, reason="it is autumn"))
    if container.outdoor and mood.season == "spring":
        found.append(Particles(kind="petals", density=0.15, reason="it is spring"))
    return tuple(found)
