"""Moments: a scene's beats cut where the picture would change, each small enough for one board.

A paragraph of action is cut where somebody acts in a new way; a long speech is cut between sentences, so that it can be
played over a reaction; a short piece of business joins the line that the same person says next. No word is lost and
none stands in two moments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from studio.agents.acting import SENSES
from studio.agents.board_length import LONGEST_S, action_seconds, dialogue_seconds
from studio.agents.cue_words import Cue
from studio.agents.line_reading import LineReading, read_line
from studio.agents.person_words import Figure
from studio.agents.scene_beats import SceneBeats, SpeechBeat
from studio.agents.sentences import Sentence, clauses_of
from studio.agents.strong_lines import MOVING, is_fragment, is_insert, is_same_body, is_strong, is_vehicle_move

ACTION_LIMIT_S = 7.0
ESTABLISHING_LIMIT_S = 10.0
SPEECH_LIMIT_S = 8.0
JOINED_LIMIT_S = 6.0
BUSINESS_LIMIT_S = 3.0

_GOING = frozenset({Cue.ENTER, Cue.EXIT, Cue.RUN, Cue.WALK})
_ALONE = frozenset({Cue.ENTER, Cue.EXIT, Cue.FALL})


@dataclass(frozen=True, slots=True)
class ActionMoment:
    """Lines of action that one picture shows."""

    lines: tuple[LineReading, ...]

    @property
    def start(self) -> int:
        """Where its text begins."""
        return self.lines[0].sentence.start

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.lines[-1].sentence.end

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(line.sentence.text for line in self.lines)

    @property
    def seconds(self) -> float:
        """Its reading time in seconds."""
        return action_seconds(self.text)

    @property
    def actor(self) -> str | None:
        """Who acts, if anybody."""
        return next((line.actor for line in self.lines if line.actor), None)

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody it shows, the one who acts first."""
        return tuple(dict.fromkeys(name for line in self.lines for name in line.people))

    @property
    def things(self) -> tuple[str, ...]:
        """The small things it names."""
        return tuple(dict.fromkeys(thing for line in self.lines for thing in line.things))

    @property
    def cues(self) -> frozenset[Cue]:
        """What people do in it."""
        return frozenset().union(*(line.cues for line in self.lines))

    @property
    def loose_cues(self) -> frozenset[Cue]:
        """What things do in it."""
        return frozenset().union(*(line.loose_cues for line in self.lines))

    @property
    def looked_at(self) -> str | None:
        """The person somebody looks at."""
        return next((line.looked_at for line in self.lines if line.looked_at), None)

    @property
    def vehicle(self) -> str | None:
        """What drives or sails."""
        return next((line.vehicle for line in self.lines if line.vehicle), None)


@dataclass(frozen=True, slots=True)
class SpeechMoment:
    """A speech or a part of one, with the business that its speaker does just before."""

    speech: SpeechBeat
    sentences: tuple[Sentence, ...]
    start: int
    end: int
    part: int = 0
    parts: int = 1
    business: tuple[LineReading, ...] = ()

    @property
    def text(self) -> str:
        """The words said."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def spoken_seconds(self) -> float:
        """Time to say the words."""
        return dialogue_seconds(self.text)

    @property
    def seconds(self) -> float:
        """Time of the business and the words."""
        before = " ".join(line.sentence.text for line in self.business)
        return self.spoken_seconds + (action_seconds(before) if before else 0.0)


Moment = ActionMoment | SpeechMoment


def _seconds_with(group: Sequence[LineReading], line: LineReading) -> float:
    return action_seconds(" ".join(each.sentence.text for each in (*group, line)))


def _joins(group: list[LineReading], line: LineReading) -> bool:
    """Whether a line still belongs to the picture that the group before it began."""
    moment = ActionMoment(tuple(group))
    seconds = _seconds_with(group, line)
    if seconds > ACTION_LIMIT_S:
        return False
    if is_fragment(line) or is_same_body(group[-1], line):
        return True
    last = group[-1]
    if is_insert(last) and line.people and not last.people:
        return False
    if is_strong(line):
        is_led_in = moment.actor in (None, line.actor) and moment.seconds <= BUSINESS_LIMIT_S
        is_led_in = is_led_in or (is_vehicle_move(line) and moment.seconds <= 2.0)
        if not any(map(is_strong, group)):
            return is_led_in
        goes_on = Cue.ENTER in moment.cues and line.actor == moment.actor and line.cues <= _GOING - _ALONE
        moves = moment.cues & _GOING and line.cues & _GOING and not (moment.cues | line.cues) & _ALONE
        is_same_thing = is_insert(last) and is_insert(line) and not set(last.things).isdisjoint(line.things)
        handles_first = is_led_in and line.actor is not None and (is_same_thing or all(map(is_insert, group)))
        return seconds <= JOINED_LIMIT_S and bool(moves or handles_first or (goes_on and line.cues))
    is_seen_next = not SENSES.isdisjoint(last.cues) and not line.people
    if is_seen_next or (is_insert(last) and set(last.things).isdisjoint(line.things) and not line.people):
        return False
    is_short = moment.seconds < 1.5 and not any(map(is_strong, group))
    return line.actor is None or moment.actor in (None, line.actor) or is_short


def _opens(group: list[LineReading], line: LineReading) -> bool:
    """Whether a line still belongs to the wide picture that opens the scene: the place, or who is first seen in it."""
    if any(each.people for each in group):
        return is_fragment(line)
    is_short = ActionMoment(tuple(group)).seconds < 1.5 and not is_strong(line)
    return (not line.people or is_short) and _seconds_with(group, line) <= ESTABLISHING_LIMIT_S


def _action_moments(readings: Iterable[LineReading], *, opens_scene: bool) -> list[ActionMoment]:
    groups: list[list[LineReading]] = []
    for line in readings:
        is_opening = opens_scene and len(groups) == 1
        if groups and (_opens(groups[0], line) if is_opening else _joins(groups[-1], line)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [ActionMoment(tuple(group)) for group in groups]


def _short_enough(text: str, sentence: Sentence) -> list[Sentence]:
    if dialogue_seconds(sentence.text) <= SPEECH_LIMIT_S:
        return [sentence]
    clauses = clauses_of(text, sentence)
    if len(clauses) < 2:
        return [sentence]
    return [piece for clause in clauses for piece in _short_enough(text, clause)]


def _speech_moments(text: str, speech: SpeechBeat) -> list[SpeechMoment]:
    pieces = [piece for sentence in speech.sentences for piece in _short_enough(text, sentence)]
    groups: list[list[Sentence]] = []
    for piece in pieces:
        together = " ".join(sentence.text for sentence in (*groups[-1], piece)) if groups else ""
        if groups and dialogue_seconds(together) <= SPEECH_LIMIT_S:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    starts = [speech.start, *(group[0].start for group in groups[1:])]
    ends = [*(group[-1].end for group in groups[:-1]), speech.end]
    return [
        SpeechMoment(speech, tuple(group), start, end, part, len(groups))
        for part, (group, start, end) in enumerate(zip(groups, starts, ends, strict=True))
    ]


def _may_join(before: ActionMoment, after: ActionMoment) -> bool:
    """Whether two short paragraphs are one picture: one actor at most, little to read, one strong line at most."""
    lines = (*before.lines, *after.lines)
    is_seen_next = not SENSES.isdisjoint(before.cues) and not after.people
    if sum(map(is_strong, lines)) > 1 or len(lines) > 4 or is_seen_next or is_strong(before.lines[-1]):
        return False
    one_actor = before.actor == after.actor or not (before.people and after.people)
    return one_actor and before.seconds + after.seconds <= JOINED_LIMIT_S


def _is_business(moment: ActionMoment, words: SpeechMoment) -> bool:
    return (
        moment.actor == words.speech.speaker
        and not words.speech.is_off_screen
        and moment.seconds <= BUSINESS_LIMIT_S
        and moment.seconds + words.seconds <= LONGEST_S
        and MOVING.isdisjoint(moment.cues)
        and not any(is_insert(line) and (is_strong(line) or line.cues & SENSES) for line in moment.lines)
    )


def moments_of(scene: SceneBeats, people: Mapping[str, Figure | None]) -> tuple[Moment, ...]:
    """The scene's moments in order; ``people`` are those to be known in action lines."""
    found: list[Moment] = []
    carried: tuple[str, ...] = ()
    is_continued = False
    for place, beat in enumerate(scene.beats):
        before = found[-1] if len(found) > 1 else None
        if isinstance(beat, SpeechBeat):
            carried = tuple(dict.fromkeys([beat.speaker, *carried]))[:3]
            is_continued = True
            pieces = _speech_moments(scene.text, beat)
            if isinstance(before, ActionMoment) and _is_business(before, pieces[0]):
                found[-1] = replace(pieces[0], start=before.start, business=before.lines)
                pieces = pieces[1:]
            found += pieces
            continue
        readings = []
        for sentence in beat.sentences:
            line = read_line(sentence, people, carried=carried, is_continued=is_continued)
            is_continued = bool(line.people)
            carried = tuple(dict.fromkeys([*line.people, *carried]))[:3]
            readings.append(line)
        first, *rest = _action_moments(readings, opens_scene=place == 0)
        if isinstance(before, ActionMoment) and _may_join(before, first):
            found[-1] = ActionMoment((*before.lines, *first.lines))
            found += rest
        else:
            found += [first, *rest]
    return tuple(found)
