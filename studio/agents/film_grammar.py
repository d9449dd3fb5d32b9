"""Film grammar: a scene's beats become boards, each with the rule that made it and the reason for it.

What artists and directors agree on, as a pure function: a wide shot for a new place; a two-shot at the first exchange,
then singles that alternate and tighten up to the peak; reactions over long speeches; inserts and points of view; moves
where people move; the 180° line and the 30° rule throughout. Every word of action and dialogue is on exactly one board.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from studio.agents.action_framing import establishing, frame_action
from studio.agents.board_length import board_frames
from studio.agents.board_span import is_held, is_told_by_light, shared_speeches
from studio.agents.exchanges import Turn, turns_of
from studio.agents.framing import Framing, SceneState, without_jump_cut
from studio.agents.line_reading import LineReading
from studio.agents.moments import ActionMoment, Moment, SpeechMoment, moments_of
from studio.agents.person_words import Figure
from studio.agents.poses import Pose, body_pose, pose_of
from studio.agents.presence import Presence, presence_of
from studio.agents.reason import Reason
from studio.agents.scene_beats import SceneBeats, names_in
from studio.agents.sentences import plain_text
from studio.agents.shot_plan import ShotPlan
from studio.agents.speech_framing import frame_speech
from studio.agents.why import Why
from studio.model.documents import Anchor
from studio.model.timing import FrameRate

ESTABLISHING_S = 3.0
HOLD_S = 0.8


@dataclass(frozen=True, slots=True)
class _Draft:
    """A framed board before it is written out: its moments (none for a heading alone), from ``place`` on."""

    framing: Framing
    moments: tuple[Moment, ...]
    seconds: float
    place: int = -1

    def held_for(self, moments: tuple[Moment, ...], following: Framing, why: Why) -> _Draft:
        """The same shot, standing for what comes next too."""
        framing = self.framing
        for reason in (Reason(why), *following.also):
            framing = framing if reason in framing.also else framing.and_because(reason)
        seconds = self.seconds + sum(moment.seconds for moment in moments)
        return replace(self, framing=framing, moments=(*self.moments, *moments), seconds=seconds)


def place_key(scene: SceneBeats) -> str:
    """What a place is called for ``known_places``, whatever its case."""
    return scene.location.casefold()


def plan_shots(
    scene: SceneBeats,
    *,
    rate: FrameRate,
    people: Mapping[str, Figure] | None = None,
    known_places: Collection[str] = (),
) -> tuple[ShotPlan, ...]:
    """The boards of one scene, in order, with whole frames at that rate.

    ``people`` are the script's people and their figures, for names in action lines and for eye heights;
    ``known_places`` the ``place_key`` of scenes before, so that a place is established once.
    """
    figures = dict(people or {})
    known: dict[str, Figure | None] = {**dict.fromkeys(names_in([scene])), **figures}
    moments = moments_of(scene, known)
    state = SceneState(figures, scene.is_outdoors, place_key(scene) in known_places)
    drafts = _drafts(scene, moments, state)
    presence = presence_of(moments, is_outdoors=scene.is_outdoors)
    return tuple(_plan(scene, draft, presence, rate=rate, is_last=draft is drafts[-1]) for draft in drafts)


def _drafts(scene: SceneBeats, moments: tuple[Moment, ...], state: SceneState) -> list[_Draft]:
    turns = turns_of(moments)
    drafts = [_opening(scene, moments, state)]
    place = len(drafts[0].moments)
    while place < len(moments):
        moment = moments[place]
        used: tuple[Moment, ...] = (moment,)
        gaze = state.gaze
        if isinstance(moment, ActionMoment):
            is_last = place == len(moments) - 1
            framing = frame_action(moment, state, is_in_exchange=_is_in_exchange(place, moments, turns))
            framing = _closing(framing, scene) if is_last else framing
            state.see(moment.people)
        else:
            used = shared_speeches(moments, place, turns)
            framing = frame_speech(moment, turns.get(place), state, is_shared=len(used) > 1)
            if not moment.speech.is_off_screen:
                state.see((moment.speech.speaker,))
        if state.gaze is gaze:
            state.gaze = None
        seconds = drafts[-1].seconds + sum(each.seconds for each in used)
        if drafts[-1].moments and is_held(drafts[-1].framing, framing, moment, seconds=seconds):
            drafts[-1] = drafts[-1].held_for(
                used, framing, Why.SEEN_ON_THEM if is_told_by_light(moment) else Why.SHOT_HOLDS
            )
            place += len(used)
            continue
        framing = without_jump_cut(framing, state.previous)
        state.took(framing)
        drafts.append(_Draft(framing, used, sum(each.seconds for each in used), place))
        place += len(used)
    return drafts


def _opening(scene: SceneBeats, moments: tuple[Moment, ...], state: SceneState) -> _Draft:
    """The first board: the place, with the first paragraph where that is action."""
    first = moments[0] if moments and isinstance(moments[0], ActionMoment) else None
    framing = establishing(state, first.people[:2] if first else (), scene.location)
    state.took(framing)
    if first is None:
        return _Draft(framing, (), ESTABLISHING_S)
    state.see(first.people)
    return _Draft(framing, (first,), max(ESTABLISHING_S, first.seconds), 0)


def _is_in_exchange(place: int, moments: tuple[Moment, ...], turns: Mapping[int, Turn]) -> bool:
    """Whether action stands between two speeches of one exchange."""
    before = next((turns[at].exchange for at in range(place - 1, -1, -1) if at in turns), None)
    after = next((turns[at].exchange for at in range(place + 1, len(moments)) if at in turns), None)
    return before is not None and before == after


def _closing(framing: Framing, scene: SceneBeats) -> Framing:
    """The last board of a scene: it pulls back where the film fades, and else holds."""
    if "FADE" in scene.transition.upper():
        why = Reason(Why.PULL_BACK)
        return replace(framing, size="WS", angle="eye", move="dolly", rule="pull_back", why=why, over=None, also=())
    return framing.and_because(Reason(Why.HELD_TO_END))


def _lines(moments: Iterable[Moment]) -> tuple[LineReading, ...]:
    return tuple(line for m in moments for line in (m.lines if isinstance(m, ActionMoment) else m.business))


def _dialogue(speeches: tuple[SpeechMoment, ...]) -> str:
    """The words alone where one person speaks, ``NAME: words`` by line where two do."""
    if len(speeches) < 2:
        return speeches[0].text if speeches else ""
    return "\n".join(f"{speech.speech.speaker}: {speech.text}" for speech in speeches)


def _plan(scene: SceneBeats, draft: _Draft, presence: Presence, *, rate: FrameRate, is_last: bool) -> ShotPlan:
    framing = draft.framing
    start = draft.moments[0].start if draft.moments else scene.heading_start
    end = draft.moments[-1].end if draft.moments else scene.heading_end
    speeches = tuple(moment for moment in draft.moments if isinstance(moment, SpeechMoment))
    lines = _lines(draft.moments)
    poses: dict[str, Pose] = {}
    for find in (body_pose, pose_of):
        for line in lines:
            for name, cues in line.deeds:
                if name and (pose := find(cues)):
                    poses.setdefault(name, pose)
    if framing.rule == "hands" and framing.size == "INSERT" and framing.person:
        poses.setdefault(framing.person, "hold")  # hands that are shown are held up
    left_in = {name: pose for line in lines for name, cues in line.deeds if name and (pose := body_pose(cues))}
    for speech in speeches:
        if not speech.speech.is_off_screen:
            poses.setdefault(speech.speech.speaker, "talk")
    return ShotPlan(
        shot_size=framing.size,
        angle=framing.angle,
        move=framing.move,
        subjects=framing.subjects,
        duration_frames=board_frames(draft.seconds + (HOLD_S if is_last else 0.0), rate=rate),
        anchor=Anchor(start=start, end=end, quote=scene.text[start:end]),
        rule=framing.rule,
        reasons=(framing.why, *framing.also),
        language=scene.language,
        over=framing.over,
        dialogue=_dialogue(speeches),
        action=plain_text(" ".join(line.sentence.text for line in lines)),
        speaker=speeches[0].speech.speaker if speeches else None,
        axis=framing.axis,
        poses=tuple(poses.items()),
        left_in=tuple(left_in.items()),
        absent=presence.absent(draft.place, draft.place + max(0, len(draft.moments) - 1)),
        grips=tuple(grip for line in lines for grip in line.grips),
        person=framing.person,
        looked_at=framing.looked_at,
        notes=scene.transition if is_last else "",
    )
