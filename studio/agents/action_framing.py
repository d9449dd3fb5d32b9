"""How a moment of action is framed, and by which rule."""

from __future__ import annotations

from studio.agents.acting import SENSES
from studio.agents.cue_words import Cue
from studio.agents.framing import Framing, Gaze, SceneState
from studio.agents.moments import ActionMoment
from studio.agents.reason import Reason
from studio.agents.shot_plan import Axis
from studio.agents.strong_lines import is_insert, is_vehicle_move
from studio.agents.thing_words import BODY_PARTS
from studio.agents.why import Why
from studio.model.documents import Angle, ShotSize

WIDE_AFTER = 8
"""Boards without a wide one before geography is shown again."""

INSERT_LIMIT_S = 4.5
"""An insert is read at a glance; a longer moment is about the person."""

_SHORT_S = 2.4
_SILENCE_S = 3.2
"""Action between two lines that is no more than a face; what hands do is seen wider."""


def establishing(state: SceneState, people: tuple[str, ...], place: str) -> Framing:
    """The first board of a scene: where we are, before who says what."""
    if state.is_known_place:
        return Framing("WS", "return", Reason(Why.RETURN, thing=place), people)
    if state.is_outdoors:
        why = Reason(Why.ESTABLISH_OUTDOORS, thing=place)
        return Framing("EWS", "establish", why, people, move="static" if people else "crane")
    if people:
        return Framing("WS", "establish", Reason(Why.ESTABLISH_ROOM, thing=place), people)
    return Framing("WS", "establish", Reason(Why.ESTABLISH_EMPTY_ROOM, thing=place), move="dolly")


def frame_action(moment: ActionMoment, state: SceneState, *, is_in_exchange: bool) -> Framing:
    """Frames a moment of action by the strongest thing that happens in it."""
    return (
        _danger(moment)
        or _comings(moment, state)
        or _looks(moment, state)
        or _movement(moment)
        or _things(moment, state)
        or _figures(moment, state, is_in_exchange=is_in_exchange)
        or _places(moment, state)
    )


def _danger(moment: ActionMoment) -> Framing | None:
    actor = moment.actor
    if Cue.FALL in moment.cues and actor:
        return Framing("FS", "fall", Reason(Why.FALL, who=actor), (actor,), angle="high", move="handheld")
    if Cue.THREAT in moment.cues and not moment.cues & SENSES:
        subjects = (actor,) if actor else moment.things[:1]
        if actor and moment.cues & {Cue.HANDLE, Cue.HOLD, Cue.POINT}:
            return Framing("MS", "threat", Reason(Why.THREAT_LOW, who=actor), subjects, angle="low")
        return Framing("MS", "threat", Reason(Why.THREAT_DUTCH), subjects, angle="dutch")
    if Cue.SEQUENCE in moment.cues:
        return Framing("WS", "sequence", Reason(Why.SEQUENCE), moment.people[:1], move="dolly")
    return None


def _comings(moment: ActionMoment, state: SceneState) -> Framing | None:
    actor = moment.actor
    if actor and Cue.ENTER in moment.cues:
        others = [name for name in state.present if name not in moment.people]
        if others:
            return Framing("WS", "enter", Reason(Why.ENTER_OTHERS, who=actor), (actor, others[-1]), move="pan")
        return Framing("FS", "enter", Reason(Why.ENTER, who=actor), (actor,), move="pan")
    if actor and Cue.EXIT in moment.cues:
        return Framing("FS", "exit", Reason(Why.EXIT, who=actor), moment.people[:2])
    return None


def _looks(moment: ActionMoment, state: SceneState) -> Framing | None:
    senses = moment.cues & SENSES
    actor = moment.actor
    if state.gaze and not moment.people:
        gaze = state.gaze
        seen = moment.things[:1] or ((moment.vehicle,) if moment.vehicle else ())
        size: ShotSize = "INSERT" if moment.things else "WS"
        why = Reason(Why.POINT_OF_VIEW, who=gaze.who)
        return Framing(size, "pov", why, seen, angle=gaze.angle, person=gaze.who, looked_at=gaze.words)
    if not senses or actor is None or Cue.RUN in moment.cues:  # who runs is followed, whatever they look at
        return None
    if len({name for line in moment.lines for name, cues in line.deeds if name and cues & SENSES}) > 1:
        return None
    if moment.looked_at and moment.looked_at != actor:
        why = Reason(Why.EYE_LINE, who=actor, other=moment.looked_at)
        return Framing("MCU", "look", why, (actor,), axis=state.axis(actor, moment.looked_at))
    if moment.things and any(map(is_insert, moment.lines)):
        return None
    angle: Angle = "low" if Cue.LOOK_UP in senses else "high" if Cue.LOOK_DOWN in senses else "eye"
    words = " ".join(line.sentence.text for line in moment.lines if line.cues & SENSES)
    state.gaze = Gaze(actor, angle, words)
    return Framing("MCU", "look", Reason(Why.LOOK, who=actor), (actor,))


def _things(moment: ActionMoment, state: SceneState) -> Framing | None:
    line = next((line for line in moment.lines if is_insert(line)), None)
    if line is None or len(moment.people) > 1 or moment.seconds > INSERT_LIMIT_S:
        return None
    thing, actor = line.things[0], moment.actor
    was_insert = state.previous is not None and state.previous.size == "INSERT"
    if was_insert and actor:
        return Framing("MCU", "hands", Reason(Why.AFTER_INSERT, who=actor), (actor,))
    if thing in BODY_PARTS and actor:
        return Framing("INSERT", "hands", Reason(Why.HANDS, who=actor), (actor, thing), angle="high", person=actor)
    if actor is None:
        return Framing("INSERT", "insert", Reason(Why.INSERT_ALONE, thing=thing), (thing,), person=state.last_seen)
    why = Why.INSERT_SEEN if line.cues & SENSES else Why.INSERT_HANDLED
    return Framing("INSERT", "insert", Reason(why, who=actor, thing=thing), (thing,), angle="high", person=actor)


def _movement(moment: ActionMoment) -> Framing | None:
    actor = moment.actor
    if actor and Cue.RUN in moment.cues:
        return Framing("FS", "track", Reason(Why.TRACK_RUN, who=actor), moment.people[:2], move="truck")
    if actor and Cue.WALK in moment.cues:
        return Framing("MLS", "track", Reason(Why.TRACK_WALK, who=actor), moment.people[:2], move="truck")
    moving = next((line for line in moment.lines if is_vehicle_move(line)), None)
    if moving and moving.vehicle:
        why = Reason(Why.VEHICLE, thing=moving.vehicle)
        return Framing("WS", "vehicle", why, (moving.vehicle, *moment.people[:1]), move="pan")
    return None


def _figures(moment: ActionMoment, state: SceneState, *, is_in_exchange: bool) -> Framing | None:
    people = moment.people
    if not people:
        return None
    if state.since_wide >= WIDE_AFTER:
        return Framing("WS", "re_establish", Reason(Why.RE_ESTABLISH_ACTION), people[:2])
    if len(people) > 1:
        axis: Axis | None = state.axis(people[0], people[1])
        return Framing("MLS", "group", Reason(Why.GROUP, who=people[0], other=people[1]), people[:2], axis=axis)
    actor = people[0]
    if is_in_exchange and moment.seconds <= _SILENCE_S and Cue.HANDLE not in moment.cues:
        partner = next((name for name in reversed(state.present) if name != actor), None)
        axis = state.axis(actor, partner) if partner else None
        return Framing("MCU", "silence", Reason(Why.SILENCE, who=actor), (actor,), axis=axis)
    if not moment.cues.isdisjoint({Cue.LIE, Cue.KNEEL}):
        return Framing("FS", "figure", Reason(Why.NEAR_GROUND, who=actor), (actor,), angle="high")
    if not moment.cues.isdisjoint({Cue.SIT, Cue.STAND, Cue.STOP, Cue.LEAN, Cue.POINT}):
        return Framing("MLS", "figure", Reason(Why.ATTITUDE, who=actor), (actor,))
    return Framing("MS", "figure", Reason(Why.ONE_PERSON, who=actor), (actor,))


def _places(moment: ActionMoment, state: SceneState) -> Framing:
    if moment.things and moment.seconds <= _SHORT_S:
        why = Reason(Why.DETAIL_THING, thing=moment.things[0])
        return Framing("INSERT", "detail", why, moment.things[:1])
    if moment.seconds <= _SHORT_S:
        why = Reason(Why.DETAIL)
    elif state.since_wide >= WIDE_AFTER:
        return Framing("WS", "re_establish", Reason(Why.RE_ESTABLISH_PLACE))
    else:
        why = Reason(Why.CUTAWAY)
    return Framing("WS", "detail", why, (moment.vehicle,) if moment.vehicle else ())
