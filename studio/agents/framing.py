"""A framing: what the camera sees and why, before it has a length; and the rules that two framings in a row keep.

30° rule: cut between two pictures of the same subject only where the size changes by a step or the angle by 30°, or the
cut looks like a mistake. 180° rule: the camera stays on one side of the line between two people, so that the one who
looks right goes on looking right.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from studio.agents.person_words import Figure
from studio.agents.reason import Reason
from studio.agents.shot_plan import SIZE_LADDER, Axis, Rule
from studio.agents.why import Why
from studio.model.documents import Angle, Move, ShotSize

_CLOSING_IN = frozenset({"over_shoulder", "tighten", "peak", "monologue", "look", "reaction", "silence", "voice"})
_WIDE = frozenset({"EWS", "WS"})
_FRAMINGS_IN_PLACE: tuple[tuple[ShotSize, Angle], ...] = (("FS", "eye"), ("WS", "high"), ("MLS", "eye"))
"""Of people who were seen in a wide picture another one is nearer, and not from under the furniture."""
_PLACE_FRAMINGS: tuple[tuple[ShotSize, Angle], ...] = (
    ("WS", "eye"),
    ("WS", "low"),
    ("EWS", "high"),
    ("WS", "high"),
    ("EWS", "eye"),
)


@dataclass(frozen=True, slots=True)
class Framing:
    """Size, angle, move and subjects of a board, with the rule that chose them, why, and what else had a say.

    ``person`` and ``looked_at`` are as in ShotPlan.
    """

    size: ShotSize
    rule: Rule
    why: Reason
    subjects: tuple[str, ...] = ()
    angle: Angle = "eye"
    move: Move = "static"
    over: str | None = None
    axis: Axis | None = None
    also: tuple[Reason, ...] = ()
    person: str | None = None
    looked_at: str = ""

    def and_because(self, reason: Reason) -> Framing:
        """The framing with one more reason."""
        return replace(self, also=(*self.also, reason))


@dataclass(frozen=True, slots=True)
class Gaze:
    """A look that waits to be answered: whose, from which height, in which words of the script."""

    who: str
    angle: Angle
    words: str


@dataclass(slots=True)
class SceneState:
    """What a director has in mind while boarding a scene from top to bottom."""

    figures: dict[str, Figure]
    is_outdoors: bool
    is_known_place: bool
    previous: Framing | None = None
    since_wide: int = 0
    present: list[str] = field(default_factory=list)
    gaze: Gaze | None = None
    axes: dict[frozenset[str], Axis] = field(default_factory=dict)

    def axis(self, speaker: str, partner: str) -> Axis:
        """The line between two people; it keeps its side for the whole scene."""
        return self.axes.setdefault(frozenset((speaker, partner)), Axis(speaker, partner))

    @property
    def last_seen(self) -> str | None:
        """Who was seen last."""
        return self.present[-1] if self.present else None

    def see(self, names: tuple[str, ...]) -> None:
        """Remembers who is there, the latest last."""
        for name in names:
            if name in self.present:
                self.present.remove(name)
            self.present.append(name)

    def took(self, framing: Framing) -> None:
        """Remembers the board just made."""
        self.previous = framing
        self.since_wide = 0 if framing.size in _WIDE else self.since_wide + 1


def is_jump_cut(before: Framing, after: Framing) -> bool:
    """Whether two framings in a row break the 30° rule: one subject, one size, one angle."""
    if before.size != after.size or before.angle != after.angle:
        return False
    if before.size in _WIDE or not (before.subjects and after.subjects):
        return True
    return not set(before.subjects).isdisjoint(after.subjects)


def _alternatives(framing: Framing) -> list[Framing]:
    if framing.size == "INSERT":
        return [replace(framing, angle=angle) for angle in ("high", "low", "eye")]
    if framing.size in _WIDE:
        others = _FRAMINGS_IN_PLACE if framing.subjects and framing.rule != "vehicle" else _PLACE_FRAMINGS
        return [replace(framing, size=size, angle=angle) for size, angle in others]
    place = SIZE_LADDER.index(framing.size)
    steps = [place + 1, place - 1] if framing.rule in _CLOSING_IN else [place - 1, place + 1]
    near = [SIZE_LADDER[step] for step in steps if 2 <= step <= SIZE_LADDER.index("BCU")]
    return [replace(framing, size=size) for size in near]


def without_jump_cut(framing: Framing, before: Framing | None) -> Framing:
    """The framing, moved by a step of size or an angle where the cut from the one before would jump."""
    if before is None or not is_jump_cut(before, framing):
        return framing
    for other in _alternatives(framing):
        if not is_jump_cut(before, other):
            changed = Why.STEP_OF_SIZE if other.size != framing.size else Why.STEP_OF_ANGLE
            return other.and_because(Reason(changed))
    return replace(framing, angle="high" if framing.angle == "eye" else "eye")
