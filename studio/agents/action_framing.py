"""How a moment of action is framed, and by which rule."""

from __future__ import annotations

from studio.agents.acting import SENSES
from studio.agents.cue_words import Cue
from studio.agents.framing import Framing, SceneState, called
from studio.agents.moments import ActionMoment
from studio.agents.shot_plan import Axis
from studio.agents.strong_lines import is_insert, is_vehicle_move
from studio.agents.thing_words import BODY_PARTS
from studio.model.documents import Angle

WIDE_AFTER = 8
"""Boards without a wide one before geography is shown again."""

INSERT_LIMIT_S = 4.5
"""An insert is read at a glance; a longer moment is about the person."""

_SHORT_S = 2.4


def establishing(state: SceneState, people: tuple[str, ...], place: str) -> Framing:
    """The first board of a scene: where we are, before who says what."""
    where = called(place) or "the place"
    if state.is_known_place:
        return Framing(
            "WS",
            "return",
            f"Return to a known place: {where} was established before, so one wide board is enough to land us there.",
            people,
        )
    if state.is_outdoors:
        return Framing(
            "EWS",
            "establish",
            f"Establishing wide: a new place outdoors, so {where} is seen whole before anyone in it.",
            people,
            move="static" if people else "crane",
        )
    move = "a slow push lets the room speak first" if not people else "the frame holds still until somebody acts"
    return Framing(
        "WS",
        "establish",
        f"Establishing wide: the scene opens in a new room, so {where} is shown with its exits and furniture; {move}.",
        people,
        move="static" if people else "dolly",
    )


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
        return Framing(
            "FS",
            "fall",
            f"High angle on a fall: looking down makes {called(actor)} small and leaves the ground in the frame.",
            (actor,),
            angle="high",
            move="handheld",
        )
    if Cue.THREAT in moment.cues and not moment.cues & SENSES:
        subjects = (actor,) if actor else moment.things[:1]
        if actor and moment.cues & {Cue.HANDLE, Cue.HOLD, Cue.POINT}:
            why = f"Low angle for a threat: from below, {called(actor)} holds the power of the frame."
            return Framing("MS", "threat", why, subjects, angle="low")
        return Framing("MS", "threat", "Dutch angle: the horizon tips because the scene does.", subjects, angle="dutch")
    if Cue.SEQUENCE in moment.cues:
        why = "One after another: the camera travels with the chain, because cutting would break its order."
        return Framing("WS", "sequence", why, moment.people[:1], move="dolly")
    return None


def _comings(moment: ActionMoment, state: SceneState) -> Framing | None:
    actor = moment.actor
    if actor and Cue.ENTER in moment.cues:
        others = [name for name in state.present if name not in moment.people]
        if others:
            why = (
                f"Re-establish on an entrance: {called(actor)} comes in, so the frame opens to show where everyone "
                f"now stands."
            )
            return Framing("WS", "enter", why, (actor, others[-1]), move="pan")
        why = f"Entrance: {called(actor)} walks into a full shot, so that we read the body before the face."
        return Framing("FS", "enter", why, (actor,), move="pan")
    if actor and Cue.EXIT in moment.cues:
        why = f"Exit: the camera stays and lets {called(actor)} leave the frame; the empty space ends the beat."
        return Framing("FS", "exit", why, moment.people[:2])
    return None


def _looks(moment: ActionMoment, state: SceneState) -> Framing | None:
    senses = moment.cues & SENSES
    actor = moment.actor
    if state.gaze and not moment.people:
        looker, height = state.gaze
        why = f"Point of view: {called(looker)} looked, so the next board is what is seen, from that height."
        if moment.things:
            return Framing("INSERT", "pov", why, moment.things[:1], angle=height)
        return Framing("WS", "pov", why, (moment.vehicle,) if moment.vehicle else (), angle=height)
    if not senses or actor is None:
        return None
    if len({name for line in moment.lines for name, cues in line.deeds if name and cues & SENSES}) > 1:
        return None
    if moment.looked_at and moment.looked_at != actor:
        axis = state.axis(actor, moment.looked_at)
        why = f"Eye-line: {called(actor)} looks at {called(moment.looked_at)}, so the lens stays close to that line."
        return Framing("MCU", "look", why, (actor,), axis=axis)
    if moment.things and any(map(is_insert, moment.lines)):
        return None
    angle: Angle = "low" if Cue.LOOK_UP in senses else "high" if Cue.LOOK_DOWN in senses else "eye"
    state.gaze = (actor, angle)
    why = f"The look before what is seen: close on {called(actor)}, so that the next cut belongs to those eyes."
    return Framing("MCU", "look", why, (actor,))


def _things(moment: ActionMoment, state: SceneState) -> Framing | None:
    line = next((line for line in moment.lines if is_insert(line)), None)
    if line is None or len(moment.people) > 1 or moment.seconds > INSERT_LIMIT_S:
        return None
    thing = line.things[0]
    was_insert = state.previous is not None and state.previous.size == "INSERT"
    if was_insert and moment.actor:
        why = f"Back to {called(moment.actor)} after the insert: a second close detail in a row would lose the person."
        return Framing("MCU", "hands", why, (moment.actor,))
    if thing in BODY_PARTS and moment.actor:
        why = f"Insert on the hands: what {called(moment.actor)} does not say is told by them."
        return Framing("INSERT", "hands", why, (moment.actor, thing), angle="high")
    if moment.actor and line.cues & SENSES:
        why = f"Insert from {called(moment.actor)}'s eyes: the script looks at the {thing}, so we read it too."
    elif moment.actor:
        why = f"Insert: the {thing} will matter, so it gets the whole frame while {called(moment.actor)} handles it."
    else:
        why = f"Insert: the line is about the {thing} alone, so nothing else is in the frame."
    return Framing("INSERT", "insert", why, (thing,), angle="high" if moment.actor else "eye")


def _movement(moment: ActionMoment) -> Framing | None:
    actor = moment.actor
    if actor and Cue.RUN in moment.cues:
        why = f"Tracking shot: {called(actor)} runs, and the camera runs alongside to keep the ground moving."
        return Framing("FS", "track", why, moment.people[:2], move="truck")
    if actor and Cue.WALK in moment.cues:
        why = f"Moving with {called(actor)}: the camera keeps pace, so the place passes by and the person stays."
        return Framing("MLS", "track", why, moment.people[:2], move="truck")
    moving = next((line for line in moment.lines if is_vehicle_move(line)), None)
    if moving and moving.vehicle:
        why = f"Pan with the {moving.vehicle}: a fixed camera lets it cross the frame and shows how far it comes."
        return Framing("WS", "vehicle", why, (moving.vehicle, *moment.people[:1]), move="pan")
    return None


def _figures(moment: ActionMoment, state: SceneState, *, is_in_exchange: bool) -> Framing | None:
    people = moment.people
    if not people:
        return None
    if state.since_wide >= WIDE_AFTER:
        why = "Re-establish: a long run of close boards has lost the room, so this quiet action is played wide."
        return Framing("WS", "re_establish", why, people[:2])
    if len(people) > 1:
        axis: Axis | None = state.axis(people[0], people[1])
        named = " and ".join(called(name) for name in people[:2])
        why = f"Two-shot: the action is between {named}, so both stay in one frame and the distance can be read."
        return Framing("MLS", "group", why, people[:2], axis=axis)
    actor = people[0]
    if is_in_exchange and moment.seconds <= 3.2:
        why = f"Reaction: the words have stopped, so the answer is read on {called(actor)}."
        partner = next((name for name in reversed(state.present) if name != actor), None)
        return Framing("MCU", "silence", why, (actor,), axis=state.axis(actor, partner) if partner else None)
    if not moment.cues.isdisjoint({Cue.LIE, Cue.KNEEL}):
        why = f"High three-quarter: {called(actor)} is near the ground, and the angle keeps the whole body readable."
        return Framing("FS", "figure", why, (actor,), angle="high")
    if not moment.cues.isdisjoint({Cue.SIT, Cue.STAND, Cue.LEAN, Cue.POINT}):
        why = f"Body before face: {called(actor)} changes attitude, so the frame runs to mid-thigh or below."
        return Framing("MLS", "figure", why, (actor,))
    why = f"Medium on one person: {called(actor)} acts alone, and hands and face fit in one frame."
    return Framing("MS", "figure", why, (actor,))


def _places(moment: ActionMoment, state: SceneState) -> Framing:
    if moment.things and moment.seconds <= _SHORT_S:
        why = f"Detail: a short line for the {moment.things[0]}, so the cut goes to it and back."
        return Framing("INSERT", "detail", why, moment.things[:1])
    if moment.seconds <= _SHORT_S:
        why = "Detail: a line of its own on the page is a picture of its own; it is held with nobody in it."
    elif state.since_wide >= WIDE_AFTER:
        why = "Re-establish: a long run of close boards has lost the room; the description gives it back."
        return Framing("WS", "re_establish", why)
    else:
        why = "Cutaway: the line describes the place and nobody in it, so the people leave the frame."
    return Framing("WS", "detail", why, (moment.vehicle,) if moment.vehicle else ())
