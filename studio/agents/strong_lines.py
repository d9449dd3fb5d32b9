"""Which lines of action ask for a picture of their own, and which go with the picture before."""

from __future__ import annotations

from studio.agents.acting import SENSES
from studio.agents.cue_words import Cue
from studio.agents.line_reading import LineReading
from studio.agents.thing_words import BODY_PARTS, SMALL_WORDS

MOVING = frozenset({Cue.ENTER, Cue.EXIT, Cue.RUN, Cue.WALK, Cue.FALL, Cue.THREAT, Cue.SEQUENCE})


def is_insert(line: LineReading) -> bool:
    """Whether a line puts a small thing before the eyes: it is handled, looked at, or shows something by itself."""
    if not line.things or not MOVING.isdisjoint(line.cues):
        return False
    if line.people:
        return not line.cues.isdisjoint({Cue.HANDLE} | SENSES) and line.looked_at is None
    return line.is_of_thing or Cue.SHOW in line.loose_cues or len(line.sentence.text.split()) <= 3


def is_vehicle_move(line: LineReading) -> bool:
    """Whether a vehicle moves in it."""
    moves = {Cue.VEHICLE, Cue.ENTER, Cue.RUN, Cue.EXIT}
    return line.vehicle is not None and not line.people and not line.loose_cues.isdisjoint(moves)


def is_strong(line: LineReading) -> bool:
    """Whether a line asks for a picture of its own."""
    if not SENSES.isdisjoint(line.cues) or not MOVING.isdisjoint(line.cues) or is_vehicle_move(line):
        return True
    is_named = line.things[0] not in SMALL_WORDS if line.things else False  # in capitals, so the writer wants it seen
    return is_insert(line) and (is_named or not line.people or not BODY_PARTS.isdisjoint(line.things))


def is_fragment(line: LineReading) -> bool:
    """``Not much.`` or ``하나씩, 소리 나지 않게.``: a few words that go with the picture before."""
    return len(line.sentence.text.split()) <= 4 and not (line.people or line.things or line.deeds or line.vehicle)


def is_same_body(before: LineReading, line: LineReading) -> bool:
    """``She looks at her hand. Blood.``: one insert."""
    is_body = not BODY_PARTS.isdisjoint(before.things) and not BODY_PARTS.isdisjoint(line.things)
    leads_to_hand = is_insert(before) and not BODY_PARTS.isdisjoint(line.things)
    return (is_body or leads_to_hand) and not line.people and MOVING.isdisjoint(line.cues)
