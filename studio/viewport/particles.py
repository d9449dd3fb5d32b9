"""What fills the air of a set: rain, snow, dust, and embers over its fires, as the stage's words and flames say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from studio.model.stage import Stage, Vec3

ParticleKind = Literal["rain", "snow", "dust", "embers"]
MAX_FIRES = 8
_WORDS: tuple[tuple[ParticleKind, frozenset[str]], ...] = (
    ("rain", frozenset({"rain", "rainy", "raining", "rainstorm", "downpour", "drizzle"})),
    ("snow", frozenset({"snow", "snowy", "snowing", "snowfall", "blizzard"})),
    ("dust", frozenset({"dust", "dusty", "sandstorm"})),
)


@dataclass(frozen=True, slots=True)
class Particles:
    """One kind of particle; embers rise from ``places``, the others fill the air round the eye."""

    kind: ParticleKind
    places: tuple[Vec3, ...] = ()


def particles_of(stage: Stage, fires: Sequence[Vec3]) -> tuple[Particles, ...]:
    """The particles of a stage, with its fires where they burn; rain and snow fall outdoors only."""
    sounds = (str(sound.get("name", "")) for sound in stage.sound.sfx)
    words = set(
        re.findall(r"[a-z]+", " ".join((stage.sky.style, stage.sky.prompt, stage.post.reason, *sounds)).lower())
    )
    found = [Particles(kind) for kind, names in _WORDS if words & names and (stage.container.outdoor or kind == "dust")]
    if fires:
        found.append(Particles("embers", tuple(sorted(fires)[:MAX_FIRES])))
    return tuple(found)
