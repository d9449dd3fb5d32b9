"""Who is in a scene and how they stand, for the 3D stage; and the lines that describe the place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from studio.agents.cue_words import Cue
from studio.agents.korean_forms import has_hangul, particle_after
from studio.agents.line_reading import LineReading, read_line
from studio.agents.person_words import AGES, CHILD_BELOW, ENGLISH_PEOPLE, HE, KOREAN_PEOPLE, SHE, Figure
from studio.agents.poses import Pose, body_pose, pose_of
from studio.agents.scene_beats import ActionBeat, SceneBeats, SpeechBeat, is_alias, names_in
from studio.agents.scene_names import Mention, mentions_in
from studio.agents.sentences import Word, words_of

_APPOSITION = 8
"""Words after a name that may say who it is: ``미나, a girl of ten``."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be staged: ``asset`` is their figure in the prop kit, ``enters`` says that they come in later.

    ``holds`` is the word for what they have in hand when they are first seen.
    """

    name: str
    asset: Figure
    pose: Pose
    enters: bool = False
    holds: str | None = None


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
    """The figure that an age or a noun for people among those words asks for."""
    found: Figure | None = None
    for word in words:
        years = re.match(r"(\d{1,3})(?:s|세|살|대)?$", word.text)
        age = int(years.group(1)) if years else AGES.get(word.lower)
        if age is not None and age < CHILD_BELOW:
            return "child"
        figure = _figure_of_word(word.text)
        if figure == "child":
            return "child"
        found = found or figure
    return found


def figure_of(name: str, description: str = "") -> Figure | None:
    """The figure that a name (할머니, OLD MAN) or a description (``10, a fisherman's daughter``) speaks of."""
    for word in words_of(name):
        if figure := _figure_of_word(word.text):
            return figure
    return _figure_of_words(words_of(description))


def _introduction(words: Sequence[Word], mention: Mention, stop: int) -> Figure | None:
    """What stands beside a name at its first appearance: ``MINA, a girl of ten``, ``FRANK MILLER (50s)``, 미나(9)."""
    start = mention.at + mention.length
    while start < stop and words[start].is_caps:
        start += 1
    is_introduced = words[start - 1].after.startswith(",") or (start < stop and words[start].text[:1].isdigit())
    return _figure_of_words(words[start : min(stop, start + _APPOSITION)]) if is_introduced else None


def _figures_in_text(scenes: Iterable[SceneBeats], names: tuple[str, ...]) -> dict[str, Figure]:
    """What the action says of people: the words beside the name, else the pronouns that go on with them."""
    introduced: dict[str, Figure] = {}
    pronouns: dict[str, list[bool]] = {}
    for beat in (beat for scene in scenes for beat in scene.actions):
        spoken_of: str | None = None
        for sentence in beat.sentences:
            words = words_of(sentence.text)
            mentions = mentions_in(words, names)
            if spoken_of and words and words[0].lower in SHE | HE:
                pronouns.setdefault(spoken_of, []).append(words[0].lower in SHE)
            for place, mention in enumerate(mentions):
                stop = mentions[place + 1].at if place + 1 < len(mentions) else len(words)
                if mention.name not in introduced and (figure := _introduction(words, mention, stop)):
                    introduced[mention.name] = figure
            if mentions:
                spoken_of = mentions[0].name if len({mention.name for mention in mentions}) == 1 else None
    told: dict[str, Figure] = {
        name: "woman" if 2 * sum(is_she) > len(is_she) else "person" for name, is_she in pronouns.items()
    }
    return {**told, **introduced}


def script_people(scenes: Iterable[SceneBeats], *, descriptions: Mapping[str, str] | None = None) -> dict[str, Figure]:
    """Everybody in a script and the figure that stands for each, in order of appearance.

    ``descriptions`` are the bible's, by name: whom it knows is a person in action lines too, without a cue or capitals.
    A woman or a child in them is believed before the action's words; a mere ``keeper`` or ``doctor`` is not, since the
    action may go on with ``she``.
    """
    scenes = tuple(scenes)
    names = names_in(scenes)
    names = (*names, *_further_names(scenes, descriptions or {}, names))
    described = {name.casefold(): text for name, text in (descriptions or {}).items()}
    in_text = _figures_in_text(scenes, names)
    found: dict[str, Figure] = {}
    for name in filter(None, names):
        told = figure_of(name, described.get(name.casefold(), ""))
        found[name] = (told if told != "person" else None) or in_text.get(name, "person")
    return found


def _further_names(
    scenes: Iterable[SceneBeats], described: Mapping[str, str], names: Collection[str]
) -> tuple[str, ...]:
    """Those of the bible whom only action lines name, as it writes them."""
    further = tuple(name for name in described if name and not any(is_alias(name, known) for known in names if known))
    if not further:
        return ()
    sentences = (sentence for scene in scenes for beat in scene.actions for sentence in beat.sentences)
    seen = (mention.name for sentence in sentences for mention in mentions_in(words_of(sentence.text), further))
    return tuple(dict.fromkeys(seen))


def _deeds(readings: Iterable[LineReading], name: str) -> list[frozenset[Cue]]:
    return [cues for line in readings for actor, cues in line.deeds if actor == name]


def _read(scene: SceneBeats, people: Mapping[str, Figure | None]) -> list[tuple[int, LineReading]]:
    """Every action sentence of a scene, read, with the place of its beat."""
    found = []
    carried: tuple[str, ...] = ()
    is_continued = False
    for place, beat in enumerate(scene.beats):
        if isinstance(beat, SpeechBeat):
            carried = tuple(dict.fromkeys([beat.speaker, *carried]))
            is_continued = True
            continue
        for sentence in beat.sentences:
            line = read_line(sentence, people, carried=carried, is_continued=is_continued)
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


def _holds(name: str, readings: Iterable[LineReading]) -> str | None:
    """The last thing that somebody is said to have in hand where they are first seen, and did not take there."""
    grips = [grip for line in readings for grip in line.grips if grip.holder == name and not grip.is_taken]
    return grips[-1].thing or None if grips else None


def scene_people(scene: SceneBeats, *, people: Mapping[str, Figure] | None = None) -> tuple[Person, ...]:
    """The people seen in a scene, in order of appearance; ``people`` is the whole script's (``script_people``).

    A voice from off the screen is nobody on the set.
    """
    figures = dict(people) if people is not None else script_people([scene])
    readings = _read(scene, {**dict.fromkeys(names_in([scene])), **figures})
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
            holds=_holds(name, [line for place, line in readings if place == seen[name]]),
        )
        for name, _ in sorted(seen.items(), key=lambda item: item[1])
    )


def staging_text(
    scene: SceneBeats, *, people: Mapping[str, Figure] | None = None, shown_in: SceneBeats | None = None
) -> str:
    """The words that describe a scene's place, as a prompt for its stage: the heading, then the first lines of action.

    Taken are the sentences before anybody acts; where the scene begins with somebody, those of the scene that showed
    the place first (``shown_in``), else its own first paragraph.
    """
    known: dict[str, Figure | None] = {**dict.fromkeys(names_in([scene])), **(people or {})}
    described = _description(scene, known) or (_description(shown_in, known) if shown_in else [])
    if not described:
        described = [sentence.text for beat in scene.actions[:1] for sentence in beat.sentences]
    place = _without_owner(scene.location, known)
    heading = ", ".join(part for part in (_cased(place), _cased(scene.time)) if part)
    return " ".join(filter(None, (f"{heading}." if heading else "", *described)))


def _description(scene: SceneBeats, known: Mapping[str, Figure | None]) -> list[str]:
    """The sentences before anybody acts."""
    described: list[str] = []
    for beat in scene.beats:
        if not isinstance(beat, ActionBeat):
            break
        empty = []
        for sentence in beat.sentences:
            if read_line(sentence, known).people:
                break
            empty.append(sentence.text)
        described += empty
        if len(empty) < len(beat.sentences):
            break
    return described


def _without_owner(place: str, known: Collection[str]) -> str:
    """A place without whose it is: 할머니의 부엌 and MARA'S ROOM have nobody in them yet."""
    korean, english = re.match(r"(\S+)의\s+(?=\S)", place), re.match(r"(.+?)['’]s\s+(?=\S)", place, re.IGNORECASE)
    if korean and (korean[1] in known or _figure_of_word(korean[1])):
        return place[korean.end() :]
    if english and english[1].casefold() in {name.casefold() for name in known}:
        return place[english.end() :]
    return place


def _cased(text: str) -> str:
    return text if has_hangul(text) else text.lower().capitalize()
