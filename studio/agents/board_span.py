"""How far one board reaches: which moments in a row are one picture and need no cut between them.

Source: Edward Dmytryk, On Film Editing, the first rule: never make a cut without a positive reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio.agents.acting import SENSES
from studio.agents.cue_words import Cue
from studio.agents.exchanges import Turn
from studio.agents.framing import Framing
from studio.agents.moments import ACTION_LIMIT_S, ActionMoment, Moment, SpeechMoment
from studio.agents.shot_plan import SIZE_LADDER, Rule

SHARED_TWO_SHOT_S = 6.0
"""First lines up to this long together play in one two-shot."""
QUICK_S = 5.2
"""So do a line and its answers later on: cutting each of them would be tennis."""

_TERSE_S = 0.95
"""Two words are read in it."""

_GOING = frozenset({Cue.ENTER, Cue.EXIT, Cue.RUN, Cue.WALK})
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


def is_told_by_light(moment: Moment) -> bool:
    """Whether a line of action is a word or two without anybody or anything to show: ``Light.``, 빛., ``Silence.``"""
    if not isinstance(moment, ActionMoment) or moment.people or moment.things or moment.vehicle:
        return False
    return moment.seconds <= _TERSE_S


def is_quiet(moment: Moment) -> bool:
    """Whether those whom a line of action shows do no more in it than look, or be together."""
    return isinstance(moment, ActionMoment) and moment.cues <= SENSES


def _is_same_picture(shot: Framing, following: Framing, moment: Moment) -> bool:
    """Whether somebody goes on in the place they are in, at the size and angle they are seen: to cut would be to jump.

    Who goes somewhere takes the camera along.
    """
    if not isinstance(moment, ActionMoment) or not following.subjects or moment.cues & _GOING:
        return False
    before, after = ((each.subjects, each.size, each.angle, each.over) for each in (shot, following))
    return before == after


def is_held(shot: Framing, following: Framing, moment: Moment, *, seconds: float) -> bool:
    """Whether a shot goes on instead of being cut: the same people or place, and it is wide enough to show what comes.

    ``moment`` is what comes first then, ``seconds`` the time that both take together.
    """
    if shot.rule in _NEVER_HELD or "INSERT" in (shot.size, following.size) or seconds > ACTION_LIMIT_S:
        return False
    if is_told_by_light(moment) and following.rule == "detail":
        return True
    if _is_same_picture(shot, following, moment):
        return True
    is_pair_again = following.rule == "group" and is_quiet(moment)
    if following.rule not in _HELD and not is_pair_again:
        return False
    is_same_height = shot.angle == following.angle or following.rule == "silence"
    if set(shot.subjects) != set(following.subjects) or shot.over is not None or not is_same_height:
        return False
    steps = SIZE_LADDER.index(following.size) - SIZE_LADDER.index(shot.size)
    return (-1 if is_pair_again else 0) <= steps <= 1 or (not shot.subjects and steps >= 0)
