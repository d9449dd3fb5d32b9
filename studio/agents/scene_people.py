"""Who is in a scene and how they stand, for the 3D stage; and the lines that describe the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from studio.agents.cue_words import Cue
from studio.agents.korean_forms import has_hangul, particle_after
from studio.agents.line_reading import LineReading, read_line
from studio.agents.person_words import AGES, CHILD_BELOW, ENGLISH_PEOPLE, HE, KOREAN_PEOPLE, SHE, Figure
from studio.agents.poses import Pose, body_pose, pose_of
from studio.agents.scene_beats import ActionBeat, SceneBeats, SpeechBeat, names_in
from studio.agents.scene_names import mentions_in
from studio.agents.sentences import Word, words_of

_APPOSITION = 8
"""Words after a name that may say who it is: ``미나, a girl of ten``."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be staged: ``asset`` is their figure in the prop kit, ``enters`` says that they come in later."""

    name: str
    asset: Figure
    pose: Pose
    enters: bool = False


def _figure_of_word(word: str) -> Figure | None:
    lower = word.casefold()
    if figure := ENGLISH_PEOPLE.get(lower):
        return figure
    if has_hangul(word):
        hits = [noun for noun in KOREAN_PEOPLE if particle_after(word, noun) is not None]
        if hits:
            return KOREAN_PEOPLE[max(hits, key=len)]
    return None


def _figure_of_words(words: Iterable[Word]) -> Figure | None:
    """The figure that an age, a noun for people or a pronoun among those words asks for."""
    found: Figure | None = None
    for word in words:
        years = re.match(r"(\d{1,3})(?:세|살)?$", word.text)
        age = int(years.group(1)) if years else AGES.get(word.lower)
        if age is not None and age < CHILD_BELOW:
            return "child"
        figure = _figure_of_word(word.text)
        if figure == "child":
            return "child"
        if figure == "woman" or word.lower in SHE:
            found = found or "woman"
        elif figure == "person" or word.lower in HE:
            found = found or "person"
    return found


def figure_of(name: str, description: str = "") -> Figure | None:
    """The figure that a name (할머니, OLD MAN) or a description (``10, a fisherman's daughter``) speaks of."""
    for word in words_of(name):
        if figure := _figure_of_word(word.text):
            return figure
    return _figure_of_words(words_of(description))


def _figure_in_text(name: str, scenes: Iterable[SceneBeats], names: tuple[str, ...]) -> Figure | None:
    """What the action says of somebody: words that follow the name, else the pronoun that begins the next sentence."""
    pronouns: list[Figure] = []
    for scene in scenes:
        for beat in scene.actions:
            speaks_of_name = False
            for sentence in beat.sentences:
                words = words_of(sentence.text)
                if speaks_of_name and words and words[0].lower in SHE | HE:
                    pronouns.append("woman" if words[0].lower in SHE else "person")
                mentions = mentions_in(words, names)
                for place, mention in enumerate(mentions):
                    if mention.name != name:
                        continue
                    start = mention.at + mention.length
                    stop = mentions[place + 1].at if place + 1 < len(mentions) else len(words)
                    is_introduced = words[start - 1].after.startswith((",", " (")) or (
                        start < len(words) and words[start].text.isdigit()
                    )
                    if is_introduced and (figure := _figure_of_words(words[start : min(stop, start + _APPOSITION)])):
                        return figure
                speaks_of_name = {mention.name for mention in mentions} == {name} or (speaks_of_name and not mentions)
    women = pronouns.count("woman")
    return None if not pronouns else "woman" if 2 * women > len(pronouns) else "person"


def script_people(scenes: Iterable[SceneBeats], *, descriptions: Mapping[str, str] | None = None) -> dict[str, Figure]:
    """Everybody in a script and the figure that stands for each, in order of appearance.

    ``descriptions`` are the bible's, by name. A woman or a child in them is believed before the action's words; a mere
    ``keeper`` or ``doctor`` is not, since the action may go on with ``she``.
    """
    scenes = tuple(scenes)
    names = names_in(scenes)
    described = {name.casefold(): text for name, text in (descriptions or {}).items()}
    found: dict[str, Figure] = {}
    for name in filter(None, names):
        told = figure_of(name, described.get(name.casefold(), ""))
        found[name] = (told if told != "person" else None) or _figure_in_text(name, scenes, names) or "person"
    return found


def _deeds(readings: Iterable[LineReading], name: str) -> list[frozenset[Cue]]:
    return [cues for line in readings for actor, cues in line.deeds if actor == name]


def _read(scene: SceneBeats, names: Iterable[str]) -> list[tuple[int, LineReading]]:
    """Every action sentence of a scene, read, with the place of its beat."""
    names = tuple(names)
    found = []
    carried: tuple[str, ...] = ()
    is_continued = False
    for place, beat in enumerate(scene.beats):
        if isinstance(beat, SpeechBeat):
            carried = tuple(dict.fromkeys([beat.speaker, *carried]))
            is_continued = True
            continue
        for sentence in beat.sentences:
            line = read_line(sentence, names, carried=carried, is_continued=is_continued)
            is_continued = bool(line.people)
            carried = tuple(dict.fromkeys([*line.people, *carried]))
            found.append((place, line))
    return found


def _pose(name: str, scene: SceneBeats, readings: list[tuple[int, LineReading]]) -> Pose:
    """How somebody stands on the set: the body's first attitude, taken before they speak if they do."""
    spoken = [place for place, beat in enumerate(scene.beats) if isinstance(beat, SpeechBeat) and beat.speaker == name]
    before = [line for place, line in readings if not spoken or place < spoken[0]]
    deeds = _deeds(before, name)
    body = next((pose for cues in deeds if (pose := body_pose(cues))), None)
    return body or next((pose for cues in deeds if (pose := pose_of(cues))), None) or ("talk" if spoken else "stand")


def scene_people(scene: SceneBeats, *, people: Mapping[str, Figure] | None = None) -> tuple[Person, ...]:
    """The people seen in a scene, in order of appearance; ``people`` is the whole script's (``script_people``).

    A voice from off the screen is nobody on the set.
    """
    figures = dict(people) if people is not None else script_people([scene])
    names = tuple(dict.fromkeys([*figures, *names_in([scene])]))
    readings = _read(scene, names)
    seen: dict[str, int] = {}
    for place, line in readings:
        for name in line.people:
            seen.setdefault(name, place)
    for place, beat in enumerate(scene.beats):
        if isinstance(beat, SpeechBeat) and beat.speaker and not beat.is_off_screen:
            seen[beat.speaker] = min(place, seen.get(beat.speaker, place))
    lines = [line for _, line in readings]
    return tuple(
        Person(
            name=name,
            asset=figures.get(name) or figure_of(name) or "person",
            pose=_pose(name, scene, readings),
            enters=any(Cue.ENTER in cues for cues in _deeds(lines, name)),
        )
        for name, _ in sorted(seen.items(), key=lambda item: item[1])
    )


def staging_text(scene: SceneBeats, *, people: Mapping[str, Figure] | None = None) -> str:
    """The words that describe a scene's place, as a prompt for its stage: the heading, then the first lines of action.

    Taken are the sentences before anybody acts; where the scene begins with somebody, its first paragraph.
    """
    names = tuple(dict.fromkeys([*(people or {}), *names_in([scene])]))
    described: list[str] = []
    for beat in scene.beats:
        if not isinstance(beat, ActionBeat):
            break
        empty = []
        for sentence in beat.sentences:
            if read_line(sentence, names).people:
                break
            empty.append(sentence.text)
        described += empty
        if len(empty) < len(beat.sentences):
            break
    if not described:
        described = [sentence.text for beat in scene.actions[:1] for sentence in beat.sentences]
    heading = ", ".join(part for part in (_cased(scene.location), _cased(scene.time)) if part)
    return " ".join(filter(None, (f"{heading}." if heading else "", *described)))


def _cased(text: str) -> str:
    return text if has_hangul(text) else text.lower().capitalize()
