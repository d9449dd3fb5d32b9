"""A scene as the storyboard reads it: what is done, what is said, in order, each part knowing its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace

from studio.agents.scene_names import introduced_names
from studio.agents.sentences import Sentence, plain_text, sentences_of
from studio.script.cues import cue_name
from studio.script.fountain import parse_fountain
from studio.script.language import Language, language_of
from studio.script.screenplay import Element

_UNSEEN = frozenset({"note", "boneyard", "synopsis", "section", "page_break"})
_OFF_SCREEN = (
    "v.o",
    "o.s",
    "o.c",
    "vo)",
    "os)",
    "voice",
    "phone",
    "radio",
    "소리",
    "목소리",
    "전화",
    "내레이션",
    "off",
)


@dataclass(frozen=True, slots=True)
class ActionBeat:
    """One paragraph of action from ``start`` to ``end``, as sentences."""

    sentences: tuple[Sentence, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpeechBeat:
    """What one person says at once, from the cue's ``start`` to the last word's ``end``.

    ``manner`` are the parentheticals; ``together`` says that it is spoken at the same time as the speech before.
    """

    speaker: str
    sentences: tuple[Sentence, ...]
    start: int
    end: int
    manner: tuple[str, ...] = ()
    is_off_screen: bool = False
    together: bool = False


Beat = ActionBeat | SpeechBeat


@dataclass(frozen=True, slots=True)
class SceneBeats:
    """One scene: its heading's parts, its beats and how it ends; offsets are code points into ``text``."""

    text: str
    heading: str
    interior: str | None
    location: str
    time: str
    heading_start: int
    heading_end: int
    beats: tuple[Beat, ...]
    transition: str = ""

    @property
    def actions(self) -> tuple[ActionBeat, ...]:
        """The paragraphs of action."""
        return tuple(beat for beat in self.beats if isinstance(beat, ActionBeat))

    @property
    def speeches(self) -> tuple[SpeechBeat, ...]:
        """The speeches."""
        return tuple(beat for beat in self.beats if isinstance(beat, SpeechBeat))

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, in order of the first line."""
        return tuple(dict.fromkeys(beat.speaker for beat in self.speeches))

    @property
    def language(self) -> Language:
        """The language that most of its words are in; a heading alone speaks for the scene."""
        words = [sentence.text for beat in self.beats for sentence in beat.sentences]
        return language_of(words or (self.location, self.time))

    @property
    def is_outdoors(self) -> bool:
        """Whether the scene plays outside."""
        return self.interior in ("EXT", "EST")


def is_alias(name: str, known: str) -> bool:
    """Whether two names are one person's: FRANK MILLER is FRANK of the cues, RUIZ is DETECTIVE RUIZ."""
    words, known_words = set(name.casefold().split()), set(known.casefold().split())
    return words <= known_words or known_words <= words


def names_in(scenes: Iterable[SceneBeats]) -> tuple[str, ...]:
    """Everybody's name in those scenes: those who speak, then those whom action lines bring in."""
    found: dict[str, None] = {}
    scenes = tuple(scenes)
    for scene in scenes:
        found.update(dict.fromkeys(scene.speakers))
    for scene in scenes:
        for beat in scene.actions:
            for name in introduced_names(beat.sentences):
                if not any(is_alias(name, known) for known in found):
                    found[name] = None
    return tuple(found)


def _masked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Text with those ranges blank, so that offsets stay and notes are not read as story."""
    letters = list(text)
    for start, end in ranges:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _marks(text: str, element: Element) -> Iterator[tuple[int, int]]:
    """Where an element's forcing marks stand: ``!`` of action, ``> <`` of centred text, ``~`` of lyrics."""
    source = text[element.start : element.end]
    wanted = {"action": r"\A\s*(!)", "centered": r"\A\s*(>)|(<)\s*\Z", "lyric": r"^\s*(~)"}.get(element.type)
    if wanted:
        for match in re.finditer(wanted, source, re.MULTILINE):
            yield element.start + match.start(match.lastindex or 0), element.start + match.end(match.lastindex or 0)


class _Reader:
    """The beats so far, and the speech that is still going on."""

    def __init__(self, visible: str) -> None:
        self._visible = visible
        self._speech: SpeechBeat | None = None
        self.beats: list[Beat] = []
        self.transition = ""

    def read(self, element: Element) -> None:
        match element.type:
            case "character":
                self.close()
                self._begin(element)
            case "parenthetical" if self._speech is not None:
                manner = plain_text(element.text).strip("()")
                self._speech = replace(self._speech, manner=(*self._speech.manner, manner), end=element.end)
            case "dialogue" | "lyric":
                self._say(element)
            case "action" | "centered":
                self.close()
                done = sentences_of(self._visible, element.start, element.end, at_newlines=True)
                if done:
                    self._add(ActionBeat(done, done[0].start, done[-1].end))
            case "transition":
                self.close()
                self.transition = plain_text(element.text).lstrip("> ")
            case "heading" | "page_break":
                self.close()
            case _:
                pass

    def close(self) -> None:
        if self._speech is not None and self._speech.sentences:
            self._add(self._speech)
        self._speech = None

    def _add(self, beat: Beat) -> None:
        self.beats.append(beat)
        self.transition = ""

    def _begin(self, cue: Element) -> None:
        lower = cue.text.lower()
        self._speech = SpeechBeat(
            cue_name(cue.text),
            (),
            cue.start,
            cue.end,
            is_off_screen="(" in lower and any(mark in lower for mark in _OFF_SCREEN),
            together=cue.dual and bool(self.beats) and isinstance(self.beats[-1], SpeechBeat),
        )

    def _say(self, element: Element) -> None:
        said = sentences_of(self._visible, element.start, element.end, at_newlines=element.type == "lyric")
        if self._speech is None:
            speaker = next((beat.speaker for beat in reversed(self.beats) if isinstance(beat, SpeechBeat)), "")
            self._speech = SpeechBeat(speaker, (), element.start, element.end)
        self._speech = replace(self._speech, sentences=(*self._speech.sentences, *said), end=element.end)


def read_beats(script: str, *, known_names: Set[str] = frozenset()) -> SceneBeats:
    """Reads one scene's own text: its heading and what follows; more headings inside are read as one scene.

    ``known_names`` are the script's people, so that a lone scene's Korean cues are known for what they are.
    """
    screenplay = parse_fountain(script, known_names=known_names)
    elements = screenplay.elements
    hidden = [(element.start, element.end) for element in elements if element.type in _UNSEEN]
    reader = _Reader(_masked(script, (*hidden, *(mark for element in elements for mark in _marks(script, element)))))
    for element in elements:
        reader.read(element)
    reader.close()
    scene = screenplay.scenes[0] if screenplay.scenes else None
    heading = next((element for element in elements if element.type == "heading"), None)
    return SceneBeats(
        text=script,
        heading=scene.heading if scene else "",
        interior=scene.interior if scene else None,
        location=scene.location if scene else "",
        time=(scene.time or "") if scene else "",
        heading_start=heading.start if heading else 0,
        heading_end=heading.end if heading else 0,
        beats=tuple(reader.beats),
        transition=reader.transition,
    )
