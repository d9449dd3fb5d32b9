"""How far one board reaches: which moments in a row are one picture and need no cut between them.

Source: Edward Dmytryk, On Film Editing, the first rule: never make a cut without a positive reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio.agents.exchanges import Turn
from studio.agents.framing import Framing
from studio.agents.moments import ACTION_LIMIT_S, Moment, SpeechMoment
from studio.agents.shot_plan import SIZE_LADDER, Rule

SHARED_TWO_SHOT_S = 6.0
"""First lines up to this long together play in one two-shot."""
QUICK_S = 5.2
"""So do a line and its answers later on: cutting each of them would be tennis."""

_HELD: frozenset[Rule] = frozenset({"figure", "silence", "detail", "re_establish", "release", "tighten"})
"""Rules that bring nothing of their own to see; what enters, falls, looks or is looked at always has its own board."""
_NEVER_HELD: frozenset[Rule] = frozenset({"establish", "return", "peak", "exit", "look", "pov"})
"""Shots that end on what they are for."""


def shared_speeches(moments: Sequence[Moment], place: int, turns: Mapping[int, Turn]) -> tuple[Moment, ...]:
    """The speeches that one board shows: those spoken at once, or a line and its answers while all are short."""
    first, turn = moments[place], turns.get(place)
    shared = [first]
    if not isinstance(first, SpeechMoment) or turn is None or turn.is_peak or first.parts > 1:
        return (first,)
    limit_s = SHARED_TWO_SHOT_S if turn.ordinal == 0 else QUICK_S
    spoken_s, last, speakers = first.spoken_seconds, first, {first.speech.speaker}
    for at in range(place + 1, len(moments)):
        answer, its_turn = moments[at], turns.get(at)
        if not isinstance(answer, SpeechMoment) or its_turn is None or its_turn.exchange != turn.exchange:
            break
        is_to_and_fro = answer.speech.speaker != last.speech.speaker and len(speakers | {answer.speech.speaker}) == 2
        if not is_to_and_fro or answer.business or its_turn.is_peak or answer.parts > 1:
            break
        spoken_s += answer.spoken_seconds
        if spoken_s > limit_s and not (answer.speech.together and last is first):
            break
        shared.append(answer)
        speakers.add(answer.speech.speaker)
        last = answer
    return tuple(shared)


def is_held(shot: Framing, following: Framing, *, seconds: float) -> bool:
    """Whether a shot goes on instead of being cut: the same people or place, and it is wide enough to show what comes.

    ``seconds`` is the time that both take together.
    """
    if following.rule not in _HELD or shot.rule in _NEVER_HELD or "INSERT" in (shot.size, following.size):
        return False
    is_same_height = shot.angle == following.angle or following.rule == "silence"
    if shot.subjects != following.subjects or not is_same_height or seconds > ACTION_LIMIT_S:
        return False
    steps = SIZE_LADDER.index(following.size) - SIZE_LADDER.index(shot.size)
    return 0 <= steps <= 1 or (not shot.subjects and steps >= 0)
