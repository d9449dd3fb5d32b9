"""What of a stage's particles can be drawn: which kind, how dense, and over which fires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from studio.model.stage import Stage, Vec3

ParticleKind = Literal["rain", "snow", "dust", "motes", "leaves", "petals", "embers"]
MAX_FIRES = 8
_FALLS: frozenset[ParticleKind] = frozenset({"rain", "snow"})
_KINDS: Mapping[str, ParticleKind] = MappingProxyType(
    {
        "rain": "rain",
        "snow": "snow",
        "snowflakes": "snow",
        "dust": "dust",
        "glowing motes": "motes",
        "falling leaves": "leaves",
        "petals": "petals",
        "sparks": "embers",
        "embers": "embers",
    }
)


@dataclass(frozen=True, slots=True)
class Fire:
    """A flame that throws sparks: where it burns, and how large it is (0 to 1, a campfire)."""

    position: Vec3
    size: float


@dataclass(frozen=True, slots=True)
class Cloud:
    """Particles of one kind, ``density`` from 0 to 1; embers rise from ``fires``, the others fill the air all round."""

    kind: ParticleKind
    density: float
    fires: tuple[Fire, ...] = ()


def clouds_of(stage: Stage, fires: Sequence[Fire]) -> tuple[Cloud, ...]:
    """What is drawn of a stage's particles: rain and snow outdoors only, sparks only over fires.

    Mist and smoke are the fog's.
    """
    found = []
    for particles in stage.particles:
        kind = _KINDS.get(particles.kind)
        density = min(1.0, max(0.0, particles.density))
        if kind == "embers" and fires:
            largest = sorted(fires, key=lambda fire: (-fire.size, fire.position))
            found.append(Cloud(kind, density, tuple(largest[:MAX_FIRES])))
        elif kind is not None and kind != "embers" and (stage.container.outdoor or kind not in _FALLS):
            found.append(Cloud(kind, density))
    return tuple(found)
